"""Working days and the planning window."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deadlines import (
    add_working_days,
    default_planning_window,
    holiday_name,
    is_working_day,
    local_date,
    month_end,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 1, 1), False), (date(2027, 1, 2), False), (date(2027, 1, 4), True), (date(2027, 3, 29), False),
        (date(2027, 4, 27), False), (date(2027, 5, 6), False), (date(2027, 5, 17), False), (date(2027, 12, 24), True),
    ],
)  # fmt: skip
def test_weekends_and_dutch_holidays_are_no_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_ten_working_days_step_over_weekends_and_king_s_day() -> None:
    assert add_working_days(date(2027, 1, 12), 10) == date(2027, 1, 26)
    assert add_working_days(date(2027, 4, 26), 1) == date(2027, 4, 28)
    assert add_working_days(date(2027, 1, 4), -1) == date(2026, 12, 31)


def test_working_days_are_counted_after_the_start() -> None:
    assert working_days_between(date(2027, 1, 12), date(2027, 1, 26)) == 10
    assert working_days_between(date(2027, 1, 12), date(2027, 1, 12)) == 0
    assert working_days_between(date(2027, 1, 12), date(2027, 1, 11)) == 0


@pytest.mark.parametrize(("year", "last"), [(2027, 28), (2028, 29)])
def test_the_planning_window_is_january_and_february(year: int, last: int) -> None:
    """R09."""
    assert default_planning_window(year) == (date(year, 1, 1), date(year, 2, last))


def test_a_day_begins_at_midnight_in_amsterdam() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    assert local_date(datetime(2027, 1, 12, 23, 30, tzinfo=UTC), zone) == date(2027, 1, 13)
    assert local_date(datetime(2027, 7, 12, 22, 30, tzinfo=UTC), zone) == date(2027, 7, 13)
    assert month_end(2027, 12) == date(2027, 12, 31)


def test_a_holiday_has_its_name_in_the_language_of_the_reader() -> None:
    assert holiday_name(date(2027, 4, 27), "nl") == "Koningsdag"
    assert holiday_name(date(2027, 4, 27), "en") == "King's Day"
    assert holiday_name(date(2027, 4, 26), "nl") is None
