"""A manager's team, grouped by whose turn it is, and inviting several people at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

import settings
from components import fields, navigation, page, schedule, session, states
from db.team import Line
from domain.conversation import Side, State
from domain.deadlines import local_date
from domain.next_step import Turn
from i18n import formats

ORDER = (Turn.YOU, Turn.OTHER, Turn.PLANNED, Turn.DONE, Turn.PAUSED)
FILTERS = ("all", "late", "week")
_INVITING = "board.inviting"


def shown(lines: Sequence[Line], today: date) -> list[Line]:
    """The people that the chosen filter leaves; draws the filter with its counts."""
    t = session.t()
    found = {name: [line for line in lines if _passes(line, name, today)] for name in FILTERS}
    chosen = st.radio(
        t("board.show"), FILTERS, key="board.filter", horizontal=True,
        format_func=lambda name: t(f"board.show.{name}", n=len(found[name])),
    )  # fmt: skip
    return found[chosen or "all"]


def _passes(line: Line, name: str, today: date) -> bool:
    if name == "late":
        return line.late
    if name == "week":
        end = today + timedelta(days=6 - today.weekday())
        talk = local_date(line.scheduled_at, settings.current.zone) if line.scheduled_at else None
        begin = today - timedelta(days=today.weekday())
        return any(day is not None and begin <= day <= end for day in (talk, line.deadline))
    return True


def groups(lines: Sequence[Line], *, several_years: bool) -> None:
    """The lists by turn, those that wait for the reader first; empty groups are left out."""
    if not lines:
        st.markdown(session.t()("board.none_shown"))
    for turn in ORDER:
        found = [line for line in lines if line.step.turn is turn]
        if not found:
            continue
        page.section(session.t()(f"board.turn.{turn}", n=len(found)))
        with st.container(gap="small"):
            for line in found:
                _row(line, several_years=several_years)


def _row(line: Line, *, several_years: bool) -> None:
    name = f"{line.other_name} · {line.year}" if several_years else line.other_name
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        with st.container(width=175):
            st.markdown(f"**{page.plain(name)}**")
        with st.container(width=178):
            states.badge(line.state, line.signature)
        with st.container(width="stretch"):
            _step(line)
        with st.container(width=130):
            _when(line)


def _step(line: Line) -> None:
    st.page_link(
        navigation.to(line.step.screen),
        label=page.say(f"board.step.{line.step.code}"),
        icon=":material/arrow_forward:",
        query_params={"id": str(line.conversation_id)},
    )


def _when(line: Line) -> None:
    if line.late and line.deadline:
        states.late_badge(line.deadline)
    elif text := _date_words(line):
        st.markdown(f":small[{text}]")


def _date_words(line: Line) -> str:
    language = session.language()
    if line.step.turn is Turn.DONE and line.final_on:
        return page.say("board.on", date=formats.short_date(line.final_on, language))
    if line.state is State.SCHEDULED and line.situation.scheduled_on:
        return page.say("board.talk", date=formats.short_date(line.situation.scheduled_on, language))
    day = line.step.day or line.deadline
    return page.say("board.before", date=formats.short_date(day, language)) if day else ""


def may_invite(line: Line) -> bool:
    """Whether a date can be proposed to this person here: nothing was planned yet."""
    return line.state in (State.NOT_STARTED, State.PREPARING) and line.scheduled_at is None


def _tick(line: Line) -> str:
    return f"board.tick.{line.conversation_id}"


def invite(lines: Sequence[Line]) -> None:
    """The box above the lists: tick people without a date, everyone at once if wanted, and begin."""
    waiting = [line for line in lines if may_invite(line)]
    if not waiting:
        return
    t = session.t()
    with st.container(border=True):
        st.header(t("board.invite.title"), anchor=False)
        st.markdown(t("board.invite.lead", n=len(waiting)))
        with st.grid(min_column_width=200, gap="xsmall"):
            for line in waiting:
                st.checkbox(page.plain(line.other_name), key=_tick(line))
        if len(waiting) > 1:
            label = t("board.invite.all", n=len(waiting))
            st.checkbox(label, key="board.tick_all", on_change=_tick_all, args=(waiting,))
        st.button(
            t("act.invite"),
            key="board.invite",
            type="primary",
            icon=":material/event:",
            on_click=_begin,
            args=(waiting,),
        )
        if st.session_state.pop("board.nobody", False):
            st.error(t("board.invite.nobody"), icon=":material/error:")


def _tick_all(waiting: Sequence[Line]) -> None:
    for line in waiting:
        st.session_state[_tick(line)] = st.session_state["board.tick_all"]


def _begin(waiting: Sequence[Line]) -> None:
    ticked = [str(line.conversation_id) for line in waiting if st.session_state.get(_tick(line))]
    st.session_state["board.nobody"] = not ticked
    st.session_state[_INVITING] = ticked


def inviting(lines: Sequence[Line]) -> list[Line]:
    """The people whose invitation is being written."""
    chosen = st.session_state.get(_INVITING, [])
    return [line for line in lines if str(line.conversation_id) in chosen and may_invite(line)]


def invitations(lines: Sequence[Line], own_name: str) -> None:
    """One small form a person, everything filled in, and one button for all."""
    t = session.t()
    st.markdown(t("board.invite.forms"))
    for place, line in enumerate(lines):
        form = _form(line)
        with st.container(border=True):
            st.header(page.plain(line.other_name), anchor=False)
            first = st.session_state.setdefault(f"{form}.first", schedule.first_proposal(session.today(), place))
            names = {Side.MANAGER: t("schedule.you", name=own_name), Side.EMPLOYEE: line.other_name}
            due = line.situation.due_on or line.period_until
            schedule.draw(form, first, names, due, fields.errors_of(form))
            fields.show_refusal(form)
    with st.container(horizontal=True):
        st.button(
            t("act.send_invitations"),
            key="board.send",
            type="primary",
            icon=":material/send:",
            on_click=_send,
            args=(lines,),
        )
        st.button(t("page.back"), key="board.back", on_click=lambda: st.session_state.pop(_INVITING, None))


def _form(line: Line) -> str:
    return f"board.form.{line.conversation_id}"


def _send(lines: Sequence[Line]) -> None:
    """Each person apart: what cannot be sent stays with its message, the rest goes out."""
    left = [line for line in lines if not fields.attempt(_form(line), _sending(line))]
    sent = len(lines) - len(left)
    st.session_state[_INVITING] = [str(line.conversation_id) for line in left]
    if left:
        page.notice("warning", session.t()("board.invite.left", n=len(left)))
    elif sent:
        page.notice("success", session.t()("done.invited", n=sent))


def _sending(line: Line) -> Callable[[], str]:
    def act() -> str:
        schedule.send(line.conversation_id, _form(line))
        return ""

    return act


def all_done(lines: Sequence[Line]) -> str | None:
    """A sentence when nothing waits for the manager: with the next date when there is one. Markdown."""
    if any(line.step.turn is Turn.YOU for line in lines):
        return None
    coming = sorted(line.deadline for line in lines if line.deadline and not line.late)
    if not coming:
        return session.t()("board.nothing_to_do")
    return page.say("empty.team_all_done", date=formats.long_date(coming[0], session.language()))


def lead(lines: Sequence[Line], today: date) -> str:
    """How many people, which year, which day it is."""
    language = session.language()
    years = sorted({line.year for line in lines}, reverse=True)
    people = len({line.other_id for line in lines})
    text = session.t()("board.lead", n=people, year=", ".join(map(str, years)), date=formats.long_date(today, language))
    return page.plain(text)
