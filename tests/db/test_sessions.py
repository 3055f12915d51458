"""A session lives as long as somebody does something, at most twelve hours, and ends everywhere at once."""

from __future__ import annotations

import hashlib
import threading
from datetime import timedelta
from uuid import UUID

import pytest

from db import accounts, sessions
from domain.actor import CONSOLE, Role
from tests.cast import NOW, Cast

ANNA_IDLE, HELENA_IDLE = timedelta(minutes=30), timedelta(minutes=15)


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    sessions.forget()


def begin(cast: Cast, name: str = "anna", method: str = "password") -> tuple[str, sessions.Session]:
    person_id = cast.people[name].person_id
    assert person_id is not None
    token = sessions.start(cast.db, person_id, method, cast.now)
    session = sessions.lookup(cast.db, token, cast.now)
    assert session is not None
    return token, session


def test_a_token_finds_its_session_and_another_does_not(cast: Cast) -> None:
    token, session = begin(cast)
    assert session.person_id == cast.anna.person_id
    assert sessions.lookup(cast.db, token + "x", NOW) is None
    assert sessions.lookup(cast.db, "", NOW) is None


def test_the_file_holds_the_hash_and_never_the_token(cast: Cast) -> None:
    token, session = begin(cast)
    stored = cast.value("SELECT token_sha256 FROM sessions")
    assert stored == hashlib.sha256(token.encode()).hexdigest()
    assert session.id == stored[:32]
    assert len(token) >= 43


def test_the_id_from_the_header_finds_the_session(cast: Cast) -> None:
    _, session = begin(cast)
    assert sessions.find(session.id, NOW) == session
    assert sessions.find("0" * 32, NOW) is None
    assert sessions.find("", NOW) is None


@pytest.mark.parametrize(
    ("name", "idle"), [("anna", ANNA_IDLE), ("helena", HELENA_IDLE), ("adam", HELENA_IDLE), ("olga", ANNA_IDLE)]
)
def test_idle_time_is_half_an_hour_and_a_quarter_for_hr_and_administrators(
    cast: Cast, name: str, idle: timedelta
) -> None:
    token, _ = begin(cast, name)
    assert sessions.lookup(cast.db, token, NOW + idle - timedelta(seconds=1)) is not None
    assert sessions.lookup(cast.db, token, NOW + idle) is None


def test_doing_something_starts_the_idle_time_again(cast: Cast) -> None:
    token, session = begin(cast)
    sessions.touch(cast.db, session.id, NOW + timedelta(minutes=20))
    assert sessions.lookup(cast.db, token, NOW + timedelta(minutes=49)) is not None
    assert sessions.lookup(cast.db, token, NOW + timedelta(minutes=50)) is None


def test_after_twelve_hours_it_ends_however_busy_the_person_is(cast: Cast) -> None:
    token, session = begin(cast)
    for minutes in range(20, 12 * 60, 20):
        sessions.touch(cast.db, session.id, NOW + timedelta(minutes=minutes))
    assert sessions.lookup(cast.db, token, NOW + timedelta(hours=11, minutes=59)) is not None
    assert sessions.lookup(cast.db, token, NOW + timedelta(hours=12)) is None


def test_an_expired_session_cannot_be_touched_back_to_life(cast: Cast) -> None:
    token, session = begin(cast)
    sessions.touch(cast.db, session.id, NOW + ANNA_IDLE)
    assert sessions.lookup(cast.db, token, NOW + ANNA_IDLE) is None


def test_last_seen_is_written_at_most_once_a_minute(cast: Cast) -> None:
    _, session = begin(cast)

    def seen() -> object:
        return cast.value("SELECT last_seen_at FROM sessions")

    sessions.touch(cast.db, session.id, NOW + timedelta(seconds=59))
    assert seen() == NOW
    assert sessions.touch_due(session.id, NOW + timedelta(seconds=60))
    sessions.touch(cast.db, session.id, NOW + timedelta(seconds=60))
    assert seen() == NOW + timedelta(seconds=60)
    assert not sessions.touch_due(session.id, NOW + timedelta(seconds=61))


def test_a_restart_keeps_people_signed_in(cast: Cast) -> None:
    token, session = begin(cast)
    sessions.touch(cast.db, session.id, NOW + timedelta(minutes=10))
    sessions.forget()
    assert sessions.find(session.id, NOW + timedelta(minutes=11)) is None
    assert sessions.lookup(cast.db, token, NOW + timedelta(minutes=11)) is not None
    assert sessions.find(session.id, NOW + timedelta(minutes=11)) is not None


