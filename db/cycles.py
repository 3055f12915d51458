"""Cycles: making, checking and opening a year, who takes part, moving its deadline, its departments' goals."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import settings
from db import audit, forms, queries
from db.connection import Cursor, Database
from db.verbs import perform
from domain.actor import Actor
from domain.cycle import CATCH_UP_DAYS, EXEMPT_CODES, YEARS, Terms, check_terms, check_window, default_terms
from domain.deadlines import local_date
from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Template
from domain.permissions import Permission, require

MAX_TITLE = 200
_sql = queries.load("cycles")


@dataclass(frozen=True, kw_only=True)
class Cycle(Terms):
    """One year with its state: draft, open or closed."""

    id: UUID
    employee_form_id: UUID | None
    manager_form_id: UUID | None
    state: str
    opened_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class Opened:
    """How many employments got a dossier with a planning conversation."""

    count: int


@dataclass(frozen=True)
class Goal:
    """What a department (None: the whole organisation) wants to reach this year (R21)."""

    id: UUID
    title: str
    department_id: UUID | None
    department: str | None


def cycles(db: Database) -> list[Cycle]:
    """Every cycle, newest year first."""
    with db.read() as cursor:
        return all_of(cursor)


def all_of(cursor: Cursor) -> list[Cycle]:
    """Every cycle inside a verb's own transaction, newest year first."""
    return [Cycle(**row) for row in _sql.all.all(cursor)]


def cycle(db: Database, cycle_id: UUID) -> Cycle:
    """One cycle, or NotFound."""
    with db.read() as cursor:
        return load(cursor, cycle_id)


def questions(db: Database, found: Cycle) -> list[Template]:
    """The forms that a cycle froze, the employee's first; none before it opened."""
    with db.read() as cursor:
        ids = (found.employee_form_id, found.manager_form_id)
        return [forms.template(cursor, form_id) for form_id in ids if form_id]


def current(db: Database, today: date) -> Cycle | None:
    """The open cycle that covers the day, else the newest open one, else None."""
    running = [one for one in cycles(db) if one.state == "open"]
    covering = [one for one in running if one.starts_on <= today <= one.ends_on]
    return next(iter(covering or running), None)


def load(cursor: Cursor, cycle_id: UUID) -> Cycle:
    """One cycle inside a verb's own transaction, or NotFound."""
    row = _sql.one.one(cursor, id=cycle_id)
    if row is None:
        raise NotFound
    return Cycle(**row)


def day_of(found: Cycle, now: datetime) -> date:
    """The day on which is decided who takes part: today, but within the cycle."""
    return min(max(local_date(now, settings.current.zone), found.starts_on), found.ends_on)


def create(
    db: Database,
    actor: Actor,
    year: int,
    *,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
    planning_from: date | None = None,
    planning_until: date | None = None,
    feedback_days: int = 10,
    revision_days: int = 5,
    record_days: int = 5,
    sign_days: int = 10,
) -> Cycle:
    """Make a draft of a year; what is not given is the calendar year and January to February (R09). Raises Invalid."""

    def work(cursor: Cursor) -> Cycle:
        require(actor, Permission.CYCLE_MANAGE)
        if year not in YEARS:
            raise Invalid.of("year", "cycle.year_range", min=YEARS[0], max=YEARS[-1])
        usual = default_terms(year)
        terms = Terms(
            year,
            starts_on or usual.starts_on,
            ends_on or usual.ends_on,
            planning_from or usual.planning_from,
            planning_until or usual.planning_until,
            feedback_days,
            revision_days,
            record_days,
            sign_days,
        )
        others = [(other.year, other.starts_on, other.ends_on) for other in all_of(cursor)]
        if errors := check_terms(terms, others):
            raise Invalid(errors)
        cycle_id = _sql.create.value(cursor, **asdict(terms), now=now, created_by=actor.person_id)
        audit.record(cursor, actor, "cycle.create", "cycle", cycle_id, now=now, detail={"year": year})
        return load(cursor, cycle_id)

    return perform(db, actor, "cycle.create", "cycle", year, work, now=now)


def open_cycle(db: Database, actor: Actor, cycle_id: UUID, *, now: datetime, form_set: str = "general") -> Opened:
    """Open a draft: freeze its forms, give everyone in service with a manager a dossier and a planning conversation."""

    def work(cursor: Cursor) -> Opened:
        require(actor, Permission.CYCLE_MANAGE)
        found = _in_state(cursor, cycle_id, "draft")
        if form_set not in forms.shipped_sets():
            raise NotFound
        employee_form, manager_form = forms.shipped(cursor, form_set, now)
        _sql.set_open.run(cursor, id=cycle_id, now=now, employee_form_id=employee_form, manager_form_id=manager_form)
        count = _add_missing(cursor, found, now, not_before=found.planning_until)
        detail = {"count": count, "form_set": form_set}
        audit.record(cursor, actor, "cycle.open", "cycle", cycle_id, now=now, detail=detail)
        return Opened(count)

    return perform(db, actor, "cycle.open", "cycle", cycle_id, work, now=now)


def _in_state(cursor: Cursor, cycle_id: UUID, state: str) -> Cycle:
    found = load(cursor, cycle_id)
    if found.state != state:
        raise WrongState(f"cycle.is.{found.state}", year=found.year)
    return found


def _add_missing(cursor: Cursor, found: Cycle, now: datetime, not_before: date) -> int:
    _sql.add_dossiers.run(cursor, cycle_id=found.id, day=day_of(found, now), now=now)
    return len(_sql.add_conversations.all(cursor, cycle_id=found.id, not_before=not_before, now=now))


