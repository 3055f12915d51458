"""Uitleg: how the year goes, who does what, who sees what."""

from __future__ import annotations

import streamlit as st

from components import guide, page, session

_SECTIONS = ("year", "prepare", "record", "feedback", "final", "sign")
_LATER = ("privacy", "help")


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("nav.guide"), t("guide.lead")):
        session.actor()
        for name in _SECTIONS:
            _section(name)
        page.section(t("guide.who_sees.title"))
        st.markdown(t("guide.who_sees"))
        st.table(guide.rows(t), hide_index=True, border="horizontal")
        st.markdown(t("guide.who_sees.sealed"))
        for name in _LATER:
            _section(name)
        st.space("small")
        st.page_link(page.session_home(), label=t("guide.back"), icon=":material/arrow_back:")


def _section(name: str) -> None:
    t = session.t()
    page.section(t(f"guide.{name}.title"))
    st.markdown(t(f"guide.{name}"))


show()
