"""The Personal Year Plan (Persoonlijk Jaarplan): written, read, given feedback on, made final and signed, by state."""

from __future__ import annotations

import streamlit as st

from components import navigation, page, session
from components.plan import heading, recorder, reviewing, signing
from db import plans
from db.plans import Plan
from domain.conversation import AFTER_TALK, FIXED, IN_REVIEW
from domain.errors import NotFound


def show() -> None:
    """The plan of the conversation in the address."""
    try:
        plan = plans.plan(session.database(), session.actor(), session.asked_id(), now=session.now())
    except NotFound:
        with page.page(session.t()("nav.plan")):
            raise
        return
    with page.page(heading.title(plan), heading.lead(plan), page.WIDE if _writes(plan) else page.NARROW):
        heading.status(plan)
        heading.who_sees(plan)
        _body(plan)


def _writes(plan: Plan) -> bool:
    return plan.draft is not None and (plan.loaded.state in AFTER_TALK or reviewing.writes(plan))


def _body(plan: Plan) -> None:
    state = plan.loaded.state
    if state in AFTER_TALK:
        recorder.record(plan)
    elif state in IN_REVIEW:
        reviewing.review(plan)
    elif state in FIXED:
        signing.final(plan)
    else:
        _not_here_yet(plan)


def _not_here_yet(plan: Plan) -> None:
    t = session.t()
    with st.container(border=True):
        st.markdown(t("plan.not_yet"))
        st.page_link(
            navigation.to("conversation/conversation"), label=t("nav.conversation"), icon=":material/forum:",
            query_params={"id": str(plan.loaded.id)},
        )  # fmt: skip


show()
