"""Anyone tries Jaarplan with one command, and meets an organisation that is in the middle of its season."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import settings
from cli import main
from db import (
    accounts,
    conversations,
    cycles,
    figures,
    integrity,
    people,
    people_changes,
    preparations,
    stored_settings,
    team,
)
from db.connection import Database
from db.demo import ORGANISATION, build
from db.demo import file as demo_file
from db.demo.season import season
from db.migrations import open_database
from domain.actor import CONSOLE, Actor, Role
from domain.conversation import Side, State
from domain.development import RequestState
from domain.errors import Refused
from domain.plan import DevelopmentType, thaw
from tests.demo_file import build_demo, demo_copy, demo_now

NOW = demo_now()
TODAY = NOW.date()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(demo_copy(tmp_path_factory.mktemp("demo") / "data"))
    yield database
    database.close()


def rows(db: Database, sql: str, **params: Any) -> list[tuple[Any, ...]]:
    with db.read() as cursor:
        return cursor.execute(sql, params or None).fetchall()


def counted(db: Database, sql: str) -> Counter[str]:
    return Counter(dict(rows(db, sql)))


def cast_member(db: Database, role: str) -> Actor:
    found = {member.role: member.person_id for member in stored_settings.demo_cast(db)}
    return accounts.load_actor(db, found[role])


def test_the_cast_is_offered_in_order_with_the_roles_they_need(demo: Database) -> None:
    cast = stored_settings.demo_cast(demo)
    actors = {member.role: accounts.load_actor(demo, member.person_id) for member in cast}
    assert {role: actor.name for role, actor in actors.items()} == {
        "employee": "Anna de Wit",
        "manager": "Boris van den Berg",
        "manager_next_door": "Clara Mos",
        "hr": "Helena Smit",
        "administrator": "Adam Post",
        "works_council": "Olga Kok",
    }
    assert actors["hr"].has(Role.HR)
    assert actors["administrator"].has(Role.ADMINISTRATOR)
    assert actors["works_council"].has(Role.WORKS_COUNCIL)
    with demo.read() as cursor:
        assert stored_settings.organisation_name(cursor) == ORGANISATION


def test_about_120_people_work_in_nine_departments_over_two_levels(demo: Database) -> None:
    departments = people.departments(demo)
    assert 110 <= len(people.directory(demo, CONSOLE, TODAY)) <= 130
    assert len(departments) == 9
    parents = {row.parent_id for row in departments} - {None}
    assert parents
    assert all(row.parent_id is None for row in departments if row.id in parents)


def test_some_stand_out_two_jobs_an_interim_a_joiner_a_leaver(demo: Database) -> None:
    staff = people.directory(demo, CONSOLE, TODAY)
    assert sum(len(row.jobs) == 2 for row in staff) == 2
    assert [row for row in staff if "Interim" in row.position]
    assert [row for row in staff if not row.in_service]
    jobs = [job for row in staff for job in row.jobs]
    assert [job for job in jobs if TODAY - timedelta(days=40) < job.in_service_on <= TODAY]
    assert [job for job in jobs if job.out_of_service_on and job.out_of_service_on >= TODAY]
    assert rows(demo, "SELECT count(*) FROM delegations") == [(1,)]


def test_managers_are_employees_with_a_conversation_of_their_own(demo: Database) -> None:
    boris = cast_member(demo, "manager")
    assert [line.other_name for line in team.my_conversations(demo, boris, now=NOW)]
    assert 12 <= len(team.board(demo, boris, now=NOW)) <= 15


def test_every_state_occurs_and_bits_of_everything_lie_on_boris_board(demo: Database) -> None:
    states = counted(demo, "SELECT state, count(*) FROM conversations GROUP BY state")
    assert set(states) == {state.value for state in State} - {State.FEEDBACK_LAPSED}
    board = team.board(demo, cast_member(demo, "manager"), now=NOW)
    assert {line.state for line in board} >= {
        State.NOT_STARTED, State.SCHEDULED, State.HELD, State.DRAFT, State.SUBMITTED, State.FEEDBACK_RECEIVED,
        State.FEEDBACK_WAIVED, State.FEEDBACK_LAPSED, State.FINAL,
    }  # fmt: skip
    assert any(line.late for line in board)
    assert any(line.contested for line in board)
    assert any(line.situation.recorder_asked_side for line in board)


def test_last_year_is_complete_and_nearly_all_of_it_is_signed(demo: Database) -> None:
    sql = """
        SELECT c.state, count(*), count(f.signature) FROM conversations c
        JOIN conversation_facts f ON f.conversation_id = c.id
        JOIN dossiers d ON d.id = c.dossier_id JOIN cycles y ON y.id = d.cycle_id AND y.state = 'closed'
        GROUP BY c.state
    """
    found = {state: (count, signed) for state, count, signed in rows(demo, sql)}
    assert set(found) == {"closed", "cancelled"}
    assert found["closed"][0] > 100
    assert 0.9 < found["closed"][1] / found["closed"][0] < 1


def test_hr_sees_last_year_beside_this_year(demo: Database) -> None:
    """Trends exist: the line of last year has people and plans in it."""
    now, helena = demo_now(), cast_member(demo, "hr")
    cycle = cycles.current(demo, now.date())
    assert cycle is not None
    found = figures.progress(demo, helena, cycle.id, now.date(), now=now)
    assert found.last_year is not None and found.last_year.eligible > 90 and found.last_year.points


def test_people_sign_in_every_way_and_say_why(demo: Database) -> None:
    kinds = counted(demo, "SELECT kind, count(*) FROM signatures GROUP BY kind")
    assert set(kinds) == {"agreed", "seen", "seen_disagree", "refused"}
    assert rows(
        demo, "SELECT count(*) FROM signatures WHERE kind IN ('seen_disagree', 'refused') AND statement = ''"
    ) == [(0,)]


def test_development_of_every_type_and_state_is_asked_for(demo: Database) -> None:
    assert set(counted(demo, "SELECT type, count(*) FROM development_requests GROUP BY type")) == set(DevelopmentType)
    assert set(counted(demo, "SELECT state, count(*) FROM development_requests GROUP BY state")) == set(RequestState)
    assert rows(demo, "SELECT sum(cost_cents) FROM development_requests")[0][0] > 1_000_000


def test_every_department_has_goals_and_plans_that_serve_them(demo: Database) -> None:
    without = """
        SELECT d.name FROM departments d CROSS JOIN cycles y
        WHERE NOT EXISTS (SELECT 1 FROM goals g WHERE g.department_id = d.id AND g.cycle_id = y.id)
    """
    assert rows(demo, without) == []
    assert rows(demo, "SELECT count(*) FROM submission_rows WHERE goal_id IS NOT NULL")[0][0] > 50


def test_agreements_are_due_within_the_period_of_their_plan(demo: Database) -> None:
    """R04."""
    for (content,) in rows(demo, "SELECT content FROM submissions"):
        text = thaw(content)
        due = [date.fromisoformat(row.text("due_on")) for row in text.rows if row.text("due_on")]
        assert all(text.period_from <= day <= text.period_until for day in due)


def test_annas_talk_is_planned_boris_is_ready_and_she_is_halfway(demo: Database) -> None:
    anna = cast_member(demo, "employee")
    mine = next(line for line in team.my_conversations(demo, anna, now=NOW) if line.state is State.SCHEDULED)
    both = preparations.preparations(demo, anna, mine.conversation_id, now=NOW)
    assert both.other_handed_in
    assert both.mine.handed_in_at is None
    assert 3 <= both.mine.answered < len(both.mine.template.questions)
    assert both.theirs is None
    assert mine.situation.scheduled_on and mine.situation.scheduled_on > TODAY
    agenda = conversations.conversation(demo, anna, mine.conversation_id, now=NOW).agenda
    assert {point.side for point in agenda} == set(Side)


def test_everything_happened_before_now_and_in_order_and_nothing_was_refused(demo: Database) -> None:
    found = integrity.check(demo)
    assert found.sound
    assert rows(demo, "SELECT count(*) FROM audit_events WHERE outcome = 'denied'") == [(0,)]
    moments = [moment for (moment,) in rows(demo, "SELECT occurred_at FROM audit_events ORDER BY id")]
    assert moments == sorted(moments)
    assert moments[-1] <= NOW


def test_two_builds_say_the_same(demo: Database, tmp_path: Path) -> None:
    build_demo(tmp_path / "again" / "jaarplan.duckdb")
    again = open_database(tmp_path / "again" / "jaarplan.duckdb")
    try:
        assert _texts(again) == _texts(demo)
    finally:
        again.close()


def _texts(db: Database) -> list[list[tuple[Any, ...]]]:
    plans = [
        [(row.section, dict(row.fields) | {"goal": "", "results": ""}) for row in thaw(content).rows]
        for (content,) in rows(db, "SELECT content FROM submissions ORDER BY submitted_at, id")
    ]
    return [
        sorted(rows(db, "SELECT name FROM person_names")),
        sorted(rows(db, "SELECT question, value, saved_at FROM answers")),
        sorted(rows(db, "SELECT text, created_at FROM feedback")),
        sorted(rows(db, "SELECT kind, statement, signed_at FROM signatures")),
        sorted(rows(db, "SELECT title, state, reason, requested_at FROM development_requests")),
        sorted((json.dumps(plan, ensure_ascii=False),) for plan in plans),
    ]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 28])
def test_the_demo_is_mid_season_on_every_day_of_the_year(month: int, day: int) -> None:
    today = date(2028, month, day)
    found = season(today, NOW.tzinfo)  # type: ignore[arg-type]
    for year in (found.present, found.past):
        assert year.starts_on <= year.planning_until <= year.ends_on
    assert found.present.starts_on <= today
    assert found.present.planning_from < today < found.present.planning_until
    assert found.past.ends_on < found.present.starts_on
    assert found.past.year < found.present.year
    assert (found.present.ends_on - found.present.planning_until).days > 120


def test_the_demo_is_never_built_among_real_people(tmp_path: Path) -> None:
    db = open_database(tmp_path / "data" / "jaarplan.duckdb")
    add_a_person(db)
    with pytest.raises(Refused) as refusal:
        build(db, NOW)
    assert refusal.value.key == "demo.not_a_demo"
    with pytest.raises(Refused):
        demo_file.make(db, NOW)
    assert len(people.directory(db, CONSOLE, TODAY)) == 1
    db.close()


def add_a_person(db: Database) -> None:
    people_changes.add_person(db, CONSOLE, given_name="Echt", family_name="Mens", number="1", now=NOW)


def test_the_console_tells_who_is_who_and_keeps_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo_copy(tmp_path / "data")
    monkeypatch.setattr(settings, "current", settings.Settings(**{**vars(settings.current), "data": tmp_path / "data"}))
    assert main(["demo"]) == 0
    told = capsys.readouterr().out
    assert "Anna de Wit" in told
    assert "Ondernemingsraad" in told
    assert main(["check"]) == 0
