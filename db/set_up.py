"""The very first account, made by whoever can read the server's console."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import settings
from db import audit, password_hashes, queries, stored_settings
from db.connection import Cursor, Database
from domain import passwords
from domain.actor import Actor, Role
from domain.errors import FieldError, Invalid, Refused

_sql = queries.load("accounts")


@dataclass(frozen=True)
class FirstAdministrator:
    """What the set-up page asks. `name` is the sign-in name or an e-mail address."""

    given_name: str
    infix: str
    family_name: str
    name: str
    organisation: str
    also_hr: bool
    language: str = settings.DEFAULT_LANGUAGE


def set_up(db: Database, first: FirstAdministrator, password: str, again: str, now: datetime) -> UUID:
    """Make the first account, an administrator's; returns the person's id.

    Refused("setup.closed") once any account exists; Invalid by field. A person who is in the staff list with the same
    e-mail address gets the account instead of a second entry.
    """
    _check(first, password, again)
    password_hash = password_hashes.make(password)

    def work(cursor: Cursor) -> UUID:
        if _sql.count.value(cursor):
            raise Refused("setup.closed")
        person_id = _person(cursor, first, now)
        _sql.add_account.run(cursor, person_id=person_id, sign_in_name=first.name.strip(), now=now)
        _sql.set_password.run(cursor, person_id=person_id, password_hash=password_hash, now=now)
        for role in (Role.ADMINISTRATOR, *([Role.HR] if first.also_hr else [])):
            _sql.grant_role.run(cursor, person_id=person_id, role=role, now=now, granted_by=None)
        stored_settings.store(cursor, "organisation_name", first.organisation.strip(), now=now, by=person_id)
        audit.record(cursor, Actor(person_id, ""), "account.set_up", "account", person_id, now=now)
        return person_id

    return db.write(work)


def _check(first: FirstAdministrator, password: str, again: str) -> None:
    fields = ("organisation", "given_name", "family_name", "name")
    found = [FieldError(field, "account.required") for field in fields if not getattr(first, field).strip()]
    own = [first.given_name, first.family_name, first.name.split("@")[0], first.organisation]
    found += passwords.errors(password, again, own)
    if found:
        raise Invalid(found)


def _person(cursor: Cursor, first: FirstAdministrator, now: datetime) -> UUID:
    email = first.name.strip() if "@" in first.name else None
    listed = _sql.person_by_email.value(cursor, email=email) if email else None
    if listed:
        return UUID(str(listed))
    added = _sql.add_person.value(
        cursor,
        given_name=first.given_name.strip(),
        infix=first.infix.strip(),
        family_name=first.family_name.strip(),
        email=email,
        language=first.language,
        now=now,
    )
    return UUID(str(added))
