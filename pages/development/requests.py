"""Aanvragen: the team's requests for development, those that wait for a decision first."""

from __future__ import annotations

import streamlit as st

from components import development_requests, page, session
from db import development
from domain.development import RequestState

_WAITING = (RequestState.REQUESTED, RequestState.ON_HOLD)


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("nav.requests"), t("requests.lead")):
        found = development.team_requests(session.database(), session.actor(), session.today())
        page.who_sees(t("requests.see"))
        waiting = [request for request in found if request.state in _WAITING]
        page.section(t("requests.waiting", n=len(waiting)))
        if not waiting:
            with st.container(border=True):
                st.markdown(t("empty.requests"))
                st.markdown(t("requests.where_from"))
        for request in waiting:
            development_requests.waiting(request)
        if decided := [request for request in found if request.state not in _WAITING]:
            page.section(t("requests.decided"))
            development_requests.decided(decided)


show()
