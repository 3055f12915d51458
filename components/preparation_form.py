"""One's own preparation while it can still change: any form of questions, drawn from its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import streamlit as st

from components import agenda, answer_rows, autosave, fields, navigation, page, session
from db import cycles, preparations
from db.preparations import Answer, Preparations
from domain.conversation import Side
from domain.errors import FieldError
from domain.forms import Kind, Question, Visibility, hand_in_errors, is_answered


def counted(preps: Preparations) -> list[Question]:
    """The questions that the progress counts: what the other side will read."""
    shared = (Visibility.SEALED, Visibility.SEPARATE)
    return [question for question in preps.mine.template.questions if question.visibility in shared]


def progress(preps: Preparations) -> tuple[int, int]:
    """How many questions are answered, and how many there are."""
    asked = counted(preps)
    answers = preps.mine.answers
    return sum(q.id in answers and is_answered(q, answers[q.id].value) for q in asked), len(asked)


@st.fragment
def writing(conversation_id: UUID) -> None:
    """The whole form, from the progress to the button that hands in; leaving a field reruns this part only."""
    with page.refusals():
        preps = _load(conversation_id)
        if not preps.writable:  # just handed in, or the talk was held meanwhile: the page around this changes too
            st.rerun()
        errors = _errors(preps)
        if errors:
            page.show_errors(errors)
        done, total = progress(preps)
        st.progress(done / total if total else 0.0, text=session.t()("prep.progress", done=done, total=total))
        st.caption(page.say("autosave.hint"))
        for question in counted(preps):
            _question(preps, question, errors)
        _agenda(preps)
        _private_notes(preps)
        _hand_in(preps, len(errors))


def _agenda(preps: Preparations) -> None:
    page.section(session.t()("agenda.title"))
    st.markdown(f":material/visibility: {page.say('see.agenda', name=other_name(preps))}")
    agenda.agenda(preps.loaded.id)


def _private_notes(preps: Preparations) -> None:
    own = [question for question in preps.mine.template.questions if question.visibility is Visibility.OWN]
    if not own:
        return
    page.section(session.t()("prep.private"))
    line = "see.private" if preps.mine.side is Side.EMPLOYEE else "see.private_manager"
    st.markdown(f":material/lock: {page.say(line, name=other_name(preps))}")
    for question in own:
        _question(preps, question, ())


def _load(conversation_id: UUID) -> Preparations:
    return preparations.preparations(session.database(), session.actor(), conversation_id, now=session.now())


def _form(preps: Preparations) -> str:
    return f"prep.{preps.loaded.id}"


def _errors(preps: Preparations) -> list[FieldError]:
    """What misses, once handing in was tried: it shrinks while the answers come."""
    if not st.session_state.get(f"{_form(preps)}.tried"):
        return []
    return hand_in_errors(preps.mine.template, {name: answer.value for name, answer in preps.mine.answers.items()})


def _question(preps: Preparations, question: Question, errors: Sequence[FieldError]) -> None:
    name = other_name(preps)
    key, answer = f"{_form(preps)}.{question.id}", preps.mine.answers.get(question.id)
    stored, saved_at = (answer.value, answer.saved_at) if answer else ("", None)
    label, hint = text_of(question.text, name), _hint(question, name)
    kept: Any = {"key": key, "stored": stored, "saved_at": saved_at, "hint": hint, "save": _saver(preps, question.id)}
    with st.container(gap="xsmall"):
        if question.has_rows:
            answer_rows.rows(label, question, name=name, **kept)
        elif question.kind is Kind.GOALS:
            answer_rows.goals(label, goal_titles(preps), **kept)
        elif question.kind is Kind.SHORT:
            autosave.text_input(label, **kept)
        else:
            autosave.text_area(label, **kept)
        page.field_error(errors, question.id)
        if question.visibility is Visibility.SEPARATE:
            sharing(preps, question, answer)


def text_of(text: Mapping[str, str], name: str) -> str:
    """A question's words in the visitor's language, with the other's first name."""
    return text.get(session.language(), text.get("nl", "")).replace("{name}", name)


