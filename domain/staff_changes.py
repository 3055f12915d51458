"""What a staff list would change: each row beside the job that we know, and the departments that are new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.organisation import Department, Job, Organisation, Person
from domain.staff_list import Column, StaffList, StaffRow
from domain.staff_values import slug

PERSONAL = frozenset({Column.GIVEN_NAME, Column.INFIX, Column.FAMILY_NAME, Column.EMAIL, Column.NUMBER})
PLACED = frozenset({Column.DEPARTMENT, Column.MANAGER, Column.POSITION, Column.HOURS})


class Kind(StrEnum):
    """What happens to one row."""

    NEW = "new"
    CHANGED = "changed"
    LEFT = "left"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class FieldChange:
    """One field from and to: a text, a date or hours; None or an empty text when there was or will be nothing."""

    column: Column
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """What one row does. `person` and `job` are None when they are new."""

    row: StaffRow
    kind: Kind
    person: Person | None
    job: Job | None
    changes: tuple[FieldChange, ...]

    def touches(self, columns: frozenset[Column]) -> bool:
        """Whether one of these fields changes."""
        return any(change.column in columns for change in self.changes)


@dataclass(frozen=True)
class DepartmentChange:
    """A department that is new, or gets another name or place.

    `key` is that of its rows; `above` and `above_key` are those of the one above, empty when there is none.
    """

    key: str
    code: str
    name: str
    above: str
    above_key: str
    department: Department | None


@dataclass(frozen=True)
class Changes:
    """All that an import would do."""

    rows: tuple[RowChange, ...]
    departments: tuple[DepartmentChange, ...]

    def of(self, kind: Kind) -> tuple[RowChange, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def count(self) -> int:
        """How many changes: rows that do something, and departments."""
        return sum(row.kind is not Kind.UNCHANGED for row in self.rows) + len(self.departments)

    @property
    def fingerprint(self) -> str:
        """Equal for equal changes: tells whether people were changed after somebody looked."""
        told = [(row.row.row, row.kind, row.changes) for row in self.rows]
        return hashlib.sha256(repr((told, self.departments)).encode()).hexdigest()


def compare(staff: StaffList, organisation: Organisation) -> Changes:
    """Lay a list without errors beside the organisation. A column that the list lacks changes nothing."""
    comparison = _Comparison(staff, organisation)
    return Changes(tuple(comparison.rows()), tuple(comparison.departments()))


class _Comparison:
    def __init__(self, staff: StaffList, organisation: Organisation) -> None:
        self.staff, self.organisation = staff, organisation
        self.people = self._matched()
        self.names = {row.number: row.name for row in staff.rows}

    def _matched(self) -> dict[str, Person | None]:
        matched: dict[str, Person | None] = {}
        taken: set[UUID] = set()
        for row in self.staff.rows:
            if row.number in matched:
                continue
            person = self.organisation.person(row.number, row.email)
            # Two rows may hold one address: only the first is the person whom we know by it.
            matched[row.number] = None if person is None or person.id in taken else person
            taken |= {person.id} if person else set()
        return matched

    def rows(self) -> Iterator[RowChange]:
        told: set[str] = set()
        for row in self.staff.rows:
            person = self.people[row.number]
            job = self.organisation.jobs.get((person.id, row.sequence)) if person else None
            changes = [] if person is None or row.number in told else list(self._personal(row, person))
            changes += self._job(row, job) if job else []
            told.add(row.number)
            yield RowChange(row, _kind(job, changes), person, job, tuple(changes))

    def _personal(self, row: StaffRow, person: Person) -> Iterator[FieldChange]:
        if person.number is None:
            yield FieldChange(Column.NUMBER, "", row.number)
        if (person.given_name, person.infix, person.family_name) != (row.given_name, row.infix, row.family_name):
            yield FieldChange(Column.FAMILY_NAME, person.name, row.name)
        if Column.EMAIL in self.staff.columns and person.email != row.email:
            yield FieldChange(Column.EMAIL, person.email, row.email)

    def _job(self, row: StaffRow, job: Job) -> list[FieldChange]:
        pairs = [
            FieldChange(Column.DEPARTMENT, *self._department_names(row, job)),
            FieldChange(Column.MANAGER, *self._manager_names(row, job)),
            FieldChange(Column.POSITION, job.position, row.position),
            FieldChange(Column.HOURS, job.hours, row.hours),
            FieldChange(Column.START, job.start, row.start),
            FieldChange(Column.END, job.end, row.end),
        ]
        given = self.staff.columns | {Column.DEPARTMENT}
        return [pair for pair in pairs if pair.column in given and pair.before != pair.after]

    def _department_names(self, row: StaffRow, job: Job) -> tuple[str, str]:
        before = self.organisation.departments[job.department_id].name
        found = self.organisation.department(row.department, row.department_code)
        same = found is not None and found.id == job.department_id
        return before, before if same else row.department

    def _manager_names(self, row: StaffRow, job: Job) -> tuple[str, str]:
        before = self.organisation.people.get(job.manager_id) if job.manager_id else None
        after = self.people.get(row.manager) or self.organisation.person(row.manager)
        was = before.name if before else ""
        if row.manager and before is not None and after is not None and before.id == after.id:
            return was, was
        will = self.names.get(row.manager) or (after.name if after else "")
        # Two people may share a name: the number tells that this is another.
        return was, f"{will} ({row.manager})" if will and will == was else will

    def departments(self) -> Iterator[DepartmentChange]:
        wanted: dict[str, tuple[str, str, str | None]] = {}
        has_above = Column.DEPARTMENT_ABOVE in self.staff.columns
        for row in self.staff.rows:
            above = row.department_above if has_above else None
            wanted.setdefault(row.department_key, (row.department_code, row.department, above))
        keys = {slug(name): key for key, (_, name, _) in wanted.items()} | {key: key for key in wanted}
        for row in self.staff.rows:
            if row.department_above and slug(row.department_above) not in keys:
                key = keys[slug(row.department_above)] = slug(row.department_above)
                wanted[key] = ("", row.department_above, None)
        for key, (code, name, above) in wanted.items():
            yield from self._department(key, code, name, above, keys.get(slug(above), "") if above else "")

    def _department(
        self, key: str, code: str, name: str, above: str | None, above_key: str
    ) -> Iterator[DepartmentChange]:
        found = self.organisation.department(name, code)
        if found is None:
            yield DepartmentChange(key, code or slug(name), name, above or "", above_key, None)
            return
        parent = self.organisation.departments.get(found.parent_id) if found.parent_id else None
        wanted = self.organisation.department(above) if above else None
        renamed = code.casefold() == found.code.casefold() and slug(found.name) != slug(name)
        moved = above is not None and (wanted != parent or bool(above and wanted is None))
        if above is None and parent:
            above = parent.name
        if renamed or moved:
            yield DepartmentChange(key, found.code, name if renamed else found.name, above or "", above_key, found)


def _kind(job: Job | None, changes: list[FieldChange]) -> Kind:
    if job is None:
        return Kind.NEW
    if any(change.column is Column.END and change.before is None for change in changes):
        return Kind.LEFT
    return Kind.CHANGED if changes else Kind.UNCHANGED
