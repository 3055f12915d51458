"""Account: who I am here, in which language I read, and how I sign in."""

from __future__ import annotations

import streamlit as st

import settings
from components import navigation, page, session
from db import sessions


def show() -> None:
    """The whole screen."""
    t, actor = session.t(), session.actor()
    with page.page(t("nav.account"), t("account.lead")):
        page.section(t("account.who"))
        st.markdown(f"**{page.plain(actor.name)}**  \n{page.plain(', '.join(_roles()))}")
        page.section(t("account.language"))
        _language()
        page.section(t("account.sign_in"))
        st.markdown(t("account.password_about"))
        st.markdown(f"[{t('account.password')}](/account/password)")
        page.section(t("account.session"))
        st.markdown(t("account.sign_out_about"))
        if st.button(t("page.sign_out"), key="account.sign_out", icon=":material/logout:"):
            sessions.end(session.database(), session.session_id(), session.now())
            st.rerun()


def _roles() -> list[str]:
    return [session.t()(f"role.{name}") for name in navigation.role_names(session.actor())]


def _language() -> None:
    t = session.t()
    codes = list(settings.LANGUAGES)
    st.session_state.setdefault("account.language", session.language())
    chosen = st.radio(
        t("account.language_choice"),
        codes,
        key="account.language",
        format_func=settings.LANGUAGES.__getitem__,
        horizontal=True,
    )
    if chosen != session.language():
        # The shell loads the whole page again: the document's own language has to change with the words.
        st.session_state["language_wanted"] = chosen
        st.rerun()


show()