def other_name(preps: Preparations) -> str:
    """The first name of the other side, or the word for their role when there is nobody."""
    side = preps.mine.side.other
    return preps.loaded.given_name_of(side) or session.t()(f"role.{side}")


def _hint(question: Question, name: str) -> str:
    t = session.t()
    parts = [text_of(question.help, name) if question.help else "", t(question.hint) if question.hint else ""]
    if question.required:
        parts.append(t("prep.required"))
    return " ".join(part for part in parts if part)


def _saver(preps: Preparations, question: str) -> autosave.Save:
    conversation_id = preps.loaded.id

    def save(value: str, base: str) -> datetime:
        return preparations.save_answer(
            session.database(), session.actor(), conversation_id, question, value, base, now=session.now()
        ).saved_at

    return save


def goal_titles(preps: Preparations) -> dict[UUID, str]:
    """The goals that can be chosen, title by id."""
    row = preps.loaded.row
    return {goal.id: goal.title for goal in cycles.goals(session.database(), row["cycle_id"], row["department_id"])}


def sharing(preps: Preparations, question: Question, answer: Answer | None) -> None:
    """The switch with which its author lets the other read an answer that is shared apart."""
    name, form = other_name(preps), f"{_form(preps)}.{question.id}.share"
    if answer is None or not answer.value.strip():
        st.caption(page.say("see.separate", name=name))
        return
    st.session_state[f"{form}.on"] = answer.shared

    def act() -> str:
        preparations.share_answer(
            session.database(), session.actor(), preps.loaded.id, question.id,
            shared=bool(st.session_state[f"{form}.on"]), now=session.now(),
        )  # fmt: skip
        return ""

    st.toggle(page.say("prep.let_read", name=name), key=f"{form}.on", on_change=fields.submit, args=(form, act))
    if answer.shared:
        st.caption(page.say("prep.shared", name=name))
    fields.show_refusal(form)


def _hand_in(preps: Preparations, missing: int) -> None:
    """The button that hands in, with what it will do above it when it opens both."""
    t, name, form = session.t(), other_name(preps), _form(preps)
    st.space("small")
    if preps.other_handed_in:
        st.markdown(page.say("sealed.opens_now", name=name))

    def act() -> str:
        st.session_state[f"{form}.tried"] = True
        _save_what_was_left(preps)
        opened = preparations.hand_in(session.database(), session.actor(), preps.loaded.id, now=session.now())
        st.session_state[f"{form}.tried"] = False
        return t("prep.handed_in_opened") if opened else t("prep.handed_in", name=name)

    label = t("act.hand_in") + (f" ({t('valid.summary', n=missing).rstrip('.')})" if missing else "")
    with st.container(horizontal=True):
        st.button(page.plain(label), key=f"{form}.hand_in", type="primary", on_click=fields.submit, args=(form, act))
        if st.button(t("prep.later"), key=f"{form}.later"):
            st.switch_page(navigation.home())
    fields.show_refusal(form)
    if not preps.other_handed_in and not preps.opened:
        st.caption(page.say("prep.after", name=name))


def _save_what_was_left(preps: Preparations) -> None:
    """A field and the button may be left in one breath: what was typed is saved before it can no longer change."""
    for question in preps.mine.template.questions:
        key = f"{_form(preps)}.{question.id}"
        base = st.session_state.get(f"{key}.base")
        if base is not None and st.session_state.get(key, base) != base:
            autosave.bind(key, base, _saver(preps, question.id))()


def take_back(preps: Preparations) -> None:
    """The button that takes back what was handed in, while it is still sealed."""
    t, form = session.t(), _form(preps)

    def act() -> str:
        preparations.take_back(session.database(), session.actor(), preps.loaded.id, now=session.now())
        return t("prep.taken_back")

    st.button(
        t("act.take_back"), key=f"{form}.take_back", icon=":material/undo:", on_click=fields.submit, args=(form, act)
    )
    fields.show_refusal(form)
