"""A full office behind a server: the demo file, with a signed-in browser for anybody in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import settings
from db import sessions
from db.connection import Database
from db.migrations import open_database
from db.stored_settings import demo_cast
from domain.conversation import Side
from tests.demo_file import demo_copy


@dataclass(frozen=True)
class Talk:
    """A conversation of the newest year: whose, in which state. manager_id is None when nobody leads the employee."""

    id: UUID
    state: str
    recorder: str | None
    employee_id: UUID
    manager_id: UUID | None
    record_by: date | None

    def person(self, side: Side) -> UUID | None:
        """Who is on that side."""
        return self.employee_id if side is Side.EMPLOYEE else self.manager_id


@dataclass(frozen=True)
class Office:
    """The folder of the file, the cast by role, the conversations of the newest year, and a session for each person."""

    folder: Path
    cast: Mapping[str, UUID]
    talks: tuple[Talk, ...]
    tokens: Mapping[UUID, str]

    def talk(self, state: str, recorder: Side | None = None) -> Talk:
        """A conversation in that state, recorded by that side when one is asked for."""
        found = (talk for talk in self.talks if talk.state == state and talk.manager_id)
        return next(talk for talk in found if recorder in (None, talk.recorder))

    def talk_of(self, person_id: UUID) -> Talk:
        """Somebody's own conversation."""
        return next(talk for talk in self.talks if talk.employee_id == person_id)


def office(folder: Path) -> Office:
    """A copy of the demo, in which everybody who is needed has signed in."""
    db = open_database(demo_copy(folder))
    try:
        cast = {member.role: member.person_id for member in demo_cast(db)}
        talks = tuple(_talks(db))
        people = {*cast.values(), *(t.employee_id for t in talks), *(t.manager_id for t in talks if t.manager_id)}
        now = settings.now()
        tokens = {person_id: sessions.start(db, person_id, "demo", now) for person_id in people}
    finally:
        db.close()
    return Office(folder, cast, talks, tokens)


def _talks(db: Database) -> Iterable[Talk]:
    with db.read() as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(
            "SELECT c.id, c.state, c.recorder, e.person_id, p.manager_id, c.record_by FROM conversations c "
            "JOIN dossiers d ON d.id = c.dossier_id JOIN employments e ON e.id = d.employment_id "
            "LEFT JOIN placements p ON p.employment_id = e.id AND p.valid_to IS NULL "
            "WHERE d.cycle_id = (SELECT id FROM cycles ORDER BY year DESC LIMIT 1) ORDER BY c.id"
        ).fetchall()
    return [Talk(*row) for row in rows]
