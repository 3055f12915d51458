"""Argon2id, with its one set of parameters. Slow on purpose: call it off the event loop and outside a transaction."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.passwords import normalise

# OWASP's floor: 19 MiB, two passes. A stored hash below it is renewed at the next sign-in.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, hash_len=32, salt_len=16)


def make(password: str) -> str:
    """The hash to store, salt and parameters included."""
    return _HASHER.hash(normalise(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password belongs to the stored hash. Without a hash it takes as long and says no."""
    try:
        return _HASHER.verify(stored or _nobodys(), normalise(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


def prepare() -> None:
    """Make the hash that unknown names are compared with, so that the first of them takes no longer than the rest."""
    _nobodys()
