"""Forms as data: the questions of a versioned template, and whether a set of answers can be handed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from domain.errors import FieldError


class Form(StrEnum):
    """The forms that a set holds."""

    EMPLOYEE_PREPARATION = "employee_preparation"
    MANAGER_PREPARATION = "manager_preparation"


class Kind(StrEnum):
    """How a question is answered."""

    LONG = "long"
    SHORT = "short"
    CHOICE = "choice"
    GOALS = "goals"
    ROWS_RESULT = "rows:result"
    ROWS_DEVELOPMENT = "rows:development"
    ROWS_INFORMANT = "rows:informant"
    AGENDA = "rows:agenda"


class Visibility(StrEnum):
    """When the other side may read an answer."""

    SEALED = "sealed"  # opens with both preparations
    SEPARATE = "separate"  # only when its author says so
    NOW = "now"  # shared at once
    OWN = "own"  # its author's alone, for ever


ROW_FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.ROWS_RESULT: ("title", "measure", "due_on"),
    Kind.ROWS_DEVELOPMENT: ("title", "type", "when", "cost"),
    Kind.ROWS_INFORMANT: ("name", "position", "informed"),
}


@dataclass(frozen=True)
class Question:
    """One question. `text` and `help` by language; `hint` is the key of a standing warning under the field."""

    id: str
    kind: Kind
    visibility: Visibility
    required: bool
    text: Mapping[str, str]
    help: Mapping[str, str]
    hint: str = ""
    options: tuple[Mapping[str, str], ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether the answer is a list of rows."""
        return self.kind in ROW_FIELDS


@dataclass(frozen=True)
class Template:
    """One form: its questions in order."""

    form: Form
    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError when the form has none."""
        return {question.id: question for question in self.questions}[question_id]


def to_json(template: Template) -> str:
    """Canonical JSON: what a cycle freezes."""
    return json.dumps(asdict(template), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(content: str) -> Template:
    """A frozen form as an object again."""
    data = json.loads(content)
    return Template(Form(data["form"]), tuple(question_from(q) for q in data["questions"]))


def question_from(data: Mapping[str, Any]) -> Question:
    """A question from plain data (a shipped file or a frozen form)."""
    return Question(
        id=data["id"],
        kind=Kind(data["kind"]),
        visibility=Visibility(data["visibility"]),
        required=bool(data.get("required", False)),
        text=dict(data["text"]),
        help=dict(data.get("help") or {}),
        hint=data.get("hint", ""),
        options=tuple(data.get("options", ())),
    )


def digest(content: str) -> str:
    """The hash of a frozen form."""
    return hashlib.sha256(content.encode()).hexdigest()


def rows_of(value: str) -> list[dict[str, Any]]:
    """The rows in an answer's value, without the empty ones."""
    rows: list[dict[str, Any]] = json.loads(value) if value else []
    return [row for row in rows if any(str(cell).strip() for name, cell in row.items() if name != "informed")]


def is_answered(question: Question, value: str) -> bool:
    """Whether somebody answered: any text, or at least one row that is not empty."""
    if question.has_rows or question.kind is Kind.GOALS:
        return bool(json.loads(value)) if question.kind is Kind.GOALS and value else bool(rows_of(value))
    return bool(value.strip())


def hand_in_errors(template: Template, answers: Mapping[str, str]) -> list[FieldError]:
    """The required questions that are still empty."""
    return [
        FieldError(question.id, "valid.required")
        for question in template.questions
        if question.required and not is_answered(question, answers.get(question.id, ""))
    ]
