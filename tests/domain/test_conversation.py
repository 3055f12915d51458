"""The machine of a planning conversation, as a table that can be read."""

import pytest

from domain.conversation import FIXED, IN_REVIEW, TRANSITIONS, Action, Side, State, next_state, present_state
from domain.errors import WrongState
from tests.cast import TODAY

DAY = TODAY


def test_the_whole_way_from_nothing_to_a_plan() -> None:
    """R01: a plan is made in one order, and no step can be skipped."""
    way = [
        (Action.START_PREPARING, State.PREPARING), (Action.SCHEDULE, State.SCHEDULED), (Action.HOLD, State.HELD),
        (Action.RECORD, State.DRAFT), (Action.SUBMIT, State.SUBMITTED), (Action.GIVE_FEEDBACK, State.FEEDBACK_RECEIVED),
        (Action.FINALISE, State.FINAL), (Action.CLOSE, State.CLOSED),
    ]  # fmt: skip
    state = State.NOT_STARTED
    for action, expected in way:
        state = next_state(state, action)
        assert state is expected


def test_nothing_is_recorded_before_the_talk() -> None:
    """R15: record and submit start from after the talk."""
    for state in (State.NOT_STARTED, State.PREPARING, State.SCHEDULED):
        for action in (Action.RECORD, Action.SUBMIT, Action.FINALISE):
            with pytest.raises(WrongState):
                next_state(state, action)


def test_a_final_plan_is_only_signed_or_closed() -> None:
    for (state, action), target in TRANSITIONS.items():
        if state in FIXED:
            assert target in FIXED and action in {Action.SIGN, Action.NOTE_REFUSAL, Action.CLOSE}


def test_finalising_needs_a_text_in_review_and_nothing_else() -> None:
    """R14, R19: feedback opens no and closes no door to a final plan."""
    assert {state for state, action in TRANSITIONS if action is Action.FINALISE} == IN_REVIEW


def test_a_suspended_conversation_says_so() -> None:
    with pytest.raises(WrongState) as refusal:
        next_state(State.SUSPENDED, Action.HOLD)
    assert refusal.value.key == "refuse.suspended"


@pytest.mark.parametrize(
    ("stored", "days", "present"),
    [
        (State.SUBMITTED, 0, State.SUBMITTED),
        (State.SUBMITTED, -1, State.FEEDBACK_LAPSED),
        (State.FEEDBACK_RECEIVED, -1, State.FEEDBACK_RECEIVED),
        (State.FINAL, -1, State.FINAL),
    ],
)
def test_a_window_closes_by_itself_at_the_end_of_its_last_day(stored: State, days: int, present: State) -> None:
    from datetime import timedelta

    assert present_state(stored, DAY + timedelta(days=days), DAY) is present


def test_the_other_side_of_a_side_is_the_other() -> None:
    assert [side.other.other for side in Side] == list(Side)
