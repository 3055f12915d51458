"""Writing a year plan: the recorder's working copy, proposals taken over from the preparations, and the submission."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from db import audit, cases, plans, preparations, queries
from db.cases import Loaded
from db.connection import Cursor, Database
from db.verbs import perform
from domain.actor import Actor
from domain.conversation import AFTER_TALK, IN_REVIEW, Action, Side
from domain.deadlines import add_working_days
from domain.errors import Conflict, Invalid, NotAllowed, NotFound, WrongState
from domain.forms import Kind, rows_of
from domain.permissions import Permission
from domain.plan import (
    FIELDS,
    MAX_TEXT,
    Mark,
    PlanText,
    ProposedBy,
    Section,
    digest,
    freeze,
    submission_errors,
    thaw,
)
from domain.values import parse_cents

_sql = queries.load("plans")
# After so many quiet minutes somebody else of the same side may go on writing.
LOCK_MINUTES = 15
# So many working days after the record-by date the manager may take over.
TAKE_OVER_DAYS = 5


@dataclass(frozen=True)
class Proposal:
    """A row of a preparation that can become an agreement, and who brought it in (R03)."""

    key: str
    side: Side
    section: Section
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Submitted:
    """The submission that went out."""

    id: UUID
    number: int
    review_until: Any


def start(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """The recorder begins to write (R15: only after the talk). Starting twice changes nothing."""

    def work(cursor: Cursor) -> None:
        loaded = cases.load(cursor, actor, conversation_id, now)
        loaded.require(actor, Permission.PLAN_RECORD)
        if loaded.row["plan_version_id"] is None:
            _begin(cursor, loaded, now)
            cases.move(cursor, loaded, Action.RECORD)
            _log(cursor, actor, "plan:record", loaded, now)

    perform(db, actor, "plan:record", "conversation", conversation_id, work, now=now)


def _begin(cursor: Cursor, loaded: Loaded, now: datetime) -> UUID:
    row = loaded.row
    return UUID(
        str(
            _sql.begin_version.value(
                cursor,
                dossier_id=loaded.dossier_id,
                number=_sql.next_number.value(cursor, dossier_id=loaded.dossier_id),
                conversation_id=loaded.id,
                recorder=row["recorder"],
                period_from=row["period_from"],
                period_until=row["period_until"],
                now=now,
            )
        )
    )


def _log(cursor: Cursor, actor: Actor, action: str, loaded: Loaded, now: datetime, **detail: Any) -> None:
    audit.record(cursor, actor, action, "conversation", loaded.id, now=now, dossier_id=loaded.dossier_id, detail=detail)


def _pen(cursor: Cursor, actor: Actor, conversation_id: UUID, now: datetime) -> Loaded:
    """Load for writing: the recorder in a draft, the recorder or manager while the text is in review."""
    loaded = cases.load(cursor, actor, conversation_id, now)
    loaded.require(actor, Permission.PLAN_REVISE if loaded.state in IN_REVIEW else Permission.PLAN_RECORD)
    version_id = loaded.row["plan_version_id"]
    if version_id is None:
        raise WrongState("refuse.not_started")
    _refuse_locked(actor, loaded, now)
    edited = str(loaded.side) if loaded.state in IN_REVIEW else None
    _sql.hold_pen.run(cursor, id=version_id, editor_id=actor.person_id, now=now, edited_side=edited)
    return loaded


def _refuse_locked(actor: Actor, loaded: Loaded, now: datetime) -> None:
    row = loaded.row
    other_side = row["edited_side"] is not None and row["edited_side"] != loaded.side
    quiet = row["edited_at"] is None or now - row["edited_at"] > timedelta(minutes=LOCK_MINUTES)
    if other_side:
        name = loaded.given_name_of(Side(row["edited_side"]))
        raise Conflict("refuse.other_writing", name=name)
    if row["editor_id"] not in (None, actor.person_id) and not quiet:
        raise Conflict("refuse.locked", name=loaded.given_name_of(Side.MANAGER), time=row["edited_at"], n=LOCK_MINUTES)


def add_row(
    db: Database,
    actor: Actor,
    conversation_id: UUID,
    section: Section,
    *,
    fields: Mapping[str, Any] | None = None,
    proposed_by: ProposedBy = ProposedBy.TOGETHER,
    now: datetime,
) -> UUID:
    """Add an agreement to the working copy; returns its id."""

    def work(cursor: Cursor) -> UUID:
        loaded = _pen(cursor, actor, conversation_id, now)
        agreement_id = _add(cursor, actor, loaded, section, fields or {}, proposed_by, now)
        _log(cursor, actor, "plan:add_row", loaded, now, section=section.value)
        return agreement_id

    return perform(db, actor, "plan:add_row", "conversation", conversation_id, work, now=now)


def _add(
    cursor: Cursor,
    actor: Actor,
    loaded: Loaded,
    section: Section,
    fields: Mapping[str, Any],
    proposed_by: ProposedBy,
    now: datetime,
) -> UUID:
    agreement_id = _sql.add_agreement.value(
        cursor,
        dossier_id=loaded.dossier_id,
        section=section,
        proposed_by=proposed_by,
        created_by=actor.person_id,
        now=now,
    )
    known = {name: value for name, value in fields.items() if name in FIELDS[section]}
    _sql.add_row.run(
        cursor,
        plan_version_id=loaded.row["plan_version_id"],
        agreement_id=agreement_id,
        position=_sql.last_position.value(cursor, plan_version_id=loaded.row["plan_version_id"]) + 1,
        fields=json.dumps(known, ensure_ascii=False),
        now=now,
        saved_by=actor.person_id,
    )
    return UUID(str(agreement_id))


def save_field(
    db: Database,
    actor: Actor,
    conversation_id: UUID,
    agreement_id: UUID,
    name: str,
    value: Any,
    base: Any,
    *,
    now: datetime,
) -> datetime:
    """Store one field of one agreement; returns the moment. `base` is what the screen had loaded.

    Conflict (`autosave.conflict_self` with `theirs` and `mine`) when something else was stored meanwhile;
    Invalid at `<agreement_id>.<name>` when too long. A date or amount that does not parse is kept as typed.
    """

    def work(cursor: Cursor) -> datetime:
        loaded = _pen(cursor, actor, conversation_id, now)
        row = _row(cursor, loaded, agreement_id)
        if name not in FIELDS[Section(row["section"])]:
            raise NotFound
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise Invalid.of(f"{agreement_id}.{name}", "valid.too_long", n=len(value), max=MAX_TEXT)
        if name == "goal" and value and value not in plans.goals(cursor, loaded):
            raise NotFound
        fields = json.loads(row["fields"])
        stored = fields.get(name)
        if name in fields and stored not in (base, value):
            raise Conflict("autosave.conflict_self", time=row["saved_at"], theirs=stored, mine=value)
        fields[name] = value
        _sql.change_row.run(
            cursor, id=row["id"], fields=json.dumps(fields, ensure_ascii=False), now=now, saved_by=actor.person_id
        )
        _log(cursor, actor, "plan:save", loaded, now, field=name)
        return now

    return perform(db, actor, "plan:save", "conversation", conversation_id, work, now=now)


def _row(cursor: Cursor, loaded: Loaded, agreement_id: UUID) -> dict[str, Any]:
    row = _sql.row.one(cursor, plan_version_id=loaded.row["plan_version_id"], agreement_id=agreement_id)
    if row is None or row["removed_at"] is not None:
        raise NotFound
    return row


def remove_row(db: Database, actor: Actor, conversation_id: UUID, agreement_id: UUID, *, now: datetime) -> None:
    """Take an agreement out of the working copy."""

    def work(cursor: Cursor) -> None:
        loaded = _pen(cursor, actor, conversation_id, now)
        row = _row(cursor, loaded, agreement_id)
        _sql.remove_row.run(cursor, id=row["id"], removed_at=now)
        _log(cursor, actor, "plan:remove_row", loaded, now, section=row["section"])

    perform(db, actor, "plan:remove_row", "conversation", conversation_id, work, now=now)


def move_row(
    db: Database, actor: Actor, conversation_id: UUID, agreement_id: UUID, step: int, *, now: datetime
) -> None:
    """Move an agreement up (-1) or down (1) among the rows of its section."""

    def work(cursor: Cursor) -> None:
        loaded = _pen(cursor, actor, conversation_id, now)
        row = _row(cursor, loaded, agreement_id)
        rows = _sql.rows.all(cursor, plan_version_id=loaded.row["plan_version_id"])
        same = [each for each in rows if each["section"] == row["section"]]
        place = next(n for n, each in enumerate(same) if each["agreement_id"] == agreement_id)
        if 0 <= place + step < len(same):
            other = same[place + step]
            _sql.move_row.run(cursor, id=row["id"], position=other["position"])
            _sql.move_row.run(cursor, id=other["id"], position=row["position"])
        _log(cursor, actor, "plan:move_row", loaded, now, section=row["section"])

    perform(db, actor, "plan:move_row", "conversation", conversation_id, work, now=now)


def mark_section(
    db: Database, actor: Actor, conversation_id: UUID, section: Section, mark: Mark | None, *, now: datetime
) -> None:
    """Say that a section is empty on purpose (None: take that back) (R06)."""

    def work(cursor: Cursor) -> None:
        loaded = _pen(cursor, actor, conversation_id, now)
        value = mark.value if mark else ""
        _set_mark(cursor, loaded.row["plan_version_id"], section, value)
        _log(cursor, actor, "plan:mark_section", loaded, now, section=section.value, mark=value)

    perform(db, actor, "plan:mark_section", "conversation", conversation_id, work, now=now)


def _set_mark(cursor: Cursor, version_id: UUID, section: Section, value: str) -> None:
    key = {"plan_version_id": version_id, "section": section.value}
    known = _sql.has_mark.one(cursor, **key) is not None
    (_sql.change_mark if known else _sql.add_mark).run(cursor, **key, mark=value)


def proposals(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> list[Proposal]:
    """The rows of both preparations that the recorder may take over, as far as they may be read."""
    both = preparations.preparations(db, actor, conversation_id, now=now)
    found: list[Proposal] = []
    for side_form in (both.mine, both.theirs):
        if side_form is not None and side_form.handed_in_at is not None:
            found += _proposals_of(side_form)
    return sorted(found, key=lambda proposal: (proposal.side, proposal.key))


def _proposals_of(form: preparations.Preparation) -> list[Proposal]:
    sections = {Kind.ROWS_RESULT: Section.RESULT, Kind.ROWS_DEVELOPMENT: Section.DEVELOPMENT}
    return [
        Proposal(f"{form.side}.{question.id}.{number}", form.side, sections[question.kind], row)
        for question in form.template.questions
        if question.kind in sections and question.id in form.answers
        for number, row in enumerate(rows_of(form.answers[question.id].value))
    ]


def take_proposals(
    db: Database, actor: Actor, conversation_id: UUID, keys: Sequence[str], *, now: datetime
) -> list[UUID]:
    """Copy proposals into the working copy with who proposed them (R03); one event, returns the new agreements' ids."""

    def work(cursor: Cursor) -> list[UUID]:
        loaded = _pen(cursor, actor, conversation_id, now)
        chosen = [each for each in proposals(db, actor, conversation_id, now=now) if each.key in set(keys)]
        added = [
            _add(cursor, actor, loaded, each.section, each.fields, ProposedBy(each.side.value), now) for each in chosen
        ]
        _log(cursor, actor, "plan:take_proposals", loaded, now, count=len(added))
        return added

    return perform(db, actor, "plan:take_proposals", "conversation", conversation_id, work, now=now)


