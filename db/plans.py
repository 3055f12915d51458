"""Reading a year plan: the working copy for whoever writes it, the submitted and final text for both sides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from db import cases, queries
from db.cases import Loaded
from db.connection import Cursor, Database
from domain.actor import Actor
from domain.conversation import IN_REVIEW, Side
from domain.errors import NotFound
from domain.permissions import Permission, can
from domain.plan import Mark, PlanRow, PlanText, ProposedBy, RowChange, Section, changes, digest, freeze, thaw

_sql = queries.load("plans")


@dataclass(frozen=True)
class Submission:
    """One text that was put before the other side; it never changes."""

    id: UUID
    number: int
    side: Side
    submitted_at: datetime
    review_until: date
    text: PlanText
    sha256: str


@dataclass(frozen=True)
class Remark:
    """One piece of feedback; `agreement_id` None: about the whole plan."""

    agreement_id: UUID | None
    author_id: UUID
    author_name: str
    submission_number: int
    text: str
    created_at: datetime


@dataclass(frozen=True)
class Signature:
    """How the employee signed, or the refusal that the manager noted (`noted_by_name`)."""

    kind: str
    statement: str
    signed_at: datetime
    noted_by_name: str


@dataclass(frozen=True)
class Plan:
    """A year plan as one reader may see it.

    draft: the working copy, only for the side that writes; submissions: newest first; unsent: whether the working
    copy differs from the newest submission; goals: title by id, to link results to; finalised_by: a display name.
    """

    loaded: Loaded
    draft: PlanText | None
    submissions: tuple[Submission, ...]
    remarks: tuple[Remark, ...]
    signatures: tuple[Signature, ...]
    goals: Mapping[str, str]
    unsent: bool
    draft_saved_at: datetime | None = None
    finalised_by: str = ""

    @property
    def newest(self) -> Submission | None:
        """The text in review, or the final one."""
        return self.submissions[0] if self.submissions else None

    @property
    def signature(self) -> Signature | None:
        """The employee's own signature, else a noted refusal."""
        own = [each for each in self.signatures if each.kind != "refused"]
        return next(iter(own or self.signatures), None)

    def changed_since_previous(self) -> list[RowChange]:
        """What the newest text changed in the one before it."""
        if len(self.submissions) < 2:
            return []
        return changes(self.submissions[1].text, self.submissions[0].text)

    def remarks_on(self, agreement_id: UUID | None) -> list[Remark]:
        """The feedback about one agreement (None: about the whole plan)."""
        return [remark for remark in self.remarks if remark.agreement_id == agreement_id]


def plan(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> Plan:
    """The plan of a conversation; NotFound for who takes no part. Before submission only its recorder reads (R18)."""
    with db.read() as cursor:
        loaded = cases.load(cursor, actor, conversation_id, now)
        if not can(actor, Permission.CONVERSATION_READ, loaded.case):
            raise NotFound
        version_id = loaded.row["plan_version_id"]
        shared = version_id is not None and can(actor, Permission.PLAN_READ, loaded.case)
        submissions = _submissions(cursor, version_id) if shared else ()
        draft = working_copy(cursor, loaded) if version_id and _writes(actor, loaded) else None
        return Plan(
            loaded=loaded,
            draft=draft,
            submissions=submissions,
            remarks=_remarks(cursor, version_id) if shared else (),
            signatures=_signatures(cursor, loaded) if shared else (),
            goals=goals(cursor, loaded),
            unsent=version_id is not None and has_unsent_changes(cursor, loaded),
            draft_saved_at=loaded.row["edited_at"],
            finalised_by=_finalised_by(cursor, loaded),
        )


def _finalised_by(cursor: Cursor, loaded: Loaded) -> str:
    if loaded.row["final_at"] is None:
        return ""
    return str(_sql.finalised_by.value(cursor, id=loaded.id) or "")


def _writes(actor: Actor, loaded: Loaded) -> bool:
    if loaded.state in IN_REVIEW:
        return can(actor, Permission.PLAN_REVISE, loaded.case) and loaded.row["edited_side"] in (None, loaded.side)
    return can(actor, Permission.PLAN_RECORD, loaded.case)


def working_copy(cursor: Cursor, loaded: Loaded) -> PlanText:
    """The rows as they are written now."""
    version_id = loaded.row["plan_version_id"]
    rows = tuple(row_from(each) for each in _sql.rows.all(cursor, plan_version_id=version_id))
    marks = {Section(m["section"]): Mark(m["mark"]) for m in _sql.marks.all(cursor, plan_version_id=version_id)}
    order = list(Section)
    rows = tuple(sorted(rows, key=lambda row: (order.index(row.section), row.position)))
    return PlanText(loaded.row["period_from"], loaded.row["period_until"], rows, marks)


def row_from(stored: Mapping[str, Any]) -> PlanRow:
    """A stored row as an object."""
    return PlanRow(
        stored["agreement_id"],
        Section(stored["section"]),
        stored["position"],
        ProposedBy(stored["proposed_by"]),
        json.loads(stored["fields"]),
    )


def _submissions(cursor: Cursor, version_id: UUID) -> tuple[Submission, ...]:
    return tuple(
        Submission(
            each["id"],
            each["number"],
            Side(each["submitted_side"]),
            each["submitted_at"],
            each["review_until"],
            thaw(each["content"]),
            each["sha256"],
        )
        for each in _sql.submissions.all(cursor, plan_version_id=version_id)
    )


def _remarks(cursor: Cursor, version_id: UUID) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            each["agreement_id"],
            each["author_id"],
            each["author_name"],
            each["submission_number"],
            each["text"],
            each["created_at"],
        )
        for each in _sql.feedback.all(cursor, plan_version_id=version_id)
    )


def _signatures(cursor: Cursor, loaded: Loaded) -> tuple[Signature, ...]:
    final = loaded.row["final_submission_id"]
    if final is None:
        return ()
    return tuple(
        Signature(each["kind"], each["statement"], each["signed_at"], each["noted_by_name"] or "")
        for each in _sql.signatures.all(cursor, submission_id=final)
    )


def goals(cursor: Cursor, loaded: Loaded) -> dict[str, str]:
    """The goals that a result can be linked to (R21): title by id."""
    rows = _sql.goals.all(cursor, cycle_id=loaded.row["cycle_id"], department_id=loaded.row["department_id"])
    return {str(row["id"]): row["title"] for row in rows}


def has_unsent_changes(cursor: Cursor, loaded: Loaded) -> bool:
    """Whether somebody changed the working copy since the other side got its text."""
    if loaded.row["edited_side"] is None:
        return False
    now_written = freeze(working_copy(cursor, loaded), goals(cursor, loaded))
    return digest(now_written) != str(loaded.row["sha256"])
