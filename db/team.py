"""What waits for whom: a person's own conversations, and a manager's board of the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import settings
from db import queries
from db.connection import Database
from db.recording import TAKE_OVER_DAYS
from domain.actor import Actor
from domain.conversation import AFTER_TALK, Side, State, present_state
from domain.deadlines import add_working_days, local_date
from domain.next_step import Situation, Step, deadline, step_for

_sql = queries.load("team")


@dataclass(frozen=True)
class Hats:
    """Which kinds of work a person has: an own employment, and people to lead."""

    works: bool
    leads: bool


@dataclass(frozen=True)
class Line:
    """One conversation in a list. other: who is on the other side; step: what the reader does next; late: overdue."""

    conversation_id: UUID
    kind: str
    year: int
    state: State
    signature: str
    other_id: UUID | None
    other_name: str
    other_given_name: str
    position: str
    department: str
    situation: Situation
    step: Step
    deadline: date | None
    late: bool
    period_from: date
    period_until: date
    held_on: date | None
    final_on: date | None
    contested: bool
    scheduled_at: datetime | None


def hats(db: Database, actor: Actor, today: date) -> Hats:
    """What the navigation of a person depends on."""
    if actor.person_id is None:
        return Hats(False, False)
    with db.read() as cursor:
        works = _sql.works.value(cursor, person_id=actor.person_id, today=today)
        leads = _sql.leads.value(cursor, person_id=actor.person_id, today=today)
    return Hats(bool(works), bool(leads))


def given_name(db: Database, actor: Actor) -> str:
    """The actor's own first name; their whole name when nothing else is known."""
    with db.read() as cursor:
        return str(_sql.given_name.value(cursor, person_id=actor.person_id) or actor.name)


def my_conversations(db: Database, actor: Actor, *, now: datetime) -> list[Line]:
    """The actor's own conversations as an employee, newest year first."""
    today = local_date(now, settings.current.zone)
    with db.read() as cursor:
        rows = _sql.mine.all(cursor, person_id=actor.person_id, today=today)
    return [_line(row, Side.EMPLOYEE, today) for row in rows]


def board(db: Database, actor: Actor, *, now: datetime) -> list[Line]:
    """The conversations of everybody who reports to the actor today, in the open cycles, by family name."""
    today = local_date(now, settings.current.zone)
    with db.read() as cursor:
        rows = _sql.board.all(cursor, person_id=actor.person_id, today=today)
    return [_line(row, Side.MANAGER, today) for row in rows]


def line(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> Line | None:
    """One conversation as it stands in the actor's lists; None when it is in neither."""
    found = [*my_conversations(db, actor, now=now), *board(db, actor, now=now)]
    return next((each for each in found if each.conversation_id == conversation_id), None)


def situation(row: dict[str, Any], today: date) -> Situation:
    """The facts of the view `conversation_facts` (plus sign_days) as domain/next_step.py wants them."""
    zone = settings.current.zone
    state = present_state(State(row["state"]), row["review_until"], today)
    recorder = Side(row["recorder"]) if row["recorder"] else None
    final_on = local_date(row["final_at"], zone) if row["final_at"] else None
    by = row["record_by"]
    return Situation(
        state=state,
        recorder=recorder,
        scheduled_on=local_date(row["scheduled_at"], zone) if row["scheduled_at"] else None,
        due_on=row["due_on"],
        record_by=by,
        review_until=row["review_until"],
        sign_by=add_working_days(final_on, row["sign_days"]) if final_on else None,
        submitted_side=Side(row["submitted_side"]) if row["submitted_side"] else None,
        handed_in=frozenset(side for side in Side if row[f"{side}_handed_in_at"] is not None),
        agreed=row["agreed_at"] is not None,
        proposed_side=Side(row["proposed_side"]) if row["proposed_side"] else None,
        recorder_asked_side=Side(row["recorder_asked_side"]) if row["recorder_asked_side"] else None,
        late_recording=state in AFTER_TALK
        and recorder is Side.EMPLOYEE
        and by is not None
        and today > add_working_days(by, TAKE_OVER_DAYS),
        unsent=row["edited_side"] == Side.MANAGER,
        signature=row["signature"] or "",
    )


def _line(row: dict[str, Any], side: Side, today: date) -> Line:
    at = situation(row, today)
    due = deadline(at)
    return Line(
        conversation_id=row["conversation_id"],
        kind=row["kind"],
        year=row["year"],
        state=at.state,
        signature=at.signature,
        other_id=row["other_id"],
        other_name=row["other_name"] or "",
        other_given_name=row["other_given_name"] or "",
        position=row["position"],
        department=row["department_name"],
        situation=at,
        step=step_for(side, at, today),
        deadline=due,
        late=due is not None and today > due,
        period_from=row["period_from"],
        period_until=row["period_until"],
        held_on=row["held_on"],
        final_on=local_date(row["final_at"], settings.current.zone) if row["final_at"] else None,
        contested=row["contested_at"] is not None,
        scheduled_at=row["scheduled_at"],
    )
