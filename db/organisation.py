"""Loads who works where, for the rules that need all of it at once."""

from __future__ import annotations

from datetime import date

from db import queries
from db.connection import Cursor
from domain.organisation import Department, Job, Organisation, Person

_sql = queries.load("staff_import")


def load(cursor: Cursor, today: date) -> Organisation:
    """Everybody, every department and every job with the placement that holds today, or is the first to come."""
    return Organisation(
        people=[Person(**row) for row in _sql.people.all(cursor)],
        departments=[Department(**row) for row in _sql.departments.all(cursor)],
        jobs=[Job(end=row.pop("end_day"), **row) for row in _sql.jobs.all(cursor, day=today)],
    )
