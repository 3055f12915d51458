"""The few settings that live in the file: names that the organisation chose, and whether it is a demo with a cast."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db import audit, queries
from db.connection import Cursor, Database
from db.verbs import perform
from domain.actor import Actor
from domain.errors import NotFound
from domain.permissions import Permission, require

_sql = queries.load("stored_settings")
CONVERSATION_LABELS = ("planning", "objectives")  # planningsgesprek, doelstellingsgesprek


@dataclass(frozen=True)
class CastMember:
    """Somebody whom the sign-in page of a demo offers. `role` is the last part of the text key `demo.role.*`."""

    person_id: UUID
    role: str


def organisation_name(cursor: Cursor) -> str:
    """The organisation's name, or an empty text before set-up."""
    return str(_sql.setting.value(cursor, name="organisation_name") or "")


def store(cursor: Cursor, name: str, value: str, *, now: datetime, by: UUID | None = None) -> None:
    """Write a setting inside a verb's transaction."""
    _sql.store.run(cursor, name=name, value=value, now=now, updated_by=by)


def conversation_label(db: Database) -> str:
    """What the organisation calls the planning conversation (R02): one of CONVERSATION_LABELS."""
    with db.read() as cursor:
        return str(_sql.setting.value(cursor, name="conversation_label") or CONVERSATION_LABELS[0])


def choose_conversation_label(db: Database, actor: Actor, label: str, *, now: datetime) -> None:
    """HR chooses the name; the stored kind of conversation stays `planning` (R02). NotFound for another name."""

    def work(cursor: Cursor) -> None:
        require(actor, Permission.CYCLE_MANAGE)
        if label not in CONVERSATION_LABELS:
            raise NotFound
        store(cursor, "conversation_label", label, now=now, by=actor.person_id)
        audit.record(cursor, actor, "settings.label", "setting", "conversation_label", now=now, detail={"label": label})

    perform(db, actor, "settings.label", "setting", "conversation_label", work, now=now)


def store_demo_cast(db: Database, cast: list[CastMember], *, now: datetime) -> None:
    """Mark the file as a demo, with the people whom its sign-in page offers. For the builder of the demo only."""
    members = json.dumps([{"person_id": str(member.person_id), "role": member.role} for member in cast])

    def work(cursor: Cursor) -> None:
        store(cursor, "is_demo", "1", now=now)
        store(cursor, "demo_cast", members, now=now)

    db.write(work)


def demo_cast(db: Database) -> list[CastMember]:
    """The cast of a demo, in order; empty in every other file."""
    with db.read() as cursor:
        if _sql.setting.value(cursor, name="is_demo") != "1":
            return []
        stored = _sql.setting.value(cursor, name="demo_cast") or "[]"
    return [CastMember(UUID(member["person_id"]), member["role"]) for member in json.loads(stored)]
