"""The talk took place: marking it with date and attendees, and what the other side can do about that (R12)."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from components import fields, page, schedule, session
from db import conversations, recording
from db.conversations import Attendee, Conversation
from domain.conversation import AFTER_TALK, Side
from domain.errors import FieldError, Invalid
from i18n import formats

MOST_OTHERS = 4


def panel(talk: Conversation, form: str, *, primary: bool) -> None:
    """A button that opens the panel, and the panel: date, others present, who records, and on."""
    if talk.mine is None:
        return
    t = session.t()
    if not st.session_state.get(f"{form}.open"):
        if not primary:
            st.markdown(t("held.early"))
        label = "act.hold_and_record" if talk.loaded.row["recorder"] == talk.mine else "act.hold"
        st.button(
            t(label), key=f"{form}.start", type="primary" if primary else "secondary", icon=":material/forum:",
            on_click=lambda: st.session_state.update({f"{form}.open": True}),
        )  # fmt: skip
        fields.show_refusal(form)
        return
    with st.container(border=True):
        st.subheader(t("held.title"), anchor=False)
        _panel_fields(talk, form, talk.mine)
        with st.container(horizontal=True):
            st.button(t("act.continue"), key=f"{form}.go", type="primary", on_click=_hold, args=(talk, form, talk.mine))
            st.button(
                t("act.not_now"), key=f"{form}.not_now",
                on_click=lambda: st.session_state.update({f"{form}.open": False}),
            )  # fmt: skip
        fields.show_refusal(form)


def _panel_fields(talk: Conversation, form: str, mine: Side) -> None:
    t, errors = session.t(), fields.errors_of(form)
    loaded = talk.loaded
    planned = loaded.scheduled_on
    day = planned if planned and planned <= loaded.today else loaded.today
    fields.date_field(t("held.on"), key=f"{form}.day", value=day, errors=errors, field="held_on", width=200)
    if loaded.row["recorder"] is None:
        names = schedule.names_for(mine, loaded.name_of(mine), loaded.name_of(mine.other))
        schedule.recorder_choice(f"{form}.recorder", names, None, errors)
    st.markdown(f"**{t('held.others')}**")
    st.caption(t("held.others_hint"))
    count = st.session_state.setdefault(f"{form}.others", 0)
    for place in range(count):
        _other(form, place, errors)
    if count < MOST_OTHERS:
        st.button(t("held.add"), key=f"{form}.add", icon=":material/person_add:", on_click=_count, args=(form, 1))


def _other(form: str, place: int, errors: list[FieldError]) -> None:
    t = session.t()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=220):
            st.text_input(t("held.name"), key=f"{form}.name.{place}", max_chars=200)
        with st.container(width=220):
            st.text_input(t("held.role"), key=f"{form}.role.{place}", max_chars=200)
        if place == st.session_state[f"{form}.others"] - 1:
            st.button(t("held.remove"), key=f"{form}.remove", type="tertiary", on_click=_count, args=(form, -1))
    page.field_error(errors, f"attendee.{place}")


def _count(form: str, step: int) -> None:
    st.session_state[f"{form}.others"] += step


def _hold(talk: Conversation, form: str, mine: Side) -> None:
    recorder = talk.loaded.row["recorder"] or st.session_state.get(f"{form}.recorder")

    def act() -> str:
        _mark(talk.loaded.id, form)
        if recorder == mine:
            recording.start(session.database(), session.actor(), talk.loaded.id, now=session.now())
        return "" if recorder == mine else done(talk, mine)  # who goes on to the plan is told there

    if fields.attempt(form, act):
        st.session_state[f"{form}.open"] = False
        st.session_state[f"{form}.to_plan"] = recorder == mine


def _mark(conversation_id: UUID, form: str) -> None:
    errors: list[FieldError] = []
    day = fields.read_date(f"{form}.day", "held_on", errors)
    if errors:
        raise Invalid(errors)
    others = [
        Attendee(st.session_state.get(f"{form}.name.{place}", ""), st.session_state.get(f"{form}.role.{place}", ""))
        for place in range(st.session_state.get(f"{form}.others", 0))
    ]
    conversations.hold(
        session.database(), session.actor(), conversation_id, held_on=day, attendees=others,
        recorder=st.session_state.get(f"{form}.recorder"), now=session.now(),
    )  # fmt: skip


def done(talk: Conversation, mine: Side) -> str:
    """The sentence that says it was noted."""
    return session.t()("held.done", name=talk.loaded.given_name_of(mine.other))


def goes_to_plan(form: str) -> bool:
    """Whether the talk was just marked by who records it: the screen goes on to the plan, once."""
    return bool(st.session_state.pop(f"{form}.to_plan", False))


def after(talk: Conversation, form: str) -> None:
    """When it was held and who else was there; the side that did not mark it may say that it was not."""
    t, row = session.t(), talk.loaded.row
    if row["held_on"] is None:
        return
    day = formats.long_date(row["held_on"], session.language())
    marked = Side(row["held_marked_side"])
    if row["contested_at"] is not None:
        st.warning(t("held.contested"), icon=":material/call_split:")
    if talk.mine is marked.other and talk.loaded.state in AFTER_TALK and row["contested_at"] is None:
        _contest(talk, form, marked, day)
    else:
        st.markdown(page.say("held.fact", date=day))
    if talk.attendees:
        st.markdown(f"**{t('held.attendees')}**")
        for each in talk.attendees:
            st.text(t("held.attendee", name=each.name, role=each.role))


def _contest(talk: Conversation, form: str, marked: Side, day: str) -> None:
    t, name = session.t(), talk.loaded.given_name_of(marked)

    def act() -> str:
        conversations.contest(session.database(), session.actor(), talk.loaded.id, now=session.now())
        return t("done.contested", name=name)

    st.markdown(page.say("held.notice", name=name, date=day))
    st.button(t("held.notice.action"), key=f"{form}.contest", on_click=fields.submit, args=(form, act))
    fields.show_refusal(form)
