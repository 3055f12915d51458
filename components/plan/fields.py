"""The fields of one agreement; each saves itself. One table says which section has which, in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import streamlit as st

from components import autosave, page, session
from components.plan.wording import Sheet
from db import recording
from domain.errors import FieldError
from domain.plan import GENERAL, DevelopmentType, PlanRow, Priority, Section


@dataclass(frozen=True)
class Card:
    """One agreement that is being written. errors: what still misses, when that was asked for."""

    conversation_id: UUID
    sheet: Sheet
    row: PlanRow
    errors: Sequence[FieldError]

    def key(self, name: str) -> str:
        """The widget's key."""
        return f"agreement.{self.row.agreement_id}.{name}"

    def label(self, name: str) -> str:
        """What the field is called."""
        return self.sheet.label(self.row.section, name)

    def save(self, name: str, value: Any, base: Any) -> datetime:
        """Store the field."""
        at = session.now()
        return recording.save_field(
            session.database(), session.actor(), self.conversation_id, self.row.agreement_id, name, value, base, now=at
        )


def draw(card: Card) -> None:
    """Every field of the agreement's section, each with its hint and what misses."""
    for name, field in FIELDS[card.row.section]:
        with st.container(gap="xsmall"):
            field(card, name)
            for error in card.errors:
                if error.field == f"{card.row.agreement_id}.{name}":
                    st.markdown(f":red[:material/error: {page.plain(card.sheet.error(error))}]")


def _long(card: Card, name: str) -> None:
    autosave.text_area(
        card.label(name), key=card.key(name), stored=card.row.text(name), saved_at=None, save=_save(card, name),
        hint=_hint(card, name),
    )  # fmt: skip


def _short(card: Card, name: str) -> None:
    autosave.text_input(
        card.label(name), key=card.key(name), stored=card.row.text(name), saved_at=None, save=_save(card, name),
        hint=_hint(card, name),
    )  # fmt: skip


def _tick(card: Card, name: str) -> None:
    save = _save(card, name)
    changed = autosave.bind(card.key(name), bool(card.row.value(name)), save)
    st.checkbox(page.plain(card.label(name)), key=card.key(name), on_change=changed)
    autosave.status(card.key(name), None, save, _hint(card, name))
    if name == "mandatory" and st.session_state[card.key(name)]:
        st.info(page.plain(session.t()("request.mandatory")), icon=":material/info:")


def _priority(card: Card, name: str) -> None:
    save, t = _save(card, name), session.t()
    changed = autosave.bind(card.key(name), str(card.row.value(name)), save)
    options = [level.value for level in Priority]
    st.radio(
        page.label(card.label(name)), options, key=card.key(name), on_change=changed, horizontal=True,
        label_visibility="collapsed", format_func=lambda level: t(f"plan.priority.{level}"),
    )  # fmt: skip
    autosave.status(card.key(name), None, save)


def _type(card: Card, name: str) -> None:
    _choose(card, name, {kind.value: session.t()(f"plan.type.{kind}") for kind in DevelopmentType})


def _goal(card: Card, name: str) -> None:
    if card.sheet.goals:
        _choose(card, name, dict(card.sheet.goals))


def _choose(card: Card, name: str, options: dict[str, str]) -> None:
    # Nothing chosen is None for the widget and an empty text in the plan.
    def save(value: str | None, base: str | None) -> datetime:
        return card.save(name, value or "", base or "")

    stored = card.row.text(name)
    changed = autosave.bind(card.key(name), stored if stored in options else None, save)
    st.selectbox(
        page.label(card.label(name)), list(options), index=None, key=card.key(name), on_change=changed,
        label_visibility="collapsed", format_func=options.__getitem__, placeholder=session.t()("plan.choose"),
    )  # fmt: skip
    autosave.status(card.key(name), None, save, _hint(card, name))


def _results(card: Card, name: str) -> None:
    stored = list(card.row.value(name))
    options = {str(row.agreement_id): card.sheet.heading(row) for row in card.sheet.text.of(Section.RESULT)}
    options[GENERAL] = session.t()("plan.general")
    known = [each for each in stored if each in options]

    # A result that was taken out stays in the stored list until the choice changes.
    def save(value: list[str], base: list[str]) -> datetime:
        return card.save(name, list(value), stored if base == known else list(base))

    changed = autosave.bind(card.key(name), known, save)
    st.multiselect(
        page.label(card.label(name)), list(options), key=card.key(name), on_change=changed,
        label_visibility="collapsed", format_func=options.__getitem__, placeholder=session.t()("plan.choose"),
        select_all=False,
    )  # fmt: skip
    autosave.status(card.key(name), None, save, _hint(card, name))


def _save(card: Card, name: str) -> autosave.Save:
    return lambda value, base: card.save(name, value, base)


def _hint(card: Card, name: str) -> str:
    t, own, general = session.t(), f"plan.hint.{card.row.section}.{name}", f"plan.hint.{name}"
    key = own if t.has(own) else general
    if not t.has(key):
        return ""
    period = card.sheet.text
    return t(key, **{"from": period.period_from.strftime("%d-%m-%Y"), "to": period.period_until.strftime("%d-%m-%Y")})


Draw = Callable[[Card, str], None]
_COMPETENCE: tuple[tuple[str, Draw], ...] = (
    ("title", _long), ("visible_through", _long), ("results", _results), ("counts", _tick),
)  # fmt: skip
FIELDS: dict[Section, tuple[tuple[str, Draw], ...]] = {
    Section.RESULT: (
        ("title", _long), ("measure", _long), ("due_on", _short), ("priority", _priority), ("conditions", _long),
        ("goal", _goal), ("weight", _short), ("counts", _tick),
    ),
    Section.BEHAVIOUR: _COMPETENCE,
    Section.KNOWLEDGE: _COMPETENCE,
    Section.SKILL: _COMPETENCE,
    Section.DEVELOPMENT: (
        ("title", _long), ("type", _type), ("when", _short), ("cost", _short), ("hours", _short),
        ("working_time", _tick), ("mandatory", _tick),
    ),
    Section.OTHER: (("title", _long),),
    Section.COMMITMENT: (("title", _long), ("due_on", _short)),
}  # fmt: skip
