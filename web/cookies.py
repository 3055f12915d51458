"""The three cookies: who you are, which form is yours, which language you read."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

import settings
from db import sessions

LANGUAGE = "jaarplan_language"
_YEAR = 365 * 24 * 3600


def session_name() -> str:
    """The session cookie's name; over https one that only this host can have set, on every path."""
    return "__Host-jaarplan" if settings.current.https else "jaarplan"


def form_name() -> str:
    """The name of the cookie that a form's hidden field has to repeat."""
    return "__Host-jaarplan_form" if settings.current.https else "jaarplan_form"


def token(connection: HTTPConnection) -> str:
    """The session token that the browser sent, or an empty text."""
    return connection.cookies.get(session_name(), "")


def keep_token(response: Response, value: str) -> None:
    """Give the browser its session token; it cannot be read by scripts and ends with the session at the latest."""
    _set(response, session_name(), value, int(sessions.LONGEST.total_seconds()), "lax")


def drop_token(response: Response) -> None:
    """Take the session token back."""
    response.delete_cookie(session_name(), path="/", secure=settings.current.https, httponly=True, samesite="lax")


def keep_form(response: Response, value: str) -> None:
    """Give the browser the value that its next form has to repeat."""
    _set(response, form_name(), value, None, "strict")


def keep_language(response: Response, language: str) -> None:
    """Remember the language on this device."""
    _set(response, LANGUAGE, language, _YEAR, "lax")


def language(connection: HTTPConnection) -> str | None:
    """The language chosen on this device, if any."""
    chosen = connection.cookies.get(LANGUAGE)
    return chosen if chosen in settings.LANGUAGES else None


def _set(response: Response, name: str, value: str, max_age: int | None, same_site: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        path="/",
        secure=settings.current.https,
        httponly=True,
        samesite="strict" if same_site == "strict" else "lax",
    )
