"""What somebody would try who wants to read, say or reach more than they may."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from db import (
    conversations,
    development,
    guiding,
    people_changes,
    plans,
    preparations,
    recording,
    review,
    sessions,
    staff_files,
    throttles,
)
from db.connection import Cursor
from domain.conversation import Side, State
from domain.development import RequestAction
from domain.errors import Invalid, NotAllowed, NotFound
from domain.permissions import DelegateRight
from domain.plan import Section
from tests.cast import Cast, hold, prepare, schedule, submit, to_state, write_plan


def test_hr_cannot_become_a_managers_stand_in_to_read_what_hr_may_not_read(cast: Cast) -> None:
    manager, helena, day = cast.boris.person_id, cast.helena.person_id, cast.now.date()
    assert manager and helena
    with pytest.raises(NotAllowed):
        people_changes.delegate(
            cast.db, cast.helena, manager, helena, day, day + timedelta(days=1), list(DelegateRight), now=cast.now
        )
    assert cast.value("SELECT outcome FROM audit_events WHERE action = 'delegate' ORDER BY id DESC LIMIT 1") == "denied"


@pytest.mark.parametrize("spelling", ["BORİS", "borİs", " boris ", "BORIS"])
def test_every_spelling_that_finds_the_account_counts_as_one_name(cast: Cast, spelling: str) -> None:
    assert cast.value("SELECT lower($typed) = 'boris'", typed=spelling.strip())
    assert throttles.key("sign_in", spelling) == throttles.key("sign_in", "boris")


def test_a_file_that_is_one_long_word_is_read_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(Invalid):
        staff_files.read(b"nummer;naam\n1;" + b"a" * 100_000, "lijst.csv")
    assert time.monotonic() - began < 2


def test_a_garbled_word_is_still_shown_with_its_letters() -> None:
    with pytest.raises(Invalid) as refused:
        staff_files.read("nummer;naam\n1;FranÃ§oise".encode(), "lijst.csv")
    assert refused.value.errors[0].params["sample"] == "FranÃ§oise"


def _while_it_is_read(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Let `act` happen, once, in another thread, right after the file was asked for a session."""
    asked = sessions._sql.live
    waiting = [act]

    class Slow:
        def one(self, cursor: Cursor, **params: object) -> object:
            row = asked.one(cursor, **params)
            if waiting:
                other = threading.Thread(target=waiting.pop())
                other.start()
                other.join()
            return row

    monkeypatch.setitem(sessions._sql._named, "live", Slow())


def test_a_session_that_ends_while_it_is_looked_up_does_not_live_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = cast.sam.person_id
    assert person_id
    token = sessions.start(cast.db, person_id, "password", cast.now)
    _while_it_is_read(monkeypatch, lambda: sessions.revoke(cast.db, token, cast.now))
    assert sessions.lookup(cast.db, token, cast.now) is None
    assert sessions.find(hashlib.sha256(token.encode()).hexdigest()[:32], cast.now) is None


def _with_a_request(cast: Cast) -> development.Request:
    to_state(cast, State.DRAFT)
    fields = {"title": "Cursus rapporteren", "type": "course", "when": "mei"}
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.DEVELOPMENT, fields=fields, now=cast.now)
    submission = submit(cast)
    review.no_remarks(cast.db, cast.anna, cast.conversation_id, submission, now=cast.now)
    review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)
    [request] = development.my_requests(cast.db, cast.anna)
    return request


def test_an_employee_cannot_put_words_in_the_place_of_the_managers_reason(cast: Cast) -> None:
    request = _with_a_request(cast)
    development.move(cast.db, cast.boris, request.id, RequestAction.HOLD, reason="Budget in juni", now=cast.now)
    development.move(cast.db, cast.anna, request.id, RequestAction.CANCEL, reason="Boris wil niet", now=cast.now)
    assert development.my_requests(cast.db, cast.anna)[0].reason == "Budget in juni"


def test_a_reason_has_a_length(cast: Cast) -> None:
    request = _with_a_request(cast)
    with pytest.raises(Invalid):
        development.move(cast.db, cast.boris, request.id, RequestAction.DECLINE, reason="x" * 10_001, now=cast.now)


def test_a_draft_is_not_the_next_recorders_to_read_after_a_talk_that_did_not_take_place(cast: Cast) -> None:
    _undone_with_a_draft(cast)
    conversations.ask_recorder(cast.db, cast.boris, cast.conversation_id, Side.MANAGER, now=cast.now)
    conversations.answer_recorder(cast.db, cast.anna, cast.conversation_id, agree=True, now=cast.now)
    hold(cast)
    assert plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now).draft is None
    write_plan(cast, Side.MANAGER)
    submit(cast, Side.MANAGER)


def test_the_same_recorder_goes_on_with_their_draft_after_a_talk_that_did_not_take_place(cast: Cast) -> None:
    _undone_with_a_draft(cast)
    hold(cast)
    seen = plans.plan(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert seen.loaded.state is State.DRAFT and seen.draft and seen.draft.rows
    submit(cast, Side.EMPLOYEE)


def _undone_with_a_draft(cast: Cast) -> None:
    to_state(cast, State.DRAFT, Side.EMPLOYEE)
    conversations.contest(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    guiding.resolve_contest(cast.db, cast.helena, cast.conversation_id, held=False, now=cast.now)


@pytest.mark.parametrize("end", ["suspend", "cancel"])
def test_a_preparation_stays_sealed_when_its_talk_was_put_on_hold_or_cancelled(cast: Cast, end: str) -> None:
    """R10: the day of a talk that does not take place never comes."""
    prepare(cast, Side.EMPLOYEE)
    schedule(cast)
    if end == "suspend":
        guiding.suspend(cast.db, cast.helena, cast.conversation_id, now=cast.now)
    else:
        guiding.cancel(cast.db, cast.helena, cast.conversation_id, "left", now=cast.now)
    cast.later(days=10)
    assert preparations.preparations(cast.db, cast.boris, cast.conversation_id, now=cast.now).theirs is None


def test_no_sentence_about_somebody_gets_into_the_log_as_a_reason_code(cast: Cast) -> None:
    with pytest.raises(Invalid):
        guiding.cancel(cast.db, cast.helena, cast.conversation_id, "ziek sinds mei", now=cast.now)
    assert not cast.value("SELECT count(*) FROM audit_events WHERE contains(detail, 'ziek')")


def test_a_result_can_only_be_linked_to_a_goal_that_was_offered(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    draft = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now).draft
    assert draft
    result = draft.rows[0].agreement_id
    with pytest.raises(NotFound):
        recording.save_field(cast.db, cast.boris, cast.conversation_id, result, "goal", "x", None, now=cast.now)
