"""A person's own year: the next step, the three phases, the running phase step by step, and what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

import settings
from components import fields, navigation, next_step, page, schedule, session, states, timeline
from db.team import Line
from domain.conversation import Side
from domain.next_step import Turn
from i18n import formats


def newest(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The conversations of the newest year (one per job), and those of the years before."""
    year = max((line.year for line in lines), default=0)
    return [each for each in lines if each.year == year], [each for each in lines if each.year != year]


def lead(line: Line) -> str:
    """With whom this year's talk is, and when, as markdown."""
    if not line.other_name:
        return session.t()("year.no_manager")
    language, key, when = session.language(), "year.lead", ""
    if line.held_on:
        key, when = "year.lead_held", formats.long_date(line.held_on, language)
    elif line.scheduled_at:
        key, when = "year.lead_on", formats.day_time(line.scheduled_at, language, settings.current.zone)
    return page.say(key, year=line.year, name=line.other_name, when=when)


def block(line: Line, *, several: bool, primary: bool) -> None:
    """One job's year. `several`: whether the job needs a title; `primary`: whether its button is the screen's."""
    key = f"year.{line.conversation_id}"
    if several:
        page.section(session.t()("year.title_job", year=line.year, position=line.position, department=line.department))
        st.markdown(lead(line))
    _step(line, key, primary=primary)
    page.section(session.t()("year.title", year=line.year))
    _phases(line)
    st.space("xsmall")
    st.subheader(session.t()("year.steps"), anchor=False)
    timeline.timeline(line, key)


def _step(line: Line, key: str, *, primary: bool) -> None:
    at = line.situation
    proposed = {"scheduled_at": line.scheduled_at, "agreed_at": at.agreed or None, "proposed_side": at.proposed_side}
    with st.container(border=True):
        st.header(page.plain(next_step.turn_title(line.step.turn, line.other_given_name)), anchor=False)
        answers = line.held_on is None and line.situation.scheduled_on is not None
        if answers and line.scheduled_at and schedule.answers_now(proposed, Side.EMPLOYEE):
            _proposal(line, key, primary=primary)
            return
        st.markdown(next_step.sentence_of(line))
        with st.container(horizontal=True, vertical_alignment="center"):
            next_step.button(line.step, line.conversation_id, key=f"{key}.go", primary=primary)
            _by(line)


def _proposal(line: Line, key: str, *, primary: bool) -> None:
    """A date that waits for an answer comes before all else; preparing can be done beside it."""
    at, asked = line.situation, line.step.code == "scheduled_proposed"
    if line.scheduled_at:
        schedule.proposal(line.scheduled_at, at.recorder, at.record_by, Side.EMPLOYEE, line.other_given_name)
    with st.container(horizontal=True, vertical_alignment="center"):
        schedule.agree(line.conversation_id, key, primary=primary)
        next_step.link("conversation/conversation", session.t()("act.propose_other"), "event", line.conversation_id)
    fields.show_refusal(key)
    if not asked:
        st.markdown(next_step.sentence_of(line))
        with st.container(horizontal=True, vertical_alignment="center"):
            next_step.button(line.step, line.conversation_id, key=f"{key}.go", primary=False)
            _by(line)


def _by(line: Line) -> None:
    if line.step.turn is not Turn.YOU:
        return
    if line.late and line.deadline:
        states.late_badge(line.deadline)
    elif line.deadline and line.scheduled_at is None and line.held_on is None:
        st.caption(page.say("next.by", date=formats.long_date(line.deadline, session.language())), width="content")


def _phases(line: Line) -> None:
    t, language = session.t(), session.language()
    middle = date.fromordinal((line.period_from.toordinal() + line.period_until.toordinal()) // 2)
    with st.grid(columns=3, min_column_width=150, border=True, gap="small"):
        due = line.situation.due_on
        _phase(t("year.phase.until", date=formats.short_date(due, language)) if due else "", "plan", line)
        _phase(t("year.phase.around", month=formats.month_year(middle, language)), "progress", None)
        _phase(t("year.phase.around", month=formats.month_year(line.period_until, language)), "assess", None)


def _phase(when: str, name: str, line: Line | None) -> None:
    t = session.t()
    with st.container(gap="xsmall"):
        st.caption(page.plain(when))
        st.subheader(t(f"year.phase.{name}"), anchor=False)
        if line:
            states.badge(line.state, line.signature)
        else:
            st.badge(t("year.phase.later"), icon=":material/radio_button_unchecked:", color="gray")


def further(present: Sequence[Line], before: Sequence[Line]) -> None:
    """Links: the talk, the plans of earlier years, how it works."""
    t = session.t()
    page.section(t("year.further"))
    with st.container(gap="xxsmall"):
        for line in present:
            next_step.link("conversation/conversation", t("year.talk_link"), "forum", line.conversation_id)
        for line in before:
            state = t(f"state.{states.shown(line.state, line.signature)}")
            label = t("year.plan_link", year=line.year, state=state)
            next_step.link("conversation/plan", label, "description", line.conversation_id)
        st.page_link(navigation.to("help/guide"), label=t("year.guide"), icon=":material/help:")
