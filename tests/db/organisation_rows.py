"""Rows of a small organisation for tests of cycles and figures: plain inserts, no rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from db.connection import Cursor, Database
from db.migrations import open_database
from domain.actor import Actor, Role

START = date(2020, 1, 1)


def moment(day: date, hour: int = 12) -> datetime:
    """Noon of a day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class Organisation:
    """An open file and short ways to fill it. Anna is led by Boris, Helena is HR, Olga sits in the works council."""

    def __init__(self, path: Path) -> None:
        self.db: Database = open_database(path / "data" / "jaarplan.duckdb")
        self.count = 0
        self.helena = Actor(self.person("Helena", "Smit"), "Helena Smit", frozenset({Role.HR}))
        self.olga = Actor(self.person("Olga", "Kok"), "Olga Kok", frozenset({Role.WORKS_COUNCIL}))
        self.boris = Actor(self.person("Boris", "Berg"), "Boris Berg")

    def run(self, sql: str, **params: object) -> object:
        """Run one statement; the first value it returns, or None."""

        def work(cursor: Cursor) -> object:
            row = cursor.execute(sql, params or None).fetchone()
            return row[0] if row else None

        return self.db.write(work)

    def one(self, sql: str, **params: object) -> object:
        """The first value of a question."""
        with self.db.read() as cursor:
            row = cursor.execute(sql, params or None).fetchone()
        return row[0] if row else None

    def person(self, given: str = "Anna", family: str = "Vries") -> UUID:
        """A person with the next number."""
        self.count += 1
        return UUID(
            str(
                self.run(
                    "INSERT INTO people (number, given_name, family_name, created_at) "
                    "VALUES ($number, $given, $family, $now) RETURNING id",
                    number=f"{self.count:05d}",
                    given=given,
                    family=family,
                    now=moment(START),
                )
            )
        )

    def department(self, name: str, parent: UUID | None = None) -> UUID:
        """A department, below a parent or on top."""
        return UUID(
            str(
                self.run(
                    "INSERT INTO departments (code, name, parent_id, valid_from) "
                    "VALUES ($name, $name, $parent, $day) RETURNING id",
                    name=name,
                    parent=parent,
                    day=START,
                )
            )
        )

    def employment(
        self,
        person: UUID,
        department: UUID,
        manager: UUID | None,
        since: date = START,
        until: date | None = None,
        sequence: int = 1,
    ) -> UUID:
        """An employment with one placement."""
        employment = self.run(
            "INSERT INTO employments (person_id, sequence, in_service_on, out_of_service_on) "
            "VALUES ($person, $sequence, $since, $until) RETURNING id",
            person=person,
            sequence=sequence,
            since=since,
            until=until,
        )
        self.place(UUID(str(employment)), department, manager, since)
        return UUID(str(employment))

    def place(self, employment: UUID, department: UUID, manager: UUID | None, since: date) -> None:
        """A new placement from a day; the running one ends there."""
        self.run(
            "UPDATE placements SET valid_to = $since WHERE employment_id = $e AND valid_to IS NULL",
            since=since,
            e=employment,
        )
        self.run(
            "INSERT INTO placements (employment_id, department_id, manager_id, valid_from) VALUES ($e, $d, $m, $since)",
            e=employment,
            d=department,
            m=manager,
            since=since,
        )

    def staff(self, department: UUID, count: int, manager: UUID | None = None) -> list[UUID]:
        """So many employees of a department, led by Boris unless said otherwise; their employments."""
        leader = manager or self.boris.person_id
        return [self.employment(self.person(f"Naam{self.count}"), department, leader) for _ in range(count)]

    def conversation(self, employment: UUID, year: int = 2027) -> UUID:
        """The planning conversation of an employment."""
        return UUID(
            str(
                self.one(
                    "SELECT v.id FROM conversations v JOIN dossiers x ON x.id = v.dossier_id "
                    "JOIN cycles c ON c.id = x.cycle_id WHERE x.employment_id = $e AND c.year = $year",
                    e=employment,
                    year=year,
                )
            )
        )

    def put(self, employment: UUID, year: int = 2027, **columns: object) -> UUID:
        """Write columns of somebody's planning conversation as they are; its id."""
        conversation = self.conversation(employment, year)
        for name, value in columns.items():
            self.run(f"UPDATE conversations SET {name} = $value WHERE id = $id", value=value, id=conversation)
        return conversation

    def held(self, employment: UUID, day: date, year: int = 2027) -> UUID:
        """The talk took place."""
        return self.put(employment, year, state="held", held_on=day, recorder="manager", scheduled_at=moment(day))

    def recorded(self, employment: UUID, day: date, year: int = 2027) -> UUID:
        """The text lies open for review."""
        self.held(employment, day, year)
        return self.put(employment, year, state="submitted", recorded_at=moment(day))

    def final(self, employment: UUID, day: date, year: int = 2027) -> UUID:
        """The plan is final."""
        self.recorded(employment, day, year)
        return self.put(employment, year, state="final", final_at=moment(day))

    def request(
        self, employment: UUID, kind: str, cents: int | None, day: date, year: int = 2027, state: str = "requested"
    ) -> None:
        """A development request of an employment's dossier."""
        dossier = self.one(
            "SELECT x.id FROM dossiers x JOIN cycles c ON c.id = x.cycle_id "
            "WHERE x.employment_id = $e AND c.year = $year",
            e=employment,
            year=year,
        )
        self.run(
            "INSERT INTO development_requests (dossier_id, type, title, cost_cents, state, requested_at) "
            "VALUES ($dossier, $kind, 'geheime titel', $cents, $state, $now)",
            dossier=dossier,
            kind=kind,
            cents=cents,
            state=state,
            now=moment(day),
        )


@contextmanager
def organisation(path: Path) -> Iterator[Organisation]:
    """A fresh file for one test."""
    made = Organisation(path)
    try:
        yield made
    finally:
        made.db.close()
