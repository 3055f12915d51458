"""Figures of a cycle on a reference date. What is hidden is hidden here: no caller ever receives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import settings
from db import cycles, queries
from db.connection import Cursor, Database
from db.cycles import Cycle
from db.verbs import permit
from domain.actor import Actor
from domain.conversation import Side, State, present_state
from domain.deadlines import local_date
from domain.figures import (
    JOINED_MONTHS,
    Counts,
    Department,
    DepartmentCounts,
    Excluded,
    Stage,
    Waits,
    age_band,
    burn_up,
    months_before,
    roll_up,
    same_day,
    total,
    waits_for,
)
from domain.next_step import Situation
from domain.permissions import Permission

SOON = timedelta(days=14)  # who is due within two weeks is shown as nearly late
_sql = queries.load("figures")


@dataclass(frozen=True)
class Trend:
    """The share final in per cent by day, of one year; `final` of `eligible` on the day that compares."""

    year: int
    points: list[tuple[date, float]]
    final: int
    eligible: int


@dataclass(frozen=True)
class Progress:
    """The process figures of a cycle on a day, by department: for HR, nothing hidden.

    `feedback_open`: texts within their window without a reaction, by age in working days ("0-5", "6-10", "10+").
    `last_year` stands on the same day of the year before; its dates are moved to this year's.
    """

    cycle: Cycle
    day: date
    whole: Counts
    departments: list[DepartmentCounts]
    feedback_open: Mapping[str, int]
    this_year: Trend
    last_year: Trend | None


@dataclass(frozen=True)
class Behind:
    """One conversation that is late or nearly late: where it stands, on whom it waits since when; no text.

    `step`: "due" (the window passed), "record" (the record-by date passed) or "soon". `late_on` is that date.
    """

    dossier_id: UUID
    conversation_id: UUID
    name: str
    manager: str | None
    department_id: UUID | None
    department: str | None
    state: State
    waits: frozenset[Waits]
    since: date
    late_on: date
    step: str


def progress(db: Database, actor: Actor, cycle_id: UUID, day: date, *, now: datetime) -> Progress:
    """How far a cycle is on a day, this year beside last year. HR only: nothing is hidden. Four statements."""
    permit(db, actor, Permission.FIGURES_NAMED, "figures.progress", "cycle", cycle_id, now=now)
    with db.read() as cursor:
        found = cycles.load(cursor, cycle_id)
        rows = facts(cursor, found, day, now)
        tree = departments(cursor, found, day)
        waiting = _sql.feedback_open.all(cursor, cycle_id=found.id, **_moments(day))
        before = _year_before(cursor, found)
        last = max(day, found.planning_until + 2 * SOON)
        earlier = facts(cursor, before, _in_year_of(before, found, last), now) if before else []
    bands: Counter[str] = Counter()
    for row in waiting:
        bands[age_band(row["submitted_on"], day)] += row["n"]
    own = _by_department(rows)
    return Progress(
        cycle=found,
        day=day,
        whole=total(own.values()),
        departments=roll_up(tree, own),
        feedback_open=bands,
        this_year=_trend(found, rows, found.planning_from, day, day),
        last_year=_trend(before, earlier, found.planning_from, last, day) if before else None,
    )


def facts(cursor: Cursor, found: Cycle, day: date, now: datetime, *, by_person: bool = False) -> list[dict[str, Any]]:
    """The rows that every process figure is made of: counts per department, reason, stage and day of finalising."""
    return _sql.facts.all(
        cursor,
        cycle_id=found.id,
        place_day=min(day, found.ends_on),
        joined_after=months_before(found.planning_until, JOINED_MONTHS),
        is_present=day >= local_date(now, settings.current.zone),
        by_person=by_person,
        **_moments(day),
    )


def departments(cursor: Cursor, found: Cycle, day: date) -> list[Department]:
    """The tree of departments, with where people are placed on the day."""
    return [Department(**row) for row in _sql.departments.all(cursor, day=min(day, found.ends_on))]


def _moments(day: date) -> dict[str, Any]:
    """The day, and the moment at which it is over in the organisation's zone."""
    return {"day": day, "until": end_of(day), "zone": settings.current.zone.key}


