"""The next step in one sentence and one button, from the table in domain/next_step.py."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

import streamlit as st

from components import navigation, page, session
from db.team import Line
from domain.next_step import Screen, Step, Turn
from i18n import formats


def sentence(step: Step, name: str, *, signature: str = "", until: date | None = None) -> str:
    """What the reader does next, as markdown. `name`: the other's first name; `until`: for a step without a date."""
    t, day = session.t(), step.day or until
    return page.say(
        f"next.{step.code}",
        name=name,
        date=formats.long_date(day, session.language()) if day else "",
        signature=t(f"sign.{signature}", name="") if signature else "",
    )


def sentence_of(line: Line) -> str:
    """The sentence of a conversation in a list."""
    return sentence(line.step, line.other_given_name, signature=line.signature, until=line.period_until)


def turn_title(turn: Turn, name: str) -> str:
    """Whose turn it is, as a heading."""
    return session.t()(f"year.turn.{turn}", name=name)


def button(step: Step, conversation_id: UUID, *, key: str, primary: bool = True) -> None:
    """The button that leads to where the step is done."""
    kind: Literal["primary", "secondary"] = "primary" if primary and step.turn is Turn.YOU else "secondary"
    label = page.say(step.act)
    if st.button(label, key=key, type=kind, icon=":material/arrow_forward:", icon_position="right"):
        st.switch_page(navigation.to(step.screen), query_params={"id": str(conversation_id)})


def link(path: str, label: str, icon: str, conversation_id: UUID) -> None:
    """A link to a page about one conversation; `label` is plain text."""
    st.page_link(
        navigation.to(path),
        label=page.plain(label),
        icon=f":material/{icon}:",
        query_params={"id": str(conversation_id)},
    )


def to_plan(conversation_id: UUID) -> None:
    """Go on to the plan of a conversation."""
    st.switch_page(navigation.to(Screen.PLAN), query_params={"id": str(conversation_id)})
