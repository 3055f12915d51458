"""Staff lists for tests: a few lines of text or cells become the bytes of a CSV or XLSX file."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl

from db import people_changes
from db.connection import Database
from domain.actor import CONSOLE, Actor, Role

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)
HEADINGS = (
    "Personeelsnummer;Roepnaam;Tussenvoegsel;Achternaam;E-mail;Afdeling;Functie;Uren;In dienst;Uit dienst;"
    "Leidinggevende"
)
BORIS = "001;Boris;;Jansen;boris@veldwijk.example;Burgerzaken;Teamleider;36;01-09-2014;;"
ANNA = "002;Anna;van den;Berg;anna@veldwijk.example;Burgerzaken;Adviseur;32,5;1-4-2019;;001"
CLARA = "003;Clara;de;Wit;clara@veldwijk.example;Openbare ruimte;Teamleider;36;15-01-2018;;001"


def csv(*lines: str, headings: str = HEADINGS, encoding: str = "utf-8") -> bytes:
    """Lines under the usual headings as a CSV file."""
    return "\r\n".join([headings, *lines, ""]).encode(encoding)


def xlsx(*rows: list[Any]) -> bytes:
    """Rows of cells as a workbook."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def helena(db: Database) -> Actor:
    """Helena of HR, who is not in the list and has no number."""
    added = people_changes.add_person(db, CONSOLE, given_name="Helena", family_name="Visser", now=NOW)
    return Actor(added.id, "Helena Visser", frozenset({Role.HR}))


def everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that an import could touch."""
    tables = ("people", "departments", "employments", "placements", "import_runs", "audit_events")
    with db.read() as cursor:
        return {table: sorted(cursor.execute(f"SELECT * FROM {table}").fetchall(), key=str) for table in tables}


def placements(db: Database, number: str) -> list[dict[str, Any]]:
    """The placements of a person by personnel number, in order of time."""
    with db.read() as cursor:
        rows = cursor.execute(
            "SELECT d.name, t.position, t.hours_per_week, m.number, t.valid_from, t.valid_to, e.sequence "
            "FROM placements t JOIN employments e ON e.id = t.employment_id JOIN people p ON p.id = e.person_id "
            "JOIN departments d ON d.id = t.department_id LEFT JOIN people m ON m.id = t.manager_id "
            "WHERE p.number = $number ORDER BY e.sequence, t.valid_from",
            {"number": number},
        ).fetchall()
    names = ("department", "position", "hours", "manager", "valid_from", "valid_to", "sequence")
    return [dict(zip(names, row, strict=True)) for row in rows]


def person_id(db: Database, number: str) -> UUID:
    """Whose number it is."""
    with db.read() as cursor:
        row = cursor.execute("SELECT id FROM people WHERE number = $number", {"number": number}).fetchone()
    assert row is not None
    found: UUID = row[0]
    return found


def example() -> bytes:
    """The worked example of the documentation."""
    return (Path(__file__).parent.parent / "docs" / "examples" / "personeel.csv").read_bytes()
