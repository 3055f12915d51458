"""What the figures of a cycle mean: who counts, how far they are, what is late and on whom it waits (DOMAIN 4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from domain.conversation import Side
from domain.deadlines import month_end, working_days_between
from domain.next_step import Situation, Turn, step_for
from domain.plan import DevelopmentType

JOINED_MONTHS = 3  # who came less than three months before the deadline is not counted
SMALL_ORGANISATION = 15  # below this many people content figures exist for the whole only
WEEK = timedelta(days=7)
K = TypeVar("K")


class Excluded(StrEnum):
    """Why somebody of the population is not counted; the first that holds."""

    EXEMPT = "exempt"
    LEFT = "left"
    JOINED = "joined"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    NO_DOSSIER = "no_dossier"


class Stage(StrEnum):
    """How far a conversation is, furthest first: the groups of the charts."""

    FINAL = "final"
    REVIEW = "review"
    HELD = "held"
    BEFORE = "before"
    NOT_STARTED = "not_started"


class Waits(StrEnum):
    """On whom a conversation waits."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    HR = "hr"


class DevelopmentGroup(StrEnum):
    """The kinds that the figures tell apart: few, or every cell would be too small."""

    COURSE = "course"
    EDUCATION = "education"
    COACHING = "coaching"
    OTHER = "other"


_GROUPS = {
    DevelopmentType.COURSE: DevelopmentGroup.COURSE,
    DevelopmentType.TRAINING: DevelopmentGroup.COURSE,
    DevelopmentType.EDUCATION: DevelopmentGroup.EDUCATION,
    DevelopmentType.COACHING: DevelopmentGroup.COACHING,
}


@dataclass(frozen=True)
class Counts:
    """Numbers of employments. `held`, `final` and `late` are parts of `eligible`; `on_time` of `due`.

    `prepared_*` are parts of `held`, `recorded_on_time` of `record_due`.
    """

    population: int = 0
    excluded: Mapping[Excluded, int] = field(default_factory=dict)
    stages: Mapping[Stage, int] = field(default_factory=dict)
    held: int = 0
    due: int = 0
    on_time: int = 0
    late: int = 0
    prepared_employee: int = 0
    prepared_manager: int = 0
    record_due: int = 0
    recorded_on_time: int = 0

    @property
    def eligible(self) -> int:
        """Who counts: the population without the excluded."""
        return self.population - sum(self.excluded.values())

    @property
    def final(self) -> int:
        """Whose plan is final."""
        return self.stages.get(Stage.FINAL, 0)

    def __add__(self, other: Counts) -> Counts:
        numbers = {name: getattr(self, name) + getattr(other, name) for name in _NUMBERS}
        return Counts(
            excluded=_added(self.excluded, other.excluded), stages=_added(self.stages, other.stages), **numbers
        )


_NUMBERS = (
    "population",
    "held",
    "due",
    "on_time",
    "late",
    "prepared_employee",
    "prepared_manager",
    "record_due",
    "recorded_on_time",
)


def _added(one: Mapping[K, int], other: Mapping[K, int]) -> dict[K, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}


@dataclass(frozen=True)
class Department:
    """A place in the tree. `staffed`: somebody is placed in it directly."""

    id: UUID
    name: str
    parent_id: UUID | None
    staffed: bool = True


@dataclass(frozen=True)
class DepartmentCounts:
    """A department's numbers: `whole` with everything below it, `own` of who is placed in it directly."""

    department: Department
    level: int
    whole: Counts
    own: Counts


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return min(date(year, month, 1) + timedelta(days=day.day - 1), month_end(year, month))


def same_day(day: date, year: int) -> date:
    """The same day in another year; 29 February becomes the 28th."""
    return months_before(day, (day.year - year) * 12)


def development_group(kind: str) -> DevelopmentGroup:
    """The group of a kind of development (R07)."""
    return _GROUPS.get(DevelopmentType(kind), DevelopmentGroup.OTHER)


def levels(departments: Sequence[Department]) -> list[tuple[Department, int]]:
    """The tree in reading order, each with its depth; a department whose parent is unknown stands on top."""
    known = {one.id for one in departments}
    below: dict[UUID | None, list[Department]] = {}
    for one in sorted(departments, key=lambda one: one.name.casefold()):
        below.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    found: list[tuple[Department, int]] = []

    def walk(parent: UUID | None, level: int) -> None:
        for one in below.get(parent, ()):
            found.append((one, level))
            walk(one.id, level + 1)

    walk(None, 0)
    return found


def roll_up(departments: Sequence[Department], own: Mapping[UUID, Counts]) -> list[DepartmentCounts]:
    """Every department with staff that counts or is excluded, in reading order, with its own and its whole numbers."""
    order = levels(departments)
    whole = {one.id: own.get(one.id, Counts()) for one, _ in order}
    for one, level in reversed(order):
        if level:
            whole[one.parent_id] += whole[one.id]  # type: ignore[index]
    return [
        DepartmentCounts(one, level, whole[one.id], own.get(one.id, Counts()))
        for one, level in order
        if whole[one.id].population
    ]


def burn_up(finals: Mapping[date, int], eligible: int, first: date, last: date) -> list[tuple[date, float]]:
    """The share final in per cent, each week from `first` and on `last`; empty when nobody counts."""
    if not eligible or last < first:
        return []
    weeks = [first + WEEK * n for n in range((last - first).days // 7 + 1)]
    days = weeks if weeks[-1] == last else [*weeks, last]
    return [(day, round(100 * sum(n for when, n in finals.items() if when <= day) / eligible, 1)) for day in days]


def age_band(since: date, today: date) -> str:
    """How long something waits, in working days: 0-5, 6-10 or longer."""
    days = working_days_between(since, today)
    return "0-5" if days <= 5 else "6-10" if days <= 10 else "10+"


def waits_for(at: Situation, today: date, *, contested: bool) -> frozenset[Waits]:
    """On whom a conversation waits, as HR reads it: whoever can act, both, HR for a contested talk, or nobody."""
    if contested:
        return frozenset({Waits.HR})
    return frozenset(Waits(side.value) for side in Side if step_for(side, at, today).turn is Turn.YOU)


def total(rows: Iterable[Counts]) -> Counts:
    """The sum of several."""
    whole = Counts()
    for row in rows:
        whole += row
    return whole
