"""Cijfers: how far a cycle is on a day, where it stalls, and what people ask for development."""

from __future__ import annotations

import streamlit as st

from components import navigation, page, session
from components.hr import choices, development, funnel, progress, trend
from db import aggregates, figures
from db.figures import Progress
from domain.actor import Role


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("nav.figures"), width=page.WIDE):
        actor = session.require_role(Role.HR)
        with st.container(horizontal=True, gap="small"):
            cycle = choices.cycle("figures.cycle")
            day = choices.reference_date(cycle, "figures.day") if cycle else session.today()
        if cycle is None:
            return
        found = figures.progress(session.database(), actor, cycle.id, day, now=session.now())
        asked = aggregates.development(session.database(), actor, cycle.id, session.today(), now=session.now())
        choices.lead("figures.lead", cycle, day)
        page.who_sees(t("figures.see"))
        _progress(found)
        development.show(asked)


def _progress(found: Progress) -> None:
    progress.population(found.whole)
    progress.metrics(found.whole)
    if found.whole.late:
        label = session.t()("figures.to_late", n=found.whole.late)
        st.page_link(navigation.to("hr/late"), label=label, icon=":material/schedule:")
    progress.departments(found)
    funnel.show(found.whole)
    trend.show(found)
    progress.process(found.whole)
    progress.feedback(found)


show()
