"""Who sits at the screens of the benchmark, and what there is for them to do in a given file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from db import sessions
from db.connection import Database

_WRITERS = """
    SELECT e.person_id, c.id FROM conversations c
    JOIN dossiers d ON d.id = c.dossier_id JOIN employments e ON e.id = d.employment_id
    JOIN cycles y ON y.id = d.cycle_id AND y.state = 'open'
    WHERE c.state IN ('not_started', 'preparing', 'scheduled')
      AND NOT EXISTS (SELECT 1 FROM preparations p WHERE p.conversation_id = c.id AND p.handed_in_at IS NOT NULL
                      AND p.side = 'employee')
    ORDER BY d.id LIMIT $count
"""
_SUBMITTERS = """
    SELECT s.submitted_by, c.id, min(r.agreement_id) FROM conversations c
    JOIN plan_versions v ON v.conversation_id = c.id AND v.withdrawn_at IS NULL
    JOIN submissions s ON s.plan_version_id = v.id
    JOIN draft_rows r ON r.plan_version_id = v.id AND r.removed_at IS NULL
    JOIN agreements a ON a.id = r.agreement_id AND a.section = 'result'
    WHERE c.state = 'submitted' GROUP BY s.submitted_by, c.id ORDER BY c.id LIMIT $count
"""
_MANAGERS = """
    SELECT manager_id FROM placements_on($today) WHERE manager_id IS NOT NULL
    GROUP BY manager_id ORDER BY count(*) DESC, manager_id LIMIT $count
"""
_HR = "SELECT person_id FROM role_grants WHERE role = 'hr' AND revoked_at IS NULL ORDER BY granted_at LIMIT $count"


@dataclass(frozen=True)
class Seat:
    """Somebody signed in: what they do all day, their token, and the conversation and agreement they work on."""

    work: str
    token: str
    conversation_id: UUID | None = None
    agreement_id: UUID | None = None


def seats(path: Path, counts: dict[str, int], now: datetime) -> list[Seat]:
    """Sign people in by making their sessions in the file: `counts` by work (write, submit, lead, watch)."""
    db = Database(path)
    try:
        return [seat for work, count in counts.items() for seat in _of(db, work, count, now)]
    finally:
        db.close()


def _of(db: Database, work: str, count: int, now: datetime) -> list[Seat]:
    question = {"write": _WRITERS, "submit": _SUBMITTERS, "lead": _MANAGERS, "watch": _HR}[work]
    known: dict[str, Any] = {"count": count}
    if work == "lead":
        known["today"] = now.date()
    with db.read() as cursor:
        found = cursor.execute(question, known).fetchall()
    if not found:
        raise SystemExit(f"nobody in this file can {work}")
    rows = [found[place % len(found)] for place in range(count if work == "watch" else len(found))]
    return [Seat(work, sessions.start(db, row[0], "demo", now), *row[1:]) for row in rows]
