"""The agenda: points of both sides with their author, seen by both at once; one's own can be taken off again (R11)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from components import fields, page, session
from db import conversations
from db.conversations import AgendaPoint, Conversation
from domain.permissions import Permission, can


@st.fragment
def agenda(conversation_id: UUID, first: tuple[str, str] | None = None) -> None:
    """The points and a field for a new one. `first`: text and origin of a point that stands above the others."""
    with page.refusals():
        actor = session.actor()
        talk = conversations.conversation(session.database(), actor, conversation_id, now=session.now())
        writable = can(actor, Permission.AGENDA_ADD, talk.loaded.case)
        if not talk.agenda and first is None and writable:
            st.markdown(session.t()("agenda.none"))
        with st.container(gap="xsmall"):
            if first:
                _line(1, *first)
            for number, point in enumerate(talk.agenda, start=2 if first else 1):
                _point(talk, point, number, mine=point.author_id == actor.person_id, writable=writable)
        if writable:
            _new(conversation_id)


def _line(number: int, text: str, origin: str, withdraw: Callable[[], object] | None = None) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        st.markdown(f"**{number}\\.**", width=24)
        with st.container(gap="xxsmall", width="stretch"):
            st.text(text)
            st.caption(page.plain(origin))
            if withdraw:
                withdraw()


def _point(talk: Conversation, point: AgendaPoint, number: int, *, mine: bool, writable: bool) -> None:
    t, form = session.t(), f"agenda.{talk.loaded.id}"
    origin = t("agenda.from_you") if mine else t("agenda.from", name=point.author_name)

    def withdraw() -> None:
        st.button(
            t("agenda.withdraw", n=number), key=f"{form}.withdraw.{point.id}", type="tertiary", icon=":material/close:",
            on_click=fields.submit, args=(form, _withdrawing(talk.loaded.id, point.id)),
        )  # fmt: skip

    _line(number, point.text, origin, withdraw if mine and writable else None)


def _withdrawing(conversation_id: UUID, point_id: UUID) -> Callable[[], str]:
    def act() -> str:
        conversations.withdraw_agenda_point(
            session.database(), session.actor(), conversation_id, point_id, now=session.now()
        )
        return ""

    return act


def _new(conversation_id: UUID) -> None:
    t, form = session.t(), f"agenda.{conversation_id}"
    key = f"{form}.point"

    def act() -> str:
        text = st.session_state.get(key, "")
        conversations.add_agenda_point(session.database(), session.actor(), conversation_id, text, now=session.now())
        st.session_state[key] = ""
        return ""

    st.text_input(t("agenda.point"), key=key)
    page.field_error(fields.errors_of(form), "point")
    st.button(t("agenda.add"), key=f"{form}.add", icon=":material/add:", on_click=fields.submit, args=(form, act))
    fields.show_refusal(form)
