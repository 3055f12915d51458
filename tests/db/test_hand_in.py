"""Handing in: sealed until both did, then open together."""

import pytest

from db import preparations
from domain.conversation import Side
from domain.errors import Invalid, WrongState
from tests.cast import Cast, prepare

E, M = Side.EMPLOYEE, Side.MANAGER


def see(cast: Cast, who: str) -> preparations.Preparations:
    """What one sees."""
    return preparations.preparations(cast.db, cast.people[who], cast.conversation_id, now=cast.now)


@pytest.mark.parametrize("first", list(Side))
def test_the_first_stays_sealed_and_the_second_opens_both(cast: Cast, first: Side) -> None:
    """R10: one status each."""
    prepare(cast, first)
    other = cast.person_of(first.other)
    before = preparations.preparations(cast.db, other, cast.conversation_id, now=cast.now)
    assert before.theirs is None and before.other_handed_in and not before.opened
    prepare(cast, first.other)
    for who in ("anna", "boris"):
        assert see(cast, who).opened and see(cast, who).theirs is not None
    assert cast.value("SELECT opened_at FROM conversations WHERE id = $id", id=cast.conversation_id) == cast.now


def test_a_required_question_is_asked_for_beside_its_field(cast: Cast) -> None:
    """R22: the employee's focus is required when handing in, and only then."""
    preparations.save_answer(cast.db, cast.anna, cast.conversation_id, "proud", "Veel", "", now=cast.now)
    with pytest.raises(Invalid) as refusal:
        preparations.hand_in(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert [(error.field, error.key) for error in refusal.value.errors] == [("focus", "valid.required")]


def test_taking_back_is_possible_while_sealed(cast: Cast) -> None:
    prepare(cast, E)
    preparations.take_back(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert see(cast, "anna").writable
    prepare(cast, M)
    assert not see(cast, "boris").opened


def test_taking_back_is_too_late_once_open(cast: Cast) -> None:
    prepare(cast, E)
    prepare(cast, M)
    with pytest.raises(WrongState) as refusal:
        preparations.take_back(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert refusal.value.key == "refuse.prep_open"


def test_what_is_handed_in_does_not_change_and_is_not_handed_in_twice(cast: Cast) -> None:
    prepare(cast, E)
    for act in (
        lambda: preparations.save_answer(cast.db, cast.anna, cast.conversation_id, "focus", "Anders", "", now=cast.now),
        lambda: preparations.hand_in(cast.db, cast.anna, cast.conversation_id, now=cast.now),
    ):
        with pytest.raises(WrongState) as refusal:
            act()
        assert refusal.value.key == "refuse.prep_handed_in"
