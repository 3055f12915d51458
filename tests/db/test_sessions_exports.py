"""A file made for one session can be fetched once, by that session, for a minute."""

from __future__ import annotations

import pytest

from db import exports
from domain.errors import Conflict

ANNA, BORIS = "a" * 32, "b" * 32


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    exports.forget()


def offer(content: bytes = b"plan", clock: float = 0) -> str:
    return exports.offer(ANNA, "jaarplan.pdf", "application/pdf", content, clock=clock).removeprefix("/files/")


def test_it_can_be_fetched_once() -> None:
    token = offer()
    found = exports.take(token, ANNA, clock=59)
    assert found is not None
    assert (found.filename, found.content) == ("jaarplan.pdf", b"plan")
    assert exports.take(token, ANNA, clock=59) is None


def test_another_session_gets_nothing_and_does_not_use_it_up() -> None:
    token = offer()
    assert exports.take(token, BORIS, clock=1) is None
    assert exports.take(token, "", clock=1) is None
    assert exports.take(token, ANNA, clock=1) is not None


def test_after_a_minute_it_is_gone() -> None:
    assert exports.take(offer(), ANNA, clock=exports.SECONDS) is None


def test_the_end_of_the_session_takes_it_away() -> None:
    token = offer()
    exports.drop(ANNA)
    assert exports.take(token, ANNA, clock=1) is None


def test_two_equal_files_have_two_addresses() -> None:
    assert offer() != offer()


def test_waiting_files_cannot_fill_the_memory() -> None:
    offer(bytes(exports.MOST_BYTES - 10))
    with pytest.raises(Conflict):
        offer(bytes(11))
    exports.forget()
