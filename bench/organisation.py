"""A thousand people and three years, written in bulk: the shapes of a real organisation, not its words.

People, departments and cycles come in through the verbs; what three thousand conversations left behind is inserted
directly, since by hand it would take hours. Its log is as long as a real one but not chained.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import settings
from db import accounts, cycles, people, staff_import, stored_settings
from db.connection import Cursor, Database
from db.cycles import Cycle
from db.demo import texts
from db.demo.organisation import DEPARTMENTS
from db.demo.season import Year, season
from db.migrations import open_database
from db.staff_writing import new_ids
from domain.actor import CONSOLE, Actor, Role
from domain.deadlines import add_working_days, local_date
from domain.plan import Mark, PlanRow, PlanText, ProposedBy, Section, digest, freeze

PEOPLE = 1000
TEAM = 16
SECTOR = 8  # teams
EVENTS = 15  # log lines a conversation leaves behind
_HEADINGS = ["Personeelsnummer", "Roepnaam", "Achternaam", "Afdeling", "Hoofdafdeling", "Functie", "Uren", "In dienst",
             "Leidinggevende"]  # fmt: skip
_PRESENT = (
    ("not_started", 18), ("preparing", 12), ("scheduled", 22), ("held", 6), ("draft", 7), ("submitted", 9),
    ("feedback_received", 4), ("feedback_waived", 4), ("final", 18),
)  # fmt: skip
_ORDER = [state for state, _ in _PRESENT]


def make(folder: Path) -> Path:
    """Make the file in `folder`; returns its path."""
    path = folder / "jaarplan.duckdb"
    db = open_database(path)
    try:
        _Maker(db, settings.now()).make()
    finally:
        db.close()
    return path


class _Maker:
    def __init__(self, db: Database, now: datetime) -> None:
        self.db, self.now, self.random, self.zone = db, now, Random("thousand"), settings.current.zone
        self.season = season(local_date(now, self.zone), self.zone)
        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.ids: list[UUID] = []

    def make(self) -> None:
        past = self.season.past
        started = self._at(past.earlier().planning_from - timedelta(days=60))
        staff_import.apply(self.db, CONSOLE, _staff_list(self.random), "personeel.csv", now=started)
        helena = self._people(started)
        for year in (past.earlier(), past, self.season.present):
            made = self._cycle(helena, year)
            is_present = year is self.season.present
            self.db.write(partial(self._fill, made=made, is_present=is_present))
            if not is_present:
                cycles.close(self.db, helena, made.id, now=self._at(min(year.ends_on, self.season.today)))

    def _at(self, day: date, hour: int = 10) -> datetime:
        return datetime.combine(day, time(hour), self.zone)

    def _people(self, moment: datetime) -> Actor:
        rows = people.directory(self.db, CONSOLE, self.season.today)
        accounts.add(self.db, CONSOLE, [row.id for row in rows], now=moment)
        for row in sorted(rows, key=lambda row: str(row.number))[5:8]:
            accounts.grant_role(self.db, CONSOLE, row.id, Role.HR, now=moment)
        hr = next(row for row in rows if row.number == "10005")
        self.db.write(lambda cursor: stored_settings.store(cursor, "organisation_name", "Duizend", now=moment))
        return Actor(hr.id, hr.name, frozenset({Role.HR}))

    def _cycle(self, helena: Actor, year: Year) -> Cycle:
        opened = self._at(year.planning_from - timedelta(days=7))
        made = cycles.create(
            self.db, helena, year.year, now=opened, starts_on=year.starts_on, ends_on=year.ends_on,
            planning_from=year.planning_from, planning_until=year.planning_until,
        )  # fmt: skip
        for department in people.departments(self.db):
            cycles.add_goal(self.db, helena, made.id, department.id, f"Doel van {department.name}", now=opened)
        cycles.open_cycle(self.db, helena, made.id, now=opened)
        return cycles.cycle(self.db, made.id)

    def _fill(self, cursor: Cursor, made: Cycle, is_present: bool) -> None:
        self.rows.clear()
        states, weights = zip(*_PRESENT, strict=True)
        for row in _conversations(cursor, made):
            state = self.random.choices(states, weights)[0] if is_present else "final"
            self._conversation(cursor, made, row, state)
        for table, rows in self.rows.items():
            if table != "conversations":
                _insert(cursor, table, rows)
        _update(cursor, self.rows["conversations"])
        _log(cursor, self.rows["conversations"], EVENTS, self._at(made.planning_until))

    def _id(self, cursor: Cursor) -> UUID:
        if not self.ids:
            self.ids = new_ids(cursor, 20_000)
        return self.ids.pop()

    def _conversation(self, cursor: Cursor, made: Cycle, row: dict[str, Any], state: str) -> None:
        stage, recorder = _ORDER.index(state), self.random.choice(("employee", "manager", "manager", "manager"))
        window = min(made.planning_until, self.season.today) - made.planning_from
        held = made.planning_from + timedelta(days=self.random.randrange(3, window.days))
        talk = held if stage > 2 else self.season.today + timedelta(days=self.random.randrange(1, 12))
        if stage >= 1:
            self._preparations(cursor, made, row, held - timedelta(days=2), handed_in=stage > 2)
        moment = self._at(held)
        submission = self._plan(cursor, row, recorder, state, moment) if stage >= 4 else None
        self.rows["conversations"].append((
            row["id"], state, self._at(talk) if stage >= 2 else None, recorder if stage >= 2 else None,
            add_working_days(talk, 5) if stage >= 2 else None, moment if stage >= 2 else None,
            held if stage >= 3 else None, moment if submission else None,
            moment + timedelta(days=1) if state == "final" else None,
        ))  # fmt: skip

    def _preparations(self, cursor: Cursor, made: Cycle, row: dict[str, Any], day: date, *, handed_in: bool) -> None:
        for side, author, form in (
            ("employee", row["employee_id"], made.employee_form_id),
            ("manager", row["manager_id"], made.manager_form_id),
        ):  # fmt: skip
            preparation, moment = self._id(cursor), self._at(day)
            self.rows["preparations"].append(
                (preparation, row["id"], side, author, form, moment, moment if handed_in else None)
            )
            for question in (
                ("proud", "needs", "ambitions") if side == "employee" else ("going_well", "offer", "growth")
            ):
                answer = texts.answer(self.random, question)
                self.rows["answers"].append((self._id(cursor), preparation, question, answer, moment))

    def _plan(self, cursor: Cursor, row: dict[str, Any], recorder: str, state: str, moment: datetime) -> UUID | None:
        version, text = self._id(cursor), self._text(cursor, row)
        author = row["employee_id"] if recorder == "employee" else row["manager_id"]
        submission = self._id(cursor) if state != "draft" else None
        final = state == "final"
        self.rows["plan_versions"].append((
            version, row["dossier_id"], 1, row["id"], recorder, text.period_from, text.period_until, moment,
            submission if final else None, moment if final else None,
        ))  # fmt: skip
        for each in text.rows:
            self.rows["agreements"].append(
                (each.agreement_id, row["dossier_id"], each.section.value, each.proposed_by.value, author, moment)
            )
            fields = json.dumps(dict(each.fields), ensure_ascii=False)
            self.rows["draft_rows"].append(
                (self._id(cursor), version, each.agreement_id, each.position, fields, moment, author)
            )
        self.rows["draft_marks"] += [(version, section.value, mark.value) for section, mark in text.marks.items()]
        if submission:
            self._submission(cursor, row, (submission, version, author, recorder), text, state, moment)
        return submission

    def _text(self, cursor: Cursor, row: dict[str, Any]) -> PlanText:
        code = self.random.choice(DEPARTMENTS).code
        found = texts.results(self.random, code, 3)
        due = f"{row['period_until']:%d-%m-%Y}"
        results = [
            PlanRow(self._id(cursor), Section.RESULT, n, ProposedBy.TOGETHER,
                    {**each, "due_on": due, "priority": "middle", "goal": str(row["goal_id"])})
            for n, each in enumerate(found, 1)
        ]  # fmt: skip
        wish = {name: str(value) for name, value in texts.development(self.random.randrange(16)).items()}
        development = PlanRow(
            self._id(cursor), Section.DEVELOPMENT, 4, ProposedBy.EMPLOYEE, {**wish, "mandatory": False}
        )
        marks = dict.fromkeys((Section.BEHAVIOUR, Section.KNOWLEDGE, Section.SKILL), Mark.NOT_DISCUSSED)
        return PlanText(row["period_from"], row["period_until"], (*results, development), marks)

    def _submission(
        self, cursor: Cursor, row: dict[str, Any], key: tuple[Any, ...], text: PlanText, state: str, moment: datetime
    ) -> None:
        submission, version, author, side = key
        content = freeze(text, {str(row["goal_id"]): "Doel"})
        until = add_working_days(max(moment.date(), self.season.today if state == "submitted" else moment.date()), 10)
        self.rows["submissions"].append((submission, version, 1, author, side, moment, until, content, digest(content)))
        for each in text.rows:
            goal = row["goal_id"] if each.section is Section.RESULT else None
            kind = each.text("type") or None
            self.rows["submission_rows"].append((submission, each.agreement_id, each.section.value, goal, kind, 25_000))
        reader = row["manager_id"] if side == "employee" else row["employee_id"]
        if state in {"feedback_received", "feedback_waived", "final"}:
            reaction = "feedback" if state == "feedback_received" else "no_remarks"
            self.rows["reactions"].append((self._id(cursor), submission, reader, reaction, moment))
        if state == "final":
            self.rows["signatures"].append(
                (self._id(cursor), submission, digest(content), row["employee_id"], "agreed", moment)
            )
            wish = text.of(Section.DEVELOPMENT)[0]
            decided = self.random.choice(("requested", "granted", "started", "done", "declined"))
            self.rows["development_requests"].append((
                self._id(cursor), row["dossier_id"], wish.agreement_id, wish.text("type"), wish.text("title"), 25_000,
                decided, moment,
            ))  # fmt: skip


def _staff_list(random: Random) -> bytes:
    given, family = texts.names()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_HEADINGS)
    for n in range(PEOPLE):
        team, place = divmod(n, TEAM)
        heads_sector = team % SECTOR == 0
        lead = 10_000 + team * TEAM
        above = 10_000 if heads_sector else 10_000 + team // SECTOR * SECTOR * TEAM
        manager = lead if place else above
        department = _sector(team) if heads_sector else f"Team {team}"
        department_above = "Directie" if heads_sector and team else "" if heads_sector else _sector(team)
        who = [10_000 + n, random.choice(given), f"{random.choice(family)}-{n}"]
        work = ["Medewerker", "32", "01-02-2015", manager if n else ""]
        writer.writerow([*who, department, department_above, *work])
    return out.getvalue().encode()


def _sector(team: int) -> str:
    return f"Sector {team // SECTOR}" if team >= SECTOR else "Directie"


def _conversations(cursor: Cursor, made: Cycle) -> list[dict[str, Any]]:
    found = cursor.execute(
        """
        SELECT c.id, c.dossier_id, e.person_id, p.manager_id, d.period_from, d.period_until, min(g.id) AS goal_id
        FROM conversations c JOIN dossiers d ON d.id = c.dossier_id JOIN employments e ON e.id = d.employment_id
        JOIN placements_on($day) p ON p.employment_id = e.id
        LEFT JOIN goals g ON g.department_id = p.department_id AND g.cycle_id = d.cycle_id
        WHERE d.cycle_id = $cycle_id GROUP BY ALL ORDER BY c.id
        """,
        {"day": made.starts_on, "cycle_id": made.id},
    ).fetchall()
    names = ("id", "dossier_id", "employee_id", "manager_id", "period_from", "period_until", "goal_id")
    return [dict(zip(names, row, strict=True)) for row in found]


_COLUMNS = {
    "preparations": "id, conversation_id, side, author_id, form_version_id, created_at, handed_in_at",
    "answers": "id, preparation_id, question, value, saved_at",
    "plan_versions": "id, dossier_id, number, conversation_id, recorder, period_from, period_until, created_at, "
    "final_submission_id, final_at",
    "agreements": "id, dossier_id, section, proposed_by, created_by, created_at",
    "draft_rows": "id, plan_version_id, agreement_id, position, fields, saved_at, saved_by",
    "draft_marks": "plan_version_id, section, mark",
    "submissions": "id, plan_version_id, number, submitted_by, submitted_side, submitted_at, review_until, content, "
    "sha256",
    "submission_rows": "submission_id, agreement_id, section, goal_id, development_type, cost_cents",
    "reactions": "id, submission_id, author_id, kind, created_at",
    "signatures": "id, submission_id, sha256, signer_id, kind, signed_at",
    "development_requests": "id, dossier_id, agreement_id, type, title, cost_cents, state, requested_at",
}


def _insert(cursor: Cursor, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    columns = _COLUMNS[table].split(", ")
    lists = ", ".join(f"unnest($c{n})" for n in range(len(columns)))
    cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {lists}", _by_column(rows))


def _update(cursor: Cursor, rows: Sequence[tuple[Any, ...]]) -> None:
    cursor.execute(
        """
        UPDATE conversations SET state = n.state, scheduled_at = n.scheduled_at, recorder = n.recorder,
          record_by = n.record_by, proposed_side = CASE WHEN n.scheduled_at IS NULL THEN NULL ELSE 'manager' END,
          agreed_at = n.agreed_at, held_on = n.held_on, recorded_at = n.recorded_at, final_at = n.final_at,
          place = 'Kamer 1', opened_at = CASE WHEN n.held_on IS NULL THEN NULL ELSE n.agreed_at END
        FROM (SELECT unnest($c0) AS id, unnest($c1) AS state, unnest($c2) AS scheduled_at, unnest($c3) AS recorder,
              unnest($c4) AS record_by, unnest($c5) AS agreed_at, unnest($c6) AS held_on, unnest($c7) AS recorded_at,
              unnest($c8) AS final_at) n
        WHERE conversations.id = n.id
        """,
        _by_column(rows),
    )


def _by_column(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {f"c{n}": list(column) for n, column in enumerate(zip(*rows, strict=True))}


def _log(cursor: Cursor, rows: Sequence[tuple[Any, ...]], each: int, moment: datetime) -> None:
    cursor.execute(
        """
        INSERT INTO audit_events (id, occurred_at, action, entity, entity_id, outcome, previous_sha256, sha256)
        SELECT (SELECT max(id) FROM audit_events) + row_number() OVER (), $moment, 'plan:save', 'conversation', c.id,
               'done', sha256(c.id), sha256(c.id || n.range)
        FROM (SELECT unnest($ids)::VARCHAR AS id) c CROSS JOIN range($each) n
        """,
        {"moment": moment, "ids": [row[0] for row in rows], "each": each},
    )
