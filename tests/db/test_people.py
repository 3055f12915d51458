"""Helena of HR looks people up, moves Anna to another manager and names a stand-in for Boris."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from db import people, people_changes, staff_import
from db.connection import Database
from db.migrations import open_database
from domain.actor import CONSOLE, Actor, Role
from domain.errors import Invalid, NotAllowed, NotFound
from domain.permissions import DelegateRight
from tests.staff_lists import ANNA, BORIS, CLARA, NOW, csv, everything, helena, person_id, placements

TODAY = date(2027, 1, 12)
GONE = "004;Dirk;;Özdemir;;Openbare ruimte;Adviseur;36;1-1-2010;31-12-2025;001"
SECOND = "002;2;Anna;van den;Berg;anna@veldwijk.example;Openbare ruimte;Klerk;4;1-1-2026;;003"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "data" / "jaarplan.duckdb")
    staff_import.apply(database, CONSOLE, csv(BORIS, ANNA, CLARA, GONE), "lijst.csv", now=NOW)
    yield database
    database.close()


@pytest.fixture
def hr(db: Database) -> Actor:
    return helena(db)


def employment(db: Database, number: str) -> UUID:
    (job,) = people.person(db, CONSOLE, person_id(db, number), TODAY).jobs
    return job.employment_id


def names(db: Database, search: str) -> list[str]:
    return [row.name for row in people.directory(db, CONSOLE, TODAY, search)]


def test_people_stand_in_the_order_of_their_family_names_without_the_infix(db: Database) -> None:
    assert names(db, "") == ["Anna van den Berg", "Boris Jansen", "Dirk Özdemir", "Clara de Wit"]


@pytest.mark.parametrize(
    ("search", "found"),
    [("OZDEM", ["Dirk Özdemir"]), ("003", ["Clara de Wit"]), ("burgerz", ["Anna van den Berg", "Boris Jansen"])],
)
def test_a_search_looks_at_name_number_department_and_manager(db: Database, search: str, found: list[str]) -> None:
    assert names(db, search) == found


def test_a_person_shows_job_manager_and_account(db: Database) -> None:
    anna = people.person(db, CONSOLE, person_id(db, "002"), TODAY)
    assert (anna.number, anna.department, anna.position) == ("002", "Burgerzaken", "Adviseur")
    assert (anna.manager_name, anna.account, anna.in_service) == ("Boris Jansen", people.AccountState.NONE, True)
    assert not people.person(db, CONSOLE, person_id(db, "004"), TODAY).in_service


def test_two_jobs_of_one_person_stand_in_one_row(db: Database) -> None:
    headings = (
        "persnr;dienstverband;roepnaam;tussenvoegsel;achternaam;e-mail;afdeling;functie;uren;in dienst;uit dienst"
    )
    staff_import.apply(db, CONSOLE, csv(SECOND, headings=headings + ";leidinggevende"), "lijst.csv", now=NOW)
    (row,) = people.directory(db, CONSOLE, TODAY, "Anna")
    assert (row.department, row.manager_name) == ("Burgerzaken, Openbare ruimte", "Boris Jansen, Clara de Wit")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ("INSERT INTO accounts (person_id, created_at) VALUES ($id, $now)", "invited"),
        ("INSERT INTO accounts (person_id, password_hash, created_at) VALUES ($id, 'x', $now)", "active"),
        ("INSERT INTO accounts (person_id, blocked_at, created_at) VALUES ($id, $now, $now)", "blocked"),
    ],
)
def test_the_state_of_an_account_is_told(db: Database, change: str, state: str) -> None:
    params = {"id": person_id(db, "002"), "now": NOW}
    db.write(lambda cursor: cursor.execute(change, params).fetchall())
    assert people.person(db, CONSOLE, params["id"], TODAY).account == state


def test_only_hr_the_administrator_and_the_console_see_the_people(db: Database) -> None:
    anna = Actor(person_id(db, "002"), "Anna")
    with pytest.raises(NotAllowed):
        people.directory(db, anna, TODAY)
    with pytest.raises(NotAllowed):
        people.person(db, anna, anna.person_id or uuid4(), TODAY)


def test_somebody_unknown_is_not_found(db: Database, hr: Actor) -> None:
    with pytest.raises(NotFound):
        people.person(db, hr, uuid4(), TODAY)


def test_departments_name_the_one_above(db: Database, hr: Actor) -> None:
    above = people_changes.add_department(db, hr, code="DIR", name="Directie", now=NOW)
    people_changes.add_department(db, hr, code="JZ", name="Juridische zaken", parent_id=above.id, now=NOW)
    found = [(row.name, row.parent_name) for row in people.departments(db)]
    assert found[1:3] == [("Directie", None), ("Juridische zaken", "Directie")]
    with pytest.raises(Invalid):
        people_changes.add_department(db, hr, code="dir", name="Nog een", now=NOW)


def test_a_new_manager_counts_from_the_day_that_hr_names(db: Database, hr: Actor) -> None:
    day = date(2027, 3, 1)
    change = people_changes.set_manager(db, hr, employment(db, "002"), person_id(db, "003"), day, now=NOW)
    assert change.previous_manager_id == person_id(db, "001")
    old, new = placements(db, "002")
    assert (old["manager"], old["valid_to"]) == ("001", day)
    assert (new["manager"], new["valid_from"], new["position"]) == ("003", day, "Adviseur")


def test_a_manager_planned_by_hr_survives_the_same_staff_list(db: Database, hr: Actor) -> None:
    people_changes.set_manager(db, hr, employment(db, "002"), person_id(db, "003"), date(2027, 3, 1), now=NOW)
    before = placements(db, "002")
    staff_import.apply(db, hr, csv(BORIS, ANNA, CLARA, GONE), "lijst.csv", now=NOW)
    assert placements(db, "002") == before


def test_a_move_by_the_staff_list_keeps_a_later_plan(db: Database, hr: Actor) -> None:
    people_changes.set_manager(db, hr, employment(db, "002"), person_id(db, "003"), date(2027, 3, 1), now=NOW)
    promoted = ANNA.replace("Adviseur", "Specialist")
    staff_import.apply(db, hr, csv(BORIS, promoted, CLARA, GONE), "lijst.csv", now=NOW)
    told = [(row["position"], row["manager"], row["valid_from"], row["valid_to"]) for row in placements(db, "002")]
    assert told == [
        ("Adviseur", "001", date(2019, 4, 1), TODAY),
        ("Specialist", "001", TODAY, date(2027, 3, 1)),
        ("Adviseur", "003", date(2027, 3, 1), None),
    ]


def test_a_manager_on_the_same_day_replaces_the_one_before(db: Database, hr: Actor) -> None:
    for number in ("003", "001"):
        people_changes.set_manager(db, hr, employment(db, "002"), person_id(db, number), TODAY, now=NOW)
    assert [row["manager"] for row in placements(db, "002")] == ["001", "001"]


@pytest.mark.parametrize(
    ("number", "manager", "day", "key"),
    [
        ("002", "002", TODAY, "import.manager_self"),
        ("001", "002", TODAY, "people.manager_circle"),
        ("002", "003", date(2019, 1, 1), "people.from_day_early"),
    ],
)
def test_a_manager_that_cannot_be_is_refused(
    db: Database, hr: Actor, number: str, manager: str, day: date, key: str
) -> None:
    before = placements(db, number)
    with pytest.raises(Invalid) as refused:
        people_changes.set_manager(db, hr, employment(db, number), person_id(db, manager), day, now=NOW)
    assert refused.value.errors[0].key == key
    assert placements(db, number) == before


def test_a_stand_in_gets_the_rights_and_the_period_that_hr_names(db: Database, hr: Actor) -> None:
    boris, clara = person_id(db, "001"), person_id(db, "003")
    rights = {DelegateRight.CONVERSE, DelegateRight.RECORD}
    made = people_changes.delegate(db, hr, boris, clara, TODAY, TODAY + timedelta(days=30), rights, now=NOW)
    with db.read() as cursor:
        row = cursor.execute(
            "SELECT manager_id, delegate_id, may_converse, may_record, may_finalise, created_by FROM delegations "
            "WHERE id = $id",
            {"id": made.id},
        ).fetchone()
    assert row == (boris, clara, True, True, False, hr.person_id)


@pytest.mark.parametrize(
    ("delegate", "days", "rights", "key"),
    [
        ("001", 1, {DelegateRight.RECORD}, "people.delegate_self"),
        ("003", -1, {DelegateRight.RECORD}, "people.delegate_period"),
        ("003", 1, set(), "people.delegate_rights"),
    ],
)
def test_a_stand_in_that_cannot_be_is_refused(
    db: Database, hr: Actor, delegate: str, days: int, rights: set[DelegateRight], key: str
) -> None:
    until = TODAY + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        people_changes.delegate(db, hr, person_id(db, "001"), person_id(db, delegate), TODAY, until, rights, now=NOW)
    assert refused.value.errors[0].key == key


def test_only_hr_changes_managers_and_stand_ins_and_a_denial_is_logged(db: Database) -> None:
    boris = Actor(person_id(db, "001"), "Boris", frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(NotAllowed):
        people_changes.set_manager(db, boris, employment(db, "002"), person_id(db, "003"), TODAY, now=NOW)
    with pytest.raises(NotAllowed):
        people_changes.delegate(
            db, boris, person_id(db, "001"), person_id(db, "003"), TODAY, TODAY, {DelegateRight.RECORD}, now=NOW
        )
    denied = [row[3] for row in everything(db)["audit_events"] if row[7] == "denied"]
    assert sorted(denied) == ["delegate", "set_manager"]


def test_a_person_and_jobs_can_be_added_one_by_one(db: Database, hr: Actor) -> None:
    emma = people_changes.add_person(db, hr, given_name="Emma", family_name="Vos", number="010", now=NOW)
    department = people.departments(db)[0].id
    where = {"department_id": department, "manager_id": person_id(db, "001"), "in_service_on": TODAY}
    for position in ("Klerk", "Bode"):
        people_changes.add_employment(db, hr, emma.id, position=position, now=NOW, **where)
    found = people.person(db, hr, emma.id, TODAY)
    assert [(job.sequence, job.position) for job in found.jobs] == [(1, "Klerk"), (2, "Bode")]


def test_a_number_is_given_once(db: Database, hr: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        people_changes.add_person(db, hr, given_name="Emma", family_name="Vos", number="001", now=NOW)
    assert refused.value.errors[0].key == "people.number_taken"


def test_a_job_cannot_end_before_it_starts(db: Database, hr: Actor) -> None:
    department = people.departments(db)[0].id
    with pytest.raises(Invalid):
        people_changes.add_employment(
            db,
            hr,
            person_id(db, "002"),
            department_id=department,
            manager_id=None,
            in_service_on=TODAY,
            out_of_service_on=date(2026, 1, 1),
            now=NOW,
        )
