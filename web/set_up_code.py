"""The code that proves somebody reads the server's console. In memory only, new at each start."""

from __future__ import annotations

import secrets

from domain import codes

_digest: str | None = None


def make() -> str:
    """A new code, for the console; the former one no longer works."""
    global _digest
    code = codes.new()
    _digest = codes.digest(code)
    return code


def is_right(typed: str) -> bool:
    """Whether this is the code on the console."""
    return _digest is not None and secrets.compare_digest(_digest, codes.digest(typed))


def withdraw() -> None:
    """No code works any more."""
    global _digest
    _digest = None
