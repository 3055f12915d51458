"""The list of who is late or nearly late: name, state, on whom it waits, since when. Never a text."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import navigation, page, session, states
from db.figures import Behind
from domain.figures import Waits
from i18n import formats

MOST = 25
STEPS = ("due", "record", "soon")


def chosen(rows: Sequence[Behind]) -> list[Behind]:
    """The rows that the two filters leave."""
    t = session.t()
    departments = sorted({row.department for row in rows if row.department}, key=str.casefold)
    present = sorted({row.state for row in rows})
    with st.container(horizontal=True, gap="small"):
        department = st.selectbox(
            t("figures.department"), ["", *departments], key="late.department", width=260,
            format_func=lambda name: name or t("late.all_departments"),
        )  # fmt: skip
        step = st.selectbox(
            t("late.step"), ["", *present], key="late.step", width=260,
            format_func=lambda state: t(f"state.{state}") if state else t("late.all_steps"),
        )  # fmt: skip
    return [row for row in rows if department in ("", row.department) and step in ("", row.state)]


def groups(rows: Sequence[Behind]) -> None:
    """The lists: past the target date, recording late, and due within two weeks."""
    t = session.t()
    if not rows:
        st.markdown(t("late.none_match"))
    for step in STEPS:
        found = [row for row in rows if row.step == step]
        if found:
            page.section(t(f"late.{step}", n=len(found)))
            _list(found, f"late.most.{step}")


def _list(rows: Sequence[Behind], key: str) -> None:
    most = st.session_state.get(key, MOST)
    with st.container(gap="small"):
        for row in rows[:most]:
            _row(row)
    left = len(rows) - most
    if left > 0:
        label = session.t()("late.more", n=min(left, MOST))
        st.button(
            label, key=f"{key}.button", type="tertiary", icon=":material/expand_more:", on_click=_more, args=(key,)
        )


def _more(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, MOST) + MOST


def _row(row: Behind) -> None:
    """One person: two short lines in each of four places, which become two rows on a phone."""
    t, language = session.t(), session.language()
    with st.container(horizontal=True, vertical_alignment="top", gap="xxsmall"):
        with st.container(width=172, gap=None):
            st.markdown(f"**{page.plain(row.name)}**")
            st.caption(page.plain(row.department or t("late.no_department")))
        with st.container(width=178):
            states.badge(row.state)
        with st.container(width="stretch", gap=None):
            st.page_link(
                navigation.to("dossier/person"),
                label=t(f"late.waits.{_waits(row)}"),
                icon=":material/arrow_forward:",
                query_params={"id": str(row.conversation_id)},
            )
            since = formats.short_date(row.since, language)
            st.caption(page.say("late.since", manager=row.manager or "–", date=since))
        with st.container(width=130):
            _when(row)


def _waits(row: Behind) -> str:
    """On whom it waits, as the part of a key."""
    if len(row.waits) > 1:
        return "both"
    return next((who.value for who in Waits if who in row.waits), "nobody")


def _when(row: Behind) -> None:
    if row.step == "soon":
        st.markdown(page.say("late.before", date=formats.short_date(row.late_on, session.language())))
    else:
        states.late_badge(row.late_on)
