"""A text that lies open for review, for its writer and its reader, and the changes made to it meanwhile."""

from __future__ import annotations

import streamlit as st

from components import page, session
from components.plan import differences, feedback, finalising, reading, submitting, writing
from components.plan.wording import other_name, sheet
from db import recording
from db.plans import Plan
from domain.conversation import Side, State
from domain.permissions import Permission, can
from domain.plan import PlanText


def review(plan: Plan) -> None:
    """Read and react; or change the text, when that is what the person chose."""
    if plan.draft is not None and writes(plan):
        _revise(plan, plan.draft)
    else:
        _read(plan)


def writes(plan: Plan) -> bool:
    """Whether the screen shows the working copy: changes are not sent yet, or somebody wants to make some."""
    if plan.draft is None:
        return False
    return plan.unsent or bool(st.session_state.get(submitting.writing_key(plan)))


def _read(plan: Plan) -> None:
    if plan.newest is None:
        return
    actor, case = session.actor(), plan.loaded.case
    words = sheet(plan, plan.newest.text, session.t())
    differences.since_previous(plan)
    if can(actor, Permission.PLAN_FEEDBACK, case):
        feedback.document(plan, words)
        feedback.buttons(plan)
    else:
        reading.document(words, lambda row: reading.remarks(plan, plan.remarks_on(row.agreement_id)))
        _overall(plan)
    if can(actor, Permission.PLAN_FINALISE, case):
        finalising.decide(plan)
    if plan.draft is not None:
        _offer_to_revise(plan)


def _overall(plan: Plan) -> None:
    if found := plan.remarks_on(None):
        page.section(session.t()("plan.feedback.title"))
        reading.remarks(plan, found)


def _offer_to_revise(plan: Plan) -> None:
    t = session.t()
    mine = plan.loaded.side is Side.EMPLOYEE and plan.loaded.state is State.FEEDBACK_RECEIVED
    turn = mine and plan.loaded.case.submitted_side is Side.EMPLOYEE
    page.section(t("plan.revise.title"))
    st.markdown(page.plain(t("plan.revise.about", name=other_name(plan))))
    st.button(
        t("act.revise"), key="plan.revise", type="primary" if turn else "secondary", icon=":material/edit:",
        on_click=_begin, args=(plan,),
    )  # fmt: skip


def _begin(plan: Plan) -> None:
    st.session_state[submitting.writing_key(plan)] = True


def _revise(plan: Plan, text: PlanText) -> None:
    t, name = session.t(), other_name(plan)
    st.info(page.plain(t("plan.revise.unseen", name=name)), icon=":material/visibility_off:")
    writing.editor(plan, text)
    page.section(t("act.submit_again"))
    if (
        plan.unsent
        and plan.loaded.side is Side.MANAGER
        and can(session.actor(), Permission.PLAN_FINALISE, plan.loaded.case)
    ):
        st.markdown(page.plain(t("refuse.unseen", name=name)))
    submitting.send(plan, text)
    label = t("plan.discard", name=name) if plan.unsent else t("plan.stop_revising")
    if st.button(page.plain(label), key="plan.discard"):
        with page.refusals():
            _discard(plan)


def _discard(plan: Plan) -> None:
    if plan.unsent:
        recording.discard_changes(session.database(), session.actor(), plan.loaded.id, now=session.now())
        page.notice("success", session.t()("plan.discarded", name=other_name(plan)))
    submitting.forget(plan)
    st.rerun()
