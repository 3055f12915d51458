"""Who is signed in. A session is a row; the live ones of this process are also kept in memory.

The token is the secret in the cookie; only its hash is stored. The session's id (the first 32 hex digits of that
hash) is no secret of its own: it is worth something only in the header that the middleware sets.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from db import audit, queries
from db.connection import Cursor, Database
from domain.actor import Actor

_sql = queries.load("sessions")

IDLE = timedelta(minutes=30)
IDLE_PRIVILEGED = timedelta(minutes=15)  # HR and administrators
LONGEST = timedelta(hours=12)
MOST = 5  # live sessions of one person
_WRITE_SEEN_EVERY = timedelta(minutes=1)
_ID_LENGTH = 32


@dataclass(frozen=True)
class Session:
    """A live session: `expires_at` is its absolute end, `idle_at` the moment it ends when nobody does anything."""

    id: str
    person_id: UUID
    method: str
    expires_at: datetime
    last_seen_at: datetime
    idle: timedelta

    @property
    def idle_at(self) -> datetime:
        """When it ends without another user event."""
        return min(self.last_seen_at + self.idle, self.expires_at)

    def lives(self, now: datetime) -> bool:
        """Whether it still counts."""
        return now < self.idle_at


@dataclass
class _Entry:
    session: Session
    token_sha256: str
    written_at: datetime


_live: dict[str, _Entry] = {}  # by session id
_lock = threading.Lock()
_listeners: list[Callable[[str], None]] = []


def start(db: Database, person_id: UUID, method: str, now: datetime) -> str:
    """Begin a session and return its token. `method`: password, code, set_up or demo. The oldest above five end."""
    token = secrets.token_urlsafe(32)

    def work(cursor: Cursor) -> list[str]:
        surplus = [row["token_sha256"] for row in _sql.of_person.all(cursor, person_id=person_id, now=now)][MOST - 1 :]
        for token_sha256 in surplus:
            _sql.revoke.run(cursor, token_sha256=token_sha256, now=now)
        _sql.start.run(
            cursor, token_sha256=_hash(token), person_id=person_id, method=method, now=now, expires_at=now + LONGEST
        )
        _log(cursor, "session.start", _hash(token), person_id, now, method=method)
        return surplus

    _drop(db.write(work))
    return token


def lookup(db: Database, token: str, now: datetime) -> Session | None:
    """The live session of a token, or None. From memory when this process saw it before; no SQL then."""
    if not token:
        return None
    token_sha256 = _hash(token)
    with _lock:
        known = token_sha256[:_ID_LENGTH] in _live
    if not known and not _load(db, token_sha256, now):
        return None
    return find(token_sha256[:_ID_LENGTH], now)


def is_known(token: str) -> bool:
    """Whether `lookup` will answer from memory."""
    with _lock:
        return _hash(token)[:_ID_LENGTH] in _live


def find(session_id: str, now: datetime) -> Session | None:
    """The live session with this id, or None. Memory only: the middleware has looked it up before anyone can ask."""
    with _lock:
        entry = _live.get(session_id)
    if entry is None:
        return None
    if not entry.session.lives(now):
        _drop([entry.token_sha256])
        return None
    return entry.session


def touch(db: Database, session_id: str, now: datetime) -> None:
    """The person did something: idling starts again. Written to the file at most once a minute."""
    if _touch_in_memory(session_id, now) is not None:
        _write_seen(db, session_id, now)


def touch_due(session_id: str, now: datetime) -> bool:
    """Like `touch`, but only in memory; True when the file needs it too (then call `touch`, off the event loop)."""
    return _touch_in_memory(session_id, now) is not None


def end(db: Database, session_id: str, now: datetime) -> None:
    """Sign out by id. Unknown ids are ignored."""

    def work(cursor: Cursor) -> list[str]:
        found = _sql.by_id.one(cursor, session_id=session_id) if len(session_id) == _ID_LENGTH else None
        return _revoke(cursor, [found["token_sha256"]] if found else [], now)

    _drop(db.write(work))


def revoke(db: Database, token: str, now: datetime) -> None:
    """Sign out by token. Unknown tokens are ignored."""
    _drop(db.write(lambda cursor: _revoke(cursor, [_hash(token)], now)))


def revoke_all(db: Database, person_id: UUID, except_token: str | None, now: datetime) -> None:
    """End every session of a person, save the one of `except_token`."""
    _drop(db.write(lambda cursor: end_all(cursor, person_id, now, except_token)))


def end_all(cursor: Cursor, person_id: UUID, now: datetime, except_token: str | None = None) -> list[str]:
    """For a verb's own transaction: like `revoke_all`; give the answer to `announce` after the commit."""
    kept = _hash(except_token) if except_token else None
    rows = _sql.of_person.all(cursor, person_id=person_id, now=now)
    return _revoke(cursor, [row["token_sha256"] for row in rows if row["token_sha256"] != kept], now)


