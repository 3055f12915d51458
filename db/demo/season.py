"""The demo's calendar: two yearly cycles around the day on which it is built, so that it is always mid-season."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from domain.deadlines import add_working_days, is_working_day

BEFORE, AFTER = timedelta(days=35), timedelta(days=14)
LAST_WHOLE_YEAR_MONTH = 7


@dataclass(frozen=True)
class Year:
    """One cycle's dates: its period and its planning window."""

    year: int
    starts_on: date
    ends_on: date
    planning_from: date
    planning_until: date

    def earlier(self) -> Year:
        """The same dates one year before."""
        before = [_year_before(day) for day in (self.starts_on, self.planning_from, self.planning_until)]
        return Year(self.year - 1, before[0], self.starts_on - timedelta(days=1), before[1], before[2])


@dataclass(frozen=True)
class Season:
    """Today, the running cycle and last year's."""

    today: date
    zone: ZoneInfo
    present: Year
    past: Year

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """An hour of the organisation's day, as an aware moment."""
        return datetime.combine(day, time(hour, minute), self.zone)

    def office_hour(self, day: date, random: Random) -> datetime:
        """Some quarter of an hour between nine and five."""
        return self.moment(day, random.randrange(9, 17), random.choice((0, 15, 30, 45)))

    def ago(self, working_days: int) -> date:
        """The working day so many working days before today."""
        return add_working_days(self.today, -working_days)

    def ahead(self, working_days: int) -> date:
        """The working day so many working days after today."""
        return add_working_days(self.today, working_days)


def season(today: date, zone: ZoneInfo) -> Season:
    """The calendar for a demo that is built today.

    The planning window runs from five weeks ago until two weeks from now. Until July the cycle is the calendar year,
    as most organisations have it. Later in the year too little of it would be left for agreements (each is due within
    the period), so the cycle then runs for twelve months from the month in which the window opened, as schools have it.
    """
    start = date(today.year, 1, 1) if today.month <= LAST_WHOLE_YEAR_MONTH else (today - BEFORE).replace(day=1)
    end = start.replace(year=start.year + 1) - timedelta(days=1)
    present = Year(start.year, start, end, today - BEFORE, today + AFTER)
    return Season(today, zone, present, present.earlier())


def working(day: date) -> date:
    """The day itself, or the first working day after it."""
    return day if is_working_day(day) else add_working_days(day, 1)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
