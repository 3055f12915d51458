"""Who takes part in a cycle, what stands in the way, and opening it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import acting, fields, navigation, page, session
from db import cycles
from db.cycles import Cycle
from db.launch import LaunchCheck, Participant
from domain.actor import Actor

_OPEN, _ADD, MOST_NAMES = "cycle_open", "cycle_add", 12


def check(found: LaunchCheck) -> None:
    """Counts per department, people without a manager on top, then the others that are different."""
    t = session.t()
    page.section(t("cycles.who"))
    if not found.participants:
        st.markdown(t("cycles.nobody"))
        st.page_link(navigation.to("hr/people"), label=t("cycles.to_people"), icon=":material/arrow_forward:")
        return
    st.markdown(f"{t('cycles.participants', n=found.participants)} {t('cycles.people', n=found.persons)}")
    if found.without_manager:
        _warn("cycle.no_manager", "cycles.no_manager_why", found.without_manager)
    if found.without_account:
        _warn("cycles.no_account", "cycles.no_account_why", found.without_account)
    _others(found)
    rows = [
        {t("figures.department"): page.plain(one.name), t("cycles.taking_part"): str(one.n)}
        for one in found.departments
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _warn(key: str, why: str, people: Sequence[Participant]) -> None:
    t = session.t()
    st.warning(f"**{t(key, n=len(people))}** {t(why)}  \n{_names(people)}", icon=":material/person_alert:")


def _names(people: Sequence[Participant]) -> str:
    shown = ", ".join(page.plain(one.name) for one in people[:MOST_NAMES])
    left = len(people) - MOST_NAMES
    return f"{shown} {session.t()('cycles.names_more', n=left)}" if left > 0 else shown


def _others(found: LaunchCheck) -> None:
    t = session.t()
    for key, people in (("cycles.joiners", found.joiners), ("cycles.later", found.later)):
        if people:
            st.markdown(f"{t(key, n=len(people))} {_names(people)}")
    if found.left:
        st.markdown(t("cycles.left", n=found.left))


def opening(actor: Actor, found: LaunchCheck) -> None:
    """The button that opens the cycle, and its question."""
    t, year = session.t(), found.cycle.year
    st.button(
        t("act.open_cycle"),
        key="cycles.open",
        type="primary",
        icon=":material/play_arrow:",
        on_click=acting.ask,
        args=(_OPEN,),
    )
    acting.question(
        _OPEN,
        t("confirm.open_cycle.title", year=year, n=found.participants),
        [t("confirm.open_cycle")],
        t("act.open_cycle"),
        lambda: _open(actor, found.cycle),
    )


def _open(actor: Actor, found: Cycle) -> None:
    opened = cycles.open_cycle(session.database(), actor, found.id, now=session.now())
    page.notice("success", session.t()("cycles.opened", n=opened.count))


def late_joiners(actor: Actor, found: LaunchCheck) -> None:
    """Who takes part in an open cycle, and adding those who are missing."""
    t = session.t()
    page.section(t("cycles.who"))
    fields.facts([(t("cycles.present"), str(found.present))])
    if found.without_manager:
        _warn("cycle.no_manager", "cycles.no_manager_why", found.without_manager)
    if found.later:
        st.markdown(f"{t('cycles.later', n=len(found.later))} {_names(found.later)}")
    missing = found.participants - found.present
    if missing:
        st.markdown(t("cycles.missing", n=missing))
        fields.show_refusal(_ADD)
        st.button(
            t("cycles.add", n=missing),
            key="cycles.add",
            type="primary",
            icon=":material/person_add:",
            on_click=fields.submit,
            args=(_ADD, lambda: _add(actor, found.cycle)),
        )


def _add(actor: Actor, found: Cycle) -> str:
    added = cycles.add_late_joiners(session.database(), actor, found.id, now=session.now())
    return session.t()("cycles.added", n=added.count)
