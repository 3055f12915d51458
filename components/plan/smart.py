"""Help to write a good result: a question under the field, and the five letters one click away. It never blocks."""

from __future__ import annotations

import streamlit as st

from components import page, session
from domain.plan import PlanRow, PlanText, Section
from domain.smart import hints


def check(row: PlanRow, text: PlanText) -> None:
    """Hints under one result."""
    t = session.t()
    others = [each for each in text.of(Section.RESULT) if each.agreement_id != row.agreement_id]
    found = hints(row, text.period_until, others)
    if not found:
        return
    lines = [page.say(hint.key, word=hint.word) for hint in found]
    st.markdown(f":yellow[:material/lightbulb:] **{t('plan.smart.title')}**  \n" + "  \n".join(lines))


def good_agreement() -> None:
    """What makes a good agreement, closed until asked for."""
    t = session.t()
    with st.expander(t("plan.smart.good"), key="plan.smart.good"):
        for letter in "smart":
            st.markdown(f"**{t(f'smart.{letter}.title')}** {t(f'smart.{letter}')}")
