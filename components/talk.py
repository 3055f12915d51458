"""The conversation's own page in parts: which act comes first, the appointment, the preparations, and what happened."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import settings
from components import agenda, fields, held, next_step, page, preparation_reading, recorder, schedule, session, states
from db import preparations
from db.conversations import Conversation
from db.history import Event
from db.preparations import Preparations
from db.team import Line
from domain.actor import Actor
from domain.conversation import AFTER_TALK, BEFORE_TALK, Side, State
from domain.next_step import Screen
from domain.permissions import Permission, can
from i18n import formats

# The acts that are done on this page itself, by the code of the next step.
_HERE = {
    "recorder_asked": "recorder",
    "no_recorder": "recorder",
    "scheduled_today": "hold",
    "scheduled_passed": "hold",
    "scheduled_proposed": "agree",
    "not_started.manager": "schedule",
    "preparing.manager": "schedule",
}


def form_of(talk: Conversation, name: str) -> str:
    """The key under which a part of this page keeps what was typed."""
    return f"talk.{talk.loaded.id}.{name}"


def first_act(talk: Conversation, line: Line | None) -> str:
    """Which part holds the page's one primary button: step, recorder, hold, agree, schedule, or empty."""
    if line is None:
        return ""
    if st.session_state.get(f"{form_of(talk, 'hold')}.open"):
        return "hold"
    if line.step.screen is not Screen.CONVERSATION:
        return "step"
    return _HERE.get(line.step.code, "")


def title(talk: Conversation) -> str:
    """With whom the talk is; both names for one who only reads along."""
    t, loaded = session.t(), talk.loaded
    if talk.mine is None:
        names = {"employee": loaded.name_of(Side.EMPLOYEE), "manager": loaded.name_of(Side.MANAGER)}
        return t("talk.title_between", **names)
    other = loaded.name_of(talk.mine.other)
    return t("talk.title", name=other or t("role.manager"))


def status(talk: Conversation, line: Line | None, first: str) -> None:
    """The state, the next step in one sentence, and its button when it is done elsewhere."""
    with st.container(horizontal=True, gap="small"):
        states.badge(talk.loaded.state, line.signature if line else "")
        if line and line.late and line.deadline:
            states.late_badge(line.deadline)
    if line is None:
        if talk.mine is None:
            st.markdown(session.t()("talk.read_only"))
        return
    st.markdown(next_step.sentence_of(line))
    if line.step.screen is not Screen.CONVERSATION:
        next_step.button(line.step, talk.loaded.id, key=f"{form_of(talk, 'step')}.go", primary=first == "step")


def who_sees(talk: Conversation) -> None:
    """The line under the title, with the whole answer behind it."""
    t, loaded = session.t(), talk.loaded
    if talk.mine is None:
        names = f"{loaded.given_name_of(Side.EMPLOYEE)}, {loaded.given_name_of(Side.MANAGER)}"
        page.who_sees(t("see.plan", name=names))
        return
    name = loaded.given_name_of(talk.mine.other) or t("role.manager")
    rows = [
        (t("who.you_prep"), t("who.you_talk.what", name=name)),
        (name, t("who.other_talk.what")),
        (t("who.hr"), t("who.hr_talk.what")),
    ]
    page.who_sees(t("see.plan", name=name), rows)


def appointment(talk: Conversation, actor: Actor, first: str) -> None:
    """When, where, who records; agreeing, changing, and asking for another recorder."""
    page.section(session.t()("schedule.title"))
    schedule.appointment(talk)
    if talk.mine is None:
        return
    if talk.loaded.state in BEFORE_TALK and can(actor, Permission.CONVERSATION_SCHEDULE, talk.loaded.case):
        _before(talk, talk.mine, first)
    recorder.recorder(talk, form_of(talk, "recorder"), primary=first == "recorder")


