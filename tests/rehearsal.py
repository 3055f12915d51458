"""A database on a real file in which every attempt is undone after it was judged.

The verbs, the SQL and the file are the real ones; only COMMIT becomes ROLLBACK, so that thousands of attempts can start
from the same state. What each attempt would have logged is kept in `events`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from db.connection import Cursor, Database

T = TypeVar("T")


@dataclass(frozen=True)
class Event:
    """What one attempt wrote into the log."""

    action: str
    outcome: str
    actor_id: object


@dataclass
class _Log:
    events: list[Event] = field(default_factory=list)


class Rehearsal(Database):
    """Stands on the connection of another database and keeps nothing."""

    def __init__(self, real: Database) -> None:
        self.path, self._root, self._lock, self._log = real.path, real._root, real._lock, _Log()
        with real.read() as cursor:
            self._last = cursor.execute("SELECT coalesce(max(id), 0) FROM audit_events").fetchone()[0]

    def taken(self) -> list[Event]:
        """The events since the last call."""
        found, self._log = self._log.events, _Log()
        return found

    def _transaction(self, work: Callable[[Cursor], T]) -> T:
        cursor = self._root.cursor()
        try:
            cursor.execute("BEGIN")
            value = work(cursor)
            cursor.execute("SELECT action, outcome, actor_id FROM audit_events WHERE id > ? ORDER BY id", [self._last])
            self._log.events += [Event(*row) for row in cursor.fetchall()]
            return value
        finally:
            cursor.execute("ROLLBACK")
            cursor.close()
