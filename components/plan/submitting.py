"""Putting the text before the other side: what still misses, the question, and the act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import acting, page, session
from components.plan.wording import Sheet, other_name
from db import recording
from db.plans import Plan
from domain.errors import FieldError
from domain.plan import PlanText, submission_errors
from i18n import formats


def open_errors(plan: Plan, text: PlanText) -> list[FieldError]:
    """What still misses; empty until the writer has asked to send the text."""
    return submission_errors(text) if st.session_state.get(_checked(plan)) else []


def error_list(words: Sheet, errors: Sequence[FieldError]) -> None:
    """The list on top: how many things, then each with its section and number."""
    if errors:
        lines = "\n".join(f"- {page.plain(words.error_with_place(error))}" for error in errors)
        st.error(f"**{session.t()('valid.summary', n=len(errors))}**\n\n{lines}", icon=":material/error:")


def send(plan: Plan, text: PlanText) -> None:
    """The button at the end; it asks first, or says how much is still needed."""
    t, again = session.t(), bool(plan.submissions)
    name = other_name(plan)
    label = t("act.submit_again") if again else t("act.submit", name=name)
    pressed = st.button(page.plain(label), key="plan.submit", type="primary")
    errors = submission_errors(text)
    if pressed and not errors:
        acting.ask(f"plan.submit.{plan.loaded.id}")
    elif pressed and not st.session_state.get(_checked(plan)):
        st.session_state[_checked(plan)] = True
        st.rerun()
    if open_errors(plan, text):
        st.error(t("valid.summary", n=len(errors)), icon=":material/error:")
        return
    until = formats.long_date(recording.review_until(plan.loaded), t.language)
    acting.question(
        f"plan.submit.{plan.loaded.id}",
        t("confirm.submit.title", name=name),
        [t("confirm.submit", name=name, date=until)],
        label,
        lambda: _submit(plan, name),
        lambda: forget(plan),
    )


def _submit(plan: Plan, name: str) -> None:
    done = recording.submit(session.database(), session.actor(), plan.loaded.id, now=session.now())
    t = session.t()
    until = formats.long_date(done.review_until, t.language)
    page.notice("success", t("done.submitted", name=name, date=until))


def forget(plan: Plan) -> None:
    """Leave the writing mode: nothing is open, nothing was asked."""
    for key in (_checked(plan), "plan.open", writing_key(plan)):
        st.session_state.pop(key, None)


def writing_key(plan: Plan) -> str:
    """Where the screen remembers that its reader is changing a text that is in review."""
    return f"plan.writing.{plan.loaded.id}"


def _checked(plan: Plan) -> Any:
    return f"plan.checked.{plan.loaded.id}"
