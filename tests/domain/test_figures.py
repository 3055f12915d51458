"""What the figures mean: the tree, the trend, the bands and on whom a conversation waits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from domain.conversation import Side, State
from domain.figures import (
    Counts,
    Department,
    DevelopmentGroup,
    Excluded,
    Stage,
    Waits,
    age_band,
    burn_up,
    development_group,
    months_before,
    roll_up,
    same_day,
    total,
    waits_for,
)
from domain.next_step import Situation

TOP, TEAM, OTHER, EMPTY = (UUID(int=n) for n in range(1, 5))
TREE = [
    Department(TEAM, "Wmo", TOP),
    Department(OTHER, "beheer", None),
    Department(TOP, "Sociaal domein", None),
    Department(EMPTY, "Archief", None),
]


def test_the_excluded_leave_the_denominator_and_stay_visible() -> None:
    whole = total(
        [
            Counts(3, {Excluded.LEFT: 3}),
            Counts(10, stages={Stage.FINAL: 4, Stage.HELD: 6}, held=10),
            Counts(2, {Excluded.LEFT: 1, Excluded.EXEMPT: 1}),
        ]
    )
    assert (whole.population, whole.eligible, whole.final, whole.held) == (15, 10, 4, 10)
    assert whole.excluded == {Excluded.LEFT: 4, Excluded.EXEMPT: 1}


def test_a_department_counts_its_own_staff_and_its_teams() -> None:
    own = {TOP: Counts(2, stages={Stage.HELD: 2}), TEAM: Counts(5, stages={Stage.FINAL: 5}), OTHER: Counts(1)}
    rows = roll_up(TREE, own)
    assert [(row.department.name, row.level, row.whole.population, row.own.population) for row in rows] == [
        ("beheer", 0, 1, 1),
        ("Sociaal domein", 0, 7, 2),
        ("Wmo", 1, 5, 5),
    ]


def test_the_trend_has_a_point_each_week_and_one_on_the_day() -> None:
    finals = {date(2027, 1, 5): 2, date(2027, 1, 12): 3}
    points = burn_up(finals, 20, date(2027, 1, 1), date(2027, 1, 12))
    assert points == [(date(2027, 1, 1), 0.0), (date(2027, 1, 8), 10.0), (date(2027, 1, 12), 25.0)]
    assert burn_up(finals, 0, date(2027, 1, 1), date(2027, 1, 12)) == []
    assert burn_up(finals, 20, date(2027, 1, 1), date(2026, 12, 1)) == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 2, 28), 3, date(2026, 11, 28)),
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2027, 1, 1), 12, date(2026, 1, 1)),
    ],
)
def test_months_before_a_day_stay_within_the_month(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_years_are_compared_on_the_same_day() -> None:
    assert same_day(date(2028, 2, 29), 2027) == date(2027, 2, 28)
    assert same_day(date(2026, 3, 2), 2027) == date(2027, 3, 2)


def test_waiting_is_told_in_working_days() -> None:
    assert age_band(date(2027, 1, 29), date(2027, 2, 5)) == "0-5"
    assert age_band(date(2027, 1, 29), date(2027, 2, 8)) == "6-10"
    assert age_band(date(2027, 1, 4), date(2027, 2, 8)) == "10+"


def test_kinds_of_development_fall_in_four_groups_r07() -> None:
    assert development_group("training") is DevelopmentGroup.COURSE
    assert development_group("education") is DevelopmentGroup.EDUCATION
    assert development_group("coaching") is DevelopmentGroup.COACHING
    assert development_group("placement") is DevelopmentGroup.OTHER


TODAY = date(2027, 2, 3)
E, M = frozenset({Waits.EMPLOYEE}), frozenset({Waits.MANAGER})
BOTH_IN, M_IN = frozenset(Side), frozenset({Side.MANAGER})


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (Situation(State.NOT_STARTED), M),
        (Situation(State.PREPARING), E | M),
        (Situation(State.SCHEDULED, scheduled_on=date(2027, 2, 10), handed_in=BOTH_IN), frozenset()),
        (Situation(State.SCHEDULED, scheduled_on=date(2027, 2, 10), handed_in=M_IN), E),
        (Situation(State.SCHEDULED, scheduled_on=date(2027, 2, 2), handed_in=BOTH_IN), E | M),
        (Situation(State.HELD, Side.EMPLOYEE), E),
        (Situation(State.HELD), E | M),
        (Situation(State.DRAFT, Side.MANAGER), M),
        (Situation(State.SUBMITTED, Side.MANAGER, submitted_side=Side.MANAGER), E),
        (Situation(State.SUBMITTED, Side.EMPLOYEE, submitted_side=Side.EMPLOYEE), M),
        (Situation(State.FEEDBACK_RECEIVED, Side.MANAGER, submitted_side=Side.MANAGER), M),
        (Situation(State.FEEDBACK_LAPSED, Side.MANAGER, submitted_side=Side.MANAGER), M),
        (Situation(State.CLOSED, Side.MANAGER), frozenset()),
    ],
)
def test_hr_reads_on_whom_a_conversation_waits(at: Situation, expected: frozenset[Waits]) -> None:
    assert waits_for(at, TODAY, contested=False) == expected


def test_a_contested_conversation_waits_for_hr() -> None:
    assert waits_for(Situation(State.HELD, Side.MANAGER), TODAY, contested=True) == {Waits.HR}
