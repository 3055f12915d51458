"""Requests for development as a manager decides on them: facts, one choice, a reason the employee will read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import acting, page, session
from db import development
from db.development import Request
from domain.development import DECISIONS, TRANSITIONS, RequestAction
from domain.errors import Invalid
from i18n import formats

_OPEN = "requests.open"
_ACTS = {RequestAction.GRANT: "act.grant", RequestAction.DECLINE: "act.reject", RequestAction.HOLD: "act.keep"}


def waiting(request: Request) -> None:
    """One request that waits: its facts, and the decision when it is opened."""
    with st.container(border=True):
        st.subheader(page.plain(request.title), anchor=False)
        st.markdown(page.plain(f"{request.person_name} · {session.t()(f'plan.type.{request.type}')}"))
        _facts(request)
        if request.mandatory:
            st.info(page.plain(session.t()("request.mandatory")), icon=":material/info:")
        if request.reason:
            st.caption(session.t()("requests.held_because"))
            st.text(request.reason)
        if st.session_state.get(_OPEN) == request.id:
            _decision(request)
        else:
            label = session.t()("requests.decide")
            st.button(label, key=f"request.{request.id}", icon=":material/gavel:", on_click=_open, args=(request,))


def _open(request: Request) -> None:
    st.session_state[_OPEN] = request.id


def _facts(request: Request) -> None:
    t = session.t()
    hours = formats.number(float(request.hours), t.language) if request.hours is not None else ""
    found = [
        ("plan.field.when", request.period),
        ("plan.field.cost", _cost(request)),
        ("plan.field.hours", hours),
        ("requests.state", t(f"year.request.state.{request.state}")),
    ]
    with st.grid(columns=4, min_column_width=130):
        for label, value in found:
            with st.container(gap=None):
                st.caption(t(label))
                st.text(value or "–")


def _cost(request: Request) -> str:
    return formats.euros(request.cost_cents, session.language()) if request.cost_cents is not None else ""


def _decision(request: Request) -> None:
    t, key = session.t(), f"request.{request.id}"
    possible = [action for action in _ACTS if action in DECISIONS and (request.state, action) in TRANSITIONS]
    with st.container(gap="xsmall"):
        action = st.radio(
            page.label(t("requests.decision")),
            possible,
            index=None,
            key=f"{key}.decision",
            format_func=lambda each: t(_ACTS[each]),
            horizontal=True,
            label_visibility="collapsed",
        )
    with st.container(gap="xsmall"):
        label = page.label(t("requests.reason"))
        reason = st.text_area(label, label_visibility="collapsed", key=f"{key}.reason", height="content") or ""
        st.caption(page.say("requests.reason_hint", name=request.given_name))
        problem = st.container()
    if st.button(t("requests.confirm"), key=f"{key}.confirm", type="primary"):
        with page.refusals():
            try:
                _decide(request, action, reason)
            except Invalid as invalid:
                with problem:
                    page.field_error(invalid.errors, invalid.errors[0].field)


def _decide(request: Request, action: RequestAction | None, reason: str) -> None:
    if action is None:
        raise Invalid.of("decision", "requests.choose")
    t, place = session.t(), (session.database(), session.actor(), request.id, action)
    done = t("requests.done", title=request.title, decision=t(f"requests.decided.{action}"))
    if acting.once(
        f"request.{request.id}.{request.version}",
        lambda: development.move(*place, reason=reason, seen_version=request.version, now=session.now()),
    ):
        page.notice("success", done)
    st.session_state.pop(_OPEN, None)
    st.rerun()


def decided(requests: Sequence[Request]) -> None:
    """What was decided, as a table."""
    t = session.t()
    rows = [
        {
            t("requests.who"): page.plain(request.person_name),
            t("requests.what"): page.plain(f"{request.title} ({t(f'plan.type.{request.type}')})"),
            t("plan.field.cost"): page.plain(_cost(request) or "–"),
            t("requests.state"): page.plain(_state(request)),
        }
        for request in requests
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _state(request: Request) -> str:
    state = session.t()(f"year.request.state.{request.state}")
    return f"{state}: {request.reason}" if request.reason else state