def announce(ended: list[str]) -> None:
    """Forget the sessions that `end_all` ended and tell the listeners: after the commit."""
    _drop(ended)


def roles_changed(db: Database, person_id: UUID) -> None:
    """Apply the idle time that fits the person's present roles."""
    with db.read() as cursor:
        idle = _idle(bool(_sql.is_privileged.value(cursor, person_id=person_id)))
    with _lock:
        for entry in _live.values():
            if entry.session.person_id == person_id:
                entry.session = replace(entry.session, idle=idle)


def sweep(now: datetime) -> None:
    """Notice the sessions that ran out, so that their open screens close."""
    with _lock:
        ended = [entry.token_sha256 for entry in _live.values() if not entry.session.lives(now)]
    _drop(ended)


def on_end(callback: Callable[[str], None]) -> Callable[[], None]:
    """Call `callback(session_id)` once when a session ends, from whichever thread ends it. Returns the way to stop."""
    _listeners.append(callback)
    return lambda: _listeners.remove(callback)


def forget() -> None:
    """Empty the memory without ending anything: when the file closes."""
    with _lock:
        _live.clear()


def _load(db: Database, token_sha256: str, now: datetime) -> bool:
    row = _row(db, token_sha256, now)
    if row is None:
        return False
    session = Session(
        token_sha256[:_ID_LENGTH],
        row["person_id"],
        row["method"],
        row["expires_at"],
        row["last_seen_at"],
        _idle(row["privileged"]),
    )
    with _lock:
        _live.setdefault(session.id, _Entry(session, token_sha256, row["last_seen_at"]))
    # Whoever ended it between the question and the line above found nothing to forget.
    if _row(db, token_sha256, now) is None:
        _drop([token_sha256])
        return False
    return True


def _row(db: Database, token_sha256: str, now: datetime) -> queries.Row | None:
    with db.read() as cursor:
        return _sql.live.one(cursor, token_sha256=token_sha256, now=now)


def _idle(privileged: bool) -> timedelta:
    return IDLE_PRIVILEGED if privileged else IDLE


def _touch_in_memory(session_id: str, now: datetime) -> _Entry | None:
    with _lock:
        entry = _live.get(session_id)
        if entry is None or not entry.session.lives(now):
            return None
        entry.session = replace(entry.session, last_seen_at=max(now, entry.session.last_seen_at))
        return entry if now - entry.written_at >= _WRITE_SEEN_EVERY else None


def _write_seen(db: Database, session_id: str, now: datetime) -> None:
    with _lock:
        entry = _live.get(session_id)
        if entry is None:
            return
        entry.written_at = now
    db.write(lambda cursor: _sql.seen.run(cursor, token_sha256=entry.token_sha256, now=now))


def _revoke(cursor: Cursor, tokens: list[str], now: datetime) -> list[str]:
    for token_sha256 in tokens:
        row = _sql.revoke.one(cursor, token_sha256=token_sha256, now=now)
        if row:
            _log(cursor, "session.end", token_sha256, row["person_id"], now)
    return tokens


def _log(cursor: Cursor, action: str, token_sha256: str, person_id: UUID, now: datetime, **detail: str) -> None:
    audit.record(cursor, Actor(person_id, ""), action, "session", token_sha256[:_ID_LENGTH], now=now, detail=detail)


def _drop(tokens: list[str]) -> None:
    ended = []
    with _lock:
        for token_sha256 in tokens:
            if _live.pop(token_sha256[:_ID_LENGTH], None):
                ended.append(token_sha256[:_ID_LENGTH])
    for session_id in ended:
        for listener in list(_listeners):
            listener(session_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
