"""The demo's file: made when it is empty, kept when it is a demo, and never in place of somebody's real data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import settings
from db import people, stored_settings
from db.connection import Database
from db.demo.building import Member, build
from db.migrations import open_database
from domain.actor import CONSOLE
from domain.deadlines import local_date
from domain.errors import Refused


@dataclass(frozen=True)
class Demo:
    """The cast, and whether the organisation was made just now."""

    cast: list[Member]
    made: bool


def known(db: Database, now: datetime) -> Demo | None:
    """The demo that the file holds, or None when it is empty. Refused `demo.not_a_demo` when it holds real people."""
    rows = {row.id: row for row in people.directory(db, CONSOLE, local_date(now, settings.current.zone))}
    members = stored_settings.demo_cast(db)
    if rows and not members:
        raise Refused("demo.not_a_demo", path=db.path)
    cast = [Member(one.role, rows[one.person_id].name, rows[one.person_id].position) for one in members]
    return Demo(cast, made=False) if cast else None


def make(db: Database, now: datetime) -> Demo:
    """Make the demo anew in the place of this file, which is closed. Refused `demo.not_a_demo` as in `known`.

    It is built beside the file and takes its place when it is whole: a build that was broken off leaves nothing.
    """
    known(db, now)
    db.close()
    beside = db.path.with_name("demo-being-made.duckdb")
    _remove(beside)
    built = open_database(beside, settings.current.memory)
    try:
        cast = build(built, now)
    finally:
        built.close()
    _remove(db.path)
    beside.replace(db.path)
    return Demo(cast, made=True)


def _remove(path: Path) -> None:
    for file in (path, path.with_name(f"{path.name}.wal")):
        file.unlink(missing_ok=True)
