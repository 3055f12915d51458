"""Who records, once a date stands: asking for another recorder, answering that, and choosing when nobody was agreed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import fields, page, session
from db import conversations
from db.conversations import Conversation
from domain.conversation import Side, State


def waits_for(talk: Conversation) -> Side | None:
    """The side that has to answer about the recorder; None when nothing was asked."""
    asked_by = talk.loaded.row["recorder_asked_side"]
    return Side(asked_by).other if asked_by else None


def recorder(talk: Conversation, form: str, *, primary: bool) -> None:
    """What can be done about the recorder now, with its buttons; nothing where nothing can be done."""
    if talk.mine is None or talk.loaded.state not in (State.SCHEDULED, State.HELD):
        return
    waiting = waits_for(talk)
    if waiting is talk.mine:
        _answer(talk, form, talk.mine, primary=primary)
    elif waiting is not None:
        asked = Side(talk.loaded.row["recorder_asked"])
        _say("recorder.waits", talk, asked, talk.mine)
    elif talk.loaded.row["recorder"] is None:
        _choose(talk, form, talk.mine)
    else:
        _ask(talk, form, talk.mine)
    fields.show_refusal(form)


def _say(key: str, talk: Conversation, who: Side, mine: Side) -> None:
    names = {"recorder": talk.loaded.given_name_of(who), "name": talk.loaded.given_name_of(mine.other)}
    st.markdown(page.say(key, **names))


def _answer(talk: Conversation, form: str, mine: Side, *, primary: bool) -> None:
    t = session.t()
    asked = Side(talk.loaded.row["recorder_asked"])
    _say("recorder.confirm", talk, asked, mine)

    def answer(agree: bool) -> Callable[[], str]:
        def act() -> str:
            conversations.answer_recorder(
                session.database(), session.actor(), talk.loaded.id, agree=agree, now=session.now()
            )
            return t("recorder.changed", recorder=talk.loaded.given_name_of(asked)) if agree else t("recorder.kept")

        return act

    with st.container(horizontal=True):
        st.button(
            t("recorder.confirm.action"), key=f"{form}.yes", type="primary" if primary else "secondary",
            on_click=fields.submit, args=(form, answer(True)),
        )  # fmt: skip
        st.button(t("recorder.confirm.action2"), key=f"{form}.no", on_click=fields.submit, args=(form, answer(False)))


def _choose(talk: Conversation, form: str, mine: Side) -> None:
    t = session.t()
    st.markdown(t("recorder.choose"))
    with st.container(horizontal=True):
        for side in (mine, mine.other):
            key = "recorder.choose_me" if side is mine else "recorder.choose_other"
            label = page.say(key, recorder=talk.loaded.given_name_of(side))
            st.button(label, key=f"{form}.{side}", on_click=fields.submit, args=(form, _asking(talk, side)))


def _ask(talk: Conversation, form: str, mine: Side) -> None:
    now = Side(talk.loaded.row["recorder"])
    key = "recorder.ask_me" if now.other is mine else "recorder.ask_other"
    st.button(
        page.say(key, recorder=talk.loaded.given_name_of(now.other)), key=f"{form}.ask", type="tertiary",
        icon=":material/swap_horiz:", on_click=fields.submit, args=(form, _asking(talk, now.other)),
    )  # fmt: skip


def _asking(talk: Conversation, side: Side) -> Callable[[], str]:
    t = session.t()

    def act() -> str:
        at_once = conversations.ask_recorder(
            session.database(), session.actor(), talk.loaded.id, side, now=session.now()
        )
        return t("recorder.changed", recorder=talk.loaded.given_name_of(side)) if at_once else t("recorder.asked")

    return act
