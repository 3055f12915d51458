"""HR makes, checks and opens a year; who takes part and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from db import audit, cycles, launch
from domain.errors import Invalid, NotAllowed, NotFound, WrongState
from tests.db.organisation_rows import Organisation, moment, organisation

OPENING = moment(date(2027, 1, 4))


@pytest.fixture
def org(tmp_path: Path) -> Iterator[Organisation]:
    with organisation(tmp_path) as made:
        yield made


def opened(org: Organisation, year: int = 2027) -> cycles.Cycle:
    made = cycles.create(org.db, org.helena, year, now=OPENING)
    cycles.open_cycle(org.db, org.helena, made.id, now=OPENING)
    return cycles.cycle(org.db, made.id)


def dossier(org: Organisation, employment: UUID) -> tuple[object, ...] | None:
    with org.db.read() as cursor:
        return cursor.execute(
            "SELECT x.period_from, x.period_until, v.state, v.due_on FROM dossiers x "
            "JOIN conversations v ON v.dossier_id = x.id WHERE x.employment_id = $e",
            {"e": employment},
        ).fetchone()


def events(org: Organisation, action: str) -> int:
    return int(str(org.one("SELECT count(*) FROM audit_events WHERE action = $a AND outcome = 'done'", a=action)))


def test_a_new_cycle_has_its_window_from_1_january_to_the_end_of_february_r09(org: Organisation) -> None:
    made = cycles.create(org.db, org.helena, 2028, now=OPENING)
    assert (made.starts_on, made.ends_on) == (date(2028, 1, 1), date(2028, 12, 31))
    assert (made.planning_from, made.planning_until) == (date(2028, 1, 1), date(2028, 2, 29))
    assert made.state == "draft"
    assert events(org, "cycle.create") == 1


def test_the_window_of_a_cycle_can_differ_from_the_usual_one_r09(org: Organisation) -> None:
    made = cycles.create(org.db, org.helena, 2027, now=OPENING, planning_until=date(2027, 3, 31), feedback_days=15)
    assert made.planning_until == date(2027, 3, 31)
    assert made.feedback_days == 15


def test_a_year_exists_once(org: Organisation) -> None:
    cycles.create(org.db, org.helena, 2027, now=OPENING)
    with pytest.raises(Invalid) as refusal:
        cycles.create(org.db, org.helena, 2027, now=OPENING)
    assert [(error.field, error.key) for error in refusal.value.errors] == [("year", "cycle.year_taken")]


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"ends_on": date(2026, 1, 1)}, "ends_on"),
        ({"planning_until": date(2026, 12, 1), "planning_from": date(2027, 1, 1)}, "planning_until"),
        ({"planning_until": date(2028, 1, 1)}, "planning_until"),
        ({"feedback_days": 0}, "feedback_days"),
        ({"sign_days": 61}, "sign_days"),
        ({"year": 1}, "year"),
    ],
)
def test_wrong_terms_are_told_beside_their_field(org: Organisation, terms: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        cycles.create(org.db, org.helena, **{"year": 2027, "now": OPENING, **terms})  # type: ignore[arg-type]
    assert [error.field for error in refusal.value.errors] == [field]
    assert cycles.cycles(org.db) == []


def test_two_cycles_do_not_cover_the_same_days(org: Organisation) -> None:
    cycles.create(org.db, org.helena, 2027, now=OPENING)
    with pytest.raises(Invalid) as refusal:
        cycles.create(org.db, org.helena, 2028, now=OPENING, starts_on=date(2027, 12, 1))
    assert [(error.field, error.key) for error in refusal.value.errors] == [("starts_on", "refuse.overlap")]


def test_everyone_in_service_with_a_manager_gets_a_dossier_and_a_planning_conversation_r01(org: Organisation) -> None:
    anna = org.staff(org.department("Zorg"), 1)[0]
    opened(org)
    assert dossier(org, anna) == (date(2027, 1, 1), date(2027, 12, 31), "not_started", date(2027, 2, 28))


def test_somebody_with_two_jobs_gets_two_dossiers(org: Organisation) -> None:
    zorg, person = org.department("Zorg"), org.person()
    jobs = [org.employment(person, zorg, org.boris.person_id, sequence=number) for number in (1, 2)]
    opened(org)
    assert all(dossier(org, job) for job in jobs)


def test_who_has_no_manager_does_not_take_part_until_there_is_one(org: Organisation) -> None:
    zorg = org.department("Zorg")
    top = org.employment(org.person(), zorg, None)
    cycle = opened(org)
    assert dossier(org, top) is None
    org.place(top, zorg, org.boris.person_id, date(2027, 3, 1))
    later = moment(date(2027, 3, 1))
    assert cycles.add_late_joiners(org.db, org.helena, cycle.id, now=later).count == 1
    assert dossier(org, top) == (date(2027, 1, 1), date(2027, 12, 31), "not_started", date(2027, 3, 29))
    assert cycles.add_late_joiners(org.db, org.helena, cycle.id, now=later).count == 0


def test_who_left_before_the_start_takes_no_part_and_who_leaves_later_has_a_shorter_period(org: Organisation) -> None:
    zorg, boris = org.department("Zorg"), org.boris.person_id
    gone = org.employment(org.person(), zorg, boris, until=date(2026, 12, 31))
    leaving = org.employment(org.person(), zorg, boris, until=date(2027, 5, 31))
    opened(org)
    assert dossier(org, gone) is None
    assert dossier(org, leaving) == (date(2027, 1, 1), date(2027, 5, 31), "not_started", date(2027, 2, 28))


def test_a_joiner_has_eight_weeks_and_a_period_from_the_first_day(org: Organisation) -> None:
    zorg, boris = org.department("Zorg"), org.boris.person_id
    cycle = opened(org)
    joiner = org.employment(org.person(), zorg, boris, since=date(2027, 6, 1))
    cycles.add_late_joiners(org.db, org.helena, cycle.id, now=moment(date(2027, 6, 2)))
    assert dossier(org, joiner) == (date(2027, 6, 1), date(2027, 12, 31), "not_started", date(2027, 7, 27))


def test_who_starts_after_the_opening_is_added_then(org: Organisation) -> None:
    joiner = org.employment(org.person(), org.department("Zorg"), org.boris.person_id, since=date(2027, 2, 1))
    cycle = opened(org)
    assert dossier(org, joiner) is None
    cycles.add_late_joiners(org.db, org.helena, cycle.id, now=moment(date(2027, 2, 1)))
    assert dossier(org, joiner) == (date(2027, 2, 1), date(2027, 12, 31), "not_started", date(2027, 3, 29))


def test_opening_freezes_both_forms_and_is_one_event(org: Organisation) -> None:
    org.staff(org.department("Zorg"), 3)
    cycle = opened(org)
    assert cycle.state == "open"
    assert cycle.employee_form_id and cycle.manager_form_id
    assert events(org, "cycle.open") == 1
    assert audit.first_broken_link(org.db) is None


def test_a_cycle_opens_once_even_with_a_double_click(org: Organisation) -> None:
    org.staff(org.department("Zorg"), 2)
    cycle = opened(org)
    with pytest.raises(WrongState) as refusal:
        cycles.open_cycle(org.db, org.helena, cycle.id, now=OPENING)
    assert refusal.value.key == "cycle.is.open"
    assert org.one("SELECT count(*) FROM conversations") == 2


def test_only_hr_makes_and_opens_cycles_and_a_denial_is_kept(org: Organisation) -> None:
    for actor in (org.boris, org.olga):
        with pytest.raises(NotAllowed):
            cycles.create(org.db, actor, 2027, now=OPENING)
    made = cycles.create(org.db, org.helena, 2027, now=OPENING)
    for actor in (org.boris, org.olga):
        with pytest.raises(NotAllowed):
            cycles.open_cycle(org.db, actor, made.id, now=OPENING)
        with pytest.raises(NotAllowed):
            launch.launch_check(org.db, actor, made.id, now=OPENING)
    assert org.one("SELECT count(*) FROM audit_events WHERE outcome = 'denied'") == 6
    assert cycles.cycle(org.db, made.id).state == "draft"


def test_an_unknown_cycle_is_not_found(org: Organisation) -> None:
    nobody = UUID(int=7)
    with pytest.raises(NotFound):
        cycles.open_cycle(org.db, org.helena, nobody, now=OPENING)
    with pytest.raises(NotFound):
        cycles.cycle(org.db, nobody)


def test_the_current_cycle_is_the_open_one_that_covers_the_day(org: Organisation) -> None:
    assert cycles.current(org.db, date(2027, 1, 4)) is None
    cycles.create(org.db, org.helena, 2029, now=OPENING)
    opened(org, 2027)
    opened(org, 2028)
    years = [cycles.current(org.db, date(year, 6, 1)).year for year in (2027, 2028, 2029)]  # type: ignore[union-attr]
    assert years == [2027, 2028, 2028]


def test_the_launch_check_says_who_takes_part_and_who_does_not(org: Organisation) -> None:
    zorg, advies, boris = org.department("Zorg"), org.department("Advies"), org.boris.person_id
    org.staff(zorg, 3)
    both = org.person()
    org.employment(both, zorg, boris)
    org.employment(both, advies, boris, sequence=2)
    org.employment(org.person("Top", "Baas"), zorg, None)
    org.employment(org.person("Weg", "Gaand"), zorg, boris, until=date(2026, 11, 30))
    org.employment(org.person("Jaap", "Nieuw"), advies, boris, since=date(2027, 1, 2))
    org.employment(org.person("Kees", "Straks"), advies, boris, since=date(2027, 4, 1))
    org.run("INSERT INTO accounts (person_id, password_hash, created_at) VALUES ($p, 'x', $now)", p=both, now=OPENING)
    made = cycles.create(org.db, org.helena, 2027, now=OPENING)
    check = launch.launch_check(org.db, org.helena, made.id, now=OPENING)
    assert [(one.name, one.n) for one in check.departments] == [("Advies", 2), ("Zorg", 4)]
    assert (check.participants, check.persons, check.present, check.left) == (6, 5, 0, 1)
    assert [one.name for one in check.without_manager] == ["Top Baas"]
    assert [(one.name, one.due_on) for one in check.joiners] == [("Jaap Nieuw", date(2027, 2, 28))]
    assert [(one.name, one.due_on) for one in check.later] == [("Kees Straks", date(2027, 5, 27))]
    assert len(check.without_account) == 4
    assert cycles.open_cycle(org.db, org.helena, made.id, now=OPENING).count == check.participants
    assert launch.launch_check(org.db, org.helena, made.id, now=OPENING).present == 6


def test_moving_the_deadline_moves_open_conversations_and_leaves_final_plans(org: Organisation) -> None:
    zorg, boris = org.department("Zorg"), org.boris.person_id
    busy, done = org.staff(zorg, 2)
    joiner = org.employment(org.person(), zorg, boris, since=date(2027, 1, 4))
    cycle = opened(org)
    org.final(done, date(2027, 1, 20))
    moved = cycles.move_deadline(org.db, org.helena, cycle.id, date(2027, 3, 31), now=OPENING)
    due = [dossier(org, one)[3] for one in (busy, done, joiner)]  # type: ignore[index]
    assert moved == 2
    assert due == [date(2027, 3, 31), date(2027, 2, 28), date(2027, 3, 31)]
    assert cycles.cycle(org.db, cycle.id).planning_until == date(2027, 3, 31)
    with pytest.raises(Invalid):
        cycles.move_deadline(org.db, org.helena, cycle.id, date(2028, 1, 1), now=OPENING)


def test_a_cycle_closes_when_everything_is_final_or_exempt(org: Organisation) -> None:
    done, stuck = org.staff(org.department("Zorg"), 2)
    cycle = opened(org)
    org.final(done, date(2027, 1, 20))
    with pytest.raises(WrongState) as refusal:
        cycles.close(org.db, org.helena, cycle.id, now=OPENING)
    assert refusal.value.params["n"] == 1
    number = org.one("SELECT id FROM dossiers WHERE employment_id = $e", e=stuck)
    cycles.exempt(org.db, org.helena, UUID(str(number)), "intern", now=OPENING)
    cycles.close(org.db, org.helena, cycle.id, now=OPENING + timedelta(days=1))
    assert cycles.cycle(org.db, cycle.id).state == "closed"
    assert org.one("SELECT state FROM conversations WHERE id = $id", id=org.conversation(done)) == "closed"


def test_exempting_needs_a_known_code_and_hr(org: Organisation) -> None:
    anna = org.staff(org.department("Zorg"), 1)[0]
    opened(org)
    number = UUID(str(org.one("SELECT id FROM dossiers WHERE employment_id = $e", e=anna)))
    with pytest.raises(Invalid):
        cycles.exempt(org.db, org.helena, number, "illness", now=OPENING)
    with pytest.raises(NotAllowed):
        cycles.exempt(org.db, org.boris, number, "intern", now=OPENING)
    with pytest.raises(NotFound):
        cycles.exempt(org.db, org.helena, UUID(int=1), "intern", now=OPENING)
    cycles.exempt(org.db, org.helena, number, "hired", now=OPENING)
    cycles.exempt(org.db, org.helena, number, None, now=OPENING)
    assert events(org, "dossier.exempt") == 2


def test_a_department_sees_its_own_goals_those_above_it_and_the_organisations_r21(org: Organisation) -> None:
    top = org.department("Sociaal domein")
    team, other = org.department("Wmo", top), org.department("Beheer")
    cycle = opened(org)
    whole = cycles.add_goal(org.db, org.helena, cycle.id, None, "  Alle brieven in gewone taal ", now=OPENING)
    cycles.add_goal(org.db, org.helena, cycle.id, top, "Wachttijd onder drie weken", now=OPENING)
    cycles.add_goal(org.db, org.helena, cycle.id, team, "Keukentafelgesprek binnen tien dagen", now=OPENING)
    cycles.add_goal(org.db, org.helena, cycle.id, other, "Alle bruggen gekeurd", now=OPENING)
    mine = [goal.title for goal in cycles.goals(org.db, cycle.id, team)]
    assert set(mine) == {
        "Alle brieven in gewone taal",
        "Wachttijd onder drie weken",
        "Keukentafelgesprek binnen tien dagen",
    }
    assert mine[0] == "Alle brieven in gewone taal"
    cycles.withdraw_goal(org.db, org.helena, whole, now=OPENING)
    cycles.withdraw_goal(org.db, org.helena, whole, now=OPENING)
    assert len(cycles.goals(org.db, cycle.id)) == 3
    assert events(org, "goal.withdraw") == 1


def test_a_goal_needs_a_title_a_known_department_and_hr(org: Organisation) -> None:
    cycle = opened(org)
    with pytest.raises(Invalid):
        cycles.add_goal(org.db, org.helena, cycle.id, None, "  ", now=OPENING)
    with pytest.raises(Invalid):
        cycles.add_goal(org.db, org.helena, cycle.id, None, "x" * 201, now=OPENING)
    with pytest.raises(NotFound):
        cycles.add_goal(org.db, org.helena, cycle.id, UUID(int=9), "Doel", now=OPENING)
    with pytest.raises(NotAllowed):
        cycles.add_goal(org.db, org.boris, cycle.id, None, "Doel", now=OPENING)
