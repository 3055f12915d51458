"""Dates, amounts and hours as people in the Netherlands type them."""

from datetime import date
from decimal import Decimal

import pytest

from domain.values import date_or_none, parse_cents, parse_date, parse_hours


@pytest.mark.parametrize("typed", ["1-2-2027", "01-02-2027", "01/02/2027", "1.2.2027", " 01 02 2027 ", "2027-02-01"])
def test_a_date_is_day_first(typed: str) -> None:
    assert parse_date(typed) == date(2027, 2, 1)


@pytest.mark.parametrize("typed", ["", "31-02-2027", "12-31-2027", "1-2-27", "morgen", "2027-2-1"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_date(typed)
    assert date_or_none(typed) is None


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125000), ("1.250", 125000), ("1.250,00", 125000), ("€ 1.250,5", 125050), ("€1 250", 125000),
        ("1,250.00", 125000), ("0,05", 5), ("12,-", 1200), ("1.250.000", 125000000),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_cents(typed: str, cents: int) -> None:
    assert parse_cents(typed) == cents


@pytest.mark.parametrize("typed", ["", "veel", "-5", "1,2,3", "1e3"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_cents(typed)


@pytest.mark.parametrize(("typed", "hours"), [("16", "16"), ("7,5", "7.5"), ("7.25", "7.25")])
def test_hours_have_a_comma_or_a_point(typed: str, hours: str) -> None:
    assert parse_hours(typed) == Decimal(hours)


@pytest.mark.parametrize("typed", ["", "-1", "veel", "1,234"])
def test_what_is_no_number_of_hours_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_hours(typed)
