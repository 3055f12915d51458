"""Requests for development: who asked what, and what the manager decided (R26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from db import audit, cases, queries
from db.connection import Cursor, Database
from db.verbs import perform
from domain.actor import Actor
from domain.development import DECISIONS, NEEDS_REASON, RequestAction, RequestState, next_state
from domain.errors import Conflict, Invalid, NotFound
from domain.permissions import Permission

_sql = queries.load("development")
MAX_REASON = 10_000


@dataclass(frozen=True)
class Request:
    """One request. Costs in cents of a euro."""

    id: UUID
    person_name: str
    given_name: str
    year: int
    type: str
    title: str
    period: str
    cost_cents: int | None
    hours: Decimal | None
    mandatory: bool
    state: RequestState
    reason: str
    version: int


def my_requests(db: Database, actor: Actor) -> list[Request]:
    """The actor's own requests, newest first."""
    with db.read() as cursor:
        return [_request(row) for row in _sql.mine.all(cursor, person_id=actor.person_id)]


def team_requests(db: Database, actor: Actor, today: date) -> list[Request]:
    """The requests of the actor's team in the open cycles, those that wait first."""
    with db.read() as cursor:
        return [_request(row) for row in _sql.of_team.all(cursor, person_id=actor.person_id, today=today)]


def _request(row: dict[str, Any]) -> Request:
    names = Request.__dataclass_fields__
    return Request(**{name: row[name] for name in names if name != "state"}, state=RequestState(row["state"]))


def move(
    db: Database,
    actor: Actor,
    request_id: UUID,
    action: RequestAction,
    *,
    reason: str = "",
    seen_version: int | None = None,
    now: datetime,
) -> RequestState:
    """Decide (the manager: grant, decline, put on hold) or report (the employee: start, complete, cancel).

    Only a decision has a `reason`; Invalid for declining or holding without one. Conflict when somebody was first.
    """
    permission = Permission.DEVELOPMENT_DECIDE if action in DECISIONS else Permission.DEVELOPMENT_REPORT

    def work(cursor: Cursor) -> RequestState:
        row = _sql.request.one(cursor, id=request_id)
        if row is None:
            raise NotFound
        loaded = cases.load(cursor, actor, row["conversation_id"], now)
        loaded.require(actor, permission)
        if seen_version not in (None, row["version"]):
            raise Conflict("refuse.changed")
        if action in NEEDS_REASON and not reason.strip():
            raise Invalid.of("reason", "valid.decision_reason")
        if len(reason) > MAX_REASON:
            raise Invalid.of("reason", "valid.too_long", n=len(reason), max=MAX_REASON)
        state = next_state(RequestState(row["state"]), action)
        moved = _sql.move.one(
            cursor, id=request_id, state=state, reason=reason.strip(), decides=action in DECISIONS, now=now,
            by=actor.person_id, version=row["version"],
        )  # fmt: skip
        if moved is None:
            raise Conflict("refuse.changed")
        audit.record(
            cursor, actor, f"development:{action}", "development_request", request_id, now=now,
            dossier_id=loaded.dossier_id, detail={"state": state.value},
        )  # fmt: skip
        return state

    return perform(db, actor, permission.value, "development_request", request_id, work, now=now)
