"""The Personal Year Plan: its sections and fields, what a submission needs, its frozen text and what changed in it.

Source: seed text and R03-R08, R20, R21 (docs/requirements.md).
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.errors import FieldError
from domain.values import date_or_none, parse_cents, parse_date, parse_hours

MAX_TEXT = 10_000


class Section(StrEnum):
    """The kinds of agreement, in the order of the plan."""

    RESULT = "result"
    BEHAVIOUR = "behaviour"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    DEVELOPMENT = "development"
    OTHER = "other"
    COMMITMENT = "commitment"


class Priority(StrEnum):
    """How much a result matters against the others (R20)."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Mark(StrEnum):
    """Why a section is empty on purpose (R06)."""

    NOT_DISCUSSED = "not_discussed"
    NOT_APPLICABLE = "not_applicable"


class DevelopmentType(StrEnum):
    """Kinds of development (R07, R26)."""

    EDUCATION = "education"
    COURSE = "course"
    TRAINING = "training"
    COACHING = "coaching"
    PEER_CONSULTATION = "peer_consultation"
    E_LEARNING = "e_learning"
    PLACEMENT = "placement"
    OTHER = "other"


class ProposedBy(StrEnum):
    """Who brought an agreement in (R03)."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    TOGETHER = "together"


# Text fields hold what was typed, also when it is not yet a date or an amount: nothing typed is lost.
FIELDS: dict[Section, tuple[str, ...]] = {
    Section.RESULT: ("title", "measure", "due_on", "conditions", "priority", "weight", "counts", "goal"),
    Section.BEHAVIOUR: ("title", "visible_through", "results", "counts"),
    Section.KNOWLEDGE: ("title", "visible_through", "results", "counts"),
    Section.SKILL: ("title", "visible_through", "results", "counts"),
    Section.DEVELOPMENT: ("title", "type", "when", "cost", "hours", "working_time", "mandatory"),
    Section.OTHER: ("title",),
    Section.COMMITMENT: ("title", "due_on"),
}
DEFAULTS: dict[str, Any] = {
    "priority": Priority.MIDDLE.value,
    "counts": True,
    "results": [],
    "working_time": True,
    "mandatory": False,
}
MUST_BE_DISCUSSED = (Section.BEHAVIOUR, Section.KNOWLEDGE, Section.SKILL)
COMPETENCES = frozenset(MUST_BE_DISCUSSED)
GENERAL = "general"  # an agreement that serves no single result


@dataclass(frozen=True)
class PlanRow:
    """One agreement as it is written now. `fields` as in FIELDS, missing ones at their default."""

    agreement_id: UUID
    section: Section
    position: int
    proposed_by: ProposedBy
    fields: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text field, empty when not filled in."""
        return str(self.fields.get(name) or "")

    def value(self, name: str) -> Any:
        """Any field with its default."""
        return self.fields.get(name, DEFAULTS.get(name, ""))


@dataclass(frozen=True)
class PlanText:
    """A whole plan: the period it covers, its rows in order, and the marks of empty sections."""

    period_from: date
    period_until: date
    rows: tuple[PlanRow, ...]
    marks: Mapping[Section, Mark] = field(default_factory=dict)

    def of(self, section: Section) -> tuple[PlanRow, ...]:
        """The rows of one section."""
        return tuple(row for row in self.rows if row.section is section)


def submission_errors(plan: PlanText) -> list[FieldError]:
    """What still misses before the other side can read it, in the order of the form (R04-R07, R20).

    Field paths are `<agreement_id>.<field>`, or `section.<section>` for a whole section.
    """
    errors: list[FieldError] = []
    if not plan.of(Section.RESULT):
        errors.append(FieldError("section.result", "valid.no_result"))
    for row in plan.rows:
        errors += row_errors(row, plan)
    errors += _empty_sections(plan) + _weights(plan)
    return errors


def row_errors(row: PlanRow, plan: PlanText) -> list[FieldError]:
    """What misses in one row."""
    found = [FieldError(f"{row.agreement_id}.{name}", key, params) for name, key, params in _row_problems(row, plan)]
    return found + [
        FieldError(f"{row.agreement_id}.{name}", "valid.too_long", {"n": len(row.text(name)), "max": MAX_TEXT})
        for name in ("title", "measure", "conditions", "visible_through", "when")
        if len(row.text(name)) > MAX_TEXT
    ]


def _row_problems(row: PlanRow, plan: PlanText) -> list[tuple[str, str, dict[str, Any]]]:
    problems: list[tuple[str, str, dict[str, Any]]] = []
    if not row.text("title").strip():
        problems.append(("title", "valid.result_title" if row.section is Section.RESULT else "valid.row_title", {}))
    if row.section is Section.RESULT:
        if not row.text("measure").strip():
            problems.append(("measure", "valid.result_measure", {}))
        problems += _due(row, plan, required=True)
    if row.section is Section.COMMITMENT:
        problems += _due(row, plan, required=False)
    if row.section in COMPETENCES and not _serves(row, plan):
        problems.append(("results", "valid.link_result", {}))
    if row.section is Section.DEVELOPMENT:
        problems += _development(row)
    return problems


def _serves(row: PlanRow, plan: PlanText) -> bool:
    """Whether it is linked to a result that is still there, or to none in particular."""
    known = {GENERAL, *(str(result.agreement_id) for result in plan.of(Section.RESULT))}
    return bool(known & set(row.value("results")))


