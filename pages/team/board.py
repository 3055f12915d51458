"""Mijn team: who needs something from me now."""

from __future__ import annotations

import streamlit as st

from components import board, page, session
from db import team


def show() -> None:
    """The people who report to the visitor, or to whom the visitor stands in."""
    actor = session.actor()
    lines = team.board(session.database(), actor, now=session.now())
    today, t = session.today(), session.t()
    inviting = board.inviting(lines)
    if inviting:
        with page.page(t("board.invite.title"), width=page.MEDIUM):
            page.who_sees(t("board.see"))
            board.invitations(inviting, actor.name)
        return
    with page.page(t("nav.team"), board.lead(lines, today) if lines else None, page.MEDIUM):
        if not lines:
            with st.container(border=True):
                st.markdown(t("empty.team"))
            return
        page.who_sees(t("board.see"))
        if sentence := board.all_done(lines):
            st.markdown(sentence)
        board.invite(lines)
        board.groups(board.shown(lines, today), several_years=len({line.year for line in lines}) > 1)


show()