def _before(talk: Conversation, mine: Side, first: str) -> None:
    row, form = talk.loaded.row, form_of(talk, "schedule")
    _standing(talk, mine)
    open_now = st.session_state.get(f"{form}.open", first == "schedule")
    answers = schedule.answers_now(row, mine)
    with st.container(horizontal=True):
        if answers:
            schedule.agree(talk.loaded.id, form_of(talk, "agree"), primary=first == "agree")
        if not open_now:
            again = "act.propose_other" if answers else "schedule.change"
            _change(form, again if row["scheduled_at"] else "act.suggest_date")
    fields.show_refusal(form_of(talk, "agree"))
    if open_now:
        with st.container(border=True):
            schedule.change_form(talk, form, primary=first == "schedule")


def _standing(talk: Conversation, mine: Side) -> None:
    """Where the appointment stands between the two."""
    t, row, name = session.t(), talk.loaded.row, talk.loaded.given_name_of(mine.other)
    if row["scheduled_at"] is None:
        st.markdown(page.say(f"schedule.none_{mine}", name=name))
    elif row["agreed_at"] is not None:
        st.markdown(f":material/check: {t('schedule.agreed')}")
    else:
        st.markdown(page.say("schedule.answer" if schedule.answers_now(row, mine) else "schedule.waits", name=name))


def _change(form: str, label: str) -> None:
    st.button(
        session.t()(label), key=f"{form}.change", icon=":material/edit_calendar:",
        on_click=lambda: st.session_state.update({f"{form}.open": True}),
    )  # fmt: skip


def preparations_of(talk: Conversation, actor: Actor) -> Preparations | None:
    """Both preparations as far as the reader may know of them."""
    if talk.mine is None or not can(actor, Permission.PREPARATION_READ, talk.loaded.case):
        return None
    return preparations.preparations(session.database(), actor, talk.loaded.id, now=session.now())


def agenda_and_preparations(talk: Conversation, preps: Preparations | None) -> None:
    """The agenda with the employee's own focus on top, then both preparations once they are open."""
    t = session.t()
    page.section(t("agenda.title"))
    agenda.agenda(talk.loaded.id, preparation_reading.focus(preps) if preps else None)
    if preps is None:
        return
    page.section(t("talk.preparations"))
    if preps.opened:
        preparation_reading.both(preps, closed=True)
    else:
        _who_handed_in(talk, preps)
    label = t("talk.prep.open_mine") if preps.writable else t("act.read_preps")
    if preps.writable or preps.opened:
        next_step.link("conversation/preparation", label, "edit_note", talk.loaded.id)


def _who_handed_in(talk: Conversation, preps: Preparations) -> None:
    t = session.t()
    missing = "talk.prep.out" if talk.loaded.state in BEFORE_TALK else "talk.prep.never"
    rows = [
        (
            talk.loaded.name_of(side) or t(f"role.{side}"),
            t("talk.prep.in" if side in talk.loaded.handed_in else missing),
        )
        for side in (preps.mine.side, preps.mine.side.other)
    ]
    fields.facts(rows)
    st.markdown(f":material/lock: {t('talk.sealed')}")


def held_or_hold(talk: Conversation, actor: Actor, first: str) -> None:
    """Marking the talk as held, or what was marked."""
    form = form_of(talk, "hold")
    if talk.loaded.state is State.SCHEDULED and can(actor, Permission.CONVERSATION_HOLD, talk.loaded.case):
        page.section(session.t()("held.section"))
        held.panel(talk, form, primary=first == "hold")
    elif talk.loaded.row["held_on"] is not None:
        page.section(session.t()("held.title"))
        held.after(talk, form)
        if talk.mine and talk.loaded.state in AFTER_TALK and held.goes_to_plan(form):
            page.notice("success", held.done(talk, talk.mine))
            next_step.to_plan(talk.loaded.id)


def history(events: Sequence[Event]) -> None:
    """What happened, newest first, closed; a table in words."""
    if not events:
        return
    t, language = session.t(), session.language()
    st.space("small")
    with st.expander(t("history.title"), icon=":material/history:", key="talk.history"):
        st.table(
            [
                {
                    t("history.when"): page.plain(formats.day_time(each.occurred_at, language, settings.current.zone)),
                    t("history.who"): page.plain(each.actor_name or t("history.system")),
                    t("history.what"): t(f"history.{each.action.replace(':', '.')}"),
                }
                for each in events
            ],
            hide_index=True,
            border="horizontal",
        )
