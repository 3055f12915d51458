"""Fields that are typed as text and read as dates and times, and forms that say what is wrong beside the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import streamlit as st

import settings
from components import page, session
from domain.errors import FieldError, Invalid, Refused
from domain.values import parse_date, parse_time
from i18n import formats

T = TypeVar("T")
_AGAIN = timedelta(seconds=10)


def date_field(
    label: str,
    *,
    key: str,
    value: date | None = None,
    errors: Sequence[FieldError] = (),
    field: str = "",
    hint: str | None = None,
    width: int | None = None,
    on_change: Callable[[], None] | None = None,
) -> date | None:
    """A date typed as dd-mm-yyyy; None while empty or unreadable. What was typed stays, its message stands below."""
    first = formats.table_date(value) if value else ""
    return _typed(label, key, first, parse_date, "date.format", errors, field, hint, width, on_change)


def time_field(
    label: str,
    *,
    key: str,
    value: time | None = None,
    errors: Sequence[FieldError] = (),
    field: str = "",
    hint: str | None = None,
    width: int | None = None,
) -> time | None:
    """A time typed as hh:mm; None while empty or unreadable."""
    first = value.strftime("%H:%M") if value else ""
    return _typed(label, key, first, parse_time, "date.time_format", errors, field, hint, width, None)


def _typed(
    label: str,
    key: str,
    first: str,
    parse: Callable[[str], T],
    message: str,
    errors: Sequence[FieldError],
    field: str,
    hint: str | None,
    width: int | None,
    on_change: Callable[[], None] | None,
) -> T | None:
    st.session_state.setdefault(key, first)
    with st.container(gap="xsmall", width=width or "stretch"):
        typed = st.text_input(page.bare(label), key=key, on_change=on_change)
        value = _read(typed, parse)
        if hint:
            st.caption(page.plain(hint))
        if typed and value is None:
            page.field_error([FieldError(field, message)], field)
        else:
            page.field_error(errors, field)
    return value


def _read(text: str | None, parse: Callable[[str], T]) -> T | None:
    try:
        return parse(text or "")
    except ValueError:
        return None


def read_date(key: str, field: str, errors: list[FieldError]) -> date:
    """The date typed in the field `key`; adds a message to `errors` when it cannot be read (then it is no date)."""
    value = _read(st.session_state.get(key, ""), parse_date)
    if value is None:
        errors.append(FieldError(field, "date.format"))
    return value or date.min


def read_time(key: str, field: str, errors: list[FieldError]) -> time:
    """The time typed in the field `key`; adds a message to `errors` when it cannot be read."""
    value = _read(st.session_state.get(key, ""), parse_time)
    if value is None:
        errors.append(FieldError(field, "date.time_format"))
    return value or time.min


def submit(form: str, act: Callable[[], str]) -> None:
    """Do what a button promises, as its callback (see `attempt`)."""
    attempt(form, act)


def attempt(form: str, act: Callable[[], str]) -> bool:
    """Do what a button promises; returns whether it was done.

    `act` returns the sentence that the next run shows on top (empty: none). What is wrong is kept for the form (see
    `errors_of`) and a refusal for the place of the button (see `show_refusal`); what was typed stays.
    """
    st.session_state.pop(f"{form}.errors", None)
    st.session_state.pop(f"{form}.refusal", None)
    try:
        sentence = act()
    except Invalid as invalid:
        st.session_state[f"{form}.errors"] = invalid.errors
    except Refused as refusal:
        _keep(form, refusal)
    except Exception as fault:  # noqa: BLE001 - whatever went wrong, the person is told where they acted
        st.session_state[f"{form}.refusal"] = session.t()("refuse.broken", ref=page.log_fault(fault))
    else:
        st.session_state[f"{form}.done"] = session.now()
        if sentence:
            page.notice("success", sentence)
        return True
    return False


def _keep(form: str, refusal: Refused) -> None:
    done: datetime | None = st.session_state.get(f"{form}.done")
    if done is not None and session.now() - done < _AGAIN:  # a double click: the first one did it
        page.notice("info", session.t()("refuse.twice", time=formats.clock(done, settings.current.zone)))
    else:
        st.session_state[f"{form}.refusal"] = page.refusal_text(refusal)


def errors_of(form: str) -> list[FieldError]:
    """What was wrong at the last attempt."""
    found: list[FieldError] = st.session_state.get(f"{form}.errors", [])
    return found


def show_refusal(form: str) -> None:
    """The refusal of the last attempt, once, where the button is."""
    text = st.session_state.pop(f"{form}.refusal", None)
    if text:
        st.error(page.plain(text), icon=":material/error:")


def facts(rows: Sequence[tuple[str, str]]) -> None:
    """Small facts beside each other: label over value, plain text."""
    with st.grid(columns=len(rows), min_column_width=150, gap="small"):
        for label, value in rows:
            with st.container(gap="xxsmall"):
                st.caption(page.plain(label))
                st.markdown(page.plain(value))
