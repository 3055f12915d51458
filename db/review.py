"""What follows a submission: feedback or no remarks, the manager's decision, and the employee's signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from db import audit, cases, drafts, plans, queries
from db.cases import Loaded
from db.connection import Cursor, Database
from db.verbs import perform
from domain.actor import Actor
from domain.conversation import Action, Side, State, next_state
from domain.errors import Conflict, Invalid, NotFound, WrongState
from domain.permissions import Permission, can
from domain.plan import MAX_TEXT, PlanRow, Section, thaw
from domain.values import parse_cents, parse_hours

_sql = queries.load("plans")


class SignatureKind(StrEnum):
    """How an employee signs. Seen is not agreed; all three leave the plan in force."""

    AGREED = "agreed"
    SEEN = "seen"
    SEEN_DISAGREE = "seen_disagree"


def _newest(cursor: Cursor, actor: Actor, submission_id: UUID, conversation_id: UUID, now: datetime) -> Loaded:
    """Load the conversation of a submission; Conflict when the text changed while the reader was reading."""
    loaded = cases.load(cursor, actor, conversation_id, now)
    if loaded.row["submission_id"] is None:
        raise WrongState(state=loaded.state)
    if loaded.row["submission_id"] != submission_id:
        raise Conflict("refuse.version")
    return loaded


def _log(cursor: Cursor, actor: Actor, action: str, loaded: Loaded, now: datetime, **detail: Any) -> None:
    audit.record(cursor, actor, action, "conversation", loaded.id, now=now, dossier_id=loaded.dossier_id, detail=detail)


def give_feedback(
    db: Database,
    actor: Actor,
    conversation_id: UUID,
    submission_id: UUID,
    texts: Mapping[UUID | None, str],
    *,
    now: datetime,
) -> None:
    """Feedback per agreement and overall (key None), all at once (R19). Late feedback counts until the plan is final.

    Invalid at `feedback` when every text is empty; Conflict `refuse.version` when the text changed meanwhile.
    """
    written = {agreement: text.strip() for agreement, text in texts.items() if text.strip()}

    def work(cursor: Cursor) -> None:
        loaded = cases.load(cursor, actor, conversation_id, now)
        loaded.require(actor, Permission.PLAN_FEEDBACK)
        loaded = _newest(cursor, actor, submission_id, conversation_id, now)
        _check_texts(cursor, loaded, written)
        for agreement_id, text in written.items():
            _sql.add_feedback.run(
                cursor,
                submission_id=submission_id,
                agreement_id=agreement_id,
                author_id=actor.person_id,
                text=text,
                now=now,
            )
        _react(cursor, actor, submission_id, "feedback", now)
        drafts.discard(cursor, actor, _draft_prefix(submission_id))
        cases.move(cursor, loaded, Action.GIVE_FEEDBACK)
        _log(cursor, actor, "plan:feedback", loaded, now, count=len(written))

    perform(db, actor, "plan:feedback", "conversation", conversation_id, work, now=now)


def _check_texts(cursor: Cursor, loaded: Loaded, written: Mapping[UUID | None, str]) -> None:
    if not written:
        raise Invalid.of("feedback", "valid.feedback_empty")
    for agreement, text in written.items():
        if len(text) > MAX_TEXT:
            raise Invalid.of(f"feedback.{agreement}", "valid.too_long", n=len(text), max=MAX_TEXT)
    content = _sql.submissions.all(cursor, plan_version_id=loaded.row["plan_version_id"])[0]["content"]
    known = {row.agreement_id for row in thaw(content).rows}
    if set(written) - known - {None}:
        raise NotFound


def _react(cursor: Cursor, actor: Actor, submission_id: UUID, kind: str, now: datetime) -> None:
    _sql.add_reaction.run(cursor, submission_id=submission_id, author_id=actor.person_id, kind=kind, now=now)


def _draft_prefix(submission_id: UUID) -> str:
    return f"feedback:{submission_id}:"


def no_remarks(db: Database, actor: Actor, conversation_id: UUID, submission_id: UUID, *, now: datetime) -> None:
    """The other side read the text and has nothing to add (R19)."""

    def work(cursor: Cursor) -> None:
        loaded = cases.load(cursor, actor, conversation_id, now)
        loaded.require(actor, Permission.PLAN_FEEDBACK)
        loaded = _newest(cursor, actor, submission_id, conversation_id, now)
        cases.move(cursor, loaded, Action.NO_REMARKS)
        _react(cursor, actor, submission_id, "no_remarks", now)
        _log(cursor, actor, "plan:no_remarks", loaded, now)

    perform(db, actor, "plan:no_remarks", "conversation", conversation_id, work, now=now)


def finalise(db: Database, actor: Actor, conversation_id: UUID, submission_id: UUID, *, now: datetime) -> None:
    """Only the manager, or a granted delegate, makes the text final (R13). Open feedback is no bar (R14).

    Needs feedback, no remarks or the end of the window; a text that the employee recorded may be finalised at once,
    since the decider is its reader (R19). Conflict `refuse.unseen` while the manager's own changes are not sent.
    """

    def work(cursor: Cursor) -> None:
        loaded = cases.load(cursor, actor, conversation_id, now)
        _refuse_twice(actor, loaded)
        loaded.require(actor, Permission.PLAN_FINALISE)
        loaded = _newest(cursor, actor, submission_id, conversation_id, now)
        _refuse_early(loaded)
        if loaded.row["edited_side"] == Side.MANAGER and plans.has_unsent_changes(cursor, loaded):
            raise WrongState("refuse.unseen", name=loaded.given_name_of(Side.EMPLOYEE))
        version_id = loaded.row["plan_version_id"]
        _sql.finalise_version.run(cursor, id=version_id, submission_id=submission_id, now=now)
        _sql.finalise_conversation.run(cursor, id=loaded.id, now=now, by=actor.person_id)
        _request_development(cursor, loaded, now)
        cases.move(cursor, loaded, Action.FINALISE)
        _log(cursor, actor, "plan:finalise", loaded, now, sha256=loaded.row["sha256"], after=loaded.state.value)

    perform(db, actor, "plan:finalise", "conversation", conversation_id, work, now=now)


def _refuse_twice(actor: Actor, loaded: Loaded) -> None:
    could = can(actor, Permission.PLAN_FINALISE, replace(loaded.case, state=State.SUBMITTED))
    if loaded.state is State.FINAL and could:
        raise Conflict("refuse.twice", time=loaded.row["final_at"])


def _refuse_early(loaded: Loaded) -> None:
    if loaded.state is State.SUBMITTED and loaded.case.submitted_side is Side.MANAGER:
        raise WrongState(
            "refuse.not_yet",
            name=loaded.given_name_of(Side.EMPLOYEE),
            date=loaded.row["review_until"],
            state=loaded.state,
        )


def _request_development(cursor: Cursor, loaded: Loaded, now: datetime) -> None:
    """Each development agreement becomes a request (R26)."""
    content = _sql.submissions.all(cursor, plan_version_id=loaded.row["plan_version_id"])[0]["content"]
    for row in thaw(content).of(Section.DEVELOPMENT):
        _sql.add_request.run(cursor, dossier_id=loaded.dossier_id, now=now, **_request_of(row))


def _request_of(row: PlanRow) -> dict[str, Any]:
    cost, hours = row.text("cost").strip(), row.text("hours").strip()
    return {
        "agreement_id": row.agreement_id,
        "type": row.text("type"),
        "title": row.text("title"),
        "period": row.text("when"),
        "cost_cents": parse_cents(cost) if cost else None,
        "hours": parse_hours(hours) if hours else None,
        "mandatory": bool(row.value("mandatory")),
    }


def sign(
    db: Database,
    actor: Actor,
    conversation_id: UUID,
    sha256: str,
    kind: SignatureKind,
    statement: str,
    *,
    now: datetime,
) -> None:
    """The employee signs the text with this hash, with a statement of their own that nobody can edit.

    Invalid at `statement` when not agreed without a word why; Conflict `refuse.version` when the hash is not the final
    text's, `refuse.twice` when already signed.
    """

    def work(cursor: Cursor) -> None:
        loaded = _unsigned(cursor, actor, conversation_id, Permission.PLAN_SIGN, now)
        if loaded.row["sha256"] != sha256:
            raise Conflict("refuse.version")
        if kind is SignatureKind.SEEN_DISAGREE and not statement.strip():
            raise Invalid.of("statement", "valid.statement")
        next_state(loaded.state, Action.SIGN)
        _add_signature(cursor, loaded, actor.person_id, kind.value, statement, None, now)
        drafts.discard(cursor, actor, f"statement:{loaded.row['submission_id']}")
        _log(cursor, actor, "plan:sign", loaded, now, kind=kind.value, sha256=sha256)

    perform(db, actor, "plan:sign", "conversation", conversation_id, work, now=now)


def note_refusal(db: Database, actor: Actor, conversation_id: UUID, statement: str, *, now: datetime) -> None:
    """The manager notes, in words that the employee can read, that the employee does not want to sign."""

    def work(cursor: Cursor) -> None:
        loaded = _unsigned(cursor, actor, conversation_id, Permission.PLAN_NOTE_REFUSAL, now)
        if not statement.strip():
            raise Invalid.of("refusal", "valid.refusal")
        next_state(loaded.state, Action.NOTE_REFUSAL)
        _add_signature(cursor, loaded, loaded.case.employee_id, "refused", statement, actor.person_id, now)
        _log(cursor, actor, "plan:note_refusal", loaded, now)

    perform(db, actor, "plan:note_refusal", "conversation", conversation_id, work, now=now)


def _unsigned(cursor: Cursor, actor: Actor, conversation_id: UUID, permission: Permission, now: datetime) -> Loaded:
    loaded = cases.load(cursor, actor, conversation_id, now)
    loaded.require(actor, permission)
    for each in _sql.signatures.all(cursor, submission_id=loaded.row["final_submission_id"]):
        if each["kind"] != "refused" or permission is Permission.PLAN_NOTE_REFUSAL:
            raise Conflict("refuse.twice", time=each["signed_at"])
    return loaded


def _add_signature(
    cursor: Cursor, loaded: Loaded, signer: UUID | None, kind: str, statement: str, noted_by: UUID | None, now: datetime
) -> None:
    if len(statement) > MAX_TEXT:
        raise Invalid.of("statement", "valid.too_long", n=len(statement), max=MAX_TEXT)
    _sql.add_signature.run(
        cursor,
        submission_id=loaded.row["final_submission_id"],
        sha256=loaded.row["sha256"],
        signer_id=signer,
        kind=kind,
        statement=statement.strip(),
        noted_by=noted_by,
        now=now,
    )
