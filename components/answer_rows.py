"""Answers that are a list: rows of short fields that save themselves, and goals that are ticked.

The answer is one JSON text. Cells are widgets of a generation: when the text changes otherwise than by typing in a cell
(a row added or removed, another window's text chosen), a new generation is drawn from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import streamlit as st

from components import autosave, page, session
from domain.forms import ROW_FIELDS, Kind, Question
from domain.plan import DevelopmentType
from domain.values import date_or_none, parse_cents

Row = dict[str, Any]
_WIDE = frozenset({"title", "measure"})
_TITLES = {Kind.ROWS_RESULT: "result", Kind.ROWS_DEVELOPMENT: "development", Kind.ROWS_INFORMANT: "informant"}


@dataclass(frozen=True)
class _List:
    """One list while it is drawn: its question, its key, the generation of its cells, what saves it."""

    question: Question
    key: str
    generation: int
    found: list[Row]
    changed: Callable[[], None]
    name: str

    @property
    def fields(self) -> tuple[str, ...]:
        return ROW_FIELDS[self.question.kind]

    @property
    def what(self) -> str:
        return _TITLES[self.question.kind]

    def cell(self, place: int, field: str) -> str:
        return f"{self.key}.{self.generation}.{place}.{field}"


def rows(
    label: str, question: Question, *, key: str, stored: str, saved_at: datetime | None, save: autosave.Save,
    hint: str, name: str,
) -> None:  # fmt: skip
    """Draw the rows with add and remove; every cell saves the whole list when left. `name`: the other's first name."""
    changed = autosave.bind(key, stored, save)
    generation = _generation(key)
    found = _loads(st.session_state[key]) or [_blank(question.kind)]
    drawn = _List(question, key, generation, found, changed, name)
    st.markdown(f":small[**{page.plain(label)}**]")
    for place, row in enumerate(found):
        with st.container(border=True):
            _row(drawn, place, row)
    st.button(
        session.t()(f"prep.add.{drawn.what}"), key=f"{key}.add", icon=":material/add:", on_click=_put,
        args=(drawn, [*found, _blank(question.kind)]),
    )  # fmt: skip
    autosave.status(key, saved_at, save, hint)


def _generation(key: str) -> int:
    """The present generation of cells; a new one when the text is not what the cells last said."""
    shown, number = st.session_state[key], st.session_state.get(f"{key}.generation", 0)
    if st.session_state.get(f"{key}.drawn") != shown:
        number += 1
        st.session_state[f"{key}.generation"], st.session_state[f"{key}.drawn"] = number, shown
    return int(number)


def _loads(value: str) -> list[Any]:
    found: list[Any] = json.loads(value) if value else []
    return found


def _dumps(found: Sequence[Any]) -> str:
    return json.dumps(list(found), ensure_ascii=False)


def _blank(kind: Kind) -> Row:
    return {field: False if field == "informed" else "" for field in ROW_FIELDS[kind]}


def _put(drawn: _List, found: Sequence[Row]) -> None:
    st.session_state[drawn.key] = _dumps(found)
    drawn.changed()


def _collect(drawn: _List) -> None:
    """A cell was left: the whole list is the new answer."""
    found = [
        {field: _cell_value(drawn.cell(place, field), field) for field in drawn.fields}
        for place in range(len(drawn.found))
    ]
    st.session_state[drawn.key] = st.session_state[f"{drawn.key}.drawn"] = _dumps(found)
    drawn.changed()


def _cell_value(cell: str, field: str) -> str | bool:
    value = st.session_state.get(cell)
    return bool(value) if field == "informed" else str(value or "")


def _row(drawn: _List, place: int, row: Mapping[str, Any]) -> None:
    for field in drawn.fields:
        if field in _WIDE:
            _cell(drawn, place, field, row.get(field))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for field in drawn.fields:
            if field not in _WIDE:
                with st.container(width="stretch" if field == "informed" else 200):
                    _cell(drawn, place, field, row.get(field))
        if len(drawn.found) > 1 or any(row.values()):
            left = drawn.found[:place] + drawn.found[place + 1 :]
            label, icon = session.t()("prep.remove", n=place + 1), ":material/delete:"
            cell = drawn.cell(place, "remove")
            st.button(label, key=cell, type="tertiary", icon=icon, on_click=_put, args=(drawn, left))
    _hints(row)


def _cell(drawn: _List, place: int, field: str, value: Any) -> None:
    t, cell = session.t(), drawn.cell(place, field)
    st.session_state.setdefault(cell, (value or None) if field == "type" else value)
    label = f"prep.field.title.{drawn.what}" if field == "title" else f"prep.field.{field}"
    if field == "informed":
        st.checkbox(page.say(label, name=drawn.name), key=cell, on_change=_collect, args=(drawn,))
    elif field == "type":
        st.selectbox(
            t(label), [each.value for each in DevelopmentType], index=None, key=cell, on_change=_collect, args=(drawn,),
            format_func=lambda each: t(f"plan.type.{each}"), placeholder=t("prep.field.type_none"),
        )  # fmt: skip
    else:
        st.text_input(t(label), key=cell, on_change=_collect, args=(drawn,))


def _hints(row: Mapping[str, Any]) -> None:
    """What cannot be read as a date or an amount is kept as typed, and said."""
    due, cost = str(row.get("due_on") or ""), str(row.get("cost") or "")
    if due and date_or_none(due) is None:
        st.markdown(f":red[:material/error: {page.say('date.format')}]")
    if cost and not _is_amount(cost):
        st.markdown(f":red[:material/error: {page.say('valid.amount')}]")


def _is_amount(text: str) -> bool:
    try:
        parse_cents(text)
    except ValueError:
        return False
    return True


def goals(
    label: str, titles: Mapping[UUID, str], *, key: str, stored: str, saved_at: datetime | None, save: autosave.Save,
    hint: str,
) -> None:  # fmt: skip
    """Tick the department's goals; the answer is the list of their ids."""
    changed = autosave.bind(key, stored, save)
    generation = _generation(key)
    chosen = set(_loads(st.session_state[key]))
    st.markdown(f":small[**{page.plain(label)}**]")
    if not titles:
        st.markdown(session.t()("prep.no_goals"))

    def collect() -> None:
        ticked = [str(each) for each in titles if st.session_state.get(f"{key}.{generation}.{each}")]
        st.session_state[key] = st.session_state[f"{key}.drawn"] = _dumps(ticked)
        changed()

    with st.container(gap="xsmall"):
        for goal_id, title in titles.items():
            st.session_state.setdefault(f"{key}.{generation}.{goal_id}", str(goal_id) in chosen)
            st.checkbox(page.plain(title), key=f"{key}.{generation}.{goal_id}", on_change=collect)
    autosave.status(key, saved_at, save, hint)
