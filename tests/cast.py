"""The fixed cast, in a real file, and short ways through a planning conversation.

Anna works for Boris; Clara leads the team next door; both report to Dirk, the director. Helena is HR, Adam administers,
Olga sits on the works council. Vera led Anna until a week ago; Daan stands in for Boris; Sam is a stranger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from db import conversations, cycles, guiding, preparations, recording, review
from db.connection import Database
from db.migrations import open_database
from domain.actor import Actor, Role
from domain.conversation import Side, State
from domain.plan import Mark, Section

YEAR = 2027
# A Tuesday inside the planning window.
NOW = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
TODAY = date(2027, 1, 12)


@dataclass
class Cast:
    """The people as actors, the open cycle, and Anna's planning conversation."""

    db: Database
    people: dict[str, Actor]
    cycle_id: UUID
    conversation_id: UUID
    now: datetime = NOW
    others: dict[str, UUID] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def later(self, **span: float) -> datetime:
        """A later moment; the cast's clock moves along."""
        self.now = self.now + timedelta(**span)
        return self.now

    def person_of(self, side: Side) -> Actor:
        """Anna or Boris."""
        return self.people["anna" if side is Side.EMPLOYEE else "boris"]

    def value(self, sql: str, **params: Any) -> Any:
        """The first value of a question to the file."""
        with self.db.read() as cursor:
            row = cursor.execute(sql, params or None).fetchone()
        return row[0] if row else None

    def rows(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """All rows of a question to the file."""
        with self.db.read() as cursor:
            return cursor.execute(sql, params or None).fetchall()


_PEOPLE = {
    # name: (given, infix, family, number, roles)
    "dirk": ("Dirk", "", "Visser", "001", set()),
    "boris": ("Boris", "van den", "Berg", "002", set()),
    "clara": ("Clara", "", "Mos", "003", set()),
    "anna": ("Anna", "de", "Wit", "004", set()),
    "helena": ("Helena", "", "Smit", "005", {Role.HR}),
    "adam": ("Adam", "", "Post", None, {Role.ADMINISTRATOR}),
    "olga": ("Olga", "", "Kok", "007", {Role.WORKS_COUNCIL}),
    "vera": ("Vera", "", "Prins", "008", set()),
    "daan": ("Daan", "", "Bos", "009", set()),
    "sam": ("Sam", "", "Vos", "010", set()),
}
_WORK = {
    # name: (department, manager)
    "dirk": ("top", None),
    "boris": ("advies", "dirk"),
    "clara": ("zorg", "dirk"),
    "anna": ("advies", "boris"),
    "helena": ("top", "dirk"),
    "olga": ("zorg", "clara"),
    "vera": ("zorg", "dirk"),
    "daan": ("advies", "boris"),
    "sam": ("zorg", "clara"),
}


def build(folder: Path) -> Cast:
    """A file with the cast and an open cycle; nobody has done anything yet."""
    db = open_database(folder / "data" / "jaarplan.duckdb")
    people = _people(db)
    helena = people["helena"]
    made = cycles.create(db, helena, YEAR, now=NOW)
    cycles.open_cycle(db, helena, made.id, now=NOW)
    cast = Cast(db, people, made.id, made.id)
    cast.conversation_id = conversation_of(cast, people["anna"])
    return cast


def _people(db: Database) -> dict[str, Actor]:
    start = date(2020, 1, 1)

    def work(cursor: Any) -> dict[str, Actor]:
        found: dict[str, Actor] = {}
        for key, (given, infix, family, number, roles) in _PEOPLE.items():
            person_id = cursor.execute(
                "INSERT INTO people (number, given_name, infix, family_name, email, created_at) "
                "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                [number, given, infix, family, f"{key}@veldwijk.example", NOW],
            ).fetchone()[0]
            for role in roles:
                cursor.execute(
                    "INSERT INTO role_grants (person_id, role, granted_at) VALUES (?, ?, ?)", [person_id, role, NOW]
                )
            cursor.execute("INSERT INTO accounts (person_id, created_at) VALUES (?, ?)", [person_id, NOW])
            name = " ".join(part for part in (given, infix, family) if part)
            found[key] = Actor(person_id, name, frozenset(roles))
        departments = {
            code: cursor.execute(
                "INSERT INTO departments (code, name, valid_from) VALUES (?, ?, ?) RETURNING id",
                [code, code.title(), start],
            ).fetchone()[0]
            for code in ("top", "advies", "zorg")
        }
        for key, (department, manager) in _WORK.items():
            employment = cursor.execute(
                "INSERT INTO employments (person_id, sequence, in_service_on) VALUES (?, 1, ?) RETURNING id",
                [found[key].person_id, start],
            ).fetchone()[0]
            led_by = found[manager].person_id if manager else None
            if key == "anna":  # Vera led her until a week ago
                change = TODAY - timedelta(days=7)
                _placement(cursor, employment, departments[department], found["vera"].person_id, start, change)
                _placement(cursor, employment, departments[department], led_by, change, None)
            else:
                _placement(cursor, employment, departments[department], led_by, start, None)
        cursor.execute(
            "INSERT INTO delegations (manager_id, delegate_id, valid_from, valid_until, may_converse, may_record, "
            "may_finalise, created_at, created_by) VALUES (?, ?, ?, ?, true, true, true, ?, ?)",
            [
                found["boris"].person_id,
                found["daan"].person_id,
                TODAY,
                date(2027, 12, 31),
                NOW,
                found["helena"].person_id,
            ],
        )
        return found

    return db.write(work)


def _placement(
    cursor: Any, employment: UUID, department: UUID, manager: UUID | None, start: date, end: date | None
) -> None:
    cursor.execute(
        "INSERT INTO placements (employment_id, department_id, manager_id, position, hours_per_week, valid_from, "
        "valid_to) VALUES (?, ?, ?, 'Adviseur', 36, ?, ?)",
        [employment, department, manager, start, end],
    )


def conversation_of(cast: Cast, person: Actor) -> UUID:
    """The planning conversation of a person."""
    return UUID(
        str(
            cast.value(
                "SELECT c.id FROM conversations c JOIN dossiers d ON d.id = c.dossier_id "
                "JOIN employments e ON e.id = d.employment_id WHERE e.person_id = $id",
                id=person.person_id,
            )
        )
    )


GOOD_RESULT: Mapping[str, Any] = {
    "title": "Alle 12 klantdossiers zijn bijgewerkt",
    "measure": "12 van 12 dossiers akkoord in de interne controle",
    "due_on": "01-07-2027",
    "priority": "high",
    "counts": True,
}


def prepare(cast: Cast, side: Side) -> None:
    """Fill in what is required and hand in."""
    actor, question = cast.person_of(side), "focus" if side is Side.EMPLOYEE else "expected_results"
    value = (
        "Projecten leiden"
        if side is Side.EMPLOYEE
        else '[{"title": "Dossiers bijgewerkt", "measure": "12 van 12", "due_on": "01-07-2027"}]'
    )
    preparations.save_answer(cast.db, actor, cast.conversation_id, question, value, "", now=cast.now)
    preparations.hand_in(cast.db, actor, cast.conversation_id, now=cast.now)


def schedule(cast: Cast, recorder: Side = Side.MANAGER, by: Side = Side.MANAGER) -> None:
    """A talk two days from now."""
    conversations.schedule(
        cast.db, cast.person_of(by), cast.conversation_id, when=cast.now + timedelta(days=2), place="Kamer 3",
        recorder=recorder, record_by=None, now=cast.now,
    )  # fmt: skip


def hold(cast: Cast, by: Side = Side.MANAGER) -> None:
    """The talk took place, on its day."""
    cast.later(days=2)
    conversations.hold(cast.db, cast.person_of(by), cast.conversation_id, held_on=cast.now.date(), now=cast.now)


def write_plan(cast: Cast, recorder: Side = Side.MANAGER) -> UUID:
    """A plan that can be submitted; returns the id of its result."""
    actor, at = cast.person_of(recorder), {"now": cast.now}
    recording.start(cast.db, actor, cast.conversation_id, **at)
    result = recording.add_row(cast.db, actor, cast.conversation_id, Section.RESULT, fields=GOOD_RESULT, **at)
    for section in (Section.BEHAVIOUR, Section.KNOWLEDGE, Section.SKILL):
        recording.mark_section(cast.db, actor, cast.conversation_id, section, Mark.NOT_DISCUSSED, **at)
    return result


def submit(cast: Cast, side: Side = Side.MANAGER) -> UUID:
    """Put it before the other side; returns the submission."""
    return recording.submit(cast.db, cast.person_of(side), cast.conversation_id, now=cast.now).id


def to_state(cast: Cast, state: State, recorder: Side = Side.MANAGER) -> UUID | None:
    """Bring Anna's conversation to a state with the public verbs; returns the newest submission when there is one."""
    if state is State.NOT_STARTED:
        return None
    prepare(cast, Side.EMPLOYEE)
    if state is State.PREPARING:
        return None
    prepare(cast, Side.MANAGER)
    schedule(cast, recorder)
    if state is State.SCHEDULED:
        return None
    if state is State.SUSPENDED:
        guiding.suspend(cast.db, cast.helena, cast.conversation_id, now=cast.now)
        return None
    if state is State.CANCELLED:
        guiding.cancel(cast.db, cast.helena, cast.conversation_id, "left", now=cast.now)
        return None
    hold(cast)
    if state is State.HELD:
        return None
    write_plan(cast, recorder)
    if state is State.DRAFT:
        return None
    submission = submit(cast, recorder)
    _review_to(cast, state, recorder, submission)
    return submission


def _review_to(cast: Cast, state: State, recorder: Side, submission: UUID) -> None:
    reader = cast.person_of(recorder.other)
    if state is State.SUBMITTED:
        return
    if state is State.FEEDBACK_LAPSED:
        cast.later(days=30)
        return
    if state is State.FEEDBACK_RECEIVED:
        review.give_feedback(cast.db, reader, cast.conversation_id, submission, {None: "Mooi plan"}, now=cast.now)
        return
    review.no_remarks(cast.db, reader, cast.conversation_id, submission, now=cast.now)
    if state in (State.FINAL, State.CLOSED):
        review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)
    if state is State.CLOSED:
        cast.db.write(
            lambda c: c.execute("UPDATE conversations SET state = 'closed' WHERE id = ?", [cast.conversation_id])
        )
