"""The manager's decision: the text becomes final, or the screen says why not yet (R13, R14)."""

from __future__ import annotations

import streamlit as st

import settings
from components import acting, page, session
from db import review
from db.plans import Plan
from domain.conversation import Side, State
from i18n import formats


def decide(plan: Plan) -> None:
    """The button to finalise with its question; a sentence in its place while it cannot be done."""
    t = session.t()
    page.section(t("plan.finalise.title"))
    if plan.loaded.state is State.SUBMITTED and plan.loaded.case.submitted_side is Side.MANAGER:
        st.info(page.plain(_not_yet(plan)), icon=":material/info:")
        return
    st.markdown(page.plain(t("plan.finalise.about", name=plan.loaded.given_name_of(Side.EMPLOYEE))))
    name = f"plan.finalise.{plan.loaded.id}"
    st.button(t("act.finalise"), key="plan.finalise", type="primary", on_click=acting.ask, args=(name,))
    acting.question(name, t("confirm.finalise.title"), _consequences(plan), t("act.finalise"), lambda: _finalise(plan))


def _not_yet(plan: Plan) -> str:
    t = session.t()
    until = formats.long_date(plan.loaded.row["review_until"], t.language)
    return t("refuse.not_yet", name=plan.loaded.given_name_of(Side.EMPLOYEE), date=until)


def _consequences(plan: Plan) -> list[str]:
    t = session.t()
    lines = [t("confirm.finalise")]
    number = plan.newest.number if plan.newest else 0
    if any(remark.submission_number == number for remark in plan.remarks):
        lines.insert(0, t("confirm.finalise_open_feedback", name=plan.loaded.given_name_of(Side.EMPLOYEE)))
    return lines


def _finalise(plan: Plan) -> None:
    if plan.newest is None:
        return
    at = session.now()
    review.finalise(session.database(), session.actor(), plan.loaded.id, plan.newest.id, now=at)
    name = plan.loaded.given_name_of(Side.EMPLOYEE)
    page.notice("success", session.t()("done.final", time=formats.clock(at, settings.current.zone), name=name))
