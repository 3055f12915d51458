"""Writes the changes of a staff list: a few statements for the whole list, whatever its length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from db import queries
from db.connection import Cursor
from domain.actor import Actor
from domain.organisation import Job, Organisation
from domain.staff_changes import PERSONAL, PLACED, Changes, Kind
from domain.staff_list import Column, StaffRow

_sql = queries.load("staff_import")
_DATES = frozenset({Column.START, Column.END})


def write(
    cursor: Cursor,
    changes: Changes,
    organisation: Organisation,
    columns: frozenset[Column],
    *,
    today: date,
    now: datetime,
) -> None:
    """Write every change inside the caller's transaction; placements that change do so as of `today`."""
    writing = _Writing(cursor, changes, organisation, columns, today, now)
    writing.departments()
    writing.people()
    writing.employments()
    writing.placements()


def add_run(cursor: Cursor, actor: Actor, file_sha256: str, counts: Mapping[str, int], *, now: datetime) -> UUID:
    """Keep that a list was imported, by whom and how much it changed; returns the id."""
    run_id = new_ids(cursor, 1)[0]
    _sql.add_run.run(
        cursor,
        id=run_id,
        file_sha256=file_sha256,
        imported_at=now,
        imported_by=actor.person_id,
        new_count=counts["new"],
        changed_count=counts["changed"],
        left_count=counts["left"],
    )
    return run_id


def new_ids(cursor: Cursor, count: int) -> list[UUID]:
    """Fresh ids in time order."""
    return [row["id"] for row in _sql.new_ids.all(cursor, count=count)]


@dataclass(frozen=True)
class _Placement:
    department_id: UUID
    manager_id: UUID | None
    position: str
    hours: Decimal | None


