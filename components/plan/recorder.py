"""After the talk, before the text is sent: the recorder's screen, and what the other side may know and do meanwhile."""

from __future__ import annotations

import streamlit as st

from components import acting, navigation, page, session
from components.plan import submitting, writing
from components.plan.wording import other_name
from db import recording
from db.plans import Plan
from domain.permissions import Permission, can
from i18n import formats


def record(plan: Plan) -> None:
    """Begin, write and send for the recorder; a quiet sentence for everybody else."""
    if not can(session.actor(), Permission.PLAN_RECORD, plan.loaded.case):
        _wait(plan)
    elif plan.draft is None:
        _begin(plan)
    else:
        _contested(plan)
        writing.editor(plan, plan.draft)
        page.section(session.t()("plan.submit.title"))
        st.markdown(page.plain(_until(plan)))
        submitting.send(plan, plan.draft)


def _begin(plan: Plan) -> None:
    t = session.t()
    with st.container(border=True):
        st.markdown(page.plain(t("plan.begin.about", name=other_name(plan))))
        begun = st.button(t("plan.begin"), key="plan.begin", type="primary", icon=":material/edit_document:")
    if begun:
        with page.refusals():
            recording.start(session.database(), session.actor(), plan.loaded.id, now=session.now())
            st.rerun()


def _until(plan: Plan) -> str:
    t = session.t()
    until = formats.long_date(recording.review_until(plan.loaded), t.language)
    return t("plan.submit.about", name=other_name(plan), date=until)


def _contested(plan: Plan) -> None:
    if plan.loaded.row["contested_at"] is not None:
        st.warning(session.t()("refuse.contested"), icon=":material/pause_circle:")


def _wait(plan: Plan) -> None:
    t, recorder = session.t(), plan.loaded.case.recorder
    name = plan.loaded.given_name_of(recorder) if recorder else ""
    _contested(plan)
    with st.container(border=True):
        st.markdown(page.plain(t("plan.wait.about" if recorder else "plan.wait.nobody", name=name)))
        st.page_link(
            navigation.to("conversation/conversation"),
            label=t("nav.conversation"),
            icon=":material/forum:",
            query_params={"id": str(plan.loaded.id)},
        )
    if recording.may_take_over(plan.loaded) and can(session.actor(), Permission.PLAN_TAKE_OVER, plan.loaded.case):
        _take_over(plan, name)


def _take_over(plan: Plan, name: str) -> None:
    t, asked = session.t(), f"plan.take_over.{plan.loaded.id}"
    st.button(t("act.take_over"), key="plan.take_over", type="primary", on_click=acting.ask, args=(asked,))
    acting.question(
        asked,
        t("plan.take_over.title"),
        [t("plan.take_over.text", name=name)],
        t("act.take_over"),
        lambda: recording.take_over(session.database(), session.actor(), plan.loaded.id, now=session.now()),
    )
