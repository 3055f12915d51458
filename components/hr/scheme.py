"""What a cycle asks of people: dates, terms and the questions themselves."""

from __future__ import annotations

import streamlit as st

from components import page, session
from db import cycles
from db.cycles import Cycle
from domain.forms import Template
from i18n import formats


def show(found: Cycle) -> None:
    """The steps in order with their terms, then both question lists."""
    t, language = session.t(), session.language()
    page.section(t("council.asks"))
    window = {
        "from": formats.long_date(found.planning_from, language),
        "to": formats.long_date(found.planning_until, language),
    }
    steps = [
        page.say("council.window", **window),
        t("council.prepare"),
        t("council.record"),
        t("council.feedback", n=found.feedback_days),
        t("council.decide"),
        t("council.sign", n=found.sign_days),
    ]
    st.markdown("\n".join(f"1. {step}" for step in steps))
    for template in cycles.questions(session.database(), found):
        _questions(template)


def _questions(template: Template) -> None:
    t, language = session.t(), session.language()
    with st.expander(t(f"council.questions.{template.form}"), key=f"council.{template.form}"):
        for question in template.questions:
            required = f" ({t('council.required')})" if question.required else ""
            st.text(f"{question.text[language]}{required}")
