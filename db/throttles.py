"""Guessing gets slow: per name five free attempts, then waits that double, then no more. Unknown names count alike.

An attempt is counted before it is judged, so that many at once gain nothing; success forgets the count.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from datetime import datetime, timedelta

from db import queries
from db.connection import Cursor, Database
from domain.errors import Refused

_sql = queries.load("throttles")

FREE = 5
LONGEST_WAIT = 900  # seconds
HARD_STOP = 100  # failures in a row, after which only an administrator or a new code helps
_KEEP = timedelta(days=30)


def key(purpose: str, name: str) -> str:
    """Under which attempts for a name are counted: a hash, because people type passwords in the wrong field."""
    # DuckDB takes a capital i with a dot for an i, where casefold leaves the dot: each spelling would be tried anew.
    typed = unicodedata.normalize("NFC", name).strip().casefold().replace("\u0307", "")
    return hashlib.sha256(f"{purpose}\x1f{typed}".encode()).hexdigest()


def wait(failures: int) -> int:
    """Seconds to wait after so many failures in a row."""
    return 0 if failures < FREE else min(2 ** (failures - FREE + 1), LONGEST_WAIT)


def claim(db: Database, name_sha256: str, now: datetime) -> None:
    """Count one attempt, or raise Refused("signin.wait", n=seconds) when it comes too soon."""

    def work(cursor: Cursor) -> int:
        row = _sql.failures.one(cursor, name_sha256=name_sha256)
        left = _seconds_left(row["failures"], row["last_failure_at"], now) if row else 0
        if not left:
            _sql.count.run(cursor, name_sha256=name_sha256, now=now)
        return left

    if left := db.write(work):
        raise Refused("signin.wait", n=left)


def clear(cursor: Cursor, keys: list[str]) -> None:
    """Forget the failures, inside a verb's transaction."""
    _sql.clear.run(cursor, names=keys)


def prune(db: Database, now: datetime) -> None:
    """Forget names that were tried a few times, long ago: at start-up."""
    db.write(lambda cursor: _sql.prune.run(cursor, failures=FREE, before=now - _KEEP))


def _seconds_left(failures: int, last: datetime, now: datetime) -> int:
    if failures >= HARD_STOP:
        return LONGEST_WAIT
    return max(0, math.ceil((last + timedelta(seconds=wait(failures)) - now).total_seconds()))
