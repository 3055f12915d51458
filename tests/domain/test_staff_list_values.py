"""What the cells of a staff list mean."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import staff_values as values
from domain.names import display_name, split_infix
from domain.staff_values import BadValue


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2027", date(2027, 12, 31)),
        ("1-2-2026", date(2026, 2, 1)),
        ("01/02/2026", date(2026, 2, 1)),
        ("1.2.2026", date(2026, 2, 1)),
        ("2026-02-01", date(2026, 2, 1)),
        ("2026-02-01 00:00:00", date(2026, 2, 1)),
        ("2026-02-01T00:00:00", date(2026, 2, 1)),
        ("46054", date(2026, 2, 1)),
        ("46054.0", date(2026, 2, 1)),
    ],
)
def test_a_date_is_read_day_first_as_iso_or_as_a_serial_number(text: str, day: date) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize("text", ["02/13/2026", "31-2-2026", "gisteren", "2026", "01-01-0001", "2026-02-01 13:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        values.day(text)
    assert (refused.value.key, refused.value.params) == ("import.date", {"value": text})


def test_a_short_year_is_refused() -> None:
    with pytest.raises(BadValue) as refused:
        values.day("1-2-26")
    assert refused.value.key == "import.date_short_year"


@pytest.mark.parametrize("text", ["", "0", "31-12-9999", "31/12/2999", "9999-12-31 00:00:00"])
def test_far_dates_mean_that_there_is_no_end(text: str) -> None:
    assert values.end_day(text) is None


@pytest.mark.parametrize(
    ("text", "hours"), [("36,00", "36"), ("28.8", "28.8"), ("0", "0"), ("60", "60"), ("30,25", "30.25")]
)
def test_hours_have_a_comma_or_a_point(text: str, hours: str) -> None:
    assert values.hours(text) == Decimal(hours)


@pytest.mark.parametrize(
    ("text", "key"),
    [("61", "hours"), ("-1", "hours"), ("80%", "hours"), ("NaN", "hours"), ("veel", "hours"), ("0,8", "hours_fte")],
)
def test_hours_out_of_range_and_fte_are_refused(text: str, key: str) -> None:
    with pytest.raises(BadValue) as refused:
        values.hours(text)
    assert refused.value.key == f"people.import.{key}"


@pytest.mark.parametrize(("text", "number"), [("123.0", "123"), ("00123", "00123"), ("123", "123"), ("A-12", "A-12")])
def test_numbers_stay_text(text: str, number: str) -> None:
    assert values.identifier(text) == number


def test_invisible_signs_and_doubled_spaces_go_and_case_stays() -> None:
    assert values.clean("  IJs\u200bbrand\u00a0 van\nder\u202e  Berg ") == "IJsbrand van der Berg"


@pytest.mark.parametrize(
    ("written", "infix", "family"),
    [
        ("Berg, van den", "van den", "Berg"),
        ("van den Berg", "van den", "Berg"),
        ("in 't Veld", "in 't", "Veld"),
        ("'t Hart", "'t", "Hart"),
        ("De Boer", "", "De Boer"),
        ("Jansen-de Vries", "", "Jansen-de Vries"),
        ("d'Ancona", "", "d'Ancona"),
        ("van", "", "van"),
        ("Berg, Jansen", "", "Berg, Jansen"),
    ],
)
def test_an_infix_inside_a_family_name_is_found(written: str, infix: str, family: str) -> None:
    assert split_infix(written) == (infix, family)


@given(st.lists(st.sampled_from(["van", "de", "Berg", "'t", "Hart", "IJ", "Özdemir"]), min_size=1, max_size=5))
def test_a_name_is_shown_as_it_was_written(words: list[str]) -> None:
    assert display_name("", *split_infix(" ".join(words))) == " ".join(words)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_cell(text: str) -> None:
    cell = values.clean(text)
    for convert in (values.day, values.end_day, values.hours, values.sequence, values.email, values.identifier):
        try:
            convert(cell)
        except BadValue as refused:
            assert refused.key
