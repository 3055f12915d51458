"""The people: who works here, in which jobs, and whether they can sign in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from db import queries
from db.connection import Cursor, Database
from domain.actor import Actor
from domain.errors import NotFound
from domain.permissions import Permission, require

_sql = queries.load("people")


class AccountState(StrEnum):
    """Whether somebody can sign in."""

    NONE = "none"
    INVITED = "invited"  # there is an account that nobody has used yet
    ACTIVE = "active"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class JobRow:
    """One employment as it is on the day asked. `out_of_service_on` is the last day in service."""

    employment_id: UUID
    sequence: int
    in_service_on: date
    out_of_service_on: date | None
    department_id: UUID
    department: str
    position: str
    hours_per_week: Decimal | None
    manager_id: UUID | None
    manager_name: str | None
    in_service: bool


@dataclass(frozen=True)
class PersonRow:
    """One person with their jobs: those in service, or all of them when none is."""

    id: UUID
    number: str | None
    name: str
    sort_name: str
    email: str
    account: AccountState
    jobs: tuple[JobRow, ...]

    @property
    def in_service(self) -> bool:
        """Whether a job is running or is yet to start."""
        return any(job.in_service for job in self.jobs)

    @property
    def department(self) -> str:
        """The department; two jobs give two names."""
        return _joined(job.department for job in self.jobs)

    @property
    def position(self) -> str:
        """The position; two jobs give two."""
        return _joined(job.position for job in self.jobs)

    @property
    def manager_name(self) -> str:
        """The manager's name, or an empty text."""
        return _joined(job.manager_name or "" for job in self.jobs)


@dataclass(frozen=True)
class DepartmentRow:
    """A department and the one above it."""

    id: UUID
    code: str
    name: str
    parent_id: UUID | None
    parent_name: str | None


def directory(db: Database, actor: Actor, today: date, search: str = "") -> list[PersonRow]:
    """Everybody whose name, number, department or manager holds `search`, whatever its accents; by family name."""
    require(actor, Permission.PEOPLE_READ)
    rows = sorted(_load(db, today, None), key=lambda row: _folded(row.sort_name))
    wanted = _folded(search)
    return [row for row in rows if wanted in _folded(" ".join(_searched(row)))]


def person(db: Database, actor: Actor, person_id: UUID, today: date) -> PersonRow:
    """One person; NotFound when there is none."""
    require(actor, Permission.PEOPLE_READ)
    for row in _load(db, today, person_id):
        return row
    raise NotFound


def departments(db: Database) -> list[DepartmentRow]:
    """Every department, by name."""
    with db.read() as cursor:
        return [DepartmentRow(**row) for row in _sql.departments.all(cursor)]


def _load(db: Database, today: date, person_id: UUID | None) -> list[PersonRow]:
    with db.read() as cursor:
        jobs = _jobs(cursor, today, person_id)
        people = _sql.directory.all(cursor, person_id=person_id)
    return [_person(row, jobs.get(row["id"], [])) for row in people]


def _jobs(cursor: Cursor, today: date, person_id: UUID | None) -> dict[UUID, list[JobRow]]:
    found: dict[UUID, list[JobRow]] = {}
    for row in _sql.jobs.all(cursor, day=today, person_id=person_id):
        end = row["out_of_service_on"]
        owner = row.pop("person_id")
        found.setdefault(owner, []).append(JobRow(**row, in_service=end is None or end >= today))
    return found


def _person(row: dict[str, Any], jobs: list[JobRow]) -> PersonRow:
    state = _account_state(row.pop("is_blocked"), row.pop("is_active"), row.pop("has_account"))
    running = [job for job in jobs if job.in_service]
    return PersonRow(**row, account=state, jobs=tuple(running or jobs))


def _account_state(is_blocked: bool, is_active: bool, has_account: bool) -> AccountState:
    if is_blocked:
        return AccountState.BLOCKED
    if is_active:
        return AccountState.ACTIVE
    return AccountState.INVITED if has_account else AccountState.NONE


def _joined(texts: Any) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))


def _searched(row: PersonRow) -> tuple[str, ...]:
    return row.name, row.number or "", row.department, row.manager_name


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in letters if not unicodedata.combining(character)).strip()
