"""Everyone, in every state, tries everything: who may is written here apart from domain/permissions.py.

Proves R13 (only the manager or a granted delegate finalises, refused in the verbs and logged), R15 (no record before
the talk) and R18 (nothing readable before it is submitted), and that a stranger cannot tell a conversation from none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, combinations
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from db import cases, conversations, development, guiding, plans, preparations, recording, review
from db.review import SignatureKind
from domain.actor import Actor
from domain.conversation import Side, State
from domain.development import RequestAction
from domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, WrongState
from domain.permissions import RULES, Permission, Standing
from domain.plan import Mark, Section
from tests import cast as the_cast
from tests.cast import Cast, to_state
from tests.rehearsal import Rehearsal

E, M, H = "anna", "boris daan", "helena"  # the sides and HR; "pen" and "reader" depend on who records
BEFORE = "not_started preparing scheduled"
TALKED = "held draft"
REVIEW = "submitted feedback_received feedback_waived feedback_lapsed"
FIXED = "final closed"
ALL = f"{BEFORE} {TALKED} {REVIEW} {FIXED} suspended cancelled"
OPENED = f"scheduled {TALKED} {REVIEW} {FIXED} suspended cancelled"
INSIDERS = ("anna", "boris", "daan", "vera", "dirk", "helena")  # who may know that the conversation is there
STRANGERS = ("clara", "sam", "adam", "olga")

# What each may do, and when. Somebody who is not in a line may never.
MAY: dict[str, dict[str, str]] = {
    "know_the_status": {f"{E} {M} vera dirk {H}": ALL},
    "open_the_conversation": {f"{E} {M} vera": ALL},
    "read_own_preparation": {f"{E} {M}": ALL},
    "read_the_other_preparation": {f"{E} {M}": OPENED},
    "read_the_plan": {f"{E} {M} vera": f"{REVIEW} {FIXED}"},
    "read_the_working_copy": {"pen": f"draft {REVIEW}", M: REVIEW},
    "save_an_answer": {E: "not_started", "boris": "not_started preparing", "daan": BEFORE},
    "hand_in": {E: "not_started", "boris": "not_started preparing", "daan": BEFORE},
    "take_back": {E: "preparing"},
    "schedule": {f"{E} {M}": BEFORE},
    "agree_to_the_date": {E: "scheduled"},
    "ask_for_a_recorder": {f"{E} {M}": "scheduled held"},
    "answer_about_the_recorder": {E: "scheduled held"},
    "add_an_agenda_point": {f"{E} {M}": f"{BEFORE} {TALKED}"},
    "hold": {f"{E} {M}": "scheduled"},
    "contest": {E: TALKED},
    "resolve": {H: "held"},
    "start_the_plan": {"pen": TALKED},
    "add_a_row": {"pen": f"draft {REVIEW}", M: REVIEW},
    "change_a_field": {"pen": f"draft {REVIEW}", M: REVIEW},
    "mark_a_section": {"pen": f"draft {REVIEW}", M: REVIEW},
    "take_proposals": {"pen": f"draft {REVIEW}", M: REVIEW},
    "discard_changes": {"pen": REVIEW, M: REVIEW},
    "submit": {"pen": f"draft {REVIEW}", M: REVIEW},
    "take_over": {"late": TALKED},
    "give_feedback": {"reader": REVIEW},
    "say_no_remarks": {"reader": "submitted feedback_lapsed"},
    "finalise": {M: "feedback_received feedback_waived feedback_lapsed", "decider_reads": "submitted"},
    "sign": {E: "final"},
    "note_a_refusal": {"boris": "final"},
    "decide_on_development": {"boris": ALL},
    "report_on_development": {E: FIXED},
    "suspend": {H: f"{BEFORE} {TALKED} {REVIEW}"},
    "resume": {H: "suspended"},
    "cancel": {H: f"{BEFORE} {TALKED} {REVIEW} suspended"},
}


@dataclass(frozen=True)
class Scene:
    """A conversation in one state, the ids an attempt needs, and the database that undoes every attempt."""

    cast: Cast
    db: Rehearsal
    recorder: Side
    state: State
    conversation_id: UUID
    submission_id: UUID
    sha256: str
    agreement_id: UUID
    request_id: UUID


def _read_other(s: Scene, who: Actor) -> object:
    both = preparations.preparations(s.db, who, s.conversation_id, now=s.cast.now)
    return both.theirs


ATTEMPTS: dict[str, Callable[[Scene, Actor], Any]] = {
    "know_the_status": lambda s, a: _status(s, a),
    "open_the_conversation": lambda s, a: conversations.conversation(s.db, a, s.conversation_id, now=s.cast.now),
    "read_own_preparation": lambda s, a: preparations.preparations(s.db, a, s.conversation_id, now=s.cast.now),
    "read_the_other_preparation": _read_other,
    "read_the_plan": lambda s, a: plans.plan(s.db, a, s.conversation_id, now=s.cast.now).newest,
    "read_the_working_copy": lambda s, a: plans.plan(s.db, a, s.conversation_id, now=s.cast.now).draft,
    "save_an_answer": lambda s, a: preparations.save_answer(
        s.db, a, s.conversation_id, "private_notes", "x", "", now=s.cast.now
    ),
    "hand_in": lambda s, a: preparations.hand_in(s.db, a, s.conversation_id, now=s.cast.now),
    "take_back": lambda s, a: preparations.take_back(s.db, a, s.conversation_id, now=s.cast.now),
    "schedule": lambda s, a: conversations.schedule(
        s.db,
        a,
        s.conversation_id,
        when=s.cast.now + timedelta(days=3),
        place="",
        recorder=s.recorder,
        record_by=None,
        now=s.cast.now,
    ),
    "agree_to_the_date": lambda s, a: conversations.agree_date(s.db, a, s.conversation_id, now=s.cast.now),
    "ask_for_a_recorder": lambda s, a: conversations.ask_recorder(
        s.db, a, s.conversation_id, s.recorder.other, now=s.cast.now
    ),
    "answer_about_the_recorder": lambda s, a: conversations.answer_recorder(
        s.db, a, s.conversation_id, agree=True, now=s.cast.now
    ),
    "add_an_agenda_point": lambda s, a: conversations.add_agenda_point(
        s.db, a, s.conversation_id, "Werkdruk", now=s.cast.now
    ),
    "hold": lambda s, a: conversations.hold(s.db, a, s.conversation_id, held_on=s.cast.now.date(), now=s.cast.now),
    "contest": lambda s, a: conversations.contest(s.db, a, s.conversation_id, now=s.cast.now),
    "resolve": lambda s, a: guiding.resolve_contest(s.db, a, s.conversation_id, held=True, now=s.cast.now),
    "start_the_plan": lambda s, a: recording.start(s.db, a, s.conversation_id, now=s.cast.now),
    "add_a_row": lambda s, a: recording.add_row(s.db, a, s.conversation_id, Section.OTHER, now=s.cast.now),
    "change_a_field": lambda s, a: recording.save_field(
        s.db, a, s.conversation_id, s.agreement_id, "conditions", "x", None, now=s.cast.now
    ),
    "mark_a_section": lambda s, a: recording.mark_section(
        s.db, a, s.conversation_id, Section.SKILL, Mark.NOT_APPLICABLE, now=s.cast.now
    ),
    "take_proposals": lambda s, a: recording.take_proposals(s.db, a, s.conversation_id, [], now=s.cast.now),
    "discard_changes": lambda s, a: recording.discard_changes(s.db, a, s.conversation_id, now=s.cast.now),
    "submit": lambda s, a: recording.submit(s.db, a, s.conversation_id, now=s.cast.now),
    "take_over": lambda s, a: recording.take_over(s.db, a, s.conversation_id, now=s.cast.now),
    "give_feedback": lambda s, a: review.give_feedback(
        s.db, a, s.conversation_id, s.submission_id, {None: "Duidelijk"}, now=s.cast.now
    ),
    "say_no_remarks": lambda s, a: review.no_remarks(s.db, a, s.conversation_id, s.submission_id, now=s.cast.now),
    "finalise": lambda s, a: review.finalise(s.db, a, s.conversation_id, s.submission_id, now=s.cast.now),
    "sign": lambda s, a: review.sign(s.db, a, s.conversation_id, s.sha256, SignatureKind.SEEN, "", now=s.cast.now),
    "note_a_refusal": lambda s, a: review.note_refusal(s.db, a, s.conversation_id, "Wil niet", now=s.cast.now),
    "decide_on_development": lambda s, a: development.move(s.db, a, s.request_id, RequestAction.GRANT, now=s.cast.now),
    "report_on_development": lambda s, a: development.move(s.db, a, s.request_id, RequestAction.CANCEL, now=s.cast.now),
    "suspend": lambda s, a: guiding.suspend(s.db, a, s.conversation_id, now=s.cast.now),
    "resume": lambda s, a: guiding.resume(s.db, a, s.conversation_id, now=s.cast.now),
    "cancel": lambda s, a: guiding.cancel(s.db, a, s.conversation_id, "left", now=s.cast.now),
}
READS = ("know_the_status", "open_the_conversation", *(name for name in ATTEMPTS if name.startswith("read_")))
# Reads that only ever open for a participant answer everybody else like a missing id, HR included.
FOR_PARTICIPANTS = frozenset(READS) - {"know_the_status"}


def _status(s: Scene, who: Actor) -> object:
    with s.db.read() as cursor:
        return cases.load(cursor, who, s.conversation_id, s.cast.now)


@contextmanager
def scene_at(folder: Path, state: State, recorder: Side) -> Iterator[Scene]:
    """Anna's conversation in a state, with what the attempts need to be possible at all."""
    cast = the_cast.build(folder)
    try:
        submission = to_state(cast, state, recorder)
        _set_the_stage(cast, state, recorder)
        cast.later(minutes=20)  # the pen of whoever wrote last has gone quiet
        request = _request(cast)
        sha256 = cast.value("SELECT sha256 FROM submissions") or ""
        agreement = cast.value("SELECT agreement_id FROM draft_rows") or uuid4()
        yield Scene(
            cast,
            Rehearsal(cast.db),
            recorder,
            state,
            cast.conversation_id,
            submission or uuid4(),
            sha256,
            agreement,
            request,
        )
    finally:
        cast.db.close()


