"""A cycle's dates and terms: what a sound year looks like, and from when somebody has to be ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.deadlines import default_planning_window
from domain.errors import FieldError

JOINER_DAYS = 56  # a joiner's plan is due eight weeks after the start (DOMAIN 2.5)
CATCH_UP_DAYS = 28  # who is added after the opening is not late from the first day
EXEMPT_CODES = ("short_contract", "intern", "hired", "top_position", "other")
YEARS = range(2000, 2101)
MOST_DAYS = 60


@dataclass(frozen=True)
class Terms:
    """What HR fills in for a year. `*_days` are working days; `ends_on` and `planning_until` are last days."""

    year: int
    starts_on: date
    ends_on: date
    planning_from: date
    planning_until: date
    feedback_days: int = 10
    revision_days: int = 5
    record_days: int = 5
    sign_days: int = 10


def default_terms(year: int) -> Terms:
    """The calendar year, with the planning conversations in January and February (R09)."""
    first, last = default_planning_window(year)
    return Terms(year, date(year, 1, 1), date(year, 12, 31), first, last)


def check_terms(terms: Terms, others: Iterable[tuple[int, date, date]]) -> list[FieldError]:
    """What is wrong with the terms, beside the cycles that exist: (year, first day, last day)."""
    known = list(others)
    errors = [FieldError("year", "cycle.year_taken", {"year": terms.year})] * any(y == terms.year for y, _, _ in known)
    if terms.ends_on <= terms.starts_on:
        return [*errors, FieldError("ends_on", "valid.period"), *_check_days(terms)]
    errors += [
        FieldError("starts_on", "refuse.overlap", {"period": str(year)})
        for year, starts, ends in known
        if year != terms.year and starts <= terms.ends_on and terms.starts_on <= ends
    ]
    return [*errors, *check_window(terms, terms.planning_until), *_check_days(terms)]


def check_window(terms: Terms, planning_until: date) -> list[FieldError]:
    """What is wrong with a last day of the planning window."""
    if planning_until < terms.planning_from:
        return [FieldError("planning_until", "valid.period")]
    # The window may begin before the year does: plenty of organisations talk in December.
    if not terms.starts_on <= planning_until <= terms.ends_on:
        return [FieldError("planning_until", "valid.due_outside", {"from": terms.starts_on, "to": terms.ends_on})]
    return []


def _check_days(terms: Terms) -> list[FieldError]:
    named = {
        "feedback_days": terms.feedback_days,
        "revision_days": terms.revision_days,
        "record_days": terms.record_days,
        "sign_days": terms.sign_days,
    }
    return [
        FieldError(name, "cycle.days_range", {"min": 1, "max": MOST_DAYS})
        for name, days in named.items()
        if not 1 <= days <= MOST_DAYS
    ]


def due_on(planning_until: date, in_service_on: date) -> date:
    """The end of somebody's window: the cycle's, or eight weeks after the start for a joiner."""
    return max(planning_until, in_service_on + timedelta(days=JOINER_DAYS))
