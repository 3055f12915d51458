"""Several windows and several people at once: one of them is first, and the others are told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from db import audit, development, preparations, recording, review
from domain.conversation import Side, State
from domain.development import RequestAction
from domain.errors import Conflict, Refused
from tests.cast import Cast, to_state

WINDOWS = 8


def at_once(act: Callable[[int], Any], windows: int = WINDOWS) -> list[Any]:
    """Every window acts at the same moment; what each got: a value, or the refusal."""
    gate = threading.Barrier(windows)

    def one(number: int) -> Any:
        gate.wait()
        try:
            return act(number)
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(windows) as pool:
        return list(pool.map(one, range(windows)))


def refused(results: list[Any]) -> list[Refused]:
    """Those who were told no."""
    return [result for result in results if isinstance(result, Refused)]


def test_a_text_sent_from_eight_windows_is_sent_once(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    results = at_once(lambda _: recording.submit(cast.db, cast.boris, cast.conversation_id, now=cast.now))
    assert len(refused(results)) == WINDOWS - 1
    assert {refusal.key for refusal in refused(results)} == {"refuse.twice"}
    assert cast.value("SELECT count(*) FROM submissions") == 1
    assert cast.value("SELECT count(*) FROM audit_events WHERE action = 'plan:submit' AND outcome = 'done'") == 1
    assert audit.first_broken_link(cast.db) is None


def test_a_plan_made_final_from_eight_windows_is_final_once(cast: Cast) -> None:
    submission = to_state(cast, State.FEEDBACK_WAIVED)
    people = [cast.boris, cast.daan]
    results = at_once(
        lambda n: review.finalise(cast.db, people[n % 2], cast.conversation_id, submission, now=cast.now)  # type: ignore[arg-type]
    )
    assert len(refused(results)) == WINDOWS - 1
    assert cast.value("SELECT count(*) FROM audit_events WHERE action = 'plan:finalise' AND outcome = 'done'") == 1
    assert cast.value("SELECT count(*) FROM audit_events WHERE action = 'plan:finalise' AND outcome = 'denied'") == 7
    assert audit.first_broken_link(cast.db) is None


def test_two_windows_that_type_in_one_field_keep_both_texts(cast: Cast) -> None:
    preparations.save_answer(cast.db, cast.anna, cast.conversation_id, "focus", "Begin", "", now=cast.now)
    texts = [f"Tekst {number}" for number in range(WINDOWS)]
    results = at_once(
        lambda n: preparations.save_answer(
            cast.db, cast.anna, cast.conversation_id, "focus", texts[n], "Begin", now=cast.now
        )
    )
    kept = cast.value("SELECT value FROM answers WHERE question = 'focus'")
    losers = refused(results)
    assert len(losers) == WINDOWS - 1 and all(isinstance(each, Conflict) for each in losers)
    assert {each.params["theirs"] for each in losers} == {kept}
    assert {each.params["mine"] for each in losers} | {kept} == set(texts)


def test_the_last_one_to_hand_in_opens_both_exactly_once(cast: Cast) -> None:
    for side, question, value in (
        (Side.EMPLOYEE, "focus", "Projecten"),
        (Side.MANAGER, "expected_results", '[{"title": "Dossiers"}]'),
    ):
        preparations.save_answer(cast.db, cast.person_of(side), cast.conversation_id, question, value, "", now=cast.now)
    people = [cast.anna, cast.boris]
    results = at_once(lambda n: preparations.hand_in(cast.db, people[n], cast.conversation_id, now=cast.now), windows=2)
    assert sorted(results) == [False, True]


def test_feedback_and_the_end_of_it_do_not_cross(cast: Cast) -> None:
    """Whichever comes first: feedback is either with the final plan or refused, never lost."""
    submission = to_state(cast, State.FEEDBACK_RECEIVED)

    def act(number: int) -> None:
        if number == 0:
            review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)  # type: ignore[arg-type]
        else:
            review.give_feedback(
                cast.db, cast.anna, cast.conversation_id, submission, {None: f"Nr {number}"}, now=cast.now
            )  # type: ignore[arg-type]

    results = at_once(act)
    assert results[0] is None
    given = 1 + sum(result is None for result in results[1:])
    assert cast.value("SELECT count(*) FROM feedback") == given
    assert cast.value("SELECT state FROM conversations WHERE id = $id", id=cast.conversation_id) == "final"


def test_eight_decisions_on_one_request_leave_one(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    dossier = cast.value("SELECT dossier_id FROM conversations WHERE id = $id", id=cast.conversation_id)
    sql = (
        "INSERT INTO development_requests (dossier_id, type, title, state, requested_at) "
        "VALUES (?, 'course', 'Kursus', 'requested', ?) RETURNING id"
    )
    request = cast.db.write(lambda cursor: cursor.execute(sql, [dossier, cast.now]).fetchone()[0])  # type: ignore[index]
    results = at_once(lambda _: development.move(cast.db, cast.boris, request, RequestAction.GRANT, now=cast.now))
    assert len(refused(results)) == WINDOWS - 1