def add_late_joiners(db: Database, actor: Actor, cycle_id: UUID, *, now: datetime) -> Opened:
    """Add to an open cycle whoever came, or got a manager, since; they have at least four weeks from today."""

    def work(cursor: Cursor) -> Opened:
        require(actor, Permission.CYCLE_MANAGE)
        found = _in_state(cursor, cycle_id, "open")
        not_before = min(day_of(found, now) + timedelta(days=CATCH_UP_DAYS), found.ends_on)
        count = _add_missing(cursor, found, now, not_before)
        audit.record(cursor, actor, "cycle.add_joiners", "cycle", cycle_id, now=now, detail={"count": count})
        return Opened(count)

    return perform(db, actor, "cycle.add_joiners", "cycle", cycle_id, work, now=now)


def move_deadline(db: Database, actor: Actor, cycle_id: UUID, planning_until: date, *, now: datetime) -> int:
    """Move the end of the planning window; returns how many open conversations moved along."""

    def work(cursor: Cursor) -> int:
        require(actor, Permission.CYCLE_MANAGE)
        found = load(cursor, cycle_id)
        if found.state == "closed":
            raise WrongState("cycle.is.closed", year=found.year)
        if errors := check_window(found, planning_until):
            raise Invalid(errors)
        _sql.set_planning_until.run(cursor, id=cycle_id, planning_until=planning_until)
        moved = _sql.move_due.all(cursor, cycle_id=cycle_id, old=found.planning_until, planning_until=planning_until)
        detail = {"from": found.planning_until, "to": planning_until, "count": len(moved)}
        audit.record(cursor, actor, "cycle.move_deadline", "cycle", cycle_id, now=now, detail=detail)
        return len(moved)

    return perform(db, actor, "cycle.move_deadline", "cycle", cycle_id, work, now=now)


def close(db: Database, actor: Actor, cycle_id: UUID, *, now: datetime) -> None:
    """Close an open cycle and its final plans; refused while conversations are unfinished."""

    def work(cursor: Cursor) -> None:
        require(actor, Permission.CYCLE_MANAGE)
        found = _in_state(cursor, cycle_id, "open")
        unfinished = _sql.unfinished.value(cursor, cycle_id=cycle_id)
        if unfinished:
            raise WrongState("cycle.unfinished", n=unfinished, year=found.year)
        _sql.close_conversations.run(cursor, cycle_id=cycle_id)
        _sql.set_closed.run(cursor, id=cycle_id, now=now)
        audit.record(cursor, actor, "cycle.close", "cycle", cycle_id, now=now, detail={"year": found.year})

    perform(db, actor, "cycle.close", "cycle", cycle_id, work, now=now)


def exempt(db: Database, actor: Actor, dossier_id: UUID, code: str | None, *, now: datetime) -> None:
    """Leave one dossier out of the figures for a reason code (EXEMPT_CODES), or count it again with None."""

    def work(cursor: Cursor) -> None:
        require(actor, Permission.CYCLE_MANAGE)
        row = _sql.dossier.one(cursor, id=dossier_id)
        if row is None:
            raise NotFound
        if code is not None and code not in EXEMPT_CODES:
            raise Invalid.of("code", "valid.required")
        _sql.set_exempt.run(cursor, id=dossier_id, code=code)
        detail = {"code": code}
        audit.record(
            cursor, actor, "dossier.exempt", "dossier", dossier_id, now=now, dossier_id=dossier_id, detail=detail
        )

    perform(db, actor, "dossier.exempt", "dossier", dossier_id, work, now=now)


def goals(db: Database, cycle_id: UUID, department_id: UUID | None = None) -> list[Goal]:
    """The goals in force: of a department with those above it and of the organisation; all of them with None."""
    with db.read() as cursor:
        return [Goal(**row) for row in _sql.goals.all(cursor, cycle_id=cycle_id, department_id=department_id)]


def add_goal(
    db: Database, actor: Actor, cycle_id: UUID, department_id: UUID | None, title: str, *, now: datetime
) -> UUID:
    """Add a goal of a department (None: of the whole organisation) to a cycle that is not closed (R21)."""
    typed = title.strip()

    def work(cursor: Cursor) -> UUID:
        require(actor, Permission.GOAL_MANAGE)
        found = load(cursor, cycle_id)
        if found.state == "closed":
            raise WrongState("cycle.is.closed", year=found.year)
        _check_goal(cursor, department_id, typed)
        goal_id = _sql.add_goal.value(
            cursor, cycle_id=cycle_id, department_id=department_id, title=typed, now=now, created_by=actor.person_id
        )
        audit.record(cursor, actor, "goal.add", "goal", goal_id, now=now)
        return UUID(str(goal_id))

    return perform(db, actor, "goal.add", "cycle", cycle_id, work, now=now)


def _check_goal(cursor: Cursor, department_id: UUID | None, title: str) -> None:
    if department_id is not None and not _sql.department_exists.value(cursor, id=department_id):
        raise NotFound
    if not title:
        raise Invalid.of("title", "cycle.goal_required")
    if len(title) > MAX_TITLE:
        raise Invalid.of("title", "valid.too_long", n=len(title), max=MAX_TITLE)


def withdraw_goal(db: Database, actor: Actor, goal_id: UUID, *, now: datetime) -> None:
    """Take a goal out of the list; plans that name it keep it. A second time changes nothing."""

    def work(cursor: Cursor) -> None:
        require(actor, Permission.GOAL_MANAGE)
        row = _sql.goal.one(cursor, id=goal_id)
        if row is None:
            raise NotFound
        if row["withdrawn_at"] is None:
            _sql.withdraw_goal.run(cursor, id=goal_id, now=now)
            audit.record(cursor, actor, "goal.withdraw", "goal", goal_id, now=now)

    perform(db, actor, "goal.withdraw", "goal", goal_id, work, now=now)
