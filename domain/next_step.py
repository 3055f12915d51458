"""Whose turn is it, and what is the next step: one table for the state, the side that reads, and what is known.

Words: catalogue keys `next.<code>.<side>`; the same codes name the manager's board and HR's "waits for".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.conversation import AFTER_TALK, IN_REVIEW, Side, State


class Turn(StrEnum):
    """Who has to act, as seen by the reader."""

    YOU = "you"
    OTHER = "other"
    PLANNED = "planned"
    DONE = "done"
    PAUSED = "paused"


class Screen(StrEnum):
    """Where the step is done."""

    CONVERSATION = "conversation/conversation"
    PREPARATION = "conversation/preparation"
    PLAN = "conversation/plan"


@dataclass(frozen=True)
class Situation:
    """What is known about a conversation. Dates are local; `signature` is empty while nobody signed."""

    state: State
    recorder: Side | None = None
    scheduled_on: date | None = None
    due_on: date | None = None
    record_by: date | None = None
    review_until: date | None = None
    sign_by: date | None = None
    submitted_side: Side | None = None
    handed_in: frozenset[Side] = frozenset()
    agreed: bool = True
    proposed_side: Side | None = None
    recorder_asked_side: Side | None = None
    late_recording: bool = False
    unsent: bool = False
    signature: str = ""


@dataclass(frozen=True)
class Step:
    """One sentence and one button.

    code: key of the sentence (`next.<code>`); turn: whose; act: key of the button's text; screen: where; day: the date
    in the sentence and the deadline of the step (None: none).
    """

    code: str
    turn: Turn
    act: str
    screen: Screen
    day: date | None = None


def step_for(side: Side, at: Situation, today: date) -> Step:
    """The next step as the person on `side` reads it."""
    if at.state in (State.NOT_STARTED, State.PREPARING):
        return _before_date(side, at)
    if at.state is State.SCHEDULED:
        return _scheduled(side, at, today)
    if at.state in AFTER_TALK:
        return _recording(side, at)
    if at.state in IN_REVIEW:
        return _review(side, at)
    if at.state is State.FINAL:
        return _final(side, at, today)
    return _still(at)


def _before_date(side: Side, at: Situation) -> Step:
    if side is Side.EMPLOYEE:
        if at.state is State.PREPARING and side not in at.handed_in:
            return Step("preparing.employee", Turn.YOU, "act.prepare", Screen.PREPARATION, at.due_on)
        code = "preparing_in.employee" if side in at.handed_in else "not_started.employee"
        return Step(code, Turn.OTHER, "act.prepare", Screen.PREPARATION, at.due_on)
    code = "not_started.manager" if at.state is State.NOT_STARTED else "preparing.manager"
    return Step(code, Turn.YOU, "act.suggest_date", Screen.CONVERSATION, at.due_on)


def _scheduled(side: Side, at: Situation, today: date) -> Step:
    day = at.scheduled_on
    if at.recorder_asked_side is side.other:
        return Step("recorder_asked", Turn.YOU, "act.answer", Screen.CONVERSATION, day)
    if day is not None and today >= day and (today > day or side in at.handed_in or len(at.handed_in) == 2):
        code = "scheduled_passed" if today > day else "scheduled_today"
        return Step(code, Turn.YOU, "act.hold", Screen.CONVERSATION, day)
    if side not in at.handed_in:
        return Step("scheduled_mine_missing", Turn.YOU, "act.prepare", Screen.PREPARATION, day)
    if not at.agreed and at.proposed_side is side.other:
        return Step("scheduled_proposed", Turn.YOU, "act.agree_date", Screen.CONVERSATION, day)
    if side.other not in at.handed_in:
        return Step("scheduled_theirs_missing", Turn.OTHER, "act.open_conversation", Screen.CONVERSATION, day)
    return Step("scheduled_both", Turn.PLANNED, "act.read_preps", Screen.PREPARATION, day)


def _recording(side: Side, at: Situation) -> Step:
    if at.recorder is None:
        return Step("no_recorder", Turn.YOU, "act.choose_recorder", Screen.CONVERSATION, None)
    if at.recorder is side:
        code = "held_recorder" if at.state is State.HELD else "draft_recorder"
        return Step(code, Turn.YOU, "act.record", Screen.PLAN, at.record_by)
    if at.late_recording and side is Side.MANAGER:
        return Step("recording_late", Turn.YOU, "act.take_over", Screen.PLAN, at.record_by)
    code = "held_other" if at.state is State.HELD else "draft_other"
    return Step(code, Turn.OTHER, "act.open_conversation", Screen.CONVERSATION, at.record_by)


def _review(side: Side, at: Situation) -> Step:
    by_employee = at.submitted_side is Side.EMPLOYEE
    who = "r_employee" if by_employee else "r_manager"
    state = State.SUBMITTED if by_employee and at.state is State.FEEDBACK_LAPSED else at.state
    code = f"{state}.{who}.{side}"
    if at.unsent and side is Side.MANAGER:
        return Step("unsent", Turn.YOU, "act.submit_again", Screen.PLAN, at.review_until)
    mine = _REVIEW_TURN[state, by_employee]
    act = {
        "read": "act.read_plan",
        "feedback": "act.read_feedback",
        "finalise": "act.finalise",
        "wait": "act.open_plan",
    }
    kind = "wait" if mine is not side else _REVIEW_ACT[state, by_employee]
    return Step(code, Turn.YOU if mine is side else Turn.OTHER, act[kind], Screen.PLAN, at.review_until)


# (state, recorded by the employee): whose turn it is, and what they do.
_REVIEW_TURN: dict[tuple[State, bool], Side] = {
    (State.SUBMITTED, False): Side.EMPLOYEE,
    (State.SUBMITTED, True): Side.MANAGER,
    (State.FEEDBACK_RECEIVED, False): Side.MANAGER,
    (State.FEEDBACK_RECEIVED, True): Side.EMPLOYEE,
    (State.FEEDBACK_WAIVED, False): Side.MANAGER,
    (State.FEEDBACK_WAIVED, True): Side.MANAGER,
    (State.FEEDBACK_LAPSED, False): Side.MANAGER,
}
_REVIEW_ACT: dict[tuple[State, bool], str] = {
    (State.SUBMITTED, False): "read",
    (State.SUBMITTED, True): "read",
    (State.FEEDBACK_RECEIVED, False): "feedback",
    (State.FEEDBACK_RECEIVED, True): "feedback",
    (State.FEEDBACK_WAIVED, False): "finalise",
    (State.FEEDBACK_WAIVED, True): "finalise",
    (State.FEEDBACK_LAPSED, False): "finalise",
}


def _final(side: Side, at: Situation, today: date) -> Step:
    if at.signature and at.signature != "refused":
        return Step(f"signed.{side}", Turn.DONE, "act.open_plan", Screen.PLAN, None)
    overdue = at.sign_by is not None and today > at.sign_by
    if overdue or at.signature == "refused":
        return Step(f"unsigned.{side}", Turn.DONE, "act.open_plan", Screen.PLAN, None)
    if side is Side.EMPLOYEE:
        return Step("final.employee", Turn.YOU, "act.sign", Screen.PLAN, at.sign_by)
    return Step("final.manager", Turn.OTHER, "act.open_plan", Screen.PLAN, at.sign_by)


def _still(at: Situation) -> Step:
    turn = Turn.PAUSED if at.state is State.SUSPENDED else Turn.DONE
    return Step(at.state.value, turn, "act.open_conversation", Screen.CONVERSATION, None)


def deadline(at: Situation) -> date | None:
    """The date by which the present step should be done: what "late" is measured by.

    Before the talk the end of the window, then the record-by date, then the window for feedback; final is on time.
    """
    if at.state in (State.NOT_STARTED, State.PREPARING, State.SCHEDULED):
        return at.due_on
    if at.state in AFTER_TALK:
        return at.record_by or at.due_on
    if at.state in IN_REVIEW:
        return at.review_until
    return None


def waits_for(at: Situation, today: date) -> Side | None:
    """Whom the conversation waits for, for HR's list: the side whose turn it is; None when both or nobody."""
    turns = {side: step_for(side, at, today).turn for side in Side}
    acting = [side for side, turn in turns.items() if turn is Turn.YOU]
    return acting[0] if len(acting) == 1 else None
