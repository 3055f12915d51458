"""Accounts: who may sign in, with which roles, and the one-time codes with which people choose their own password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import settings
from db import audit, queries, sessions, stored_settings, throttles
from db.connection import Cursor, Database
from db.verbs import perform
from domain import codes
from domain.actor import Actor, Role
from domain.errors import Invalid, NotFound, WrongState
from domain.permissions import Permission, require

_sql = queries.load("accounts")

VALID_FOR = {"invitation": timedelta(days=30), "reset": timedelta(hours=24)}


@dataclass(frozen=True)
class IssuedCode:
    """A code in readable form: shown once, then only its hash is left. `sign_in_name` is what the person types."""

    person_id: UUID
    name: str
    number: str | None
    sign_in_name: str
    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Account:
    """A person in the administrator's list. `state`: none, invited, active or blocked."""

    person_id: UUID
    name: str
    number: str | None
    email: str | None
    sign_in_name: str | None
    roles: frozenset[Role]
    state: str
    last_sign_in_at: datetime | None


def load_actor(db: Database, person_id: UUID) -> Actor:
    """The person as the one who acts, with the roles of this moment; NotFound when gone or blocked."""
    with db.read() as cursor:
        row = _sql.actor.one(cursor, person_id=person_id)
    if row is None:
        raise NotFound
    return Actor(row["id"], row["name"], _roles(row["roles"]), row["language"] or settings.DEFAULT_LANGUAGE)


def any_exist(db: Database) -> bool:
    """Whether Jaarplan was set up."""
    with db.read() as cursor:
        return bool(_sql.count.value(cursor))


def add(db: Database, actor: Actor, person_ids: Sequence[UUID], *, now: datetime) -> None:
    """Give people an account without a password, as an invitation does, but without codes. HR or administrator."""
    subject = _subject(person_ids)

    def work(cursor: Cursor) -> None:
        require(actor, Permission.ACCOUNT_INVITE)
        _require_people(cursor, person_ids)
        _sql.add_missing_accounts.run(cursor, person_ids=list(person_ids), now=now)
        audit.record(cursor, actor, "account.add", "account", subject, now=now, detail={"n": len(person_ids)})

    perform(db, actor, "account.add", "account", subject, work, now=now)


def list_accounts(db: Database, actor: Actor) -> list[Account]:
    """Everyone and the state of their account, by family name. For the administrator."""
    require(actor, Permission.ACCOUNT_MANAGE)
    with db.read() as cursor:
        rows = _sql.list.all(cursor)
    return [
        Account(
            row["person_id"],
            row["name"],
            row["number"],
            row["email"],
            row["sign_in_name"],
            _roles(row["roles"]),
            _state(row["has_account"], row["has_password"], row["blocked"]),
            row["last_sign_in_at"],
        )
        for row in rows
    ]


def issue_codes(
    db: Database, actor: Actor, person_ids: Sequence[UUID], purpose: str, *, now: datetime
) -> list[IssuedCode]:
    """Make one-time codes; each person's earlier unused code ends. By family name.

    `invitation` (HR or administrator): people who have a password, or are blocked, are left out. `reset`
    (administrator): also ends the person's sessions; the old password works until the code is used.
    """
    permission = Permission.ACCOUNT_MANAGE if purpose == "reset" else Permission.ACCOUNT_INVITE
    action, subject, ended = f"account.{purpose}", _subject(person_ids), list[str]()

    def work(cursor: Cursor) -> list[IssuedCode]:
        require(actor, permission)
        _require_people(cursor, person_ids)
        issued = _issue(cursor, actor, person_ids, purpose, now)
        ended[:] = [s for code in issued if purpose == "reset" for s in sessions.end_all(cursor, code.person_id, now)]
        audit.record(cursor, actor, action, "account", subject, now=now, detail={"n": len(issued)})
        return issued

    issued = perform(db, actor, action, "account", subject, work, now=now)
    sessions.announce(ended)
    return issued


def grant_role(db: Database, actor: Actor, person_id: UUID, role: Role, *, now: datetime) -> None:
    """Give a role; nothing happens when the person has it already."""
    detail = {"role": role.value}

    def work(cursor: Cursor) -> None:
        given = _sql.grant_role.one(cursor, person_id=person_id, role=role, now=now, granted_by=actor.person_id)
        if given:
            audit.record(cursor, actor, "role.grant", "account", person_id, now=now, detail=detail)

    _manage(db, actor, "role.grant", person_id, work, now)
    sessions.roles_changed(db, person_id)


def revoke_role(db: Database, actor: Actor, person_id: UUID, role: Role, *, now: datetime) -> None:
    """Take a role away; WrongState when nobody would be left to administer."""
    detail = {"role": role.value}

    def work(cursor: Cursor) -> None:
        if role is Role.ADMINISTRATOR:
            _keep_an_administrator(cursor, person_id)
        if _sql.revoke_role.one(cursor, person_id=person_id, role=role, now=now):
            audit.record(cursor, actor, "role.revoke", "account", person_id, now=now, detail=detail)

    _manage(db, actor, "role.revoke", person_id, work, now)
    sessions.roles_changed(db, person_id)