def submit(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> Submitted:
    """Put the text before the other side (R04-R07, R15, R18); a changed text opens a new, shorter window.

    Invalid with every missing field; Conflict `refuse.twice` when the same text lies there already;
    WrongState `refuse.contested` while HR sorts out whether the talk took place.
    """

    def work(cursor: Cursor) -> Submitted:
        loaded = cases.load(cursor, actor, conversation_id, now)
        loaded.require(actor, Permission.PLAN_SUBMIT)
        if loaded.row["contested_at"] is not None:
            raise WrongState("refuse.contested")
        _refuse_locked(actor, loaded, now)
        text = plans.working_copy(cursor, loaded)
        if errors := submission_errors(text):
            raise Invalid(errors)
        done = _submit(cursor, actor, loaded, text, now)
        cases.move(cursor, loaded, Action.SUBMIT)
        _log(cursor, actor, "plan:submit", loaded, now, number=done.number, review_until=done.review_until)
        return done

    return perform(db, actor, "plan:submit", "conversation", conversation_id, work, now=now)


def _submit(cursor: Cursor, actor: Actor, loaded: Loaded, text: PlanText, now: datetime) -> Submitted:
    version_id, row = loaded.row["plan_version_id"], loaded.row
    content = freeze(text, plans.goals(cursor, loaded))
    if row["sha256"] == digest(content):
        raise Conflict("refuse.twice", time=row["submitted_at"])
    number = (row["submission_number"] or 0) + 1
    until = review_until(loaded)
    submission_id = _sql.add_submission.value(
        cursor, plan_version_id=version_id, number=number, submitted_by=actor.person_id, side=loaded.side, now=now,
        review_until=until, content=content, sha256=digest(content),
    )  # fmt: skip
    for each in text.rows:
        _sql.add_submission_row.run(
            cursor,
            submission_id=submission_id,
            agreement_id=each.agreement_id,
            section=each.section,
            goal_id=each.text("goal") or None,
            development_type=each.text("type") or None,
            cost_cents=parse_cents(each.text("cost")) if each.text("cost").strip() else None,
        )
    _sql.drop_pen.run(cursor, id=version_id)
    _sql.first_recorded.run(cursor, id=loaded.id, now=now)
    return Submitted(UUID(str(submission_id)), number, until)


def review_until(loaded: Loaded) -> date:
    """The last day of the window of a text that would be sent today: a revised text opens a shorter one."""
    row = loaded.row
    return add_working_days(loaded.today, row["revision_days" if row["submission_number"] else "feedback_days"])


def discard_changes(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """Put the working copy back to the text that the other side has, so that it can be finalised as it lies there."""

    def work(cursor: Cursor) -> None:
        loaded = _pen(cursor, actor, conversation_id, now)
        if loaded.state not in IN_REVIEW:
            raise WrongState(state=loaded.state)
        version_id = loaded.row["plan_version_id"]
        sent = thaw(_sql.submissions.all(cursor, plan_version_id=version_id)[0]["content"])
        _restore(cursor, actor, loaded, sent, now)
        _sql.drop_pen.run(cursor, id=version_id)
        _log(cursor, actor, "plan:discard_changes", loaded, now)

    perform(db, actor, "plan:discard_changes", "conversation", conversation_id, work, now=now)


def _restore(cursor: Cursor, actor: Actor, loaded: Loaded, sent: PlanText, now: datetime) -> None:
    version_id = loaded.row["plan_version_id"]
    kept = {each.agreement_id: each for each in sent.rows}
    for each in _sql.rows.all(cursor, plan_version_id=version_id):
        if each["agreement_id"] not in kept:
            _sql.remove_row.run(cursor, id=each["id"], removed_at=now)
    for agreement_id, sent_row in kept.items():
        stored = _sql.row.one(cursor, plan_version_id=version_id, agreement_id=agreement_id)
        if stored is None:
            raise NotFound
        fields = json.dumps(dict(sent_row.fields), ensure_ascii=False)
        _sql.change_row.run(cursor, id=stored["id"], fields=fields, now=now, saved_by=actor.person_id)
        _sql.move_row.run(cursor, id=stored["id"], position=sent_row.position)
        _sql.remove_row.run(cursor, id=stored["id"], removed_at=None)
    for section in Section:
        mark = sent.marks.get(section)
        _set_mark(cursor, version_id, section, mark.value if mark else "")


def take_over(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """The manager takes over a recording that is late; the employee's own draft stays theirs alone.

    NotAllowed `refuse.not_late` until TAKE_OVER_DAYS working days after the record-by date.
    """

    def work(cursor: Cursor) -> None:
        loaded = cases.load(cursor, actor, conversation_id, now)
        loaded.require(actor, Permission.PLAN_TAKE_OVER)
        if not may_take_over(loaded):
            raise NotAllowed("refuse.not_late")
        if loaded.row["plan_version_id"] is not None:
            _sql.withdraw_version.run(cursor, id=loaded.row["plan_version_id"], now=now)
        loaded.row["recorder"] = Side.MANAGER.value
        queries.load("conversations").set_recorder.run(
            cursor, id=loaded.id, recorder=Side.MANAGER, record_by=loaded.row["record_by"]
        )
        _begin(cursor, loaded, now)
        cases.move(cursor, loaded, Action.TAKE_OVER)
        _log(cursor, actor, "plan:take_over", loaded, now)

    perform(db, actor, "plan:take_over", "conversation", conversation_id, work, now=now)


def may_take_over(loaded: Loaded) -> bool:
    """Whether the employee's recording is late enough for the manager to take it over."""
    by = loaded.row["record_by"]
    late = by is not None and loaded.today > add_working_days(by, TAKE_OVER_DAYS)
    return loaded.row["recorder"] == Side.EMPLOYEE and loaded.state in AFTER_TALK and late
