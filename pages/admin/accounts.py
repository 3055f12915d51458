"""Accounts en rollen: who can sign in, and as what."""

from __future__ import annotations

import streamlit as st

from components import accounts as view
from components import page, session
from db import accounts
from domain.actor import Role


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("nav.accounts"), t("accounts.lead"), page.MEDIUM):
        actor = session.require_role(Role.ADMINISTRATOR)
        page.who_sees(t("accounts.see"))
        found = accounts.list_accounts(session.database(), actor)
        if chosen := view.choose(found):
            view.panel(chosen)
        page.section(t("accounts.list"))
        search = st.text_input(t("accounts.search"), key="accounts.search", icon=":material/search:") or ""
        matching = view.matching(found, search)
        if matching:
            view.table(matching)
        else:
            st.markdown(t("people.not_found"))


show()
