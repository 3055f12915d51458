"""Who gets an access letter: everybody without an account, or the people whom HR picks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from components import session
from db.people import AccountState, PersonRow

ALL, SOME = "all", "some"


def candidates(rows: Sequence[PersonRow]) -> list[PersonRow]:
    """People in service who can be invited: they have a name to sign in with and no password yet."""
    open_states = (AccountState.NONE, AccountState.INVITED)
    return [row for row in rows if row.in_service and row.account in open_states and (row.number or row.email)]


def choose(rows: Sequence[PersonRow]) -> list[UUID]:
    """Ask for whom among the candidates; returns the ids of the people chosen."""
    t = session.t()
    without = [row.id for row in rows if row.account is AccountState.NONE]
    ways = [ALL, SOME] if without else [SOME]
    words = {ALL: t("people.letters.all", n=len(without)), SOME: t("people.letters.some")}
    way = st.radio(t("people.letters.who"), ways, format_func=words.__getitem__, key="letters_who")
    return without if way == ALL else _picked(rows)


def _picked(rows: Sequence[PersonRow]) -> list[UUID]:
    t = session.t()
    names = {row.id: f"{row.name} ({row.number or row.email})" for row in rows}
    picked: list[UUID] = st.multiselect(
        t("people.letters.choose"),
        list(names),
        format_func=names.__getitem__,
        placeholder=t("people.letters.placeholder"),
        key="letters_people",
    )
    return picked
