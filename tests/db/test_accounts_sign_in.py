"""Signing in with a name and a password: one answer for everything that is wrong, and guessing gets slow."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters

from db import accounts, password_hashes, sign_in, throttles
from domain.actor import CONSOLE
from domain.errors import Refused
from tests.cast import NOW, Cast

PASSWORD = "zeven groene lampen"


def give_password(cast: Cast, name: str = "anna", password: str = PASSWORD) -> None:
    person_id = cast.people[name].person_id
    assert person_id is not None
    cast.db.write(
        lambda cursor: cursor.execute(
            "UPDATE accounts SET password_hash = ? WHERE person_id = ?", [password_hashes.make(password), person_id]
        )
    )


def call_by(cast: Cast, email: str, *names: str) -> None:
    for name in names:
        person_id = cast.people[name].person_id
        cast.db.write(lambda c, i=person_id: c.execute("UPDATE people SET email = ? WHERE id = ?", [email, i]))


def refusal(cast: Cast, name: str, password: str, now: datetime = NOW) -> Refused:
    with pytest.raises(Refused) as caught:
        sign_in.sign_in(cast.db, name, password, now)
    return caught.value


def fail(cast: Cast, name: str, times: int, now: datetime = NOW) -> datetime:
    """Fail so many times, each as soon as it is allowed; returns the moment of the last."""
    for _ in range(times):
        for _ in range(2):
            refused = refusal(cast, name, "fout", now)
            if refused.key == "signin.bad":
                break
            now += timedelta(seconds=refused.params["n"])
        assert refused.key == "signin.bad"
    return now


def test_anna_signs_in_with_her_personnel_number(cast: Cast) -> None:
    give_password(cast)
    assert sign_in.sign_in(cast.db, " 004 ", PASSWORD, NOW) == cast.anna.person_id
    assert cast.value("SELECT last_sign_in_at FROM accounts WHERE person_id = $id", id=cast.anna.person_id) == NOW


def test_her_email_address_works_in_capitals_too(cast: Cast) -> None:
    give_password(cast)
    call_by(cast, "Anna@veldwijk.example", "anna")
    assert sign_in.sign_in(cast.db, "ANNA@Veldwijk.example", PASSWORD, NOW) == cast.anna.person_id


def test_a_shared_mailbox_is_nobodys_name(cast: Cast) -> None:
    give_password(cast)
    call_by(cast, "balie@veldwijk.example", "anna", "sam")
    assert refusal(cast, "balie@veldwijk.example", PASSWORD).key == "signin.bad"


def test_unknown_wrong_blocked_and_without_password_get_the_same_answer(cast: Cast) -> None:
    give_password(cast)
    give_password(cast, "sam")
    assert cast.sam.person_id is not None
    accounts.block(cast.db, cast.adam, cast.sam.person_id, now=NOW)
    answers = [
        refusal(cast, n, p) for n, p in (("zzz", PASSWORD), ("004", "fout"), ("010", PASSWORD), ("002", PASSWORD))
    ]
    assert {(answer.key, tuple(answer.params)) for answer in answers} == {("signin.bad", ())}


def test_knowing_and_not_knowing_a_name_take_equally_long(cast: Cast) -> None:
    give_password(cast)
    password_hashes.prepare()

    def median(name: str) -> float:
        spent = []
        for attempt in range(12):
            start = time.perf_counter()
            refusal(cast, name, "fout", NOW + timedelta(hours=attempt))
            spent.append(time.perf_counter() - start)
        return statistics.median(spent)

    known, unknown = median("004"), median("nobody")
    # Without the dummy hash an unknown name would answer in a tenth of the time.
    assert 0.5 < known / unknown < 2


def test_five_attempts_are_free_and_then_the_wait_doubles(cast: Cast) -> None:
    give_password(cast)
    now = fail(cast, "004", 5)
    waits = []
    for _ in range(11):
        refused = refusal(cast, "004", PASSWORD, now)
        assert refused.key == "signin.wait"
        waits.append(refused.params["n"])
        now = fail(cast, "004", 1, now)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_the_right_password_does_not_shorten_a_wait(cast: Cast) -> None:
    give_password(cast)
    now = fail(cast, "004", 6)
    assert refusal(cast, "004", PASSWORD, now + timedelta(seconds=3)).key == "signin.wait"
    assert sign_in.sign_in(cast.db, "004", PASSWORD, now + timedelta(seconds=4)) == cast.anna.person_id


def test_success_forgets_the_failures(cast: Cast) -> None:
    give_password(cast)
    fail(cast, "004", 4)
    sign_in.sign_in(cast.db, "004", PASSWORD, NOW)
    fail(cast, "004", 5)


def test_unknown_names_have_to_wait_just_the_same(cast: Cast) -> None:
    fail(cast, "nobody", 5)
    assert refusal(cast, "NOBODY", "fout").key == "signin.wait"


def test_after_a_hundred_failures_no_password_helps_until_the_administrator_does(cast: Cast) -> None:
    give_password(cast)
    key = throttles.key("sign_in", "004")
    cast.db.write(lambda c: c.execute("INSERT INTO sign_in_throttles VALUES (?, 100, ?)", [key, NOW]))
    much_later = NOW + timedelta(days=400)
    assert refusal(cast, "004", PASSWORD, much_later).key == "signin.wait"
    assert cast.anna.person_id is not None
    accounts.unblock(cast.db, cast.adam, cast.anna.person_id, now=much_later)
    assert sign_in.sign_in(cast.db, "004", PASSWORD, much_later) == cast.anna.person_id


def test_many_attempts_at_once_gain_nothing(cast: Cast) -> None:
    give_password(cast)
    with ThreadPoolExecutor(12) as pool:
        keys = list(pool.map(lambda _: refusal(cast, "004", "fout").key, range(12)))
    assert keys.count("signin.bad") == throttles.FREE


def test_old_scattered_failures_are_pruned_and_long_series_kept(cast: Cast) -> None:
    fail(cast, "004", 5)
    fail(cast, "005", 7)
    throttles.prune(cast.db, NOW + timedelta(days=31))
    assert cast.rows("SELECT failures FROM sign_in_throttles") == [(7,)]


def test_a_failure_is_logged_without_what_was_typed(cast: Cast) -> None:
    refusal(cast, "mijn geheime wachtwoord", "fout")
    refusal(cast, "004", "fout")
    rows = cast.rows("SELECT entity_id, outcome, detail FROM audit_events WHERE action = 'account.sign_in' ORDER BY id")
    detail = '{"key": "signin.bad"}'
    assert rows == [("unknown", "denied", detail), (str(cast.anna.person_id), "denied", detail)]


def test_the_stored_hash_is_argon2id_at_owasps_floor_or_above(cast: Cast) -> None:
    give_password(cast)
    stored = extract_parameters(cast.value("SELECT password_hash FROM accounts WHERE password_hash IS NOT NULL"))
    assert stored.type.name == "ID"
    assert stored.memory_cost >= 19456
    assert stored.time_cost >= 2
    assert (stored.salt_len, stored.hash_len) == (16, 32)


def test_a_weaker_hash_is_renewed_at_sign_in(cast: Cast) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    cast.db.write(
        lambda c: c.execute("UPDATE accounts SET password_hash = ? WHERE person_id = ?", [weak, cast.anna.person_id])
    )
    sign_in.sign_in(cast.db, "004", PASSWORD, NOW)
    renewed = cast.value("SELECT password_hash FROM accounts WHERE person_id = $id", id=cast.anna.person_id)
    assert renewed != weak
    assert not password_hashes.is_outdated(renewed)
    sign_in.sign_in(cast.db, "004", PASSWORD, NOW)


def test_an_accent_typed_in_two_parts_is_the_same_password(cast: Cast) -> None:
    give_password(cast, password="café aan de gracht")
    assert sign_in.sign_in(cast.db, "004", "cafe\u0301 aan de gracht", NOW) == cast.anna.person_id


def test_the_console_has_no_password(cast: Cast) -> None:
    assert refusal(cast, CONSOLE.name, "").key == "signin.bad"
