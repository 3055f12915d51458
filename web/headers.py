"""What every answer says to the browser: run nothing foreign, show us in no frame, keep no copy."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

import settings
from web.streamlit_files import script_hashes

# For our own pages: no scripts but our own files, nothing else at all.
OWN_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# For printable letters: they bring their own style sheet, and run nothing.
PRINTED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def streamlit_policy() -> str:
    """For Streamlit's screens; its styles are inline by nature, its scripts are not."""
    return (
        f"default-src 'self'; script-src 'self' {script_hashes()}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def protecting(send: Send, path: str) -> Send:
    """`send` that adds the headers which the answer does not set itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _defaults(path):
                if name == "cache-control" and not path.startswith(("/static/", "/web-static/")):
                    headers[name] = value
                headers.setdefault(name, value)
        await send(message)

    return sending


def _defaults(path: str) -> Iterable[tuple[str, str]]:
    yield "content-security-policy", streamlit_policy()
    yield "x-content-type-options", "nosniff"
    yield "referrer-policy", "no-referrer"
    yield "cross-origin-opener-policy", "same-origin"
    yield "cross-origin-resource-policy", "same-origin"
    yield "permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    yield "x-frame-options", "DENY"
    yield "cache-control", "no-cache" if path.startswith("/web-static/") else "no-store"
    if settings.current.https:
        yield "strict-transport-security", "max-age=31536000"
