"""Cycli: which year runs, for whom, until when; a new year, who takes part, goals per department."""

from __future__ import annotations

import streamlit as st

from components import page, session
from components.hr import cycle_form, goals, label, launching
from db import cycles, launch
from db.cycles import Cycle
from domain.actor import Actor, Role

NEW = "new"


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("nav.cycles"), t("cycles.lead"), page.MEDIUM):
        actor = session.require_role(Role.HR)
        known = cycles.cycles(session.database())
        page.who_sees(t("cycles.see"))
        chosen = _choose(known)
        if chosen is None:
            page.section(t("cycles.new"))
            if not known:
                st.markdown(t("empty.cycles"))
            cycle_form.new(actor, known)
        else:
            _one(actor, chosen)
        label.show(actor)


def _choose(known: list[Cycle]) -> Cycle | None:
    """The cycle to look at, the running one first; None for a new one."""
    if not known:
        return None
    t, by_year = session.t(), {str(one.year): one for one in known}
    names = {year: t("cycles.option", year=year, state=t(f"cycle_state.{one.state}")) for year, one in by_year.items()}
    present = cycles.current(session.database(), session.today()) or known[0]
    st.session_state.setdefault("cycles.year", str(present.year))
    chosen = st.selectbox(
        t("cycles.choose"),
        [*names, NEW],
        format_func=lambda year: names.get(year) or t("cycles.new"),
        key="cycles.year",
        width=260,
    )
    return by_year.get(chosen)


def _one(actor: Actor, chosen: Cycle) -> None:
    cycle_form.facts(chosen)
    if chosen.state == "closed":
        return
    check = launch.launch_check(session.database(), actor, chosen.id, now=session.now())
    if chosen.state == "draft":
        launching.check(check)
        if check.participants:
            launching.opening(actor, check)
    else:
        launching.late_joiners(actor, check)
    cycle_form.move(actor, chosen)
    goals.show(actor, chosen)


show()
