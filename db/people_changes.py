"""Changes to people outside the staff list: HR moves somebody to another manager, names a stand-in, adds a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import settings
from db import audit, queries
from db.connection import Cursor, Database
from db.queries import Query
from db.verbs import perform
from domain.actor import Actor
from domain.deadlines import local_date
from domain.errors import Invalid, NotAllowed, NotFound
from domain.permissions import DelegateRight, Permission, require
from domain.reporting_lines import circles

_sql = queries.load("people")


@dataclass(frozen=True)
class ManagerChange:
    """An employment with another manager as of a day. `manager_id` is None when nobody leads it."""

    employment_id: UUID
    manager_id: UUID | None
    previous_manager_id: UUID | None
    from_day: date


@dataclass(frozen=True)
class Delegation:
    """A stand-in for a manager, both days included."""

    id: UUID
    manager_id: UUID
    delegate_id: UUID
    valid_from: date
    valid_until: date
    rights: frozenset[DelegateRight]


@dataclass(frozen=True)
class Added:
    """What was made."""

    id: UUID


def set_manager(
    db: Database, actor: Actor, employment_id: UUID, manager_id: UUID | None, from_day: date, *, now: datetime
) -> ManagerChange:
    """Give an employment another manager as of a day. Invalid for oneself, a circle, or a day before the last move."""

    def work(cursor: Cursor) -> ManagerChange:
        require(actor, Permission.PEOPLE_MANAGE)
        employment = _sql.employment.one(cursor, id=employment_id)
        if employment is None or (manager_id and not _sql.person_exists.value(cursor, id=manager_id)):
            raise NotFound
        _refuse_circle(cursor, employment, manager_id, from_day)
        previous = _place(cursor, employment_id, manager_id, from_day)
        detail = {"from_day": from_day, "manager": manager_id}
        audit.record(cursor, actor, "set_manager", "employment", employment_id, now=now, detail=detail)
        return ManagerChange(employment_id, manager_id, previous, from_day)

    return perform(db, actor, "set_manager", "employment", employment_id, work, now=now)


def delegate(
    db: Database,
    actor: Actor,
    manager_id: UUID,
    delegate_id: UUID,
    valid_from: date,
    valid_until: date,
    rights: Collection[DelegateRight],
    *,
    now: datetime,
) -> Delegation:
    """Name a stand-in for a manager with some of the manager's rights, for a period. Ends by itself.

    NotAllowed for oneself: HR would read what HR may not read.
    """

    def work(cursor: Cursor) -> Delegation:
        require(actor, Permission.PEOPLE_MANAGE)
        if actor.person_id in (None, delegate_id):
            raise NotAllowed(action=Permission.PEOPLE_MANAGE)
        if not all(_sql.person_exists.value(cursor, id=id_) for id_ in (manager_id, delegate_id)):
            raise NotFound
        _refuse_delegation(manager_id == delegate_id, valid_from, valid_until, rights)
        delegation_id = _sql.add_delegation.value(
            cursor,
            manager_id=manager_id,
            delegate_id=delegate_id,
            valid_from=valid_from,
            valid_until=valid_until,
            may_converse=DelegateRight.CONVERSE in rights,
            may_record=DelegateRight.RECORD in rights,
            may_finalise=DelegateRight.FINALISE in rights,
            created_at=now,
            created_by=actor.person_id,
        )
        detail = {"from": valid_from, "until": valid_until, "rights": sorted(rights)}
        audit.record(cursor, actor, "delegate", "delegation", delegation_id, now=now, detail=detail)
        return Delegation(delegation_id, manager_id, delegate_id, valid_from, valid_until, frozenset(rights))

    return perform(db, actor, "delegate", "person", manager_id, work, now=now)


def add_person(
    db: Database,
    actor: Actor,
    *,
    given_name: str,
    family_name: str,
    infix: str = "",
    number: str | None = None,
    email: str | None = None,
    language: str | None = None,
    now: datetime,
) -> Added:
    """Add one person without a job. Invalid for an empty name or a number that somebody has."""

    def insert(cursor: Cursor) -> UUID:
        _refuse_empty(given_name=given_name, family_name=family_name)
        if number is not None and _sql.number_taken.value(cursor, number=number):
            raise Invalid.of("number", "people.number_taken", number=number)
        fields = {"number": number, "given_name": given_name, "infix": infix, "family_name": family_name}
        return _id(_sql.add_person, cursor, **fields, email=email, language=language, created_at=now)

    return _add(db, actor, "person", insert, now=now)


def add_department(
    db: Database, actor: Actor, *, code: str, name: str, parent_id: UUID | None = None, now: datetime
) -> Added:
    """Add one department. Invalid for an empty name or a code that another department has."""

    def insert(cursor: Cursor) -> UUID:
        _refuse_empty(code=code, name=name)
        if _sql.code_taken.value(cursor, code=code):
            raise Invalid.of("code", "people.code_taken", code=code)
        if parent_id and not _sql.department_exists.value(cursor, id=parent_id):
            raise NotFound
        day = local_date(now, settings.current.zone)
        return _id(_sql.add_department, cursor, code=code, name=name, parent_id=parent_id, valid_from=day)

    return _add(db, actor, "department", insert, now=now)


def add_employment(
    db: Database,
    actor: Actor,
    person_id: UUID,
    *,
    department_id: UUID,
    manager_id: UUID | None,
    in_service_on: date,
    out_of_service_on: date | None = None,
    position: str = "",
    hours_per_week: Decimal | None = None,
    now: datetime,
) -> Added:
    """Add the next job of a person, placed from its first day. Invalid for an end before the start, or a circle."""

    def insert(cursor: Cursor) -> UUID:
        found = [_sql.person_exists.value(cursor, id=id_) for id_ in (person_id, manager_id) if id_]
        if not all(found) or not _sql.department_exists.value(cursor, id=department_id):
            raise NotFound
        if out_of_service_on and out_of_service_on < in_service_on:
            params = {"start": in_service_on, "end": out_of_service_on}
            raise Invalid.of("out_of_service_on", "import.end_before_start", **params)
        employment = {
            "person_id": person_id,
            "sequence": _sql.next_sequence.value(cursor, person_id=person_id),
            "in_service_on": in_service_on,
            "out_of_service_on": out_of_service_on,
        }
        employment_id = _id(_sql.add_employment, cursor, **employment)
        _refuse_circle(cursor, {"id": employment_id, "person_id": person_id}, manager_id, in_service_on)
        _sql.add_placement.run(
            cursor,
            employment_id=employment_id,
            department_id=department_id,
            manager_id=manager_id,
            position=position,
            hours_per_week=hours_per_week,
            valid_from=in_service_on,
        )
        return employment_id

    return _add(db, actor, "employment", insert, now=now)


def _add(db: Database, actor: Actor, entity: str, insert: Any, *, now: datetime) -> Added:
    def work(cursor: Cursor) -> Added:
        require(actor, Permission.PEOPLE_IMPORT)
        made = insert(cursor)
        audit.record(cursor, actor, f"add_{entity}", entity, made, now=now)
        return Added(made)

    return perform(db, actor, f"add_{entity}", entity, "-", work, now=now)


def _id(query: Query, cursor: Cursor, **params: Any) -> UUID:
    made: UUID = query.value(cursor, **params)
    return made


def _refuse_empty(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise Invalid.of(name, "people.required")


def _refuse_circle(cursor: Cursor, employment: dict[str, Any], manager_id: UUID | None, day: date) -> None:
    if manager_id is None:
        return
    if employment["person_id"] == manager_id:
        raise Invalid.of("manager_id", "import.manager_self")
    lines: dict[UUID, list[UUID]] = {employment["person_id"]: [manager_id]}
    for row in _sql.lines.all(cursor, day=day, except_employment=employment["id"]):
        lines.setdefault(row["person_id"], []).append(row["manager_id"])
    if any(employment["person_id"] in circle for circle in circles(lines)):
        raise Invalid.of("manager_id", "people.manager_circle")


def _place(cursor: Cursor, employment_id: UUID, manager_id: UUID | None, from_day: date) -> UUID | None:
    last = _sql.last_placement.one(cursor, employment_id=employment_id)
    if last is None:
        raise NotFound
    if from_day < last["valid_from"]:
        raise Invalid.of("from_day", "people.from_day_early", day=last["valid_from"])
    previous: UUID | None = last["manager_id"]
    if from_day == last["valid_from"]:
        _sql.change_manager.run(cursor, id=last["id"], manager_id=manager_id)
        return previous
    _sql.close_placement.run(cursor, id=last["id"], day=from_day)
    kept = {name: last[name] for name in ("department_id", "position", "hours_per_week")}
    _sql.add_placement.run(cursor, employment_id=employment_id, manager_id=manager_id, valid_from=from_day, **kept)
    return previous


def _refuse_delegation(same: bool, valid_from: date, valid_until: date, rights: Collection[DelegateRight]) -> None:
    if same:
        raise Invalid.of("delegate_id", "people.delegate_self")
    if valid_until < valid_from:
        raise Invalid.of("valid_until", "people.delegate_period")
    if not rights:
        raise Invalid.of("rights", "people.delegate_rights")
