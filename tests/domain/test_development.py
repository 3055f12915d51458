"""The states of a development request."""

import pytest

from domain.development import DECISIONS, NEEDS_REASON, TRANSITIONS, RequestAction, RequestState, next_state
from domain.errors import WrongState


@pytest.mark.parametrize(
    ("way", "end"),
    [
        (("grant", "start", "complete"), "done"),
        (("decline",), "declined"),
        (("hold", "grant", "start"), "started"),
        (("cancel",), "cancelled"),
    ],
)
def test_the_ways_of_a_request(way: tuple[str, ...], end: str) -> None:
    """R26."""
    state = RequestState.REQUESTED
    for action in way:
        state = next_state(state, RequestAction(action))
    assert state == end


def test_what_is_decided_is_not_decided_again() -> None:
    """R26."""
    for state in (RequestState.DECLINED, RequestState.DONE, RequestState.CANCELLED):
        for action in RequestAction:
            with pytest.raises(WrongState):
                next_state(state, action)


def test_a_no_and_a_later_need_a_reason() -> None:
    assert NEEDS_REASON < DECISIONS
    assert {action for _, action in TRANSITIONS} == set(RequestAction)
