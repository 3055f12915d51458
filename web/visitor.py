"""Who is asking: the cookie's session, put into the scope by the guard, read by the routes."""

from __future__ import annotations

from dataclasses import dataclass

import anyio.to_thread
from starlette.requests import HTTPConnection
from starlette.types import Scope

import settings
from db import accounts, connection, sessions
from domain.actor import Actor
from domain.errors import NotFound
from web import cookies

_KEY = "jaarplan.visitor"


@dataclass(frozen=True)
class Visitor:
    """The token that the browser sent and the live session it stands for, if any."""

    token: str
    session: sessions.Session | None


async def identify(scope: Scope) -> Visitor:
    """Look the cookie up and keep the answer in the scope. From memory nearly always; else off the event loop."""
    token = cookies.token(HTTPConnection(scope))
    now, db = settings.now(), connection.shared()
    if not token or sessions.is_known(token):
        session = sessions.lookup(db, token, now)
    else:
        session = await anyio.to_thread.run_sync(sessions.lookup, db, token, now)
    visitor = scope[_KEY] = Visitor(token, session)
    return visitor


def of(request: HTTPConnection) -> Visitor:
    """The visitor that the guard identified."""
    visitor: Visitor = request.scope[_KEY]
    return visitor


def actor(request: HTTPConnection) -> Actor | None:
    """The signed-in person, loaded afresh, or None."""
    session = of(request).session
    try:
        return accounts.load_actor(connection.shared(), session.person_id) if session else None
    except NotFound:
        return None


async def active(session: sessions.Session) -> None:
    """The person did something: idling starts again."""
    now = settings.now()
    if sessions.touch_due(session.id, now):
        await anyio.to_thread.run_sync(sessions.touch, connection.shared(), session.id, now)


def language(request: HTTPConnection) -> str:
    """The language for a page: chosen on this device, else the person's own, else Dutch."""
    chosen = cookies.language(request)
    if chosen:
        return chosen
    person = actor(request)
    return person.language if person else settings.DEFAULT_LANGUAGE
