"""Reading a posted form: small, plain, and only when it was one of our own pages that sent it."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl

from starlette.requests import Request

from web import cookies

FIELD = "form_secret"
_MOST_BYTES = 8192
_MOST_FIELDS = 20


class BadForm(Exception):  # noqa: N818 - an answer, not a failure
    """The post is too large, unreadable, or not from the page that we gave this browser."""


def secret(request: Request) -> str:
    """What this browser's forms have to repeat: the cookie's value, or a new one."""
    return request.cookies.get(cookies.form_name()) or secrets.token_urlsafe(32)


async def read(request: Request) -> dict[str, str]:
    """The fields of a form; BadForm when it is not ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise BadForm
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"))
    except ValueError:
        raise BadForm from None
    expected = request.cookies.get(cookies.form_name(), "")
    if not expected or not secrets.compare_digest(expected.encode(), fields.pop(FIELD, "").encode()):
        raise BadForm
    return fields
