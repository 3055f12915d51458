"""Local dates, working days and the Dutch holidays between them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays


@lru_cache(maxsize=32)
def _closed_days(year: int) -> holidays.HolidayBase:
    # The public set: Good Friday and Liberation Day are ordinary working days for most employers.
    return holidays.country_holidays("NL", years=year)


def holiday_name(day: date, language: str) -> str | None:
    """The name of the Dutch public holiday on `day`, or None."""
    code = "nl" if language == "nl" else "en_US"
    name = holidays.country_holidays("NL", years=day.year, language=code).get(day)
    return str(name) if name else None


def is_working_day(day: date) -> bool:
    """Monday to Friday, public holidays of the Netherlands excluded."""
    return day.weekday() < 5 and day not in _closed_days(day.year)


def add_working_days(start: date, count: int) -> date:
    """The date `count` working days after `start`; the start itself does not count."""
    step = 1 if count >= 0 else -1
    day, left = start, abs(count)
    while left:
        day += timedelta(days=step)
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; 0 when `end` is not later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The organisation's calendar date at `moment` (an aware datetime)."""
    return moment.astimezone(zone).date()


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def default_planning_window(year: int) -> tuple[date, date]:
    """1 January to the end of February. Source: the seed text, "in januari of februari" (R09)."""
    return date(year, 1, 1), month_end(year, 2)
