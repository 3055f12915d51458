"""Helena of HR imports the staff list: she sees first what would change, and then all of it happens or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest

from db import audit, staff_import
from db.connection import Database
from db.migrations import open_database
from domain.actor import CONSOLE, Actor, Role
from domain.errors import Conflict, Invalid, NotAllowed
from domain.staff_list import Column
from tests.staff_lists import ANNA, BORIS, CLARA, NOW, csv, everything, example, helena, person_id, placements, xlsx

LATER = NOW + timedelta(days=30)
TODAY, LATER_DAY = date(2027, 1, 12), date(2027, 2, 11)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "data" / "jaarplan.duckdb")
    yield database
    database.close()


def imported(db: Database, content: bytes, *, later: bool = False) -> staff_import.ImportResult:
    return staff_import.apply(db, CONSOLE, content, "lijst.csv", now=LATER if later else NOW)


def errors(db: Database, content: bytes) -> list[tuple[int | None, str]]:
    found = staff_import.preview(db, CONSOLE, content, "lijst.csv", now=NOW)
    return [(remark.row, remark.key) for remark in found.errors]


def test_the_worked_example_gives_people_departments_and_jobs(db: Database) -> None:
    result = staff_import.apply(db, helena(db), example(), "personeel.csv", now=NOW)
    assert (result.new, result.changed, result.left, result.departments) == (26, 0, 0, 4)
    rows = everything(db)
    assert (len(rows["people"]), len(rows["employments"]), len(rows["departments"])) == (
        26,
        26,
        4,
    )  # with Helena herself
    assert [place["department"] for place in placements(db, "0011")] == ["Burgerzaken", "Bedrijfsvoering"]
    assert placements(db, "0001")[0]["manager"] is None


def test_a_look_beforehand_writes_nothing(db: Database) -> None:
    before = everything(db)
    seen = staff_import.preview(db, CONSOLE, csv(BORIS, ANNA), "lijst.csv", now=NOW)
    assert [change.row.name for change in seen.new] == ["Boris Jansen", "Anna van den Berg"]
    assert [(change.name, change.above) for change in seen.departments] == [("Burgerzaken", "")]
    assert (seen.count, everything(db)) == (3, before)


def test_the_same_list_twice_changes_nothing(db: Database) -> None:
    imported(db, example())
    before = everything(db)
    result = imported(db, example(), later=True)
    assert (result.new, result.changed, result.left, result.unchanged) == (0, 0, 0, 26)
    assert everything(db) == before


def test_the_same_people_from_a_workbook_change_nothing(db: Database) -> None:
    imported(db, csv(BORIS, ANNA))
    headings = [
        "Persnr",
        "Roepnaam",
        "Achternaam",
        "E-mail",
        "Afdeling",
        "Functie",
        "Uren",
        "In dienst",
        "Leidinggevende",
    ]
    boris = [
        "001",
        "Boris",
        "Jansen",
        "boris@veldwijk.example",
        "Burgerzaken",
        "Teamleider",
        36,
        date(2014, 9, 1),
        None,
    ]
    anna = [
        "002",
        "Anna",
        "Berg, van den",
        "anna@veldwijk.example",
        "burgerzaken",
        "Adviseur",
        32.5,
        "2019-04-01",
        "001",
    ]
    seen = staff_import.preview(db, CONSOLE, xlsx(headings, boris, anna), "lijst.xlsx", now=LATER)
    assert (seen.errors, seen.unchanged, seen.count) == ((), 2, 0)


def test_a_row_with_an_error_stops_the_whole_list(db: Database) -> None:
    before = everything(db)
    with pytest.raises(Invalid) as refused:
        imported(db, csv(BORIS, ANNA.replace("1-4-2019", "31-2-2019"), CLARA))
    assert [(error.field, error.key) for error in refused.value.errors] == [("row.3.start", "import.date")]
    assert everything(db) == before


def test_every_error_is_told_with_its_row(db: Database) -> None:
    content = csv(
        BORIS,
        ANNA.replace(";001", ";999"),
        CLARA.replace(";001", ";003"),
        "004;;;Berg;;Zorg;;;1-1-20;;001",
        BORIS,
    )
    assert errors(db, content) == [
        (3, "import.manager_unknown"),
        (4, "import.manager_self"),
        (5, "import.value_missing"),
        (5, "import.date_short_year"),
        (6, "import.id_twice"),
    ]


def test_a_circle_by_way_of_people_outside_the_list_is_found(db: Database) -> None:
    imported(db, csv(BORIS, ANNA))
    assert errors(db, csv(BORIS + "002")) == [(2, "import.manager_circle")]


def test_a_move_closes_the_old_placement_and_opens_one_as_of_today(db: Database) -> None:
    imported(db, csv(BORIS, ANNA, CLARA))
    moved = ANNA.replace("Burgerzaken;Adviseur", "Openbare ruimte;Adviseur").replace(";001", ";003")
    seen = staff_import.preview(db, CONSOLE, csv(BORIS, moved, CLARA), "lijst.csv", now=LATER)
    assert [(c.column, c.before, c.after) for c in seen.changed[0].changes] == [
        (Column.DEPARTMENT, "Burgerzaken", "Openbare ruimte"),
        (Column.MANAGER, "Boris Jansen", "Clara de Wit"),
    ]
    imported(db, csv(BORIS, moved, CLARA), later=True)
    old, new = placements(db, "002")
    assert (old["manager"], old["valid_to"]) == ("001", LATER_DAY)
    assert (new["manager"], new["department"], new["valid_from"]) == ("003", "Openbare ruimte", LATER_DAY)


def test_a_second_correction_on_one_day_changes_that_days_placement(db: Database) -> None:
    imported(db, csv(BORIS, ANNA))
    imported(db, csv(BORIS, ANNA.replace("32,5", "28")), later=True)
    imported(db, csv(BORIS, ANNA.replace("32,5", "24")), later=True)
    assert [place["hours"] for place in placements(db, "002")] == [Decimal("32.50"), Decimal("24.00")]


def test_somebody_who_leaves_keeps_the_job_until_the_last_day(db: Database) -> None:
    imported(db, csv(BORIS, ANNA))
    result = imported(db, csv(BORIS, ANNA.replace(";;001", ";31-03-2027;001")), later=True)
    assert (result.left, result.changed) == (1, 0)
    assert {row[4] for row in everything(db)["employments"]} == {None, date(2027, 3, 31)}
    assert [place["valid_to"] for place in placements(db, "002")] == [None]


def test_a_corrected_first_day_moves_the_placement_along(db: Database) -> None:
    imported(db, csv(BORIS, ANNA))
    imported(db, csv(BORIS, ANNA.replace("1-4-2019", "1-3-2019")), later=True)
    assert [place["valid_from"] for place in placements(db, "002")] == [date(2019, 3, 1)]


def test_somebody_who_is_not_in_the_list_is_named_and_left_alone(db: Database) -> None:
    imported(db, csv(BORIS, ANNA))
    seen = staff_import.preview(db, CONSOLE, csv(BORIS), "lijst.csv", now=LATER)
    assert (seen.disappeared, seen.count) == (("Anna van den Berg",), 0)


def test_a_column_that_the_list_lacks_changes_nothing(db: Database) -> None:
    imported(db, csv(BORIS, ANNA))
    short = csv("002;Anna;Berg, van den;Burgerzaken;1-4-2019", headings="persnr;roepnaam;achternaam;afdeling;in dienst")
    assert staff_import.preview(db, CONSOLE, short, "lijst.csv", now=LATER).unchanged == 1


def test_a_department_gets_its_place_and_its_new_name_by_its_code(db: Database) -> None:
    headings = "persnr;roepnaam;achternaam;afdelingscode;afdeling;hoofdafdeling;in dienst"
    imported(db, csv("1;Anna;Berg;BZ;Burgerzaken;;1-1-2020", headings=headings))
    again = csv("1;Anna;Berg;BZ;Burgers en balie;Directie;1-1-2020", headings=headings)
    result = imported(db, again, later=True)
    assert result.departments == 2
    found = {row[1]: (row[2], row[3] is None) for row in everything(db)["departments"]}
    assert found == {"BZ": ("Burgers en balie", False), "directie": ("Directie", True)}
    assert imported(db, again, later=True).departments == 0


def test_the_first_administrator_who_is_in_the_list_is_the_same_person(db: Database) -> None:
    me = helena(db)
    db.write(lambda cursor: cursor.execute("UPDATE people SET email = 'Helena@veldwijk.example'").fetchall())
    row = "006;Helena;;Visser;helena@veldwijk.example;Burgerzaken;HR-adviseur;28;1-5-2017;;001"
    staff_import.apply(db, me, csv(BORIS, row), "lijst.csv", now=NOW)
    assert person_id(db, "006") == me.person_id
    assert imported(db, csv(BORIS, row), later=True).unchanged == 2


def test_two_rows_with_one_address_do_not_become_the_same_person(db: Database) -> None:
    helena(db)
    db.write(lambda cursor: cursor.execute("UPDATE people SET email = 'info@veldwijk.example'").fetchall())
    rows = [row.replace("boris@", "info@").replace("anna@", "info@") for row in (BORIS, ANNA)]
    imported(db, csv(*rows))
    assert person_id(db, "001") != person_id(db, "002")


def test_one_event_and_one_run_tell_of_an_import_without_personal_texts(db: Database) -> None:
    me = helena(db)
    staff_import.apply(db, me, csv(BORIS, ANNA), "lijst.csv", now=NOW)
    rows = everything(db)
    (run,) = rows["import_runs"]
    assert run[3:] == (me.person_id, 2, 0, 0)
    (event,) = [row for row in rows["audit_events"] if row[3] == "import_staff"]
    assert "Anna" not in str(event) and run[1] in str(event)
    assert audit.first_broken_link(db) is None


def test_changes_that_are_no_longer_those_that_were_seen_are_refused(db: Database) -> None:
    content = csv(BORIS, ANNA)
    seen = staff_import.preview(db, CONSOLE, content, "lijst.csv", now=NOW)
    imported(db, csv(BORIS))
    with pytest.raises(Conflict):
        staff_import.apply(db, CONSOLE, content, "lijst.csv", now=NOW, seen=seen)
    fresh = staff_import.preview(db, CONSOLE, content, "lijst.csv", now=NOW)
    assert staff_import.apply(db, CONSOLE, content, "lijst.csv", now=NOW, seen=fresh).new == 1


@pytest.mark.parametrize("roles", [frozenset(), frozenset({Role.ADMINISTRATOR}), frozenset({Role.WORKS_COUNCIL})])
def test_only_hr_and_the_console_import_and_a_denial_is_logged(db: Database, roles: frozenset[Role]) -> None:
    stranger = replace(Actor(helena(db).person_id, "Anna"), roles=roles)
    for verb in (staff_import.preview, staff_import.apply):
        with pytest.raises(NotAllowed):
            verb(db, stranger, b"not even a list", "lijst.csv", now=NOW)
    denials = [row for row in everything(db)["audit_events"] if row[3] == "import_staff"]
    assert [row[7] for row in denials] == ["denied", "denied"]


def test_a_role_column_gives_nobody_a_role(db: Database) -> None:
    content = csv("1;Anna;Berg;Zorg;1-1-2020;admin", headings="persnr;roepnaam;achternaam;afdeling;in dienst;rol")
    assert staff_import.preview(db, CONSOLE, content, "lijst.csv", now=NOW).ignored == ("rol",)


def test_no_citizen_service_number_reaches_the_file(db: Database) -> None:
    content = csv("1;123456782;Anna;Berg;Zorg;1-1-2020", headings="persnr;bsn;roepnaam;achternaam;afdeling;in dienst")
    assert staff_import.preview(db, CONSOLE, content, "lijst.csv", now=NOW).has_bsn
    imported(db, content)
    assert "123456782" not in str(everything(db))


def test_nothing_points_nowhere_after_imports(db: Database) -> None:
    imported(db, example())
    imported(db, csv(BORIS, ANNA, CLARA), later=True)
    with db.read() as cursor:
        assert cursor.execute("SELECT * FROM orphans").fetchall() == []


def test_a_thousand_rows_take_less_than_a_few_seconds(db: Database) -> None:
    rows = [f"{n:05};Voor{n};van;Naam{n};;Afdeling {n % 40};;36;1-1-2020;;{n // 8:05}" for n in range(8, 1000)]
    top = [f"{n:05};Top{n};;Naam{n};;Directie;;36;1-1-2020;;{'00001' if n > 1 else ''}" for n in range(1, 8)]
    started = perf_counter()
    assert imported(db, csv(*top, *rows)).new == 999
    assert perf_counter() - started < 5