def test_a_session_that_ran_out_before_a_restart_stays_ended(cast: Cast) -> None:
    token, _ = begin(cast)
    sessions.forget()
    assert sessions.lookup(cast.db, token, NOW + ANNA_IDLE) is None


def test_ending_by_token_and_by_id(cast: Cast) -> None:
    one, _ = begin(cast)
    other, session = begin(cast)
    sessions.revoke(cast.db, one, NOW)
    sessions.end(cast.db, session.id, NOW)
    for token in (one, other):
        assert sessions.lookup(cast.db, token, NOW) is None
        sessions.forget()
        assert sessions.lookup(cast.db, token, NOW) is None


def test_ending_what_does_not_exist_is_no_error(cast: Cast) -> None:
    sessions.revoke(cast.db, "nothing", NOW)
    sessions.end(cast.db, "", NOW)
    sessions.end(cast.db, "a" * 32, NOW)


def test_ending_all_keeps_the_one_that_asked(cast: Cast) -> None:
    kept, _ = begin(cast)
    gone, _ = begin(cast)
    boris, _ = begin(cast, "boris")
    assert cast.anna.person_id is not None
    sessions.revoke_all(cast.db, cast.anna.person_id, kept, NOW)
    assert [sessions.lookup(cast.db, token, NOW) is not None for token in (kept, gone, boris)] == [True, False, True]


def test_a_sixth_session_ends_the_one_used_longest_ago(cast: Cast) -> None:
    begun = []
    for _ in range(6):
        begun.append(begin(cast)[0])
        cast.later(minutes=1)
    assert [sessions.lookup(cast.db, token, cast.now) is not None for token in begun] == [False] + [True] * 5


def test_listeners_hear_once_of_every_end(cast: Cast) -> None:
    heard: list[str] = []
    stop = sessions.on_end(heard.append)
    (token, first), (_, second), (_, third) = begin(cast), begin(cast), begin(cast)
    sessions.revoke(cast.db, token, NOW)
    sessions.revoke(cast.db, token, NOW)
    sessions.end(cast.db, second.id, NOW)
    sessions.sweep(NOW + timedelta(minutes=5))
    assert heard == [first.id, second.id]
    sessions.sweep(NOW + ANNA_IDLE)
    stop()
    assert heard == [first.id, second.id, third.id]


def test_blocking_somebody_ends_their_sessions_for_good(cast: Cast) -> None:
    token, _ = begin(cast)
    assert cast.anna.person_id is not None
    accounts.block(cast.db, cast.adam, cast.anna.person_id, now=NOW)
    assert sessions.lookup(cast.db, token, NOW) is None
    accounts.unblock(cast.db, cast.adam, cast.anna.person_id, now=NOW)
    assert sessions.lookup(cast.db, token, NOW) is None


def test_a_new_role_shortens_the_idle_time_of_the_running_session(cast: Cast) -> None:
    token, session = begin(cast)
    accounts.grant_role(cast.db, CONSOLE, session.person_id, Role.HR, now=NOW)
    assert sessions.lookup(cast.db, token, NOW + HELENA_IDLE) is None


def test_beginning_and_ending_are_in_the_log_without_the_token(cast: Cast) -> None:
    token, _ = begin(cast, method="demo")
    sessions.revoke(cast.db, token, NOW)
    rows = cast.rows("SELECT action, actor_id, detail FROM audit_events WHERE entity = 'session' ORDER BY id")
    assert rows == [
        ("session.start", cast.anna.person_id, '{"method": "demo"}'),
        ("session.end", cast.anna.person_id, "{}"),
    ]
    assert not cast.value("SELECT count(*) FROM audit_events WHERE contains(detail || entity_id, $t)", t=token)


def test_many_threads_ending_one_session_announce_it_once(cast: Cast) -> None:
    heard: list[str] = []
    stop = sessions.on_end(heard.append)
    token, session = begin(cast)
    threads = [threading.Thread(target=sessions.revoke, args=(cast.db, token, NOW)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop()
    assert heard == [session.id]


def test_a_session_of_nobody_is_not_found(cast: Cast) -> None:
    assert sessions.find(str(UUID(int=0)), NOW) is None
