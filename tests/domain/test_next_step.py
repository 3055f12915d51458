"""Whose turn it is, in every state."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.conversation import Side, State
from domain.next_step import Situation, Turn, deadline, step_for, waits_for

DAY = date(2027, 2, 1)
E, M = Side.EMPLOYEE, Side.MANAGER
AT = Situation(State.SCHEDULED, M, DAY, DAY, DAY, DAY, DAY)


@pytest.mark.parametrize(
    ("at", "employee", "manager"),
    [
        (replace(AT, state=State.NOT_STARTED), Turn.OTHER, Turn.YOU),
        (replace(AT, state=State.PREPARING), Turn.YOU, Turn.YOU),
        (replace(AT, state=State.HELD), Turn.OTHER, Turn.YOU),
        (replace(AT, state=State.DRAFT, recorder=E), Turn.YOU, Turn.OTHER),
        (replace(AT, state=State.DRAFT, recorder=E, late_recording=True), Turn.YOU, Turn.YOU),
        (replace(AT, state=State.HELD, recorder=None), Turn.YOU, Turn.YOU),
        (replace(AT, state=State.SUBMITTED, submitted_side=M), Turn.YOU, Turn.OTHER),
        (replace(AT, state=State.SUBMITTED, submitted_side=E), Turn.OTHER, Turn.YOU),
        (replace(AT, state=State.FEEDBACK_RECEIVED, submitted_side=M), Turn.OTHER, Turn.YOU),
        (replace(AT, state=State.FEEDBACK_LAPSED, submitted_side=M), Turn.OTHER, Turn.YOU),
        (replace(AT, state=State.FINAL), Turn.YOU, Turn.OTHER),
        (replace(AT, state=State.FINAL, signature="agreed"), Turn.DONE, Turn.DONE),
        (replace(AT, state=State.SUSPENDED), Turn.PAUSED, Turn.PAUSED),
        (replace(AT, state=State.CANCELLED), Turn.DONE, Turn.DONE),
    ],
)
def test_whose_turn_it_is(at: Situation, employee: Turn, manager: Turn) -> None:
    assert (step_for(E, at, DAY).turn, step_for(M, at, DAY).turn) == (employee, manager)


def test_before_the_talk_both_prepare_and_then_it_is_planned() -> None:
    """R10."""
    early = DAY - timedelta(days=3)
    assert step_for(E, AT, early).code == "scheduled_mine_missing"
    assert step_for(E, replace(AT, handed_in=frozenset({E})), early).code == "scheduled_theirs_missing"
    assert step_for(E, replace(AT, handed_in=frozenset(Side)), early).turn is Turn.PLANNED


def test_no_recorder_reminds_both() -> None:
    """R16."""
    at = replace(AT, state=State.HELD, recorder=None)
    assert {step_for(side, at, DAY).code for side in Side} == {"no_recorder"}


def test_the_deadline_is_the_window_then_the_record_by_date_then_the_reading_time() -> None:
    """R09, R17."""
    at = Situation(State.SCHEDULED, M, due_on=DAY, record_by=DAY + timedelta(1), review_until=DAY + timedelta(2))
    found = [
        deadline(replace(at, state=state)) for state in (State.SCHEDULED, State.DRAFT, State.SUBMITTED, State.FINAL)
    ]
    assert found == [DAY, DAY + timedelta(1), DAY + timedelta(2), None]


def test_hr_sees_whom_it_waits_for() -> None:
    assert waits_for(replace(AT, state=State.DRAFT, recorder=E), DAY) is E
    assert waits_for(replace(AT, state=State.SUSPENDED), DAY) is None
    assert waits_for(replace(AT, state=State.HELD, recorder=None), DAY) is None
