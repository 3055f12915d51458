"""When and where the talk is, who records it and by when: proposing, changing, agreeing and asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import streamlit as st

import settings
from components import fields, page, session
from db import conversations
from db.conversations import Conversation
from domain.conversation import Side
from domain.deadlines import add_working_days, holiday_name
from domain.errors import FieldError, Invalid
from domain.invitations import proposed_slots
from domain.values import date_or_none
from i18n import formats

RECORD_DAYS = 5  # working days after the talk, when the screen does not know the cycle's own number


@dataclass(frozen=True)
class Proposal:
    """What one side proposes. `recorder` None: not chosen yet."""

    day: date
    at: time
    place: str
    recorder: Side | None
    record_by: date


def first_proposal(today: date, place: int = 0, record_days: int = RECORD_DAYS) -> Proposal:
    """What the fields say before anyone touched them; `place` counts the people who are invited together."""
    day, at = proposed_slots(today, place + 1)[place]
    return Proposal(day, at, "", Side.MANAGER, add_working_days(day, record_days))


def draw(
    form: str,
    first: Proposal,
    names: Mapping[Side, str],
    due_on: date,
    errors: Sequence[FieldError],
    record_days: int = RECORD_DAYS,
    recorder_open: bool = True,
) -> None:
    """The fields of a proposal, each with its key under `form`; hints about holidays and the window below the date."""
    t = session.t()
    with st.container(horizontal=True, gap="small"):
        day = fields.date_field(
            t("schedule.day"), key=f"{form}.day", value=first.day, errors=errors, field="when", width=150,
            on_change=lambda: _follow(form, record_days),
        )  # fmt: skip
        fields.time_field(t("schedule.time"), key=f"{form}.at", value=first.at, errors=errors, field="at", width=110)
        _place(form, first.place)
        fields.date_field(
            t("schedule.record_by"), key=f"{form}.record_by", value=first.record_by, errors=errors, field="record_by",
            width=150,
        )  # fmt: skip
    st.session_state.setdefault(f"{form}.follows", formats.table_date(first.record_by))
    _hints(day, due_on)
    if recorder_open:
        recorder_choice(f"{form}.recorder", names, first.recorder, errors)
    else:
        st.session_state[f"{form}.recorder"] = first.recorder


def _place(form: str, place: str) -> None:
    st.session_state.setdefault(f"{form}.place", place)
    with st.container(width=220):
        st.text_input(session.t()("schedule.place"), key=f"{form}.place", max_chars=200)


def _follow(form: str, record_days: int) -> None:
    """The record-by date moves along with the day of the talk, as long as nobody typed another."""
    day = date_or_none(st.session_state[f"{form}.day"])
    if day and st.session_state[f"{form}.record_by"] == st.session_state[f"{form}.follows"]:
        moved = formats.table_date(add_working_days(day, record_days))
        st.session_state[f"{form}.record_by"] = st.session_state[f"{form}.follows"] = moved


def _hints(day: date | None, due_on: date) -> None:
    if day is None:
        return
    language = session.language()
    if name := holiday_name(day, language):
        text = page.say("date.holiday", date=formats.long_date(day, language), holiday=name)
        st.markdown(f":material/event_busy: {text}")
    if day > due_on:
        st.markdown(f":material/info: {page.say('date.after_window', date=formats.long_date(due_on, language))}")


def recorder_choice(key: str, names: Mapping[Side, str], first: Side | None, errors: Sequence[FieldError]) -> None:
    """Who records: one of the two sides, by name."""
    if first is not None:
        st.session_state.setdefault(key, first)
    st.radio(
        session.t()("schedule.recorder"),
        [Side.MANAGER, Side.EMPLOYEE],
        index=None,
        format_func=lambda side: page.plain(names[side]),
        key=key,
        horizontal=True,
    )
    page.field_error(errors, "recorder")


def names_for(mine: Side, own: str, other: str) -> dict[Side, str]:
    """How the two sides are called in a choice, by one who is on a side."""
    return {mine: session.t()("schedule.you", name=own), mine.other: other}


def send(conversation_id: UUID, form: str, seen_version: int | None = None) -> None:
    """Propose what the fields of `form` say. Invalid with a message per field that cannot be read or is refused."""
    errors: list[FieldError] = []
    day = fields.read_date(f"{form}.day", "when", errors)
    at = fields.read_time(f"{form}.at", "at", errors)
    record_by = fields.read_date(f"{form}.record_by", "record_by", errors)
    recorder = st.session_state.get(f"{form}.recorder")
    if recorder is None:
        errors.append(FieldError("recorder", "valid.recorder"))
    if errors or recorder is None:
        raise Invalid(errors)
    conversations.schedule(
        session.database(), session.actor(), conversation_id,
        when=datetime.combine(day, at, tzinfo=settings.current.zone), place=st.session_state.get(f"{form}.place", ""),
        recorder=recorder, record_by=record_by, now=session.now(), seen_version=seen_version,
    )  # fmt: skip


def answers_now(row: Mapping[str, Any], mine: Side) -> bool:
    """Whether the reader may say yes to a date that the other proposed. row: scheduled_at, agreed_at, proposed_side."""
    return row["scheduled_at"] is not None and row["agreed_at"] is None and row["proposed_side"] == mine.other


def proposal(when: datetime, recorder: Side | None, record_by: date | None, mine: Side, name: str) -> None:
    """What the other proposes, in a sentence: the moment, who records and by when."""
    language = session.language()
    st.markdown(
        page.say(
            "schedule.proposed_you" if recorder is mine else "schedule.proposed",
            name=name,
            when=formats.day_time(when, language, settings.current.zone),
            recorder=name,
            date=formats.long_date(record_by, language) if record_by else "",
        )
    )


def agree(conversation_id: UUID, form: str, *, primary: bool) -> None:
    """The button with which the side that did not propose says yes; its refusal is kept under `form`."""
    t = session.t()

    def act() -> str:
        conversations.agree_date(session.database(), session.actor(), conversation_id, now=session.now())
        return t("schedule.agreed_done")

    st.button(
        t("act.agree_date"), key=f"{form}.agree", type="primary" if primary else "secondary", icon=":material/check:",
        on_click=fields.submit, args=(form, act),
    )  # fmt: skip


def appointment(talk: Conversation) -> None:
    """When, where, who records and by when, as facts; a date after the window says so (R09)."""
    t, row, language = session.t(), talk.loaded.row, session.language()
    if row["scheduled_at"] is None:
        return
    recorder = talk.loaded.given_name_of(Side(row["recorder"])) if row["recorder"] else t("recorder.choose")
    who = recorder
    if row["recorder"] and row["record_by"]:
        who = t("schedule.recorder_by", name=recorder, date=formats.long_date(row["record_by"], language))
    when = formats.day_time(row["scheduled_at"], language, settings.current.zone)
    fields.facts(
        [
            (t("schedule.when"), when),
            (t("schedule.where"), row["place"] or t("schedule.no_place")),
            (t("schedule.who_records"), who),
        ]
    )
    if talk.loaded.scheduled_on and talk.loaded.scheduled_on > row["due_on"]:
        st.badge(t("schedule.after_window"), icon=":material/event_upcoming:", color="gray")


def change_form(talk: Conversation, form: str, *, primary: bool) -> None:
    """The fields to propose or change the date, and the button that sends them."""
    loaded, mine = talk.loaded, talk.mine
    if mine is None:
        return
    t, row = session.t(), talk.loaded.row
    name = loaded.given_name_of(mine.other)
    names = names_for(mine, loaded.name_of(mine), loaded.name_of(mine.other))
    settled = row["agreed_at"] is not None and row["recorder"] is not None
    draw(form, _present(talk), names, row["due_on"], fields.errors_of(form), row["record_days"], not settled)

    def act() -> str:
        send(loaded.id, form, row["version"])
        st.session_state[f"{form}.open"] = False
        return t("schedule.sent", name=name)

    if settled:
        st.markdown(page.say("schedule.settled", recorder=loaded.given_name_of(Side(row["recorder"])), name=name))
    with st.container(horizontal=True):
        st.button(
            t("act.send_proposal"), key=f"{form}.send", type="primary" if primary else "secondary",
            on_click=fields.submit, args=(form, act),
        )  # fmt: skip
        if not primary:
            st.button(t("page.back"), key=f"{form}.close", on_click=_close, args=(form,))
    fields.show_refusal(form)


def _close(form: str) -> None:
    st.session_state[f"{form}.open"] = False


def _present(talk: Conversation) -> Proposal:
    row = talk.loaded.row
    if row["scheduled_at"] is None:
        return first_proposal(talk.loaded.today, record_days=row["record_days"])
    moment = row["scheduled_at"].astimezone(settings.current.zone)
    recorder = Side(row["recorder"]) if row["recorder"] else None
    by = row["record_by"] or add_working_days(moment.date(), row["record_days"])
    return Proposal(moment.date(), moment.time(), row["place"] or "", recorder, by)
