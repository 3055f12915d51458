"""How every verb runs: one transaction, and a logged denial when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from db import audit, cases
from db.cases import Loaded
from db.connection import Cursor, Database
from domain.actor import Actor
from domain.errors import Invalid, Refused
from domain.permissions import Permission, require

T = TypeVar("T")


def perform(
    db: Database,
    actor: Actor,
    action: str,
    entity: str,
    entity_id: object,
    work: Callable[[Cursor], T],
    *,
    now: datetime,
) -> T:
    """Run `work` in one transaction. A refusal (role, state, lost race) is logged as denied and raised again.

    `work` itself appends the event of success, in the same transaction (db/audit.py).
    """
    try:
        return db.write(work)
    except Invalid:
        raise  # a form that is not complete yet is no denial
    except Refused as refusal:
        log_denial(db, actor, action, entity, entity_id, refusal, now=now)
        raise


def log_denial(
    db: Database, actor: Actor, action: str, entity: str, entity_id: object, refusal: Refused, *, now: datetime
) -> None:
    """Keep who was refused what."""
    audit.denied(db, actor, action, entity, entity_id, refusal, now=now)


def permit(
    db: Database, actor: Actor, permission: Permission, action: str, entity: str, entity_id: object, *, now: datetime
) -> None:
    """For a verb that only reads: return when the actor may; else log the denial and raise it."""
    try:
        require(actor, permission)
    except Refused as refusal:
        log_denial(db, actor, action, entity, entity_id, refusal, now=now)
        raise


def on_conversation(
    db: Database,
    actor: Actor,
    conversation_id: UUID,
    permission: Permission,
    now: datetime,
    work: Any,
    action: str | None = None,
) -> Any:
    """Load, require, do, log: the shape of every verb on a conversation. `work` returns the event's detail or None."""
    name = action or permission.value

    def run(cursor: Cursor) -> Loaded:
        loaded = cases.load(cursor, actor, conversation_id, now)
        loaded.require(actor, permission)
        detail = work(cursor, loaded)
        audit.record(
            cursor, actor, name, "conversation", conversation_id, now=now, dossier_id=loaded.dossier_id, detail=detail
        )
        return loaded

    return perform(db, actor, name, "conversation", conversation_id, run, now=now)