def end_of(day: date) -> datetime:
    """The moment at which a local day is over."""
    return datetime.combine(day + timedelta(days=1), time(), settings.current.zone)


def counts(row: Mapping[str, Any]) -> Counts:
    """One row of facts as numbers: an excluded row adds to the population and its reason only."""
    if row["excluded"]:
        return Counts(row["n"], {Excluded(row["excluded"]): row["n"]})
    return Counts(
        population=row["n"],
        stages={Stage(row["stage"]): row["n"]},
        held=row["held"],
        due=row["due"],
        on_time=row["on_time"],
        late=row["late"],
        prepared_employee=row["prepared_employee"],
        prepared_manager=row["prepared_manager"],
        record_due=row["record_due"],
        recorded_on_time=row["recorded_on_time"],
    )


def _by_department(rows: list[dict[str, Any]]) -> dict[UUID, Counts]:
    found: dict[UUID, Counts] = {}
    for row in rows:
        found[row["department_id"]] = found.get(row["department_id"], Counts()) + counts(row)
    return found


def _year_before(cursor: Cursor, found: Cycle) -> Cycle | None:
    return next((one for one in cycles.all_of(cursor) if one.year == found.year - 1 and one.state != "draft"), None)


def _in_year_of(before: Cycle, found: Cycle, day: date) -> date:
    """The day as far into the earlier season as `day` is into this one, also when the season spans New Year."""
    return same_day(day, day.year - found.planning_from.year + before.planning_from.year)


def _trend(cycle: Cycle, rows: list[dict[str, Any]], first: date, last: date, day: date) -> Trend:
    """A year's line on the calendar of the year that begins at `first`."""
    finals: Counter[date] = Counter()
    for row in rows:
        if row["final_on"] and not row["excluded"]:
            finals[same_day(row["final_on"], row["final_on"].year + first.year - cycle.planning_from.year)] += row["n"]
    eligible = sum(row["n"] for row in rows if not row["excluded"])
    by_then = sum(n for when, n in finals.items() if when <= day)
    return Trend(cycle.year, burn_up(finals, eligible, first, last), by_then, eligible)


def behind(db: Database, actor: Actor, cycle_id: UUID, day: date, *, now: datetime) -> list[Behind]:
    """Who is late or nearly late and at which step, the longest first. HR only; the state is the present one."""
    permit(db, actor, Permission.FIGURES_NAMED, "figures.behind", "cycle", cycle_id, now=now)
    with db.read() as cursor:
        cycles.load(cursor, cycle_id)
        rows = _sql.behind.all(cursor, cycle_id=cycle_id, day=day, soon=day + SOON, zone=settings.current.zone.key)
    return sorted((_behind(row, day) for row in rows), key=lambda one: (one.step == "soon", one.late_on))


def _behind(row: dict[str, Any], day: date) -> Behind:
    state = present_state(State(row["state"]), row["review_until"], day)
    step, late_on = _step(row, state, day)
    return Behind(
        row["dossier_id"],
        row["conversation_id"],
        row["name"],
        row["manager"],
        row["department_id"],
        row["department"],
        state,
        waits_for(_situation(row, state), day, contested=row["contested"]),
        _since(row, state),
        late_on,
        step,
    )


def _situation(row: dict[str, Any], state: State) -> Situation:
    recorder, submitted = (Side(row[key]) if row[key] else None for key in ("recorder", "submitted_side"))
    return Situation(
        state,
        recorder,
        row["scheduled_on"],
        submitted_side=submitted,
        handed_in=frozenset(side for side in Side if row[f"in_{side}"]),
    )


def _step(row: dict[str, Any], state: State, day: date) -> tuple[str, date]:
    if row["due_on"] < day:
        return "due", row["due_on"]
    if state in (State.HELD, State.DRAFT) and row["record_by"] and row["record_by"] < day:
        return "record", row["record_by"]
    return "soon", row["due_on"]


def _since(row: dict[str, Any], state: State) -> date:
    """From when the conversation stands where it stands, as far as the facts tell."""
    if state in (State.HELD, State.DRAFT):
        known: date | None = row["held_on"]
    elif state is State.SCHEDULED:
        known = row["scheduled_on"]
    else:
        known = row["submitted_on"]
    opened: date = row["created_on"]
    return known or opened
