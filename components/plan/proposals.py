"""Beside the plan: what both brought in with their preparation, each with who proposed it (R03)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

import streamlit as st

from components import page, session
from db import recording
from db.plans import Plan
from db.recording import Proposal
from domain.conversation import Side
from domain.errors import NotFound
from domain.plan import PlanText


class Button(Protocol):
    """How the editor draws a button whose act waits until everything is drawn."""

    def __call__(self, label: str, key: str, icon: str, act: Callable[[], object]) -> None: ...


def beside(plan: Plan, text: PlanText, button: Button, opened: Callable[[UUID], object]) -> None:
    """The proposals that the writer may take over; `opened` gets the agreement that came of one."""
    st.header(session.t()("plan.proposals.title"), anchor=False)
    try:
        found = recording.proposals(session.database(), session.actor(), plan.loaded.id, now=session.now())
    except NotFound:  # a stand-in who only finalises does not read the preparations
        found = []
    if not found:
        st.markdown(session.t()("plan.proposals.none"))
    for side in Side:
        if of_side := [each for each in found if each.side is side]:
            with st.container(border=True):
                st.caption(page.say("plan.proposals.by", name=plan.loaded.given_name_of(side)))
                _proposals(plan, text, of_side, button, opened)


def _proposals(
    plan: Plan, text: PlanText, found: Sequence[Proposal], button: Button, opened: Callable[[UUID], object]
) -> None:
    t = session.t()
    for proposal in found:
        with st.container(gap="xxsmall"):
            kind, title = t(f"section.{proposal.section}"), proposal.fields.get("title", "") or t("plan.untitled")
            st.markdown(page.plain(f"{title} ({kind})"))
            if _taken(text, proposal):
                st.markdown(f":material/check: {t('plan.proposals.taken')}")
            else:
                button(t("act.take_proposals"), f"take.{proposal.key}", "add", partial(_take, plan, proposal, opened))


def _taken(text: PlanText, proposal: Proposal) -> bool:
    title = proposal.fields.get("title", "")
    return any(
        row.proposed_by.value == proposal.side and row.text("title") == title for row in text.of(proposal.section)
    )


def _take(plan: Plan, proposal: Proposal, opened: Callable[[UUID], object]) -> None:
    place = session.database(), session.actor(), plan.loaded.id
    for agreement_id in recording.take_proposals(*place, [proposal.key], now=session.now()):
        opened(agreement_id)
