"""A plan's agreements in words: labels, values, numbers, and what still misses. Plain texts, nothing of Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import settings
from db.plans import Plan
from domain.conversation import Side
from domain.errors import FieldError
from domain.plan import GENERAL, PlanRow, PlanText, ProposedBy, Section, renumber
from domain.values import date_or_none, parse_cents
from i18n import formats
from i18n.catalogue import Translator

# What stands under an agreement's title, in order; an empty one is left out.
FACTS: dict[Section, tuple[str, ...]] = {
    Section.RESULT: ("measure", "due_on", "priority", "weight", "conditions", "goal", "counts"),
    Section.BEHAVIOUR: ("visible_through", "results", "counts"),
    Section.KNOWLEDGE: ("visible_through", "results", "counts"),
    Section.SKILL: ("visible_through", "results", "counts"),
    Section.DEVELOPMENT: ("type", "when", "cost", "hours", "working_time", "mandatory"),
    Section.OTHER: (),
    Section.COMMITMENT: ("due_on",),
}


@dataclass(frozen=True)
class Sheet:
    """One text of a plan with what it takes to put it in words. goals: title by id; names: given name by side."""

    text: PlanText
    goals: Mapping[str, str]
    names: Mapping[Side, str]
    t: Translator

    @property
    def numbers(self) -> dict[UUID, int]:
        """The number of each agreement within its section."""
        return renumber(self.text.rows)

    def name(self, row: PlanRow) -> str:
        """'Resultaat 1'."""
        return f"{self.t(f'section.{row.section}')} {self.numbers.get(row.agreement_id, '')}".strip()

    def heading(self, row: PlanRow) -> str:
        """'1. Alle dossiers zijn bijgewerkt'."""
        return f"{self.numbers[row.agreement_id]}. {row.text('title').strip() or self.t('plan.untitled')}"

    def proposer(self, row: PlanRow) -> str:
        """Who brought it in (R03)."""
        if row.proposed_by is ProposedBy.TOGETHER:
            return self.t("plan.proposed_together")
        return self.t("plan.proposed_by", name=self.names[Side(row.proposed_by.value)])

    def facts(self, row: PlanRow) -> list[tuple[str, str]]:
        """Label and value of each field that says something."""
        found = [(self._short_label(row.section, name), self.value(row, name)) for name in FACTS[row.section]]
        return [(label, value) for label, value in found if value]

    def label(self, section: Section, name: str) -> str:
        """What a field is called in its section."""
        own = f"plan.field.{section}.{name}"
        return self.t(own if self.t.has(own) else f"plan.field.{name}")

    def _short_label(self, section: Section, name: str) -> str:
        short = f"plan.fact.{name}"
        return self.t(short) if self.t.has(short) else self.label(section, name)

    def value(self, row: PlanRow, name: str) -> str:
        """A field's value in words; empty when there is none."""
        in_words = _IN_WORDS.get(name)
        return in_words(self, row) if in_words else row.text(name).strip()

    def result_name(self, result_id: str) -> str:
        """'Resultaat 1', or 'algemeen'; empty for a result that was taken out."""
        if result_id == GENERAL:
            return self.t("plan.general")
        row = next((each for each in self.text.of(Section.RESULT) if str(each.agreement_id) == result_id), None)
        return self.name(row) if row else ""

    def error(self, error: FieldError) -> str:
        """What misses, as it stands beside the field."""
        params: dict[str, Any] = {name: self._param(value) for name, value in error.params.items()}
        return self.t(error.key, **params)

    def error_with_place(self, error: FieldError) -> str:
        """The same in the list above, beginning with its section and number."""
        row_id = error.field.split(".")[0]
        row = next((each for each in self.text.rows if str(each.agreement_id) == row_id), None)
        place = self.name(row) if row else self.t(f"plan.section.{error.field.split('.')[1]}")
        return f"{place}: {self.error(error)}"

    def _param(self, value: Any) -> Any:
        if isinstance(value, Section):
            return self.t(f"plan.section.{value}")
        return formats.table_date(value) if hasattr(value, "isoformat") else value


def sheet(plan: Plan, text: PlanText, t: Translator) -> Sheet:
    """A text of this plan, ready to be put in words."""
    return Sheet(text, plan.goals, {side: plan.loaded.given_name_of(side) for side in Side}, t)


def moment(at: datetime, t: Translator) -> str:
    """'14 januari 2027, 10:02', in the organisation's zone."""
    local = at.astimezone(settings.current.zone)
    return f"{formats.long_date(local.date(), t.language)}, {local:%H:%M}"


def other_side(plan: Plan) -> Side:
    """The side that the reader talks with; for a former manager that is the employee."""
    return Side.MANAGER if plan.loaded.side is Side.EMPLOYEE else Side.EMPLOYEE


def other_name(plan: Plan) -> str:
    """Given name of the person on the other side."""
    return plan.loaded.given_name_of(other_side(plan))


def _date(sheet: Sheet, row: PlanRow) -> str:
    typed = row.text("due_on").strip()
    day = date_or_none(typed)
    return formats.long_date(day, sheet.t.language) if day else typed


def _cost(sheet: Sheet, row: PlanRow) -> str:
    typed = row.text("cost").strip()
    try:
        return formats.euros(parse_cents(typed), sheet.t.language) if typed else ""
    except ValueError:
        return typed


def _weight(_: Sheet, row: PlanRow) -> str:
    typed = row.text("weight").strip().rstrip("%").strip()
    return f"{typed}%" if typed else ""


def _goal(sheet: Sheet, row: PlanRow) -> str:
    return row.text("goal_title") or sheet.goals.get(row.text("goal"), "")


def _results(sheet: Sheet, row: PlanRow) -> str:
    return ", ".join(name for each in row.value("results") if (name := sheet.result_name(each)))


def _yes_no(name: str) -> Callable[[Sheet, PlanRow], str]:
    return lambda sheet, row: sheet.t("plan.yes" if row.value(name) else "plan.no")


def _choice(name: str) -> Callable[[Sheet, PlanRow], str]:
    def in_words(sheet: Sheet, row: PlanRow) -> str:
        chosen = row.value(name)
        return sheet.t(f"plan.{name}.{chosen}") if chosen and sheet.t.has(f"plan.{name}.{chosen}") else str(chosen)

    return in_words


_IN_WORDS: dict[str, Callable[[Sheet, PlanRow], str]] = {
    "due_on": _date,
    "cost": _cost,
    "weight": _weight,
    "goal": _goal,
    "results": _results,
    "priority": _choice("priority"),
    "type": _choice("type"),
    "counts": _yes_no("counts"),
    "working_time": _yes_no("working_time"),
    "mandatory": _yes_no("mandatory"),
}
