"""What the pages that ask for a secret share: the limits on trying, the slow work off the loop, the new session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import settings
from db import accounts, connection, sessions
from domain.actor import Actor
from domain.errors import Refused
from web import cookies, rates, visitor

T = TypeVar("T")
# Four hashes at once: each takes 19 MiB and a core.
_hashing = anyio.CapacityLimiter(4)


async def attempt(request: Request, verb: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a slow verb in a thread; Refused("signin.wait") when this address tried too often without success."""
    address = request.client.host if request.client else ""
    if seconds := rates.posts.take(address):
        raise Refused("signin.wait", n=seconds)
    value = await anyio.to_thread.run_sync(partial(verb, *args, **kwargs), limiter=_hashing)
    rates.posts.give_back(address)
    return value


async def welcome(request: Request, person_id: UUID, method: str, path: str) -> Response:
    """Begin a session and go to `path`. A session that this browser had ends: a new sign-in gets a new token."""
    person, token = await anyio.to_thread.run_sync(_begin, visitor.of(request).token, person_id, method)
    response = RedirectResponse(path, 303)
    cookies.keep_token(response, token)
    if cookies.language(request) is None:
        cookies.keep_language(response, person.language)
    return response


def status_of(refused: Refused) -> int:
    """The answer's status for a refusal."""
    return 429 if refused.key == "signin.wait" else 400


def _begin(former: str, person_id: UUID, method: str) -> tuple[Actor, str]:
    # In a thread: a write may have to wait for another.
    db, now = connection.shared(), settings.now()
    person = accounts.load_actor(db, person_id)
    if former:
        sessions.revoke(db, former, now)
    return person, sessions.start(db, person_id, method, now)
