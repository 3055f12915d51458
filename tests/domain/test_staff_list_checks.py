"""What must hold in a staff list before anything is written."""

from datetime import date

import pytest

from domain import staff_checks
from domain.organisation import Organisation
from domain.reporting_lines import circles
from domain.staff_list import Column, StaffList, Table, read

HEADINGS = ("Personeelsnummer", "Dienstverband", "Roepnaam", "Achternaam", "Afdeling", "Hoofdafdeling", "In dienst")
MORE = ("Uit dienst", "Leidinggevende", "E-mail")
TODAY = date(2027, 1, 12)
NOBODY = Organisation([], [], [])


def listed(*rows: dict[str, str]) -> StaffList:
    """Rows with what matters to the test; the rest is filled in."""
    usual = {
        "Dienstverband": "1",
        "Roepnaam": "Anna",
        "Achternaam": "Berg",
        "Afdeling": "Zorg",
        "In dienst": "1-1-2020",
    }
    cells = [tuple({**usual, **row}.get(heading, "") for heading in HEADINGS + MORE) for row in rows]
    return read(Table(HEADINGS + MORE, tuple(enumerate(cells, start=2))))


def told(staff: StaffList) -> list[tuple[int | None, str]]:
    return [(remark.row, remark.key) for remark in staff_checks.errors(staff, NOBODY, TODAY)]


def warned(staff: StaffList) -> list[tuple[int | None, str]]:
    return [(remark.row, remark.key) for remark in staff_checks.warnings(staff, NOBODY, TODAY)]


def person(number: str, manager: str = "", **more: str) -> dict[str, str]:
    return {"Personeelsnummer": number, "Leidinggevende": manager, "Roepnaam": f"P{number}", **more}


def test_a_sound_list_has_no_errors() -> None:
    assert told(listed(person("1"), person("2", "1"))) == []


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Personeelsnummer", Column.NUMBER),
        ("Roepnaam", Column.GIVEN_NAME),
        ("Achternaam", Column.FAMILY_NAME),
        ("Afdeling", Column.DEPARTMENT),
        ("In dienst", Column.START),
    ],
)
def test_what_is_needed_and_missing_is_told_by_row_and_column(heading: str, column: Column) -> None:
    (remark,) = listed(person("1"), {**person("2"), heading: " "}).errors
    assert (remark.row, remark.column, remark.key, remark.params["column"]) == (
        3,
        column,
        "import.value_missing",
        column,
    )


def test_a_manager_must_be_known() -> None:
    assert told(listed(person("1"), person("2", "9"))) == [(3, "import.manager_unknown")]


def test_nobody_is_their_own_manager() -> None:
    assert told(listed(person("1", "1"))) == [(2, "import.manager_self")]


def test_a_circle_of_managers_is_told_with_the_names_in_it() -> None:
    staff = listed(person("1", "3"), person("2", "1"), person("3", "2"), person("4", "1"))
    (remark,) = staff_checks.errors(staff, NOBODY, TODAY)
    assert (remark.row, remark.key) == (2, "import.manager_circle")
    assert remark.params["names"] == "P1 Berg, P3 Berg, P2 Berg"


def test_somebody_who_left_makes_no_circle() -> None:
    assert told(listed(person("1", "2", **{"Uit dienst": "1-1-2026"}), person("2", "1"))) == []


def test_a_number_twice_names_the_other_row() -> None:
    staff = listed(person("1"), person("1"))
    (remark,) = staff_checks.errors(staff, NOBODY, TODAY)
    assert (remark.row, remark.key) == (3, "import.id_twice")
    assert dict(remark.params) == {"id": "1", "seq": 1, "other": 2}


def test_a_second_job_of_one_person_is_no_error() -> None:
    assert told(listed(person("1"), person("1", Dienstverband="2"))) == []


def test_one_number_with_two_names_is_an_error() -> None:
    staff = listed(person("1"), person("1", Dienstverband="2", Roepnaam="Piet"))
    assert told(staff) == [(3, "people.import.name_differs")]


def test_an_end_before_the_start_is_an_error() -> None:
    assert told(listed(person("1", **{"Uit dienst": "31-12-2019"}))) == [(2, "import.end_before_start")]


def test_a_department_lies_under_one_department_only() -> None:
    staff = listed(person("1", Hoofdafdeling="Directie"), person("2", "1", Hoofdafdeling="Bestuur"))
    assert told(staff) == [(3, "people.import.above_differs")]


def test_departments_do_not_lie_under_each_other_in_a_circle() -> None:
    first = person("1", Afdeling="Zorg", Hoofdafdeling="Jeugd")
    staff = listed(first, person("2", "1", Afdeling="Jeugd", Hoofdafdeling="Zorg"))
    assert told(staff) == [(2, "people.import.department_circle")]


def test_no_manager_only_warns() -> None:
    staff = listed(person("1"))
    assert (told(staff), warned(staff)) == ([], [(2, "import.manager_missing")])


def test_one_address_for_two_people_only_warns() -> None:
    staff = listed(person("1", **{"E-mail": "a@b.nl"}), person("2", "1", **{"E-mail": "A@b.nl"}))
    assert (told(staff), warned(staff)[1:]) == ([], [(3, "import.email_twice")])


def test_a_manager_who_left_only_warns() -> None:
    staff = listed(person("1", **{"Uit dienst": "1-1-2026"}), person("2", "1"))
    assert (told(staff), warned(staff)) == ([], [(3, "people.import.manager_left")])


def test_a_cell_with_an_error_value_of_a_spreadsheet_is_an_error() -> None:
    assert told(listed(person("1", Achternaam="#VERW!"))) == [(2, "people.import.formula")]


def test_headings_are_known_in_dutch_and_english_whatever_their_spelling() -> None:
    headings = ("Persnr.", "First name", "Geslachtsnaam", "DEPARTMENT", "Datum in dienst", "E-mail (werk)")
    staff = read(Table(headings, ((2, ("1", "Anna", "Berg", "Zorg", "1-1-2020", "a@b.nl")),)))
    assert (staff.rows[0].name, staff.rows[0].email, staff.ignored, staff.missing) == ("Anna Berg", "a@b.nl", (), ())


def test_a_citizen_service_number_is_never_read_even_when_pointed_at() -> None:
    table = Table(("BSN", "Roepnaam", "Kenteken"), ((2, ("123456782", "Anna", "X")),))
    staff = read(table, {Column.NUMBER: "BSN"})
    assert staff.has_bsn and Column.NUMBER in staff.missing and staff.ignored == ("Kenteken",)
    assert "123456782" not in repr(staff)


def test_an_unknown_heading_can_be_pointed_out() -> None:
    headings = ("Nr", "Voorletters", "Achternaam", "Afdeling", "In dienst")
    table = Table(headings, ((2, ("7", "A.B.", "Berg", "Zorg", "1-1-2020")),))
    assert read(table).missing == (Column.NUMBER, Column.GIVEN_NAME)
    staff = read(table, {Column.NUMBER: "Nr", Column.GIVEN_NAME: "Voorletters"})
    assert (staff.rows[0].number, staff.rows[0].given_name, staff.missing) == ("7", "A.B.", ())


def test_two_separate_circles_are_both_found() -> None:
    lines = {"a": ["b"], "b": ["a"], "c": ["d"], "d": ["e"], "e": ["d"], "f": ["a"], "g": [], "h": ["g"]}
    assert sorted(sorted(circle) for circle in circles(lines)) == [["a", "b"], ["d", "e"]]
