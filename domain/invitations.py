"""When a manager proposes to talk: something sensible to start from, one person after another."""

from __future__ import annotations

from datetime import date, time, timedelta

from domain.deadlines import is_working_day

FIRST_IN_DAYS = 14
HOURS = (10, 11, 13, 14, 15)  # no talk during lunch, none after four


def proposed_slots(today: date, count: int) -> list[tuple[date, time]]:
    """`count` moments an hour apart, from the first working day two weeks from now; a full day runs on to the next."""
    day = _working_day_from(today + timedelta(days=FIRST_IN_DAYS))
    slots: list[tuple[date, time]] = []
    while len(slots) < count:
        slots += [(day, time(hour)) for hour in HOURS]
        day = _working_day_from(day + timedelta(days=1))
    return slots[:count]


def _working_day_from(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
