"""Requests for development: the manager decides, the employee reports."""

from uuid import UUID, uuid4

import pytest

from db import development, recording, review
from domain.conversation import State
from domain.development import RequestAction, RequestState
from domain.errors import Conflict, Invalid, NotAllowed, NotFound, WrongState
from domain.plan import Section
from tests.cast import Cast, submit, to_state, write_plan


@pytest.fixture
def request_id(cast: Cast) -> UUID:
    """Anna's request for coaching, from her final plan."""
    to_state(cast, State.HELD)
    write_plan(cast)
    fields = {"title": "Coaching", "type": "coaching", "when": "voorjaar", "cost": "800"}
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.DEVELOPMENT, fields=fields, now=cast.now)
    submission = submit(cast)
    review.no_remarks(cast.db, cast.anna, cast.conversation_id, submission, now=cast.now)
    review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)
    return development.my_requests(cast.db, cast.anna)[0].id


def move(
    cast: Cast, who: str, request_id: UUID, action: RequestAction, reason: str = "", version: int | None = None
) -> str:
    """Decide or report."""
    return development.move(
        cast.db, cast.people[who], request_id, action, reason=reason, seen_version=version, now=cast.now
    )


def test_a_request_goes_from_asked_to_done(cast: Cast, request_id: UUID) -> None:
    """R26."""
    assert move(cast, "boris", request_id, RequestAction.GRANT) == RequestState.GRANTED
    assert move(cast, "anna", request_id, RequestAction.START) == RequestState.STARTED
    assert move(cast, "anna", request_id, RequestAction.COMPLETE) == RequestState.DONE


@pytest.mark.parametrize("action", [RequestAction.DECLINE, RequestAction.HOLD])
def test_a_no_or_a_later_comes_with_a_reason(cast: Cast, request_id: UUID, action: RequestAction) -> None:
    """R26."""
    with pytest.raises(Invalid) as refusal:
        move(cast, "boris", request_id, action)
    assert refusal.value.errors[0].key == "valid.decision_reason"
    move(cast, "boris", request_id, action, "Het budget is op")
    assert development.my_requests(cast.db, cast.anna)[0].reason == "Het budget is op"


def test_nobody_decides_on_their_own_request(cast: Cast, request_id: UUID) -> None:
    with pytest.raises(NotAllowed):
        move(cast, "anna", request_id, RequestAction.GRANT)
    with pytest.raises(NotFound):
        move(cast, "clara", request_id, RequestAction.GRANT)
    with pytest.raises(NotFound):
        move(cast, "boris", uuid4(), RequestAction.GRANT)


def test_two_decisions_at_once_leave_one(cast: Cast, request_id: UUID) -> None:
    seen = development.team_requests(cast.db, cast.boris, cast.now.date())[0].version
    move(cast, "boris", request_id, RequestAction.GRANT, version=seen)
    with pytest.raises(Conflict):
        move(cast, "boris", request_id, RequestAction.DECLINE, "Toch niet", version=seen)
    with pytest.raises(WrongState) as refusal:
        move(cast, "boris", request_id, RequestAction.DECLINE, "Toch niet")
    assert refusal.value.key == "refuse.request_state"


def test_a_request_is_seen_by_its_own_people_only(cast: Cast, request_id: UUID) -> None:
    assert [each.title for each in development.team_requests(cast.db, cast.boris, cast.now.date())] == ["Coaching"]
    for who in ("clara", "dirk", "sam"):
        assert development.team_requests(cast.db, cast.people[who], cast.now.date()) == []
        assert development.my_requests(cast.db, cast.people[who]) == []
