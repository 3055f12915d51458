"""The frame of every screen: measure, title, who can see it, and how a refusal is told. No CSS, no HTML."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st

import settings
from components import session
from domain.conversation import State
from domain.errors import FieldError, Invalid, NotFound, Refused
from i18n import formats

NARROW, MEDIUM, WIDE = 720, 960, 1120
T = TypeVar("T")
_MARKDOWN = set("\\`*_{}[]()#+-.!|<>~:$&=^")
_ICON = re.compile(r":(?=material/|streamlit:)")
# What markdown could read inside the single line of a label: marks, links, icons, formulas.
_IN_LABEL = re.compile(r"[\\`*_\[\]<~$@]|:(?=\S)|(?<=www)\.")
_log = logging.getLogger("jaarplan")


def plain(text: str) -> str:
    """What people typed, inside a line of markdown: every sign that markdown could read is escaped."""
    return "".join("\\" + sign if sign in _MARKDOWN else sign for sign in _no_icons(text)).replace("\n", " ")


def _no_icons(text: str) -> str:
    # Streamlit looks for icons after markdown was read, where no escape helps: an invisible sign parts the name.
    return _ICON.sub(":\u2060", text)


def bare(text: str) -> str:
    """A widget's label. Screen readers read it as it is written, so only what markdown could read is escaped."""
    return _IN_LABEL.sub(lambda sign: "\\" + sign[0], _no_icons(text)).replace("\n", " ")


def label(text: str) -> str:
    """Draw the bold label of a field and return the words for the widget below it, whose own label is collapsed."""
    st.markdown(f"**{plain(text)}**")
    return bare(text)


def say(key: str, /, **params: Any) -> str:
    """A text of the catalogue for a markdown line: what people typed inside it stays plain."""
    return session.t()(
        key, **{name: plain(value) if isinstance(value, str) else value for name, value in params.items()}
    )


@contextmanager
def page(title: str, lead: str | None = None, width: int = NARROW) -> Iterator[None]:
    """The page frame: a centred column with one h1 and one lead sentence; refusals inside are told in place."""
    with st.container(horizontal_alignment="center"), st.container(width=width):
        st.title(plain(title), anchor=False)
        if lead:
            st.markdown(lead)
        show_notice()
        with refusals():
            yield


def section(title: str) -> None:
    """A second-level heading with the space above it."""
    st.space("small")
    st.header(plain(title), anchor=False)


def who_sees(line: str, rows: Sequence[tuple[str, str]] = ()) -> None:
    """The line "who can see this?", and the whole answer one click away. `rows`: (who, what they see)."""
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f":material/visibility: {t('page.who_sees')} {plain(line)}", width="stretch" if not rows else "content"
        )
        if rows:
            with st.popover(t("page.more"), type="tertiary"):
                for who, what in rows:
                    st.markdown(f"**{plain(who)}**  \n{plain(what)}")


def refusal_text(refusal: Refused) -> str:
    """The sentence of a refusal in the visitor's language, with states and dates in words."""
    t = session.t()
    params = {name: _in_words(name, value) for name, value in refusal.params.items()}
    return t(refusal.key, **params) if t.has(refusal.key) else t("refuse.busy")


def _in_words(name: str, value: Any) -> Any:
    if isinstance(value, State):
        return session.t()(f"state.{value}")
    if hasattr(value, "hour") and name == "time":
        return formats.clock(value, settings.current.zone)
    if hasattr(value, "hour"):
        return formats.long_date(value.astimezone(settings.current.zone).date(), session.language())
    if hasattr(value, "isoformat"):
        return formats.long_date(value, session.language())
    return value


@contextmanager
def refusals() -> Iterator[None]:
    """Tell a refusal, or an unforeseen fault with a number to pass on, where the content would have stood."""
    try:
        yield
    except NotFound as refusal:
        st.error(refusal_text(refusal), icon=":material/error:")
        st.page_link(session_home(), label=session.t()("page.home"), icon=":material/arrow_back:")
    except Invalid as invalid:
        show_errors(invalid.errors)
    except Refused as refusal:
        _tell(refusal)
    except Exception as fault:
        if type(fault).__module__.startswith("streamlit"):
            raise
        st.error(session.t()("refuse.broken", ref=log_fault(fault)), icon=":material/error:")


def _tell(refusal: Refused) -> None:
    if refusal.key == "refuse.twice":  # it had worked already: news, not a fault
        st.info(plain(refusal_text(refusal)), icon=":material/info:")
    else:
        st.error(plain(refusal_text(refusal)), icon=":material/error:")


def session_home() -> Any:
    """The visitor's start page."""
    from components import navigation  # the navigation imports pages' titles, which import this module

    return navigation.home()


def log_fault(fault: BaseException) -> str:
    """Log where it went wrong, never what people typed; returns the number that the person can pass on."""
    ref = secrets.token_hex(4)
    place = fault.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    _log.error("fault %s %s at %s", ref, type(fault).__name__, where)
    return ref


def show_errors(errors: Sequence[FieldError]) -> None:
    """The list above a form: how many things are needed, then each."""
    t = session.t()
    lines = "\n".join(f"- {plain(error_text(error))}" for error in errors)
    st.error(f"**{t('valid.summary', n=len(errors))}**\n\n{lines}", icon=":material/error:")


def error_text(error: FieldError) -> str:
    """The sentence of one field error."""
    return session.t()(error.key, **{name: _in_words(name, value) for name, value in error.params.items()})


def field_error(errors: Sequence[FieldError], field: str) -> None:
    """The message beside one field, when it has one."""
    for error in errors:
        if error.field == field:
            st.markdown(f":red[:material/error: {plain(error_text(error))}]")


def notice(kind: str, text: str) -> None:
    """Keep a sentence for the next run: "success", "warning", "error" or "info"."""
    st.session_state["notice"] = (kind, text)


def show_notice() -> None:
    """Show the kept sentence once."""
    kept = st.session_state.pop("notice", None)
    if kept:
        kind, text = kept
        icons = {
            "success": ":material/check_circle:",
            "warning": ":material/call_split:",
            "error": ":material/error:",
            "info": ":material/info:",
        }
        getattr(st, kind)(plain(text), icon=icons[kind])


def attempt(act: Callable[[], T]) -> T | None:
    """Run a verb from a callback or button; a refusal is kept for the top of the next run, Invalid is raised on."""
    try:
        return act()
    except Invalid:
        raise
    except Refused as refusal:
        notice("error", refusal_text(refusal))
        return None
