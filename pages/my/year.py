"""Mijn jaar: what is asked of me now, and where my year stands."""

from __future__ import annotations

import streamlit as st

from components import my_requests, my_year, page, session
from db import development, team
from db.team import Line
from domain.next_step import Turn


def show() -> None:
    """Everybody's own page; it holds nothing of others."""
    actor, db, now = session.actor(), session.database(), session.now()
    lines = team.my_conversations(db, actor, now=now)
    present, before = my_year.newest(lines)
    title = session.t()("year.hello", name=team.given_name(db, actor))
    with page.page(title, my_year.lead(present[0]) if len(present) == 1 else None):
        if not present:
            _nothing_yet(team.hats(db, actor, session.today()).works)
        else:
            _who_sees(present)
        for place, line in enumerate(present):
            my_year.block(line, several=len(present) > 1, primary=place == _first_turn(present))
        my_requests.requests(development.my_requests(db, actor))
        my_year.further(present, before)


def _nothing_yet(works: bool) -> None:
    with st.container(border=True):
        st.markdown(session.t()("empty.year_no_cycle" if works else "empty.no_employment"))


def _who_sees(present: list[Line]) -> None:
    t, name = session.t(), present[0].other_given_name or session.t()("role.manager")
    rows = [
        (t("who.you_prep"), t("who.you_talk.what", name=name)),
        (name, t("who.other_talk.what")),
        (t("who.hr"), t("who.hr_talk.what")),
    ]
    page.who_sees(t("year.see", name=name), rows)


def _first_turn(present: list[Line]) -> int:
    """The job whose step is the screen's one primary button."""
    return next((place for place, line in enumerate(present) if line.step.turn is Turn.YOU), 0)


show()