def _set_the_stage(cast: Cast, state: State, recorder: Side) -> None:
    if state in (State.SCHEDULED, State.HELD):
        conversations.ask_recorder(cast.db, cast.boris, cast.conversation_id, recorder.other, now=cast.now)
    if state is State.HELD:
        conversations.contest(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    if state in (State.HELD, State.DRAFT) and recorder is Side.EMPLOYEE:
        cast.later(days=16)  # late enough to take over, early enough for Vera's days of grace


def _request(cast: Cast) -> UUID:
    dossier = cast.value("SELECT dossier_id FROM conversations WHERE id = $id", id=cast.conversation_id)
    sql = (
        "INSERT INTO development_requests (dossier_id, type, title, state, requested_at) "
        "VALUES (?, 'course', 'Kursus', 'requested', ?) RETURNING id"
    )
    return UUID(str(cast.db.write(lambda c: c.execute(sql, [dossier, cast.now]).fetchone()[0])))


def expected_states(action: str, who: str, recorder: Side) -> frozenset[str]:
    """The states in which the table lets `who` do `action`, when `recorder` records."""
    sides = {Side.EMPLOYEE: {"anna"}, Side.MANAGER: {"boris", "daan"}}
    by_employee = recorder is Side.EMPLOYEE
    groups = {
        "pen": sides[recorder],
        "reader": sides[recorder.other],
        "late": sides[Side.MANAGER] if by_employee else set(),
        "decider_reads": sides[Side.MANAGER] if by_employee else set(),
    }
    found: set[str] = set()
    for names, states in MAY[action].items():
        if who in groups.get(names, set(names.split())):
            found |= set(states.split())
    return frozenset(found)


PASSED = "passed"


def outcome_of(scene: Scene, action: str, actor: Actor) -> tuple[type | str, Refused | None]:
    """PASSED (also when only the form was not complete, or the text was sent before), or the kind of refusal."""
    try:
        value = ATTEMPTS[action](scene, actor)
    except Invalid as error:
        return PASSED, error
    except Refused as error:
        sent_before = action == "submit" and error.key == "refuse.twice"
        return (PASSED if sent_before else type(error)), error
    if action in READS and value is None:
        return WrongState, None
    return PASSED, None


def check(scene: Scene, action: str, who: str, actor: Actor, allowed: frozenset[str], *, knows: bool) -> list[str]:
    """The complaints about one cell."""
    scene.db.taken()
    outcome, error = outcome_of(scene, action, actor)
    events = scene.db.taken()
    cell = f"{who} {action} in {scene.state} (recorder {scene.recorder}): {outcome} {error.key if error else ''}"
    if scene.state in allowed:
        return [] if outcome is PASSED else [f"should pass: {cell}"]
    if outcome is PASSED:
        return [f"should be refused: {cell}"]
    complaints = []
    if outcome not in _refusals(action, bool(allowed), who, knows=knows):
        complaints.append(f"other refusal: {cell}")
    if action not in READS and [(event.outcome, event.actor_id) for event in events] != [("denied", actor.person_id)]:
        complaints.append(f"not logged once as denied: {cell} {events}")
    return complaints


def _refusals(action: str, ever: bool, who: str, *, knows: bool) -> tuple[type, ...]:
    if not knows:
        return (NotFound,)
    if action in FOR_PARTICIPANTS:
        return (WrongState, NotFound)  # nothing there to read yet, or none of theirs
    if who in ("anna", "boris", "daan"):
        return (NotAllowed, WrongState, Conflict)  # who holds the pen changes with the state
    return (WrongState, Conflict) if ever else (NotAllowed,)


CELLS = [(state, Side.MANAGER) for state in State] + [
    (state, Side.EMPLOYEE)
    for state in State  # before the talk nobody records yet, so that half is the same
    if state not in (State.NOT_STARTED, State.PREPARING, State.SCHEDULED, State.SUSPENDED, State.CANCELLED)
]


@pytest.mark.parametrize(("state", "recorder"), CELLS)
def test_everyone_may_exactly_what_the_table_says(tmp_path: Path, state: State, recorder: Side) -> None:
    """R13, R15, R18: role, relation and state decide, in the verbs."""
    with scene_at(tmp_path, state, recorder) as scene:
        complaints: list[str] = []
        for number, action in enumerate(_actions(recorder)):
            # Strangers take turns here; the next test has each of them try everything.
            for who in (*INSIDERS, STRANGERS[(number + len(state)) % 4]):
                # Vera's thirty days of grace are over by the time that a window has lapsed.
                knows = who in INSIDERS and not (who == "vera" and state is State.FEEDBACK_LAPSED)
                allowed = expected_states(action, who, recorder) if knows else frozenset()
                complaints += check(scene, action, who, scene.cast.people[who], allowed, knows=knows)
        assert complaints == []


def _actions(recorder: Side) -> list[str]:
    """Everything; for the second recorder what depends on who records, since the rest was tried with the first."""
    who_records = {"pen", "reader", "late", "decider_reads"}
    return [action for action in ATTEMPTS if recorder is Side.MANAGER or set(MAY[action]) & who_records]


@pytest.mark.parametrize("state", [State.PREPARING, State.SUBMITTED])
def test_a_stranger_gets_the_answer_of_a_conversation_that_does_not_exist(tmp_path: Path, state: State) -> None:
    with scene_at(tmp_path, state, Side.MANAGER) as scene:
        nowhere = replace(scene, conversation_id=uuid4(), submission_id=uuid4(), request_id=uuid4())
        for who in STRANGERS:
            for action in ATTEMPTS:
                there = outcome_of(scene, action, scene.cast.people[who])[1]
                missing = outcome_of(nowhere, action, scene.cast.people[who])[1]
                assert there is not None and missing is not None, (who, action)
                assert (type(there), there.key, dict(there.params)) == (
                    type(missing),
                    missing.key,
                    dict(missing.params),
                )


# What a stand-in may with each right alone; with several, the union.
WITH_RIGHT: dict[str, dict[str, str]] = {
    "converse": {
        "read_own_preparation": ALL, "read_the_other_preparation": OPENED, "save_an_answer": BEFORE, "hand_in": BEFORE,
        "schedule": BEFORE, "ask_for_a_recorder": "scheduled held", "hold": "scheduled",
    },
    "record": {
        "read_own_preparation": ALL, "read_the_other_preparation": OPENED, "start_the_plan": TALKED,
        "read_the_working_copy": f"draft {REVIEW}", "add_a_row": f"draft {REVIEW}", "change_a_field": f"draft {REVIEW}",
        "mark_a_section": f"draft {REVIEW}", "take_proposals": f"draft {REVIEW}", "discard_changes": REVIEW,
        "submit": f"draft {REVIEW}",
    },
    "finalise": {"finalise": "feedback_received feedback_waived feedback_lapsed"},
}  # fmt: skip
WITH_ANY = {
    "know_the_status": ALL, "open_the_conversation": ALL, "read_the_plan": f"{REVIEW} {FIXED}",
    "add_an_agenda_point": f"{BEFORE} {TALKED}",
}  # fmt: skip
SUBSETS = list(chain.from_iterable(combinations(("converse", "record", "finalise"), n) for n in range(4)))


@pytest.mark.parametrize("state", [State.SCHEDULED, State.DRAFT, State.FEEDBACK_RECEIVED])
def test_a_stand_in_may_exactly_what_was_handed_over(tmp_path: Path, state: State) -> None:
    """R13: a delegate finalises only when that right was given."""
    with scene_at(tmp_path, state, Side.MANAGER) as scene:
        complaints: list[str] = []
        for rights in SUBSETS:
            _hand_over(scene.cast, rights)
            for action in set(ATTEMPTS) - {"contest", "agree_to_the_date", "answer_about_the_recorder"}:
                allowed = frozenset(_given(action, rights).split())
                complaints += check(scene, action, "daan", scene.cast.daan, allowed, knows=bool(rights))
        assert complaints == []


def _given(action: str, rights: tuple[str, ...]) -> str:
    lines = [WITH_RIGHT[right].get(action, "") for right in rights]
    return " ".join([*lines, WITH_ANY.get(action, "") if rights else ""])


def _hand_over(cast: Cast, rights: tuple[str, ...]) -> None:
    flags = [right in rights for right in ("converse", "record", "finalise")]
    sql = "UPDATE delegations SET may_converse = ?, may_record = ?, may_finalise = ?"
    cast.db.write(lambda cursor: cursor.execute(sql, flags))


def test_the_table_above_speaks_of_every_permission_on_a_conversation() -> None:
    """A new permission about a conversation needs a line here."""
    organisation = {Standing.HR, Standing.ADMINISTRATOR, Standing.WORKS_COUNCIL, Standing.CONSOLE}
    about_a_case = {p for p, rules in RULES.items() if any(rule.standings - organisation for rule in rules)}
    hr_on_a_case = {
        Permission.CONVERSATION_CANCEL, Permission.CONVERSATION_RESOLVE, Permission.CONVERSATION_SUSPEND,
    }  # fmt: skip
    assert (about_a_case | hr_on_a_case) - set(COVERED) == set()
    assert set(ATTEMPTS) == set(MAY)
    assert {action for actions in COVERED.values() for action in actions} <= set(ATTEMPTS)


COVERED: dict[Permission, tuple[str, ...]] = {
    Permission.AGENDA_ADD: ("add_an_agenda_point",),
    Permission.CONVERSATION_CANCEL: ("cancel",),
    Permission.CONVERSATION_CONTEST: ("contest",),
    Permission.CONVERSATION_HOLD: ("hold",),
    Permission.CONVERSATION_READ: ("open_the_conversation",),
    Permission.CONVERSATION_RECORDER: ("ask_for_a_recorder", "answer_about_the_recorder"),
    Permission.CONVERSATION_RESOLVE: ("resolve",),
    Permission.CONVERSATION_SCHEDULE: ("schedule", "agree_to_the_date"),
    Permission.CONVERSATION_STATUS: ("know_the_status",),
    Permission.CONVERSATION_SUSPEND: ("suspend", "resume"),
    Permission.DEVELOPMENT_DECIDE: ("decide_on_development",),
    Permission.DEVELOPMENT_READ: (),  # lists of one's own and one's team: tests/db/test_development.py
    Permission.DEVELOPMENT_REPORT: ("report_on_development",),
    Permission.PLAN_FEEDBACK: ("give_feedback", "say_no_remarks"),
    Permission.PLAN_FINALISE: ("finalise",),
    Permission.PLAN_NOTE_REFUSAL: ("note_a_refusal",),
    Permission.PLAN_READ: ("read_the_plan",),
    Permission.PLAN_READ_DRAFT: ("read_the_working_copy",),
    Permission.PLAN_RECORD: ("start_the_plan", "add_a_row", "change_a_field", "mark_a_section", "take_proposals"),
    Permission.PLAN_REVISE: ("add_a_row", "discard_changes"),
    Permission.PLAN_SIGN: ("sign",),
    Permission.PLAN_SUBMIT: ("submit",),
    Permission.PLAN_TAKE_OVER: ("take_over",),
    Permission.PREPARATION_READ: ("read_own_preparation", "read_the_other_preparation"),
    Permission.PREPARATION_WRITE: ("save_an_answer", "hand_in", "take_back"),
}
