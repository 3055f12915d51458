"""Whether a file is sound: no reference points nowhere, and the log's chain of hashes holds."""

from __future__ import annotations

from dataclasses import dataclass

from db import audit, queries
from db.connection import Database

_sql = queries.load("integrity")


@dataclass(frozen=True)
class Findings:
    """What is wrong. orphans: number of rows per reference; broken_event: the first that does not fit the log."""

    orphans: dict[str, int]
    broken_event: int | None
    events: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.orphans and self.broken_event is None


def check(db: Database) -> Findings:
    """Read the whole file and tell what does not fit; changes nothing."""
    with db.read() as cursor:
        orphans = {row["reference"]: row["n"] for row in _sql.orphans.all(cursor)}
        events = _sql.count_events.value(cursor)
    return Findings(orphans, audit.first_broken_link(db), events)
