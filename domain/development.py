"""A request for development, its states and who moves it (R26)."""

from __future__ import annotations

from enum import StrEnum

from domain.errors import WrongState


class RequestState(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    ON_HOLD = "on_hold"
    GRANTED = "granted"
    DECLINED = "declined"
    STARTED = "started"
    DONE = "done"
    CANCELLED = "cancelled"


class RequestAction(StrEnum):
    """What moves it: the manager decides, the employee reports."""

    GRANT = "grant"
    DECLINE = "decline"
    HOLD = "hold"
    START = "start"
    COMPLETE = "complete"
    CANCEL = "cancel"


_R, _A = RequestState, RequestAction
TRANSITIONS: dict[tuple[RequestState, RequestAction], RequestState] = {
    (_R.REQUESTED, _A.GRANT): _R.GRANTED,
    (_R.REQUESTED, _A.DECLINE): _R.DECLINED,
    (_R.REQUESTED, _A.HOLD): _R.ON_HOLD,
    (_R.REQUESTED, _A.CANCEL): _R.CANCELLED,
    (_R.ON_HOLD, _A.GRANT): _R.GRANTED,
    (_R.ON_HOLD, _A.DECLINE): _R.DECLINED,
    (_R.ON_HOLD, _A.CANCEL): _R.CANCELLED,
    (_R.GRANTED, _A.START): _R.STARTED,
    (_R.GRANTED, _A.CANCEL): _R.CANCELLED,
    (_R.STARTED, _A.COMPLETE): _R.DONE,
    (_R.STARTED, _A.CANCEL): _R.CANCELLED,
}
NEEDS_REASON = frozenset({_A.DECLINE, _A.HOLD})
DECISIONS = frozenset({_A.GRANT, _A.DECLINE, _A.HOLD})


def next_state(state: RequestState, action: RequestAction) -> RequestState:
    """The state after `action`; WrongState when it does not fit."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise WrongState("refuse.request_state") from None
