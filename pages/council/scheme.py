"""Regeling en cijfers: what the cycle asks of staff, and how it goes overall, without names."""

from __future__ import annotations

import streamlit as st

from components import page, session
from components.hr import development, overview, scheme
from db import aggregates, cycles
from domain.actor import Role


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("nav.scheme"), t("council.lead"), page.MEDIUM):
        actor = session.require_role(Role.WORKS_COUNCIL)
        database, today, now = session.database(), session.today(), session.now()
        found = cycles.current(database, today)
        if found is None:
            with st.container(border=True):
                st.markdown(t("empty.council"))
            return
        summary = aggregates.summary(database, actor, found.id, min(today, found.ends_on), now=now)
        asked = aggregates.development(database, actor, found.id, today, now=now)
        page.who_sees(t("figures.see_council", n=summary.minimum))
        scheme.show(found)
        overview.show(summary)
        development.show(asked)


show()
