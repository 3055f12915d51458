"""The talk took place: when, and with whom."""

from datetime import timedelta

import pytest

from db import conversations, guiding, preparations, recording
from db.conversations import Attendee
from domain.conversation import Side, State
from domain.errors import Invalid, NotAllowed, WrongState
from tests.cast import Cast, hold, prepare, schedule, to_state, write_plan

E, M = Side.EMPLOYEE, Side.MANAGER


def test_date_and_attendees_with_their_role_are_kept(cast: Cast) -> None:
    """R12."""
    to_state(cast, State.SCHEDULED)
    cast.later(days=2)
    day = cast.now.date()
    conversations.hold(
        cast.db,
        cast.anna,
        cast.conversation_id,
        held_on=day,
        attendees=[Attendee("Ria Bakker", "HR-adviseur")],
        now=cast.now,
    )
    found = conversations.conversation(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert found.loaded.row["held_on"] == day and found.loaded.row["held_marked_side"] == "employee"
    assert found.attendees == (Attendee("Ria Bakker", "HR-adviseur"),)


def test_a_third_person_needs_a_name_and_a_role_and_the_day_is_not_in_the_future(cast: Cast) -> None:
    """R12."""
    to_state(cast, State.SCHEDULED)
    with pytest.raises(Invalid) as refusal:
        conversations.hold(
            cast.db, cast.boris, cast.conversation_id, held_on=cast.now.date() + timedelta(days=1),
            attendees=[Attendee("Ria Bakker", " ")], now=cast.now,
        )  # fmt: skip
    assert [(error.field, error.key) for error in refusal.value.errors] == [
        ("held_on", "date.future"),
        ("attendee.0", "valid.attendee"),
    ]


def test_without_a_recorder_the_talk_asks_for_one(cast: Cast) -> None:
    """R16: at "held" a choice is demanded."""
    schedule(cast)
    cast.db.write(lambda cursor: cursor.execute("UPDATE conversations SET recorder = NULL"))
    with pytest.raises(Invalid) as refusal:
        hold(cast)
    assert [(error.field, error.key) for error in refusal.value.errors] == [("recorder", "valid.recorder")]
    conversations.hold(cast.db, cast.boris, cast.conversation_id, held_on=cast.now.date(), recorder=E, now=cast.now)
    assert cast.value("SELECT recorder FROM conversations WHERE id = $id", id=cast.conversation_id) == "employee"


def test_the_talk_takes_place_even_if_nobody_prepared(cast: Cast) -> None:
    """R10: an empty preparation warns, never blocks."""
    schedule(cast)
    hold(cast)
    assert cast.value("SELECT state FROM conversations WHERE id = $id", id=cast.conversation_id) == "held"


def test_preparations_can_no_longer_change_and_one_kept_back_stays_its_authors(cast: Cast) -> None:
    """R10."""
    prepare(cast, E)
    preparations.save_answer(
        cast.db, cast.boris, cast.conversation_id, "going_well", "Niet ingeleverd", "", now=cast.now
    )
    schedule(cast)
    hold(cast)
    with pytest.raises(WrongState) as refusal:
        preparations.save_answer(cast.db, cast.boris, cast.conversation_id, "going_well", "x", "", now=cast.now)
    assert refusal.value.key == "refuse.prep_open"
    assert preparations.preparations(cast.db, cast.anna, cast.conversation_id, now=cast.now).theirs is None
    theirs = preparations.preparations(cast.db, cast.boris, cast.conversation_id, now=cast.now).theirs
    assert theirs is not None and theirs.answers["focus"].value == "Projecten leiden"


def test_the_other_side_can_say_that_it_did_not_take_place_and_hr_settles_it(cast: Cast) -> None:
    """R12: sending waits meanwhile."""
    to_state(cast, State.HELD)
    write_plan(cast)
    with pytest.raises(NotAllowed):
        conversations.contest(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    conversations.contest(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    with pytest.raises(WrongState) as waits:
        recording.submit(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert waits.value.key == "refuse.contested"
    guiding.resolve_contest(cast.db, cast.helena, cast.conversation_id, held=True, now=cast.now)
    recording.submit(cast.db, cast.boris, cast.conversation_id, now=cast.now)


def test_hr_can_find_that_it_was_not_held(cast: Cast) -> None:
    to_state(cast, State.HELD)
    conversations.contest(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    guiding.resolve_contest(cast.db, cast.helena, cast.conversation_id, held=False, now=cast.now)
    found = conversations.conversation(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert found.loaded.state is State.SCHEDULED and found.loaded.row["held_on"] is None
    hold(cast)
