"""Achterstand: who is late or nearly late, and on whom it waits. HR's start page."""

from __future__ import annotations

import streamlit as st

from components import page, session
from components.hr import behind, choices
from db import figures
from domain.actor import Role
from i18n import formats


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("nav.late"), width=page.WIDE):
        actor = session.require_role(Role.HR)
        cycle = choices.cycle("late.cycle")
        if cycle is None:
            return
        today = session.today()
        rows = figures.behind(session.database(), actor, cycle.id, today, now=session.now())
        choices.lead("late.lead", cycle, today)
        page.who_sees(t("late.see"))
        if not any(row.step != "soon" for row in rows):
            with st.container(border=True):
                st.markdown(page.say("empty.late", date=formats.long_date(today, session.language())))
        if rows:
            behind.groups(behind.chosen(rows))


show()
