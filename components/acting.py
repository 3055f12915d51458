"""How a button acts: once, and after a question when it cannot be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import streamlit as st

import settings
from components import page, session
from domain.errors import Refused
from i18n import formats

_ASKED = "acting.asked"
_AGAIN = timedelta(seconds=10)


def once(name: str, act: Callable[[], object]) -> bool:
    """Run a verb that refuses to do its work twice; the second half of a double click becomes news, not a refusal.

    Returns whether it was done now. The moment is kept before the verb runs: a second click may stop this run at any
    call of Streamlit.
    """
    key = f"{name}.done"
    before: datetime | None = st.session_state.get(key)
    st.session_state[key] = session.now()
    try:
        act()
    except Refused:
        st.session_state[key] = before
        if before is None or session.now() - before > _AGAIN:
            raise
        time = formats.clock(before, settings.current.zone)
        page.notice("info", session.t()("refuse.twice", time=time))
        return False
    return True


def ask(name: str) -> None:
    """Open the question `name` on this run; also usable as a callback."""
    st.session_state[_ASKED] = name


def question(
    name: str,
    title: str,
    lines: Sequence[str],
    label: str,
    act: Callable[[], object],
    after: Callable[[], object] = lambda: None,
) -> None:
    """Draw the question when it was asked: "back" first, the act's own name on its button.

    `act` runs once, then `after`; a refusal is told inside, success closes the dialog and reruns the page.
    """
    if st.session_state.get(_ASKED) == name:
        st.dialog(page.plain(title), on_dismiss=_close)(lambda: _body(name, lines, label, act, after))()


def _close() -> None:
    st.session_state.pop(_ASKED, None)


def _body(name: str, lines: Sequence[str], label: str, act: Callable[[], object], after: Callable[[], object]) -> None:
    for line in lines:
        st.markdown(page.plain(line))
    with st.container(horizontal=True):
        back = st.button(session.t()("page.back"), key=f"{name}.back")
        acted = st.button(page.plain(label), key=f"{name}.act", type="primary")
    if back:
        _close()
        st.rerun()
    if acted:
        with page.refusals():
            once(name, act)
            after()
            _close()
            st.rerun()