class _Writing:
    def __init__(
        self,
        cursor: Cursor,
        changes: Changes,
        organisation: Organisation,
        columns: frozenset[Column],
        today: date,
        now: datetime,
    ) -> None:
        self.cursor, self.changes, self.organisation = cursor, changes, organisation
        self.columns, self.today, self.now = columns, today, now
        self.department_ids: dict[str, UUID] = {}
        self.person_ids: dict[str, UUID] = {}

    def departments(self) -> None:
        new = [change for change in self.changes.departments if change.department is None]
        if new:
            ids = new_ids(self.cursor, len(new))
            codes, names = [change.code for change in new], [change.name for change in new]
            days = [self.today] * len(new)
            _sql.add_departments.run(self.cursor, ids=ids, codes=codes, names=names, starts=days)
            self.department_ids = {change.key: id_ for change, id_ in zip(new, ids, strict=True)}
        self._names_and_places()

    def _names_and_places(self) -> None:
        rows = self.changes.departments
        if rows:
            _sql.move_departments.run(
                self.cursor,
                ids=[row.department.id if row.department else self.department_ids[row.key] for row in rows],
                names=[row.name for row in rows],
                parents=[self._department_id(row.above_key, row.above) if row.above else None for row in rows],
            )

    def _department_id(self, key: str, name: str, code: str = "") -> UUID:
        if key in self.department_ids:
            return self.department_ids[key]
        found = self.organisation.department(name, code)
        assert found is not None, "the comparison makes every department that is not known"
        return found.id

    def people(self) -> None:
        self.person_ids = {row.row.number: row.person.id for row in self.changes.rows if row.person}
        new: dict[str, StaffRow] = {}
        for change in self.changes.rows:
            if change.person is None:
                new.setdefault(change.row.number, change.row)
        if new:
            ids = new_ids(self.cursor, len(new))
            self.person_ids |= dict(zip(new, ids, strict=True))
            fields = _names(new.values(), [row.email for row in new.values()])
            moments = [self.now] * len(new)
            _sql.add_people.run(self.cursor, ids=ids, numbers=list(new), moments=moments, **fields)
        self._change_people()

    def _change_people(self) -> None:
        for change in self.changes.rows:
            if change.person and change.touches(frozenset({Column.NUMBER})):
                _sql.give_number.run(self.cursor, id=change.person.id, number=change.row.number)
        changed = [(c.person, c.row) for c in self.changes.rows if c.person and c.touches(PERSONAL)]
        if changed:
            keeps = Column.EMAIL not in self.columns
            emails = [person.email if keeps else row.email for person, row in changed]
            fields = _names([row for _, row in changed], emails)
            _sql.change_people.run(self.cursor, ids=[person.id for person, _ in changed], **fields)

    def employments(self) -> None:
        changed = [(c.job, c.row) for c in self.changes.rows if c.job and c.touches(_DATES)]
        if changed:
            ids, starts = [job.employment_id for job, _ in changed], [row.start for _, row in changed]
            ends = [row.end if Column.END in self.columns else job.end for job, row in changed]
            _sql.change_employments.run(self.cursor, ids=ids, starts=starts, ends=ends)
            _sql.move_first_day.run(self.cursor, ids=ids, starts=starts)
        self._add_employments([change.row for change in self.changes.of(Kind.NEW)])

    def _add_employments(self, rows: list[StaffRow]) -> None:
        if not rows:
            return
        ids = new_ids(self.cursor, len(rows))
        _sql.add_employments.run(
            self.cursor,
            ids=ids,
            people=[self.person_ids[row.number] for row in rows],
            sequences=[row.sequence for row in rows],
            starts=[row.start for row in rows],
            ends=[row.end for row in rows],
        )
        self._add_placements(
            ids, [self._placement(row, None) for row in rows], [row.start for row in rows], [None] * len(rows)
        )

    def placements(self) -> None:
        moved = [
            (c.job, self._placement(c.row, c.job), c.row) for c in self.changes.rows if c.job and c.touches(PLACED)
        ]
        here = [(job, place) for job, place, row in moved if self._in_place(job, row)]
        anew = [(job, place) for job, place, row in moved if not self._in_place(job, row)]
        if here:
            ids = [job.placement_id for job, _ in here]
            _sql.change_placements.run(self.cursor, ids=ids, **_fields([place for _, place in here]))
        if anew:
            _sql.close_placements.run(self.cursor, ids=[job.placement_id for job, _ in anew], day=self.today)
            employments = [job.employment_id for job, _ in anew]
            days, ends = [self.today] * len(anew), [job.placed_until for job, _ in anew]
            self._add_placements(employments, [place for _, place in anew], days, ends)

    def _in_place(self, job: Job, row: StaffRow) -> bool:
        end = row.end if Column.END in self.columns else job.end
        return max(job.placed_from, row.start) >= self.today or (end is not None and end < self.today)

    def _placement(self, row: StaffRow, job: Job | None) -> _Placement:
        return _Placement(
            self._department_id(row.department_key, row.department, row.department_code),
            self._manager_id(row) if job is None or Column.MANAGER in self.columns else job.manager_id,
            row.position if job is None or Column.POSITION in self.columns else job.position,
            row.hours if job is None or Column.HOURS in self.columns else job.hours,
        )

    def _manager_id(self, row: StaffRow) -> UUID | None:
        if not row.manager:
            return None
        known = self.organisation.person(row.manager)
        return self.person_ids[row.manager] if row.manager in self.person_ids or known is None else known.id

    def _add_placements(
        self, employments: list[UUID], places: list[_Placement], starts: list[date], ends: list[date | None]
    ) -> None:
        ids = new_ids(self.cursor, len(places))
        fields = _fields(places)
        _sql.add_placements.run(self.cursor, ids=ids, employments=employments, starts=starts, ends=ends, **fields)


def _names(rows: Iterable[StaffRow], emails: list[str]) -> dict[str, list[str]]:
    parts = [(row.given_name, row.infix, row.family_name) for row in rows]
    given, infixes, family = ([part[index] for part in parts] for index in range(3))
    return {"given_names": given, "infixes": infixes, "family_names": family, "emails": emails}


def _fields(places: list[_Placement]) -> dict[str, list[Any]]:
    return {
        "departments": [place.department_id for place in places],
        "managers": [place.manager_id for place in places],
        "positions": [place.position for place in places],
        "hours": [place.hours for place in places],
    }
