"""The planning phase step by step: what is done, what runs now, what comes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

import settings
from components import page, session
from db.team import Line
from domain.conversation import BEFORE_TALK, FIXED, IN_REVIEW, Side, State
from domain.next_step import Screen
from i18n import formats

_ICONS = {True: "check_circle", False: "radio_button_unchecked"}
_NOW = "arrow_circle_right"


@dataclass(frozen=True)
class Stage:
    """One step of the phase: its line, whether it is done, and what it is about. Plain text."""

    label: str
    done: bool
    text: str


def stages(line: Line, side: Side = Side.EMPLOYEE) -> list[Stage]:
    """The six steps of a planning conversation, as one side reads them."""
    return [_meet(line, side), _prepare(line, side), _talk(line), _record(line, side), _read(line), _finish(line)]


def current(line: Line, found: list[Stage]) -> int | None:
    """The place of the step that runs now; None when everything is done or nothing goes on."""
    if line.state in (State.SUSPENDED, State.CANCELLED):
        return None
    if line.step.screen is Screen.PREPARATION and not found[1].done:
        return 1
    return next((place for place, stage in enumerate(found) if not stage.done), None)


def timeline(line: Line, key: str) -> None:
    """Draw the steps; only the one that runs now stands open."""
    found = stages(line)
    now = current(line, found)
    for place, stage in enumerate(found):
        label = page.plain(stage.label)
        icon = _NOW if place == now else _ICONS[stage.done]
        with st.expander(
            f"**{label}**" if place == now else label,
            icon=f":material/{icon}:",
            type="step",
            expanded=place == now,
            key=f"{key}.step.{place}",
        ):
            st.markdown(page.plain(stage.text))


def _short(day: date | None) -> str:
    return formats.short_date(day, session.language()) if day else ""


def _meet(line: Line, side: Side) -> Stage:
    t, at = session.t(), line.situation
    if at.scheduled_on is None or line.scheduled_at is None:
        return Stage(t("step.meet.todo"), line.state not in BEFORE_TALK, t("step.meet.text"))
    key = "step.meet.text_set_you" if at.recorder is side else "step.meet.text_set"
    when = formats.day_time(line.scheduled_at, session.language(), settings.current.zone)
    text = t(key, when=when, recorder=line.other_given_name, date=_long(at.record_by))
    return Stage(t("step.meet.done", date=_short(at.scheduled_on)), True, text[:1].upper() + text[1:])


def _long(day: date | None) -> str:
    return formats.long_date(day, session.language()) if day else ""


def _prepare(line: Line, side: Side) -> Stage:
    t = session.t()
    if side in line.situation.handed_in:
        return Stage(t("step.prepare.done"), True, t("step.prepare.text"))
    passed = line.state not in BEFORE_TALK and line.state not in (State.SUSPENDED, State.CANCELLED)
    return Stage(t("step.prepare.skipped" if passed else "step.prepare.todo"), passed, t("step.prepare.text"))


def _talk(line: Line) -> Stage:
    t = session.t()
    if line.held_on is not None:
        return Stage(t("step.talk.done", date=_short(line.held_on)), True, t("step.talk.text"))
    day = line.situation.scheduled_on
    label = t("step.talk.todo_on", date=_short(day)) if day else t("step.talk.todo")
    return Stage(label, False, t("step.talk.text"))


def _record(line: Line, side: Side) -> Stage:
    t, at = session.t(), line.situation
    if line.state in IN_REVIEW | FIXED:
        return Stage(t("step.record.done"), True, t("step.record.text"))
    if at.recorder is None or at.record_by is None:
        return Stage(t("step.record.todo"), False, t("step.record.text"))
    key = "step.record.todo_by_you" if at.recorder is side else "step.record.todo_by"
    label = t(key, name=line.other_given_name, date=_short(at.record_by))
    return Stage(label, False, t("step.record.text"))


def _read(line: Line) -> Stage:
    t = session.t()
    reacted = line.state in FIXED or line.state in (
        State.FEEDBACK_RECEIVED,
        State.FEEDBACK_WAIVED,
        State.FEEDBACK_LAPSED,
    )
    until = line.situation.review_until
    if not reacted and line.state in IN_REVIEW and until:
        return Stage(t("step.read.todo_until", date=_short(until)), False, t("step.read.text"))
    return Stage(t("step.read.done" if reacted else "step.read.todo"), reacted, t("step.read.text"))


def _finish(line: Line) -> Stage:
    t = session.t()
    signed = bool(line.signature) and line.signature != "refused"
    if line.state is State.CLOSED or (line.state is State.FINAL and signed):
        return Stage(t("step.finish.done"), True, t("step.finish.text"))
    key = "step.finish.final" if line.state is State.FINAL else "step.finish.todo"
    return Stage(t(key), False, t("step.finish.text"))
