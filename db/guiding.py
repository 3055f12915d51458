"""What HR does about the process of a conversation: settle whether it was held, stop the clock, let it lapse."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from db import cases, queries
from db.cases import Loaded
from db.connection import Cursor, Database
from db.verbs import on_conversation
from domain.actor import Actor
from domain.conversation import Action, State, next_state
from domain.errors import Invalid, WrongState
from domain.permissions import Permission

_sql = queries.load("conversations")
# Codes and never a sentence: the log keeps them.
CANCEL_CODES = frozenset({"left", "hr"})


def resolve_contest(db: Database, actor: Actor, conversation_id: UUID, *, held: bool, now: datetime) -> None:
    """HR settles it: the talk was held (recording goes on), or it was not (back to scheduled)."""

    def work(cursor: Cursor, loaded: Loaded) -> dict[str, Any]:
        if loaded.row["contested_at"] is None:
            raise WrongState("refuse.nothing_asked")
        if held:
            _sql.contest.run(cursor, id=loaded.id, contested_at=None)
        else:
            _sql.undo_held.run(cursor, id=loaded.id)
            cases.move(cursor, loaded, Action.UNDO_HELD)
        return {"held": held}

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_RESOLVE, now, work)


def suspend(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """Stop the clock while somebody is absent. No reason is stored: that would be health data."""

    def work(cursor: Cursor, loaded: Loaded) -> None:
        stored = State(loaded.row["state"])
        next_state(loaded.state, Action.SUSPEND)
        _sql.suspend.run(cursor, id=loaded.id, suspended_on=loaded.today, state_before=stored)
        cases.put(cursor, loaded, State.SUSPENDED)

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_SUSPEND, now, work)


def resume(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """Go on where it stood; the end of the window, the record-by date and the time for feedback move along."""

    def work(cursor: Cursor, loaded: Loaded) -> None:
        next_state(loaded.state, Action.RESUME)
        before = State(loaded.row["state_before"])
        _sql.resume.run(cursor, id=loaded.id, days=(loaded.today - loaded.row["suspended_on"]).days)
        cases.put(cursor, loaded, before)

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_SUSPEND, now, work, "conversation:resume")


def cancel(db: Database, actor: Actor, conversation_id: UUID, code: str, *, now: datetime) -> None:
    """The conversation will not take place; `code` is a neutral reason code (CANCEL_CODES), Invalid for any other."""

    def work(cursor: Cursor, loaded: Loaded) -> dict[str, Any]:
        if code not in CANCEL_CODES:
            raise Invalid.of("code", "valid.required")
        _sql.cancel.run(cursor, id=loaded.id, code=code)
        cases.move(cursor, loaded, Action.CANCEL)
        return {"code": code}

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_CANCEL, now, work)
