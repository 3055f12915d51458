"""Fields that save themselves when left. "Saved" appears only after the commit; nothing typed is ever overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

import settings
from components import page, session
from domain.errors import Conflict, Invalid, Refused
from i18n import formats

# save(value, base) stores and returns the moment; base is what the screen had loaded.
Save = Callable[[Any, Any], datetime]


@dataclass
class _Memory:
    """What a field knows between runs: the text it was loaded with, what is stored, what was tried and how that went.

    It is changed in place: a click may stop a run at any use of `st.session_state`, and what was saved must be known.
    """

    loaded: Any
    base: Any
    tried: Any
    saved_at: datetime | None = None
    problem: Exception | None = None


def _memory(key: str) -> _Memory | None:
    found: _Memory | None = st.session_state.get(f"{key}.memory")
    return found


def bind(key: str, stored: Any, save: Save) -> Callable[[], None]:
    """Prepare the widget `key` to show `stored` and return its on_change: what was typed meanwhile is kept.

    A fragment may pass a `stored` that is older than what it saved itself: only a `stored` that differs from the one
    passed before counts as news. What was typed but not yet tried (a click stopped the run) is saved now.
    """
    memory = _memory(key)
    if memory is None or key not in st.session_state:
        st.session_state[f"{key}.memory"] = _Memory(stored, stored, stored, memory.saved_at if memory else None)
        st.session_state[key] = stored
        return lambda: _store(key, save)
    shown = st.session_state[key]
    if shown == memory.base and stored not in (memory.loaded, memory.base):
        st.session_state[key] = stored
        memory.base, memory.tried = stored, stored
    elif shown not in (memory.base, memory.tried):
        _store(key, save)
    memory.loaded = stored
    return lambda: _store(key, save)


def unsaved(key: str) -> Any | None:
    """What stands on the screen and could not be stored; None when all is stored or the field is not there."""
    memory, shown = _memory(key), st.session_state.get(key)
    return shown if memory is not None and shown is not None and shown != memory.base else None


def _store(key: str, save: Save) -> None:
    memory, value = _memory(key), st.session_state[key]
    if memory is None:
        return
    try:
        memory.saved_at = save(value, memory.base)
    except Refused as refusal:
        memory.problem = refusal
    except Exception as fault:  # noqa: BLE001 - whatever went wrong, the text stays and the person is told
        page.log_fault(fault)
        memory.problem = fault
    else:
        memory.base, memory.problem = value, None
    memory.tried = value


def status(key: str, saved_at: datetime | None, save: Save, hint: str = "") -> None:
    """What stands under the field: its hint, then whether it is saved, and a choice when two windows disagree."""
    memory = _memory(key)
    problem, moment = (memory.problem, memory.saved_at or saved_at) if memory else (None, saved_at)
    lines = [page.plain(hint)] if hint else []
    if moment is not None and problem is None:
        time = formats.clock(moment, settings.current.zone)
        lines.append(f":material/check: {page.say('autosave.saved', time=time)}")
    else:
        lines.append("&nbsp;")  # the line is there before its words: nothing moves under a finger that presses a button
    st.caption("  \n".join(lines))
    if isinstance(problem, Conflict) and "theirs" in problem.params:
        _choose(key, problem, save)
    elif problem is not None:
        st.error(page.plain(_in_words(problem)), icon=":material/error:")


def _in_words(problem: Exception) -> str:
    if isinstance(problem, Invalid):
        return page.error_text(problem.errors[0])
    return page.refusal_text(problem) if isinstance(problem, Refused) else session.t()("autosave.failed")


def _choose(key: str, conflict: Conflict, save: Save) -> None:
    t = session.t()
    with st.container(border=True):
        st.warning(page.plain(page.refusal_text(conflict)), icon=":material/call_split:")
        st.markdown(f"**{t('autosave.stored_text')}**")
        st.text(str(conflict.params["theirs"]))
        with st.container(horizontal=True):
            st.button(t("autosave.keep_mine"), key=f"{key}.keep_mine", on_click=_keep_mine, args=(key, conflict, save))
            st.button(t("autosave.keep_stored"), key=f"{key}.keep_stored", on_click=_keep_stored, args=(key, conflict))


def _keep_mine(key: str, conflict: Conflict, save: Save) -> None:
    if memory := _memory(key):
        memory.base = conflict.params["theirs"]
        _store(key, save)


def _keep_stored(key: str, conflict: Conflict) -> None:
    if memory := _memory(key):
        st.session_state[key] = conflict.params["theirs"]
        memory.base = memory.tried = conflict.params["theirs"]
        memory.problem = None


def text_area(
    label: str, *, key: str, stored: str, saved_at: datetime | None, save: Save, hint: str = "", disabled: bool = False
) -> None:
    """A long text that saves itself when left: bold label, then the hint and "Saved 14:03:22". Never inside a form."""
    with st.container(gap="xsmall"):
        st.text_area(
            page.label(label), label_visibility="collapsed", key=key, height="content",
            on_change=bind(key, stored, save), disabled=disabled,
        )  # fmt: skip
        status(key, saved_at, save, hint)


def text_input(
    label: str,
    *,
    key: str,
    stored: str,
    saved_at: datetime | None,
    save: Save,
    hint: str = "",
    placeholder: str | None = None,
) -> None:
    """A short text that saves itself when left; dates and amounts are typed here too and kept as typed."""
    with st.container(gap="xsmall"):
        st.text_input(
            page.label(label), label_visibility="collapsed", key=key, on_change=bind(key, stored, save),
            placeholder=placeholder,
        )  # fmt: skip
        status(key, saved_at, save, hint)
