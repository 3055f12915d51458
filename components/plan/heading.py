"""What stands on top of a plan: whose it is, where it stands, the next step, and who can see it."""

from __future__ import annotations

import streamlit as st

import settings
from components import page, session, states
from components.next_step import sentence
from components.plan.wording import moment, other_name
from db.plans import Plan
from domain.conversation import AFTER_TALK, FIXED, Side, State
from domain.deadlines import add_working_days, local_date
from domain.next_step import Situation, Step, Turn, step_for
from i18n import formats


def title(plan: Plan) -> str:
    """'Persoonlijk Jaarplan 2027 van Anna de Wit'; one's own without a name."""
    key = "plan.title_own" if plan.loaded.side is Side.EMPLOYEE else "plan.title"
    return session.t()(key, year=plan.loaded.row["year"], name=plan.loaded.name_of(Side.EMPLOYEE))


def next_step(plan: Plan) -> Step | None:
    """The reader's next step; None for who only reads."""
    side = plan.loaded.side
    return step_for(side, _situation(plan), plan.loaded.today) if side else None


def _situation(plan: Plan) -> Situation:
    row, loaded = plan.loaded.row, plan.loaded
    final_on = local_date(row["final_at"], settings.current.zone) if row["final_at"] else None
    return Situation(
        state=loaded.state,
        recorder=loaded.case.recorder,
        scheduled_on=loaded.scheduled_on,
        due_on=row["due_on"],
        record_by=row["record_by"],
        review_until=row["review_until"],
        sign_by=add_working_days(final_on, row["sign_days"]) if final_on else None,
        submitted_side=loaded.case.submitted_side,
        handed_in=frozenset(loaded.handed_in),
        agreed=row["agreed_at"] is not None,
        unsent=plan.unsent and row["edited_side"] == Side.MANAGER,
        signature=plan.signature.kind if plan.signature else "",
    )


def lead(plan: Plan) -> str | None:
    """The next step in one sentence."""
    step = next_step(plan)
    if step is None:
        return None
    signature = plan.signature.kind if plan.signature else ""
    return sentence(step, other_name(plan), signature=signature, until=plan.loaded.row["period_until"])


def status(plan: Plan) -> None:
    """The badge of the state, late when it waits for the reader, and the version or the moment of saving."""
    step = next_step(plan)
    signature = plan.signature.kind if plan.signature else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        states.badge(plan.loaded.state, signature)
        if step and step.turn is Turn.YOU and step.day and plan.loaded.today > step.day:
            states.late_badge(step.day)
        if about := _about(plan):
            st.markdown(page.plain(about), width="content")


def _about(plan: Plan) -> str:
    t, newest, row = session.t(), plan.newest, plan.loaded.row
    if plan.draft is not None and plan.draft_saved_at and (plan.unsent or newest is None):
        return t("autosave.saved", time=formats.clock(plan.draft_saved_at, settings.current.zone))
    if newest is None:
        return ""
    if plan.loaded.state in FIXED and row["final_at"]:
        when = moment(row["final_at"], t)
        return t("plan.version_final", n=newest.number, name=plan.finalised_by, date=when)
    when = moment(newest.submitted_at, t)
    return t("plan.version_sent", n=newest.number, name=plan.loaded.given_name_of(newest.side), date=when)


def who_sees(plan: Plan) -> None:
    """The line under the title: who can see this now."""
    t, name = session.t(), other_name(plan)
    drafting = plan.loaded.state in AFTER_TALK
    if drafting and plan.draft is None:
        return
    key = "see.plan_draft" if drafting else "see.plan"
    rows = [(name, "plan.sees.other_later" if drafting else "plan.sees.other")]
    rows += [(t("role.hr"), "plan.sees.hr")]
    if plan.loaded.state is not State.CLOSED and not drafting:
        rows += [(t("plan.sees.feedback_title"), "plan.sees.feedback")]
    page.who_sees(
        t(key, name=name), [(t("plan.sees.you"), t("plan.sees.all")), *((w, t(k, name=name)) for w, k in rows)]
    )
