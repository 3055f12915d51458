"""Text that somebody is typing and has not sent: kept for its author alone, so that nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db import queries
from db.connection import Cursor, Database
from domain.actor import Actor
from domain.errors import Conflict, Invalid
from domain.plan import MAX_TEXT

_sql = queries.load("drafts")


@dataclass(frozen=True)
class Draft:
    """What was typed last, and when it was stored."""

    value: str
    saved_at: datetime


def drafts(db: Database, actor: Actor, prefix: str) -> dict[str, Draft]:
    """The actor's own drafts whose subject begins with `prefix`, by subject."""
    with db.read() as cursor:
        rows = _sql.of_subject.all(cursor, owner_id=actor.person_id, prefix=prefix)
    return {row["subject"]: Draft(row["value"], row["saved_at"]) for row in rows}


def save(db: Database, actor: Actor, subject: str, value: str, base: str, *, now: datetime) -> datetime:
    """Store what was typed; Conflict (`autosave.conflict_self`) when another window stored something else meanwhile.

    Not a change of state and nobody else's to see, so it leaves no audit event.
    """
    if len(value) > MAX_TEXT:
        raise Invalid.of(subject, "valid.too_long", n=len(value), max=MAX_TEXT)

    def work(cursor: Cursor) -> datetime:
        stored = _sql.draft.one(cursor, owner_id=actor.person_id, subject=subject)
        if stored is None:
            _sql.add.run(cursor, owner_id=actor.person_id, subject=subject, value=value, now=now)
        elif stored["value"] not in (base, value, ""):
            raise Conflict("autosave.conflict_self", time=stored["saved_at"], theirs=stored["value"], mine=value)
        else:
            _sql.change.run(cursor, id=stored["id"], value=value, now=now)
        return now

    return db.write(work)


def discard(cursor: Cursor, actor: Actor, prefix: str) -> None:
    """Empty the drafts under a subject, inside the transaction that sends them."""
    _sql.discard.run(cursor, owner_id=actor.person_id, prefix=prefix)
