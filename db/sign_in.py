"""Proving who you are: with a password, with a one-time code, and choosing another password.

Unknown, wrong, blocked: one text, one path, one amount of work, so that nobody learns which names exist.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from db import accounts, audit, password_hashes, queries, sessions, throttles
from db.connection import Cursor, Database
from domain import codes, passwords
from domain.actor import Actor
from domain.errors import FieldError, Invalid, Refused

_sql = queries.load("accounts")
_NOBODY = Actor(None, "")


def sign_in(db: Database, name: str, password: str, now: datetime) -> UUID:
    """The person's id when name and password belong together, else Refused: `signin.bad` or `signin.wait` (n seconds).

    `name` is a sign-in name, a personnel number, or an e-mail address that one person has.
    """
    attempt = throttles.key("sign_in", name)
    throttles.claim(db, attempt, now)
    found = _account(db, name)
    stored = found["password_hash"] if found and not found["blocked"] else None
    right = password_hashes.matches(stored, password[: passwords.LONGEST + 1])
    if not right or found is None or stored is None:
        _log_failure(db, "account.sign_in", found, "signin.bad", now)
        raise Refused("signin.bad")
    renewed = password_hashes.make(password) if password_hashes.is_outdated(stored) else None
    db.write(lambda cursor: _signed_in(cursor, found["person_id"], attempt, stored, renewed, now))
    return UUID(str(found["person_id"]))


def redeem(db: Database, name: str, code: str, password: str, again: str, now: datetime) -> UUID:
    """Exchange a one-time code for a password of one's own; the person's other sessions end.

    Refused("redeem.bad") for anything wrong with name or code, Refused("signin.wait", n=seconds), or Invalid by field;
    an Invalid password leaves the code usable.
    """
    _check(passwords.errors(password, again))
    attempt = throttles.key("redeem", name)
    throttles.claim(db, attempt, now)
    person_id, code_id = _open_code(db, name, code, now)
    with db.read() as cursor:
        words = accounts.own_words(cursor, person_id)
    _check(passwords.errors(password, again, words))
    password_hash = password_hashes.make(password)

    def work(cursor: Cursor) -> list[str]:
        if not _sql.use_code.one(cursor, id=code_id, now=now):
            raise Refused("redeem.bad")
        throttles.clear(cursor, [attempt, *accounts.throttle_keys(cursor, person_id)])
        _sql.signed_in.run(cursor, person_id=person_id, now=now)
        return _set_password(cursor, person_id, password_hash, "account.redeem", "", now)

    sessions.announce(db.write(work))
    return person_id


def change_password(
    db: Database, actor: Actor, old: str, new: str, again: str, *, keep_token: str = "", now: datetime
) -> None:
    """Choose another password; every session of the person ends but the one of `keep_token`.

    Invalid by field (`old`, `password`, `password_again`), or Refused("signin.wait", n=seconds).
    """
    assert actor.person_id is not None
    person_id = actor.person_id
    with db.read() as cursor:
        stored, words = _sql.account.one(cursor, person_id=person_id), accounts.own_words(cursor, person_id)
    _check(passwords.errors(new, again, words))
    attempt = throttles.key("change", str(person_id))
    throttles.claim(db, attempt, now)
    if not password_hashes.matches(stored["password_hash"] if stored else None, old[: passwords.LONGEST + 1]):
        raise Invalid.of("old", "password.old_wrong")
    password_hash = password_hashes.make(new)

    def work(cursor: Cursor) -> list[str]:
        throttles.clear(cursor, [attempt])
        return _set_password(cursor, person_id, password_hash, "account.password", keep_token, now)

    sessions.announce(db.write(work))


def _account(db: Database, name: str) -> queries.Row | None:
    with db.read() as cursor:
        return _sql.credentials.one(cursor, name=passwords.normalise(name).strip())


def _signed_in(cursor: Cursor, person_id: UUID, attempt: str, stored: str, renewed: str | None, now: datetime) -> None:
    throttles.clear(cursor, [attempt])
    _sql.signed_in.run(cursor, person_id=person_id, now=now)
    if renewed:
        _sql.renew_hash.run(cursor, person_id=person_id, password_hash=renewed, old_hash=stored)


def _open_code(db: Database, name: str, code: str, now: datetime) -> tuple[UUID, UUID]:
    found = _account(db, name)
    person_id = found["person_id"] if found and not found["blocked"] else UUID(int=0)
    with db.read() as cursor:
        row = _sql.open_code.one(cursor, person_id=person_id, code_sha256=codes.digest(code), now=now)
    if row is None:
        _log_failure(db, "account.redeem", found, "redeem.bad", now)
        raise Refused("redeem.bad")
    return person_id, row["id"]


def _set_password(
    cursor: Cursor, person_id: UUID, password_hash: str, action: str, keep_token: str, now: datetime
) -> list[str]:
    _sql.set_password.run(cursor, person_id=person_id, password_hash=password_hash, now=now)
    _sql.withdraw_codes.run(cursor, person_ids=[person_id], now=now)
    audit.record(cursor, Actor(person_id, ""), action, "account", person_id, now=now)
    return sessions.end_all(cursor, person_id, now, keep_token)


def _log_failure(db: Database, action: str, found: queries.Row | None, key: str, now: datetime) -> None:
    # The typed name is not kept: people type their password in that field.
    who = found["person_id"] if found else "unknown"
    audit.denied(db, _NOBODY, action, "account", who, Refused(key), now=now)


def _check(errors: list[FieldError]) -> None:
    if errors:
        raise Invalid(errors)