def block(db: Database, actor: Actor, person_id: UUID, *, now: datetime) -> None:
    """Stop a person from signing in and end their sessions at once; WrongState for the last administrator."""
    ended: list[str] = []

    def work(cursor: Cursor) -> None:
        if _sql.is_administrator.value(cursor, person_id=person_id):
            _keep_an_administrator(cursor, person_id)
        _sql.add_account.run(cursor, person_id=person_id, sign_in_name=None, now=now)
        ended[:] = sessions.end_all(cursor, person_id, now)
        if _sql.block.one(cursor, person_id=person_id, now=now):
            audit.record(cursor, actor, "account.block", "account", person_id, now=now)

    _manage(db, actor, "account.block", person_id, work, now)
    sessions.announce(ended)


def unblock(db: Database, actor: Actor, person_id: UUID, *, now: datetime) -> None:
    """Let a person sign in again; failed attempts are forgotten too."""

    def work(cursor: Cursor) -> None:
        throttles.clear(cursor, throttle_keys(cursor, person_id))
        if _sql.unblock.one(cursor, person_id=person_id):
            audit.record(cursor, actor, "account.unblock", "account", person_id, now=now)

    _manage(db, actor, "account.unblock", person_id, work, now)


def set_language(db: Database, actor: Actor, language: str, *, now: datetime) -> None:
    """Keep the actor's own choice of language; Invalid for a language that Jaarplan does not speak."""
    if language not in settings.LANGUAGES:
        raise Invalid.of("language", "refuse.not_found")

    def work(cursor: Cursor) -> None:
        _sql.set_language.run(cursor, person_id=actor.person_id, language=language)
        detail = {"language": language}
        audit.record(cursor, actor, "account.language", "account", actor.person_id, now=now, detail=detail)

    db.write(work)


def throttle_keys(cursor: Cursor, person_id: UUID) -> list[str]:
    """Under which names the person's failed attempts are counted."""
    row = _sql.called.one(cursor, person_id=person_id) or {}
    typed = [row.get(column) for column in ("sign_in_name", "number", "email")]
    return [throttles.key(purpose, name) for name in typed if name for purpose in ("sign_in", "redeem")]


def own_words(cursor: Cursor, person_id: UUID) -> list[str]:
    """What the person's password may not contain."""
    row = _sql.called.one(cursor, person_id=person_id) or {}
    names = [
        row.get("given_name"),
        row.get("family_name"),
        row.get("sign_in_name"),
        stored_settings.organisation_name(cursor),
    ]
    return [str(name).split("@")[0] for name in names if name]


def _issue(cursor: Cursor, actor: Actor, person_ids: Sequence[UUID], purpose: str, now: datetime) -> list[IssuedCode]:
    people = _sql.to_invite.all(cursor, person_ids=list(person_ids), purpose=purpose)
    expires_at, ids = now + VALID_FOR[purpose], [row["id"] for row in people]
    issued = [
        IssuedCode(row["id"], row["name"], row["number"], _sign_in_name(row), codes.new(), expires_at) for row in people
    ]
    _sql.add_missing_accounts.run(cursor, person_ids=ids, now=now)
    _sql.withdraw_codes.run(cursor, person_ids=ids, now=now)
    _sql.add_codes.run(
        cursor,
        person_ids=ids,
        purpose=purpose,
        hashes=[codes.digest(code.code) for code in issued],
        now=now,
        created_by=actor.person_id,
        expires_at=expires_at,
    )
    return issued


def _sign_in_name(row: queries.Row) -> str:
    return str(row["sign_in_name"] or row["number"] or row["email"] or "")


def _manage(
    db: Database, actor: Actor, action: str, person_id: UUID, work: Callable[[Cursor], None], now: datetime
) -> None:
    def checked(cursor: Cursor) -> None:
        require(actor, Permission.ACCOUNT_MANAGE)
        _require_people(cursor, [person_id])
        work(cursor)

    perform(db, actor, action, "account", person_id, checked, now=now)


def _require_people(cursor: Cursor, person_ids: Sequence[UUID]) -> None:
    if _sql.exist.value(cursor, person_ids=list(person_ids)) != len(set(person_ids)):
        raise NotFound


def _keep_an_administrator(cursor: Cursor, person_id: UUID) -> None:
    if not _sql.other_administrators.value(cursor, person_id=person_id):
        raise WrongState("account.last_administrator")


def _subject(person_ids: Sequence[UUID]) -> str:
    return str(person_ids[0]) if len(person_ids) == 1 else "many"


def _roles(joined: str | None) -> frozenset[Role]:
    return frozenset(Role(role) for role in joined.split(",")) if joined else frozenset()


def _state(has_account: bool, has_password: bool, blocked: bool) -> str:
    if blocked:
        return "blocked"
    if has_password:
        return "active"
    return "invited" if has_account else "none"
