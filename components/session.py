"""What a screen knows about its visitor: who, in which language, at which moment. The only reader of `st.user`."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import streamlit as st

import settings
from db import accounts, connection, sessions
from db.connection import Database
from domain.actor import Actor, Role
from domain.deadlines import local_date
from domain.errors import NotFound, Refused
from i18n.catalogue import Translator, translator

_LANGUAGE_COOKIE = "jaarplan_language"


def database() -> Database:
    """The open file."""
    return connection.shared()


def now() -> datetime:
    """The moment of this run."""
    return settings.now()


def today() -> date:
    """The organisation's calendar date."""
    return local_date(now(), settings.current.zone)


def session_id() -> str:
    """The id of the session that the middleware vouched for, or an empty string."""
    return str(st.user.get("sid") or "")


def visitor() -> Actor | None:
    """The signed-in person, loaded afresh, or None."""
    found = sessions.find(session_id(), now()) if session_id() else None
    if found is None:
        return None
    try:
        return accounts.load_actor(database(), found.person_id)
    except Refused:
        return None


def actor() -> Actor:
    """The signed-in person; NotFound when there is none any more."""
    found = visitor()
    if found is None:
        raise NotFound
    return found


def require_role(*roles: Role) -> Actor:
    """The signed-in person, who must have one of the roles: the first line of an HR or administrator page."""
    found = actor()
    if not any(found.has(role) for role in roles):
        raise NotFound
    return found


def asked_id() -> UUID:
    """The object that the address asks for with `?id=`; NotFound when that is no id."""
    try:
        return UUID(st.query_params.get("id", ""))
    except ValueError:
        raise NotFound from None


def language() -> str:
    """The interface's language: the cookie of the language switch, else the person's own, else Dutch."""
    chosen = st.context.cookies.get(_LANGUAGE_COOKIE)
    if chosen in settings.LANGUAGES:
        return str(chosen)
    return str(st.session_state.get("language", settings.DEFAULT_LANGUAGE))


def keep_language(person: Actor) -> None:
    """Remember the person's own language for this run: texts are asked for too often to look it up each time."""
    st.session_state["language"] = person.language


def t() -> Translator:
    """The translator of this run."""
    return translator(language())


def theme() -> str:
    """Light or dark, as the browser prefers."""
    return "dark" if st.context.theme.type == "dark" else "light"
