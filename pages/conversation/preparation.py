"""Voorbereiding: what I want to bring in, sealed until both handed in or the day has come."""

from __future__ import annotations

import streamlit as st

import settings
from components import next_step, page, preparation_form, preparation_reading, session
from db import preparations
from db.preparations import Preparations
from domain.conversation import BEFORE_TALK
from domain.deadlines import local_date
from domain.errors import NotFound
from i18n import formats


def show() -> None:
    """One's own form while it can change; both to read once they are open."""
    actor, db, now, t = session.actor(), session.database(), session.now(), session.t()
    try:
        preps = preparations.preparations(db, actor, session.asked_id(), now=now)
    except NotFound:
        with page.page(t("nav.preparation")):
            raise
        return
    readable = preps.opened and not preps.writable
    with page.page(t("nav.preparation"), _lead(preps), page.MEDIUM if readable else page.NARROW):
        _who_sees(preps)
        if preps.writable:
            _write(preps)
        elif preps.opened:
            _read(preps)
        elif preps.mine.handed_in_at is not None:
            _sealed(preps)
        else:
            _never_handed_in(preps)
        st.space("small")
        next_step.link("conversation/conversation", t("year.talk_link"), "forum", preps.loaded.id)


def _lead(preps: Preparations) -> str:
    row = preps.loaded.row
    name = preps.loaded.name_of(preps.mine.side.other) or session.t()(f"role.{preps.mine.side.other}")
    if row["scheduled_at"] is None:
        return page.say("prep.lead", name=name)
    when = formats.day_time(row["scheduled_at"], session.language(), settings.current.zone)
    return page.say("prep.lead_on", name=name, when=when)


def _who_sees(preps: Preparations) -> None:
    t, name = session.t(), preparation_form.other_name(preps)
    rows = [
        (t("who.you_prep"), t("who.you_prep.what")),
        (name, t("who.other_prep.what")),
        (t("who.hr"), t("who.hr_prep.what")),
    ]
    opened = preps.opened and preps.mine.handed_in_at is not None
    page.who_sees(t("see.plan" if opened else "see.draft_prep", name=name), rows)


def _write(preps: Preparations) -> None:
    name = preparation_form.other_name(preps)
    with st.container(border=True):
        closed = page.say("prep.day_has_come", name=name) if preps.opened else page.say("sealed.closed")
        st.markdown(f":material/lock: **{session.t()('prep.sealed')}.** {closed}")
    preparation_form.writing(preps.loaded.id)
    if preps.theirs is not None:
        page.section(session.t()("talk.prep_of", name=name))
        preparation_reading.theirs(preps)


def _sealed(preps: Preparations) -> None:
    name, language = preparation_form.other_name(preps), session.language()
    with st.container(border=True):
        day = local_date(preps.mine.handed_in_at, settings.current.zone) if preps.mine.handed_in_at else session.today()
        text = page.say("sealed.handed_in", date=formats.long_date(day, language), name=name)
        st.markdown(f":material/lock: {text}")
        if preps.loaded.state in BEFORE_TALK:
            preparation_form.take_back(preps)
    preparation_reading.mine(preps)


def _read(preps: Preparations) -> None:
    opened_on = preps.loaded.opened_on
    if opened_on is not None:
        text = page.say("sealed.open", date=formats.long_date(opened_on, session.language()))
        st.markdown(f":material/lock_open: {text}")
    preparation_reading.both(preps)


def _never_handed_in(preps: Preparations) -> None:
    st.markdown(session.t()("prep.mine_missing"))
    page.section(session.t()("prep.my_draft"))
    preparation_reading.mine(preps)


show()
