"""Feedback of the side that reads: a box per agreement, one for the whole, sent together (R19)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import streamlit as st

from components import acting, autosave, page, session
from components.plan import reading
from components.plan.wording import Sheet
from db import drafts, review
from db.drafts import Draft
from db.plans import Plan
from domain.conversation import Side, State
from domain.plan import PlanRow


def document(plan: Plan, words: Sheet) -> None:
    """The text with its feedback and a closed box for more in each card; then a box for the whole."""
    t, typed = session.t(), _typed(plan)

    def beside(row: PlanRow) -> None:
        reading.remarks(plan, plan.remarks_on(row.agreement_id))
        subject = _subject(plan, row.agreement_id)
        begun = bool(typed[subject].value) if subject in typed else False
        with st.expander(t("plan.feedback.on_agreement"), expanded=begun, key=f"{subject}.box"):
            _box(subject, t("plan.feedback.field", place=words.name(row)), typed.get(subject))

    reading.document(words, beside)
    page.section(t("plan.feedback.title"))
    reading.remarks(plan, plan.remarks_on(None))
    st.markdown(page.plain(t("plan.feedback.about")))
    subject = _subject(plan, None)
    _box(subject, t("plan.feedback.overall"), typed.get(subject))


def _box(subject: str, label: str, stored: Draft | None) -> None:
    autosave.text_area(
        label, key=subject, stored=stored.value if stored else "", saved_at=None, save=lambda v, b: _save(subject, v, b)
    )


def _save(subject: str, value: str, base: str) -> datetime:
    return drafts.save(session.database(), session.actor(), subject, value, base, now=session.now())


def buttons(plan: Plan) -> None:
    """Send the feedback, or say that there is none. What was typed stays when it is refused."""
    t, state = session.t(), plan.loaded.state
    asked = plan.loaded.side is Side.EMPLOYEE and state in (State.SUBMITTED, State.FEEDBACK_LAPSED)
    with st.container(horizontal=True):
        sent = st.button(t("act.feedback"), key="plan.feedback.send", type="primary" if asked else "secondary")
        none = asked and st.button(t("act.no_remarks"), key="plan.feedback.none")
    if sent:
        with page.refusals():
            _send(plan)
    if none:
        with page.refusals():
            _no_remarks(plan)


def _send(plan: Plan) -> None:
    if plan.newest is None:
        return
    typed, text_id = _typed(plan), plan.newest.id
    texts = {agreement: _text(_subject(plan, agreement), typed) for agreement in (*_agreements(plan), None)}
    place = session.database(), session.actor(), plan.loaded.id
    if acting.once(f"feedback.{text_id}", lambda: review.give_feedback(*place, text_id, texts, now=session.now())):
        page.notice("success", session.t()("done.feedback"))
    st.rerun()


def _no_remarks(plan: Plan) -> None:
    if plan.newest is None:
        return
    place, text_id = (session.database(), session.actor(), plan.loaded.id), plan.newest.id
    if acting.once(f"no_remarks.{text_id}", lambda: review.no_remarks(*place, text_id, now=session.now())):
        page.notice("success", session.t()("plan.feedback.none_done"))
    st.rerun()


def _text(subject: str, typed: Mapping[str, Draft]) -> str:
    # What could not be stored is still on the screen; everything else counts as it is stored.
    on_screen = autosave.unsaved(subject)
    stored = typed[subject].value if subject in typed else ""
    return stored if on_screen is None else str(on_screen)


def _agreements(plan: Plan) -> list[UUID]:
    return [row.agreement_id for row in plan.newest.text.rows] if plan.newest else []


def _typed(plan: Plan) -> dict[str, Draft]:
    prefix = f"feedback:{plan.newest.id}:" if plan.newest else "feedback:"
    return drafts.drafts(session.database(), session.actor(), prefix)


def _subject(plan: Plan, agreement_id: UUID | None) -> str:
    return f"feedback:{plan.newest.id if plan.newest else ''}:{agreement_id or 'all'}"
