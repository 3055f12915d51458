"""The staff list comes in: look first, then write all of it or nothing. The file itself is not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import settings
from db import audit, organisation, staff_files, staff_writing
from db.connection import Cursor, Database
from db.verbs import log_denial, perform
from domain import staff_changes, staff_checks, staff_list
from domain.actor import Actor
from domain.deadlines import local_date
from domain.errors import Conflict, FieldError, Invalid, NotAllowed
from domain.permissions import Permission, require
from domain.staff_changes import Changes, DepartmentChange, Kind, RowChange
from domain.staff_list import Column, Remark, StaffList

_ACTION = "import_staff"


@dataclass(frozen=True)
class Preview:
    """What an import would do. With `errors` it would do nothing.

    `ignored` and `headings` are the file's own headings; `disappeared` are names; `missing` columns can be chosen.
    """

    file_sha256: str
    changes: Changes
    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    disappeared: tuple[str, ...]
    ignored: tuple[str, ...]
    headings: tuple[str, ...]
    missing: tuple[Column, ...]
    has_bsn: bool

    @property
    def new(self) -> tuple[RowChange, ...]:
        """Rows of people or jobs that we do not know yet."""
        return self.changes.of(Kind.NEW)

    @property
    def changed(self) -> tuple[RowChange, ...]:
        """Rows that differ from what we know."""
        return self.changes.of(Kind.CHANGED)

    @property
    def left(self) -> tuple[RowChange, ...]:
        """Rows that now have a last day in service."""
        return self.changes.of(Kind.LEFT)

    @property
    def unchanged(self) -> int:
        """How many rows say what we know already."""
        return len(self.changes.of(Kind.UNCHANGED))

    @property
    def departments(self) -> tuple[DepartmentChange, ...]:
        """Departments that are made, renamed or moved."""
        return self.changes.departments

    @property
    def count(self) -> int:
        """How many changes an import would make; 0 when there are errors."""
        return 0 if self.errors else self.changes.count


@dataclass(frozen=True)
class ImportResult:
    """What an import did, in numbers of rows."""

    file_sha256: str
    new: int
    changed: int
    left: int
    unchanged: int
    departments: int


def preview(
    db: Database,
    actor: Actor,
    content: bytes,
    filename: str,
    *,
    now: datetime,
    chosen: Mapping[Column, str] | None = None,
) -> Preview:
    """What importing this file would do; nothing is written. `chosen` points out headings we do not know.

    Raises NotAllowed, or Invalid at `file` when the file cannot be read at all.
    """
    _require(db, actor, now)
    staff, headings = _staff_list(content, filename, chosen)
    with db.read() as cursor:
        return _preview(cursor, content, staff, headings, now)


def apply(
    db: Database,
    actor: Actor,
    content: bytes,
    filename: str,
    *,
    now: datetime,
    chosen: Mapping[Column, str] | None = None,
    seen: Preview | None = None,
) -> ImportResult:
    """Write the changes of a list; a list without changes writes nothing at all.

    Changed placements hold from today (the organisation's date). Raises Invalid with `row.<number>.<column>` per error,
    and Conflict when the changes are no longer those of `seen`.
    """
    _require(db, actor, now)
    staff, headings = _staff_list(content, filename, chosen)

    def work(cursor: Cursor) -> ImportResult:
        require(actor, Permission.PEOPLE_IMPORT)
        found = _preview(cursor, content, staff, headings, now)
        if found.errors:
            raise Invalid([_field_error(remark) for remark in found.errors])
        if seen is not None and seen.changes.fingerprint != found.changes.fingerprint:
            raise Conflict("people.import.stale")
        if found.count:
            _write(cursor, actor, found, staff, now)
        return _result(found)

    return perform(db, actor, _ACTION, "import_run", "-", work, now=now)


def _require(db: Database, actor: Actor, now: datetime) -> None:
    # Before the file is read: a stranger's file costs nothing.
    try:
        require(actor, Permission.PEOPLE_IMPORT)
    except NotAllowed as refusal:
        log_denial(db, actor, _ACTION, "import_run", "-", refusal, now=now)
        raise


def _staff_list(
    content: bytes, filename: str, chosen: Mapping[Column, str] | None
) -> tuple[StaffList, tuple[str, ...]]:
    table = staff_files.read(content, filename)
    return staff_list.read(table, chosen), table.headings


def _preview(cursor: Cursor, content: bytes, staff: StaffList, headings: tuple[str, ...], now: datetime) -> Preview:
    today = local_date(now, settings.current.zone)
    known = organisation.load(cursor, today)
    errors = tuple(staff_checks.errors(staff, known, today))
    return Preview(
        file_sha256=hashlib.sha256(content).hexdigest(),
        changes=Changes((), ()) if errors else staff_changes.compare(staff, known),
        errors=errors,
        warnings=tuple(staff_checks.warnings(staff, known, today)),
        disappeared=() if staff.missing else tuple(staff_checks.disappeared(staff, known, today)),
        ignored=staff.ignored,
        headings=headings,
        missing=staff.missing,
        has_bsn=staff.has_bsn,
    )


def _field_error(remark: Remark) -> FieldError:
    return FieldError(f"row.{remark.row or 0}.{remark.column or ''}", remark.key, remark.params)


def _write(cursor: Cursor, actor: Actor, found: Preview, staff: StaffList, now: datetime) -> None:
    today = local_date(now, settings.current.zone)
    staff_writing.write(cursor, found.changes, organisation.load(cursor, today), staff.columns, today=today, now=now)
    counts = {"new": len(found.new), "changed": len(found.changed), "left": len(found.left)}
    run_id = staff_writing.add_run(cursor, actor, found.file_sha256, counts, now=now)
    detail = {**counts, "departments": len(found.departments), "sha256": found.file_sha256}
    audit.record(cursor, actor, _ACTION, "import_run", run_id, now=now, detail=detail)


def _result(found: Preview) -> ImportResult:
    return ImportResult(
        file_sha256=found.file_sha256,
        new=len(found.new),
        changed=len(found.changed),
        left=len(found.left),
        unchanged=found.unchanged,
        departments=len(found.departments),
    )
