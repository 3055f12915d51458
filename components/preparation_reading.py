"""A preparation to read: each question with its answer, as plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from components import page, preparation_form, session
from db.preparations import Answer, Preparation, Preparations
from domain.conversation import Side
from domain.forms import Kind, Question, Visibility, is_answered, rows_of


def both(preps: Preparations, *, closed: bool = False) -> None:
    """Both preparations beside each other, mine first; each says so when it was never handed in."""
    left, right = st.columns(2, gap="medium")
    t = session.t()
    with left:
        _one(preps, preps.mine, t("talk.prep_mine"), closed=closed)
    with right:
        name = preparation_form.other_name(preps)
        _one(preps, preps.theirs, t("talk.prep_of", name=name), closed=closed)


def mine(preps: Preparations) -> None:
    """One's own answers, fixed or never handed in; what is shared apart keeps its switch."""
    answers(preps.mine, name_in_questions(preps, preps.mine.side), preparation_form.goal_titles(preps))


def theirs(preps: Preparations) -> None:
    """What the other side lets one read already."""
    _content(preps, preps.theirs)


def _one(preps: Preparations, shown: Preparation | None, title: str, *, closed: bool) -> None:
    key = f"read.{preps.loaded.id}.{shown.side if shown else 'none'}"
    if closed:
        with st.expander(page.plain(title), icon=":material/article:", key=key):
            _content(preps, shown, aloud=True)
        return
    st.header(page.plain(title), anchor=False)
    _content(preps, shown)


def _content(preps: Preparations, shown: Preparation | None, *, aloud: bool = False) -> None:
    """`aloud`: on the screen that both may look at during the talk; a draft stays off it."""
    mine = shown is preps.mine
    if shown is None or (shown.handed_in_at is None and mine):
        st.markdown(_missing(preps, mine=mine))
        if shown is None or aloud:
            return
    elif shown.handed_in_at is None:
        st.caption(page.say("prep.shared_apart", name=preparation_form.other_name(preps)))
    answers(shown, name_in_questions(preps, shown.side), preparation_form.goal_titles(preps))


def _missing(preps: Preparations, *, mine: bool) -> str:
    name = preparation_form.other_name(preps)
    return page.say("prep.mine_missing") if mine else page.say("sealed.other_missing", name=name)


def name_in_questions(preps: Preparations, side: Side) -> str:
    """The first name that stands in the questions of a side's form: that of the other person."""
    return preps.loaded.given_name_of(side.other)


def answers(shown: Preparation, name: str, goals: Mapping[UUID, str]) -> None:
    """The answered questions in order; nothing of what is only its author's."""
    readable = (Visibility.SEALED, Visibility.SEPARATE)
    found = False
    for question in shown.template.questions:
        answer = shown.answers.get(question.id)
        if question.visibility not in readable or answer is None or not is_answered(question, answer.value):
            continue
        found = True
        with st.container(gap="xxsmall"):
            st.markdown(f"**{page.plain(preparation_form.text_of(question.text, name))}**")
            _answer(question, answer, name, goals)
    if not found:
        st.markdown(session.t()("prep.no_answer"))


def _answer(question: Question, answer: Answer, name: str, goals: Mapping[UUID, str]) -> None:
    if question.kind is Kind.GOALS:
        chosen = set(_ids(answer.value))
        for goal_id, title in goals.items():
            if str(goal_id) in chosen:
                st.text(title)
    elif question.has_rows:
        for number, row in enumerate(rows_of(answer.value), start=1):
            _row(question.kind, number, row, name)
    else:
        st.text(answer.value)


def _ids(value: str) -> list[str]:
    return [str(each) for each in json.loads(value)] if value else []


def _row(kind: Kind, number: int, row: Mapping[str, Any], name: str) -> None:
    t = session.t()
    st.text(f"{number}. {row.get('title') or row.get('name') or '–'}")
    details: list[tuple[str, str]] = []
    if kind is Kind.ROWS_RESULT:
        details = [
            ("prep.read.measure", str(row.get("measure") or "")),
            ("prep.read.due_on", str(row.get("due_on") or "")),
        ]
    elif kind is Kind.ROWS_DEVELOPMENT:
        kinds = str(row.get("type") or "")
        details = [
            ("prep.read.type", t(f"plan.type.{kinds}") if kinds else ""),
            ("prep.read.when", str(row.get("when") or "")),
            ("prep.read.cost", str(row.get("cost") or "")),
        ]
    else:
        informed = "prep.informed.yes" if row.get("informed") else "prep.informed.no"
        details = [
            ("prep.read.position", str(row.get("position") or "")),
            ("prep.read.informed", t(informed, name=name)),
        ]
    for key, value in details:
        if value:
            st.caption(f"{page.plain(t(key))}: {page.plain(value)}")


def focus(preps: Preparations) -> tuple[str, str] | None:
    """The employee's answer to the first question of the talk, when it is open: text and origin."""
    for shown in (preps.mine, preps.theirs):
        if shown is None or shown.side is not Side.EMPLOYEE or shown.handed_in_at is None or not preps.opened:
            continue
        answer = shown.answers.get("focus")
        if answer is None or not answer.value.strip():
            return None
        t = session.t()
        name = preps.loaded.given_name_of(Side.EMPLOYEE)
        return answer.value, t("agenda.focus_you") if shown is preps.mine else t("agenda.focus", name=name)
    return None
