"""Files on their way to one person: held in memory, for one session, one minute, one download.

Streamlit's own media addresses are public hashes of their content; these are secrets that work once.
"""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass

from domain.errors import Conflict

SECONDS = 60
MOST_BYTES = 64 * 1024 * 1024  # of all waiting files together


@dataclass(frozen=True)
class Export:
    """One waiting file. `ends_at` is on the monotonic clock."""

    session_id: str
    filename: str
    media_type: str
    content: bytes
    ends_at: float


_waiting: dict[str, Export] = {}
_lock = threading.Lock()


def offer(session_id: str, filename: str, media_type: str, content: bytes, *, clock: float | None = None) -> str:
    """Keep a file for the session and return the path to fetch it. Conflict when too much is waiting already.

    `clock`: the monotonic clock in seconds, for tests.
    """
    moment = time.monotonic() if clock is None else clock
    token = secrets.token_urlsafe(32)
    with _lock:
        _expire(moment)
        if sum(len(export.content) for export in _waiting.values()) + len(content) > MOST_BYTES:
            raise Conflict("refuse.busy")
        _waiting[token] = Export(session_id, filename, media_type, content, moment + SECONDS)
    return f"/files/{token}"


def take(token: str, session_id: str, *, clock: float | None = None) -> Export | None:
    """The file, once, for the session it was made for; None for anybody or anything else."""
    moment = time.monotonic() if clock is None else clock
    with _lock:
        _expire(moment)
        export = _waiting.get(token)
        if export is None or not session_id or not secrets.compare_digest(export.session_id, session_id):
            return None
        return _waiting.pop(token)


def drop(session_id: str) -> None:
    """Forget what waits for a session: it ended."""
    with _lock:
        for token in [token for token, export in _waiting.items() if export.session_id == session_id]:
            del _waiting[token]


def forget() -> None:
    """Drop everything that waits: when the process stops."""
    with _lock:
        _waiting.clear()


def _expire(moment: float) -> None:
    for token in [token for token, export in _waiting.items() if export.ends_at <= moment]:
        del _waiting[token]
