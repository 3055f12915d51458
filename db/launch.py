"""The launch check: who would take part in a cycle, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from db import cycles, queries
from db.connection import Database
from db.cycles import Cycle
from db.verbs import permit
from domain.actor import Actor
from domain.cycle import due_on
from domain.permissions import Permission

_sql = queries.load("cycles")


@dataclass(frozen=True)
class Participant:
    """One employment on the launch check. `due_on` is the end of its window."""

    employment_id: UUID
    person_id: UUID
    name: str
    department: str | None
    in_service_on: date
    due_on: date


@dataclass(frozen=True)
class DepartmentCount:
    """How many employments of a department take part."""

    department_id: UUID
    name: str
    n: int


@dataclass(frozen=True)
class LaunchCheck:
    """Who would take part if the cycle opened now, and who would not.

    `joiners` take part with a later date; `later` start after the day of opening and are added then; `left` were in
    service before the start only; `without_manager` do not take part yet; `without_account` take part but cannot
    sign in; `present` have a dossier already.
    """

    cycle: Cycle
    departments: list[DepartmentCount]
    participants: int
    persons: int
    present: int
    joiners: list[Participant]
    later: list[Participant]
    left: int
    without_manager: list[Participant]
    without_account: list[Participant]


def launch_check(db: Database, actor: Actor, cycle_id: UUID, *, now: datetime) -> LaunchCheck:
    """Who would take part if the cycle opened now, with what stands in the way."""
    permit(db, actor, Permission.CYCLE_MANAGE, "cycle.check", "cycle", cycle_id, now=now)
    with db.read() as cursor:
        found = cycles.load(cursor, cycle_id)
        day = cycles.day_of(found, now)
        roster = _sql.roster.all(
            cursor, cycle_id=cycle_id, day=day, ends_on=found.ends_on, left_since=found.starts_on - timedelta(days=365)
        )
    return _launch_check(found, day, roster)


def _launch_check(found: Cycle, day: date, roster: list[dict[str, Any]]) -> LaunchCheck:
    here = [row for row in roster if row["out_of_service_on"] is None or row["out_of_service_on"] >= day]
    active = [row for row in here if row["in_service_on"] <= day]
    taking_part = [row for row in active if row["manager_id"] is not None]
    counts = Counter((row["department"], row["department_id"]) for row in taking_part)
    return LaunchCheck(
        cycle=found,
        departments=[DepartmentCount(key, name, n) for (name, key), n in sorted(counts.items())],
        participants=len(taking_part),
        persons=len({row["person_id"] for row in taking_part}),
        present=sum(row["has_dossier"] for row in taking_part),
        joiners=[_participant(row, found) for row in taking_part if row["in_service_on"] > found.starts_on],
        later=[_participant(row, found) for row in here if row["in_service_on"] > day],
        left=len(roster) - len(here),
        without_manager=[_participant(row, found) for row in active if row["manager_id"] is None],
        without_account=[_participant(row, found) for row in taking_part if not row["has_account"]],
    )


def _participant(row: dict[str, Any], found: Cycle) -> Participant:
    return Participant(
        row["employment_id"],
        row["person_id"],
        row["name"],
        row["department"],
        row["in_service_on"],
        due_on(found.planning_until, row["in_service_on"]),
    )
