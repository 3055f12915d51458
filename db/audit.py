"""The log of what happened: append-only, chained by hash, without anything that people wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from db import queries
from db.connection import Cursor, Database
from domain.actor import Actor
from domain.errors import Refused

_sql = queries.load("audit")
_START = "0" * 64


def record(
    cursor: Cursor,
    actor: Actor,
    action: str,
    entity: str,
    entity_id: object,
    *,
    now: datetime,
    dossier_id: UUID | None = None,
    outcome: str = "done",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one event inside the verb's own transaction. `detail` holds codes, counts and dates only."""
    last = _sql.last_event.one(cursor)
    number, previous = (last["id"] + 1, last["sha256"]) if last else (1, _START)
    event = {
        "id": number,
        "occurred_at": now,
        "actor_id": actor.person_id,
        "action": action,
        "entity": entity,
        "entity_id": str(entity_id),
        "dossier_id": dossier_id,
        "outcome": outcome,
        "detail": json.dumps(detail or {}, sort_keys=True, default=str),
    }
    _sql.append.run(cursor, **event, previous_sha256=previous, sha256=_link(previous, event))


def _link(previous: str, event: Mapping[str, Any]) -> str:
    moment = event["occurred_at"].timestamp()
    parts = [previous, str(moment), *(str(value) for key, value in event.items() if key != "occurred_at")]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def denied(
    db: Database, actor: Actor, action: str, entity: str, entity_id: object, refusal: Refused, *, now: datetime
) -> None:
    """Log a refusal in a transaction of its own: the verb's was rolled back."""
    detail = {"key": refusal.key}
    db.write(lambda cursor: record(cursor, actor, action, entity, entity_id, now=now, outcome="denied", detail=detail))


def first_broken_link(db: Database) -> int | None:
    """The number of the first event whose hash does not follow from the one before, or None when all hold."""
    with db.read() as cursor:
        events = _sql.all_events.all(cursor)
    previous = _START
    for event in events:
        stored, before = event.pop("sha256"), event.pop("previous_sha256")
        if before != previous or _link(previous, event) != stored:
            return int(event["id"])
        previous = stored
    return None


def for_dossier(cursor: Cursor, dossier_id: UUID) -> list[dict[str, Any]]:
    """What happened to one dossier, newest first: occurred_at, actor_name, action, outcome, detail (JSON text)."""
    return _sql.for_dossier.all(cursor, dossier_id=dossier_id)
