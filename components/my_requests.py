"""A person's own requests for development: where each stands, and reporting that it started, ended or is off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components import fields, page, session
from db import development
from db.development import Request
from domain.development import TRANSITIONS, RequestAction, RequestState
from i18n import formats

_LOOK = {
    RequestState.REQUESTED: ("hourglass_top", "blue"),
    RequestState.ON_HOLD: ("pause_circle", "blue"),
    RequestState.GRANTED: ("check", "violet"),
    RequestState.DECLINED: ("block", "gray"),
    RequestState.STARTED: ("play_circle", "violet"),
    RequestState.DONE: ("check_circle", "green"),
    RequestState.CANCELLED: ("cancel", "gray"),
}
_REPORTS = {
    RequestAction.START: "act.started",
    RequestAction.COMPLETE: "act.done",
    RequestAction.CANCEL: "act.withdraw_request",
}


def requests(found: Sequence[Request]) -> None:
    """The list under its own heading; nothing when there are none."""
    if not found:
        return
    page.section(session.t()("year.requests"))
    for request in found:
        with st.container(border=True, gap="xsmall"):
            _request(request)


def _request(request: Request) -> None:
    t, form = session.t(), f"request.{request.id}"
    icon, colour = _LOOK[request.state]
    st.subheader(page.plain(request.title or t(f"plan.type.{request.type}")), anchor=False)
    st.badge(t(f"year.request.state.{request.state}"), icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]
    st.caption(page.plain(_about(request)))
    if request.reason:
        st.text(t("year.request.reason", reason=request.reason))
    with st.container(horizontal=True):
        for action, label in _REPORTS.items():
            if (request.state, action) in TRANSITIONS:
                st.button(
                    t(label), key=f"{form}.{action}", on_click=fields.submit, args=(form, _moving(request, action))
                )
    fields.show_refusal(form)


def _about(request: Request) -> str:
    t = session.t()
    cost = formats.euros(request.cost_cents, session.language()) if request.cost_cents is not None else ""
    return " · ".join(
        part for part in (t(f"plan.type.{request.type}"), request.period, cost, str(request.year)) if part
    )


def _moving(request: Request, action: RequestAction) -> Callable[[], str]:
    def act() -> str:
        state = development.move(
            session.database(), session.actor(), request.id, action, seen_version=request.version, now=session.now()
        )
        return session.t()("year.request.moved", state=session.t()(f"year.request.state.{state}"))

    return act
