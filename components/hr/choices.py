"""What HR chooses above a list or figures: the cycle and the reference date."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import fields, navigation, page, session
from db import cycles
from db.cycles import Cycle
from i18n import formats


def cycle(key: str) -> Cycle | None:
    """The chosen cycle that is or was open, the current one first; an empty state and None when there is none."""
    known = [one for one in cycles.cycles(session.database()) if one.state != "draft"]
    if not known:
        _empty()
        return None
    if len(known) == 1:
        return known[0]
    present = cycles.current(session.database(), session.today())
    by_year = {one.year: one for one in known}
    first = list(by_year).index(present.year) if present else 0
    chosen = st.selectbox(session.t()("figures.cycle"), list(by_year), index=first, key=key, width=160)
    return by_year[chosen]


def _empty() -> None:
    with st.container(border=True):
        st.markdown(session.t()("empty.cycles"))
        link = navigation.to("hr/cycles")
        st.page_link(link, label=session.t()("nav.cycles"), icon=":material/arrow_forward:")


def reference_date(found: Cycle, key: str) -> date:
    """The day on which is counted: today within the cycle unless another is typed; never a day to come."""
    today = session.today()
    usual = max(found.planning_from, min(today, found.ends_on))
    t = session.t()
    typed = fields.date_field(
        t("figures.day"), key=f"{key}.{found.year}", value=usual, hint=t("figures.day_hint"), width=320
    )
    return min(typed, max(today, usual)) if typed else usual


def lead(key: str, found: Cycle, day: date) -> None:
    """The sentence under the title: which cycle, on which day."""
    st.markdown(page.say(key, year=found.year, date=formats.long_date(day, session.language())))
