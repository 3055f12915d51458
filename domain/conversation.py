"""The planning conversation as a machine: states, actions and the moves between them.

Source: the seed text (who prepares, records, reads and decides) and the field's practice as worked out in
docs/states.md, which is generated from these tables.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.errors import WrongState


class Side(StrEnum):
    """The two sides of a conversation."""

    EMPLOYEE = "employee"
    MANAGER = "manager"

    @property
    def other(self) -> Side:
        """The other side."""
        return Side.MANAGER if self is Side.EMPLOYEE else Side.EMPLOYEE


class State(StrEnum):
    """Where a conversation stands. FEEDBACK_LAPSED is never stored: see `present_state`."""

    NOT_STARTED = "not_started"
    PREPARING = "preparing"
    SCHEDULED = "scheduled"
    HELD = "held"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    FEEDBACK_RECEIVED = "feedback_received"
    FEEDBACK_WAIVED = "feedback_waived"
    FEEDBACK_LAPSED = "feedback_lapsed"
    FINAL = "final"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What moves a conversation, or is done inside a state."""

    START_PREPARING = "start_preparing"
    SCHEDULE = "schedule"
    AGREE_DATE = "agree_date"
    ASK_RECORDER = "ask_recorder"
    HAND_IN = "hand_in"
    TAKE_BACK = "take_back"
    HOLD = "hold"
    CONTEST = "contest"
    UNDO_HELD = "undo_held"
    RECORD = "record"
    TAKE_OVER = "take_over"
    SUBMIT = "submit"
    GIVE_FEEDBACK = "give_feedback"
    NO_REMARKS = "no_remarks"
    REVISE = "revise"
    FINALISE = "finalise"
    SIGN = "sign"
    NOTE_REFUSAL = "note_refusal"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    CLOSE = "close"


BEFORE_TALK = frozenset({State.NOT_STARTED, State.PREPARING, State.SCHEDULED})
AFTER_TALK = frozenset({State.HELD, State.DRAFT})
IN_REVIEW = frozenset({State.SUBMITTED, State.FEEDBACK_RECEIVED, State.FEEDBACK_WAIVED, State.FEEDBACK_LAPSED})
FIXED = frozenset({State.FINAL, State.CLOSED})
OPEN = BEFORE_TALK | AFTER_TALK | IN_REVIEW
EVERY = frozenset(State)

_MOVES: dict[Action, tuple[frozenset[State], State | None]] = {
    # action: (states it starts from, state it leads to; None: the state stays)
    Action.START_PREPARING: (frozenset({State.NOT_STARTED}), State.PREPARING),
    Action.SCHEDULE: (BEFORE_TALK, State.SCHEDULED),
    Action.AGREE_DATE: (frozenset({State.SCHEDULED}), None),
    Action.ASK_RECORDER: (frozenset({State.SCHEDULED, State.HELD}), None),
    Action.HAND_IN: (BEFORE_TALK, None),
    Action.TAKE_BACK: (BEFORE_TALK, None),
    Action.HOLD: (frozenset({State.SCHEDULED}), State.HELD),
    Action.CONTEST: (AFTER_TALK, None),
    Action.UNDO_HELD: (AFTER_TALK, State.SCHEDULED),
    Action.RECORD: (AFTER_TALK, State.DRAFT),
    Action.TAKE_OVER: (AFTER_TALK, State.DRAFT),
    Action.SUBMIT: (IN_REVIEW | {State.DRAFT}, State.SUBMITTED),
    Action.GIVE_FEEDBACK: (IN_REVIEW, State.FEEDBACK_RECEIVED),
    Action.NO_REMARKS: (frozenset({State.SUBMITTED, State.FEEDBACK_LAPSED}), State.FEEDBACK_WAIVED),
    Action.REVISE: (IN_REVIEW, None),
    Action.FINALISE: (IN_REVIEW, State.FINAL),
    Action.SIGN: (frozenset({State.FINAL}), None),
    Action.NOTE_REFUSAL: (frozenset({State.FINAL}), None),
    Action.SUSPEND: (OPEN, State.SUSPENDED),
    Action.RESUME: (frozenset({State.SUSPENDED}), None),  # back to where it was: the verb knows
    Action.CANCEL: (OPEN | {State.SUSPENDED}, State.CANCELLED),
    Action.CLOSE: (frozenset({State.FINAL}), State.CLOSED),
}

TRANSITIONS: dict[tuple[State, Action], State] = {
    (state, action): target or state for action, (sources, target) in _MOVES.items() for state in sources
}


def next_state(state: State, action: Action) -> State:
    """The state after `action`; WrongState when it does not fit."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise WrongState("refuse.suspended" if state is State.SUSPENDED else None, state=state) from None


def present_state(stored: State, review_until: date | None, today: date) -> State:
    """The state as of today: a submission whose window passed without a reaction is FEEDBACK_LAPSED.

    `review_until` is the last day of the window. Nothing has to run at midnight for the window to close.
    """
    if stored is State.SUBMITTED and review_until is not None and today > review_until:
        return State.FEEDBACK_LAPSED
    return stored
