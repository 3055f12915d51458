"""A plan as one reads it: its agreements by section, each with what was said about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

import settings
from components import page, session
from components.plan.wording import Sheet
from db.plans import Plan, Remark
from domain.deadlines import local_date
from domain.plan import MUST_BE_DISCUSSED, PlanRow, Section
from i18n import formats


def document(sheet: Sheet, beside: Callable[[PlanRow], None]) -> None:
    """The whole text; `beside` adds to each agreement's card what belongs with it."""
    for section in Section:
        rows = sheet.text.of(section)
        if rows or section in MUST_BE_DISCUSSED:
            page.section(sheet.t(f"plan.section.{section}"))
        if not rows and section in MUST_BE_DISCUSSED:
            mark = sheet.text.marks.get(section)
            st.markdown(sheet.t(f"plan.mark.{mark}") if mark else "–")
        for row in rows:
            with st.container(border=True):
                agreement(sheet, row)
                beside(row)


def agreement(sheet: Sheet, row: PlanRow) -> None:
    """One agreement: its number and title, its facts, and who brought it in."""
    st.subheader(page.plain(sheet.heading(row)), anchor=False)
    if facts := sheet.facts(row):
        with st.grid(columns=3, min_column_width=130):
            for label, value in facts:
                _fact(label, value)
    st.caption(page.plain(sheet.proposer(row)))


def _fact(label: str, value: str) -> None:
    with st.container(gap=None):
        st.caption(page.plain(label))
        st.text(value)


def remarks(plan: Plan, found: Sequence[Remark]) -> None:
    """Feedback beside its agreement: author, date, and which text it was about when that has changed since."""
    newest = plan.newest
    for remark in found:
        day = formats.long_date(local_date(remark.created_at, settings.current.zone), session.language())
        earlier = newest is not None and remark.submission_number != newest.number
        key = "plan.remark_earlier" if earlier else "plan.remark"
        with st.container(gap=None):
            who = page.say(key, name=remark.author_name, date=day, n=remark.submission_number)
            st.markdown(f":material/chat_bubble: **{who}**")
            st.text(remark.text)