def _due(row: PlanRow, plan: PlanText, *, required: bool) -> list[tuple[str, str, dict[str, Any]]]:
    typed = row.text("due_on").strip()
    if not typed:
        return [("due_on", "valid.result_due", {})] if required else []
    try:
        due = parse_date(typed)
    except ValueError:
        return [("due_on", "date.format", {})]
    if not plan.period_from <= due <= plan.period_until:
        return [("due_on", "valid.due_outside", {"from": plan.period_from, "to": plan.period_until})]
    return []


def _development(row: PlanRow) -> list[tuple[str, str, dict[str, Any]]]:
    problems: list[tuple[str, str, dict[str, Any]]] = []
    if row.text("type") not in set(DevelopmentType):
        problems.append(("type", "valid.development_type", {}))
    for name, parse, key in (("cost", parse_cents, "valid.amount"), ("hours", parse_hours, "valid.hours")):
        try:
            if row.text(name).strip():
                parse(row.text(name))
        except ValueError:
            problems.append((name, key, {}))
    return problems


def _empty_sections(plan: PlanText) -> list[FieldError]:
    return [
        FieldError(f"section.{section}", "valid.section_empty", {"section": section})
        for section in MUST_BE_DISCUSSED
        if not plan.of(section) and section not in plan.marks
    ]


def _weights(plan: PlanText) -> list[FieldError]:
    results = plan.of(Section.RESULT)
    typed = [row.text("weight").strip().rstrip("%").strip() for row in results]
    if not any(typed):
        return []
    total = sum(int(weight) if weight.isdigit() else 0 for weight in typed)
    complete = all(weight.isdigit() for weight in typed)
    return [] if complete and total == 100 else [FieldError("section.result", "valid.weights", {"n": total})]


def freeze(plan: PlanText, goals: Mapping[str, str]) -> str:
    """The plan as canonical JSON: same plan, same bytes. `goals`: title by goal id, frozen along (R21, R28)."""
    content = {
        "period_from": plan.period_from.isoformat(),
        "period_until": plan.period_until.isoformat(),
        "marks": {section.value: mark.value for section, mark in sorted(plan.marks.items()) if not plan.of(section)},
        "rows": [_frozen_row(row, goals) for row in plan.rows],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _frozen_row(row: PlanRow, goals: Mapping[str, str]) -> dict[str, Any]:
    fields = {name: row.value(name) for name in FIELDS[row.section]}
    if due := date_or_none(row.text("due_on")):  # a working copy may hold what is not a date yet
        fields["due_on"] = due.isoformat()
    if row.text("goal"):
        fields["goal_title"] = goals.get(row.text("goal"), "")
    return {
        "agreement_id": str(row.agreement_id),
        "section": row.section.value,
        "position": row.position,
        "proposed_by": row.proposed_by.value,
        "fields": fields,
    }


def digest(content: str) -> str:
    """The hash that a signature points to."""
    return hashlib.sha256(content.encode()).hexdigest()


def thaw(content: str) -> PlanText:
    """A frozen plan as an object again."""
    data = json.loads(content)
    rows = tuple(
        PlanRow(
            UUID(r["agreement_id"]), Section(r["section"]), r["position"], ProposedBy(r["proposed_by"]), r["fields"]
        )
        for r in data["rows"]
    )
    marks = {Section(section): Mark(mark) for section, mark in data["marks"].items()}
    return PlanText(date.fromisoformat(data["period_from"]), date.fromisoformat(data["period_until"]), rows, marks)


class Change(StrEnum):
    """How a row differs from the text before."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class RowChange:
    """One row that differs; `before` and `after` are None for a new or removed one; `fields` names what differs."""

    change: Change
    before: PlanRow | None
    after: PlanRow | None
    fields: tuple[str, ...] = ()


def changes(before: PlanText, after: PlanText) -> list[RowChange]:
    """What changed from one text to the next, in the order of the newer text, removed rows last."""
    old = {row.agreement_id: row for row in before.rows}
    found: list[RowChange] = []
    for row in after.rows:
        earlier = old.pop(row.agreement_id, None)
        if earlier is None:
            found.append(RowChange(Change.NEW, None, row))
        elif names := tuple(n for n in FIELDS[row.section] if earlier.value(n) != row.value(n)):
            found.append(RowChange(Change.CHANGED, earlier, row, names))
    return found + [RowChange(Change.REMOVED, row, None) for row in old.values()]


@dataclass(frozen=True)
class Piece:
    """A run of words in a diff: kept, removed or added."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Plain diff of words: pieces of kind "kept", "removed" or "added", in reading order."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece("kept", " ".join(old[a:b])))
            continue
        pieces += [Piece("removed", " ".join(old[a:b]))] if b > a else []
        pieces += [Piece("added", " ".join(new[c:d]))] if d > c else []
    return pieces


def renumber(rows: Sequence[PlanRow]) -> dict[UUID, int]:
    """Number of each row within its section, from 1, as the screens and messages call it."""
    counts: dict[Section, int] = {}
    numbers: dict[UUID, int] = {}
    for row in rows:
        counts[row.section] = counts.get(row.section, 0) + 1
        numbers[row.agreement_id] = counts[row.section]
    return numbers
