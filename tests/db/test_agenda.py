"""Points for the talk, of both sides, in the open."""

import pytest

from db import conversations
from domain.conversation import Side
from domain.errors import Invalid, NotAllowed, NotFound
from tests.cast import Cast


def points(cast: Cast, reader: str = "anna") -> list[conversations.AgendaPoint]:
    """What a reader sees."""
    return list(conversations.conversation(cast.db, cast.people[reader], cast.conversation_id, now=cast.now).agenda)


def test_both_sides_bring_in_points_that_the_other_sees_at_once(cast: Cast) -> None:
    """R11: listed with their author."""
    conversations.add_agenda_point(cast.db, cast.anna, cast.conversation_id, "Werkdruk", now=cast.now)
    conversations.add_agenda_point(cast.db, cast.boris, cast.conversation_id, "Rooster", now=cast.now)
    expected = [("Anna", Side.EMPLOYEE, "Werkdruk"), ("Boris", Side.MANAGER, "Rooster")]
    for reader in ("anna", "boris"):
        assert [(point.author_name, point.side, point.text) for point in points(cast, reader)] == expected


def test_nobody_takes_away_a_point_of_the_other(cast: Cast) -> None:
    """R11."""
    conversations.add_agenda_point(cast.db, cast.anna, cast.conversation_id, "Werkdruk", now=cast.now)
    point = points(cast)[0]
    with pytest.raises(NotAllowed) as refusal:
        conversations.withdraw_agenda_point(cast.db, cast.boris, cast.conversation_id, point.id, now=cast.now)
    assert refusal.value.key == "refuse.other_point"
    conversations.withdraw_agenda_point(cast.db, cast.anna, cast.conversation_id, point.id, now=cast.now)
    assert points(cast) == []
    with pytest.raises(NotFound):
        conversations.withdraw_agenda_point(cast.db, cast.anna, cast.conversation_id, point.id, now=cast.now)


@pytest.mark.parametrize(("text", "key"), [("  ", "valid.required"), ("x" * 1001, "valid.too_long")])
def test_a_point_says_something_and_not_too_much(cast: Cast, text: str, key: str) -> None:
    with pytest.raises(Invalid) as refusal:
        conversations.add_agenda_point(cast.db, cast.anna, cast.conversation_id, text, now=cast.now)
    assert refusal.value.errors[0].key == key
