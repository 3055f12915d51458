"""Either side plans the talk: date, place, who records, and by when."""

from datetime import date, timedelta

import pytest

from db import conversations
from domain.conversation import Side, State
from domain.errors import Conflict, Invalid, NotAllowed
from tests.cast import Cast, prepare, schedule, to_state

E, M = Side.EMPLOYEE, Side.MANAGER


def facts(cast: Cast) -> dict[str, object]:
    """What is stored about the talk."""
    return conversations.conversation(cast.db, cast.anna, cast.conversation_id, now=cast.now).loaded.row


@pytest.mark.parametrize("side", list(Side))
def test_either_side_may_propose_a_day_and_the_other_says_yes(cast: Cast, side: Side) -> None:
    schedule(cast, by=side)
    with pytest.raises(NotAllowed) as own:
        conversations.agree_date(cast.db, cast.person_of(side), cast.conversation_id, now=cast.now)
    assert own.value.key == "refuse.own_proposal"
    conversations.agree_date(cast.db, cast.person_of(side.other), cast.conversation_id, now=cast.now)
    assert facts(cast)["agreed_at"] is not None


def test_who_records_is_agreed_before_the_talk(cast: Cast) -> None:
    """R16: recorder is employee or manager, an attribute of this one conversation."""
    schedule(cast, recorder=E)
    assert facts(cast)["recorder"] == "employee" and facts(cast)["held_on"] is None


def test_the_record_by_date_is_proposed_and_can_be_chosen(cast: Cast) -> None:
    """R17: five working days after the talk unless they agree otherwise."""
    schedule(cast)
    assert facts(cast)["record_by"] == date(2027, 1, 21)
    when = cast.now + timedelta(days=2)
    conversations.schedule(
        cast.db,
        cast.boris,
        cast.conversation_id,
        when=when,
        place="",
        recorder=M,
        record_by=date(2027, 2, 1),
        now=cast.now,
    )
    assert facts(cast)["record_by"] == date(2027, 2, 1)


def test_a_record_by_date_before_the_talk_and_a_day_in_the_past_are_refused_beside_their_fields(cast: Cast) -> None:
    """R17."""
    with pytest.raises(Invalid) as refusal:
        conversations.schedule(
            cast.db, cast.boris, cast.conversation_id, when=cast.now - timedelta(days=1), place="", recorder=M,
            record_by=date(2027, 1, 1), now=cast.now,
        )  # fmt: skip
    assert [(error.field, error.key) for error in refusal.value.errors] == [
        ("when", "date.past"),
        ("record_by", "date.record_by"),
    ]


def test_a_talk_on_15_march_is_saved_and_marked_as_after_the_window(cast: Cast) -> None:
    """R09: deviation is allowed."""
    when = cast.now.replace(month=3, day=15)
    conversations.schedule(
        cast.db, cast.boris, cast.conversation_id, when=when, place="", recorder=M, record_by=None, now=cast.now
    )
    assert facts(cast)["state"] == State.SCHEDULED and facts(cast)["due_on"] == date(2027, 2, 28)
    detail = cast.value(
        "SELECT detail FROM audit_events WHERE action = 'conversation:schedule' ORDER BY id DESC LIMIT 1"
    )
    assert '"after_window": true' in detail


def test_a_window_that_changed_meanwhile_is_not_written_over(cast: Cast) -> None:
    seen = facts(cast)["version"]
    schedule(cast)
    with pytest.raises(Conflict) as refusal:
        conversations.schedule(
            cast.db, cast.anna, cast.conversation_id, when=cast.now, place="", recorder=M, record_by=None, now=cast.now,
            seen_version=int(str(seen)),
        )  # fmt: skip
    assert refusal.value.key == "refuse.changed"


def test_a_day_that_has_come_keeps_open_what_it_opened(cast: Cast) -> None:
    prepare(cast, E)
    schedule(cast)
    cast.later(days=2)
    schedule(cast)  # they postpone it on the day itself
    assert facts(cast)["opened_at"] is not None


def test_nothing_is_planned_after_the_talk(cast: Cast) -> None:
    to_state(cast, State.HELD)
    from domain.errors import WrongState

    with pytest.raises(WrongState):
        schedule(cast)
