"""What stands around every screen: the guard, the flat navigation, name and role, language, sign-out."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

import settings
from components import navigation, page, session
from db import sessions
from domain.actor import Actor

ASSETS = Path(__file__).parent / "assets"


def run() -> None:
    """One run of the script: an anonymous visitor is sent to the sign-in page and sees nothing else."""
    st.set_page_config(page_title="Jaarplan", page_icon=str(ASSETS / "icon.png"), layout="wide")
    actor = session.visitor()
    if actor is None:
        _send_to_sign_in()
        return
    session.keep_language(actor)
    if wanted := st.session_state.pop("language_wanted", None):
        _load_again_in(wanted)
        return
    pages = navigation.pages(actor)
    navigation.remember(pages)
    st.logo(str(ASSETS / "mark.svg"), size="large")
    chosen = st.navigation([navigation.door(), *pages.values()], position="sidebar")
    with st.sidebar:
        _person(actor)
    chosen.run()


def _send_to_sign_in() -> None:
    t = session.t()
    st.html("<script src='/web-static/sign_in.js'></script>", unsafe_allow_javascript=True)
    st.markdown(t("page.signed_out"))
    st.link_button(t("page.sign_in"), "/sign-in")


def _load_again_in(language: str) -> None:
    # A full page load: the document's language has to change with the words. `language` is one of ours.
    st.html(f"<script src='/web-static/language.js?to={language}'></script>", unsafe_allow_javascript=True)


def _person(actor: Actor) -> None:
    t = session.t()
    role = ", ".join(t(f"role.{name}") for name in navigation.role_names(actor))
    with st.popover(page.bare(actor.name), icon=":material/account_circle:", type="tertiary", key="person_menu"):
        st.markdown(page.plain(role))
        st.page_link(navigation.to("my/account"), label=t("nav.account"), icon=":material/manage_accounts:")
        _languages()
        st.button(t("page.sign_out"), key="sign_out", type="tertiary", icon=":material/logout:", on_click=_sign_out)
    st.caption(page.plain(role))


def _languages() -> None:
    for code, name in settings.LANGUAGES.items():
        if code != session.language():
            st.button(
                name,
                key=f"language_{code}",
                type="tertiary",
                icon=":material/translate:",
                on_click=_want,
                args=(code,),
            )


def _want(language: str) -> None:
    st.session_state["language_wanted"] = language


def _sign_out() -> None:
    sessions.end(session.database(), session.session_id(), session.now())
