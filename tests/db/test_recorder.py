"""Another recorder than agreed: only with a yes from the other side."""

import pytest

from db import conversations
from domain.conversation import Side, State
from domain.errors import NotAllowed, WrongState
from tests.cast import Cast, schedule, to_state

E, M = Side.EMPLOYEE, Side.MANAGER


def recorder(cast: Cast) -> str:
    """Who records, as stored."""
    return str(cast.value("SELECT recorder FROM conversations WHERE id = $id", id=cast.conversation_id))


def test_a_change_waits_for_the_other_side(cast: Cast) -> None:
    """R16."""
    to_state(cast, State.SCHEDULED, recorder=M)
    assert conversations.ask_recorder(cast.db, cast.boris, cast.conversation_id, E, now=cast.now) is False
    assert recorder(cast) == "manager"
    with pytest.raises(NotAllowed):
        conversations.answer_recorder(cast.db, cast.boris, cast.conversation_id, agree=True, now=cast.now)
    conversations.answer_recorder(cast.db, cast.anna, cast.conversation_id, agree=True, now=cast.now)
    assert recorder(cast) == "employee"


def test_a_no_leaves_it_as_it_was(cast: Cast) -> None:
    """R16."""
    to_state(cast, State.HELD, recorder=M)
    conversations.ask_recorder(cast.db, cast.anna, cast.conversation_id, E, now=cast.now)
    conversations.answer_recorder(cast.db, cast.boris, cast.conversation_id, agree=False, now=cast.now)
    assert recorder(cast) == "manager"
    with pytest.raises(WrongState) as refusal:
        conversations.answer_recorder(cast.db, cast.boris, cast.conversation_id, agree=True, now=cast.now)
    assert refusal.value.key == "refuse.nothing_asked"


def test_another_recorder_along_with_a_new_date_waits_for_the_other_side_too(cast: Cast) -> None:
    """R16: no silent change."""
    schedule(cast, recorder=M)
    schedule(cast, recorder=E)
    assert recorder(cast) == "manager"
    conversations.answer_recorder(cast.db, cast.anna, cast.conversation_id, agree=True, now=cast.now)
    assert recorder(cast) == "employee"


def test_both_the_question_and_the_answer_are_in_the_log(cast: Cast) -> None:
    to_state(cast, State.SCHEDULED)
    conversations.ask_recorder(cast.db, cast.boris, cast.conversation_id, E, now=cast.now)
    conversations.answer_recorder(cast.db, cast.anna, cast.conversation_id, agree=True, now=cast.now)
    actions = [action for (action,) in cast.rows("SELECT action FROM audit_events ORDER BY id DESC LIMIT 2")]
    assert actions == ["conversation:answer_recorder", "conversation:ask_recorder"]


def test_after_the_first_word_on_paper_the_recorder_stays(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    with pytest.raises(WrongState):
        conversations.ask_recorder(cast.db, cast.anna, cast.conversation_id, E, now=cast.now)
