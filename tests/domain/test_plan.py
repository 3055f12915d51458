"""What a plan needs before the other side reads it, its frozen text and its changes."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.plan import (
    FIELDS,
    Change,
    Mark,
    PlanRow,
    PlanText,
    Priority,
    ProposedBy,
    Section,
    changes,
    digest,
    freeze,
    renumber,
    submission_errors,
    thaw,
    word_diff,
)
from tests.cast import GOOD_RESULT

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
MARKS = dict.fromkeys((Section.BEHAVIOUR, Section.KNOWLEDGE, Section.SKILL), Mark.NOT_DISCUSSED)


def row(section: Section = Section.RESULT, row_id: UUID | None = None, **fields: Any) -> PlanRow:
    """A row that is complete unless told otherwise."""
    base = dict(GOOD_RESULT) if section is Section.RESULT else {"title": "Titel", "results": ["general"]}
    return PlanRow(row_id or uuid4(), section, 1, ProposedBy.TOGETHER, base | fields)


def plan(*rows: PlanRow, marks: dict[Section, Mark] | None = None) -> PlanText:
    """A plan of 2027."""
    return PlanText(FIRST, LAST, rows, MARKS if marks is None else marks)


def keys(text: PlanText) -> list[tuple[str, str]]:
    """The last part of each field and its message."""
    return [(error.field.rsplit(".", 1)[-1], error.key) for error in submission_errors(text)]


def test_a_complete_plan_has_nothing_missing() -> None:
    assert keys(plan(row())) == []


@pytest.mark.parametrize(
    ("due", "key"),
    [("31-12-2026", "valid.due_outside"), ("01-01-2028", "valid.due_outside"), ("morgen", "date.format")],
)
def test_a_due_date_lies_within_the_period(due: str, key: str) -> None:
    """R04."""
    assert keys(plan(row(due_on=due))) == [("due_on", key)]
    assert keys(plan(row(due_on="01-01-2027"), row(due_on="31-12-2027"))) == []


def test_a_plan_needs_a_result_with_a_title_a_measure_and_a_date() -> None:
    """R05."""
    assert keys(plan()) == [("result", "valid.no_result")]
    bare = row(title=" ", measure="", due_on="")
    assert keys(plan(bare)) == [
        ("title", "valid.result_title"),
        ("measure", "valid.result_measure"),
        ("due_on", "valid.result_due"),
    ]


def test_behaviour_knowledge_and_skills_are_filled_in_or_marked_empty_on_purpose() -> None:
    """R06."""
    marked = plan(row(), marks={Section.BEHAVIOUR: Mark.NOT_APPLICABLE})
    assert keys(marked) == [("knowledge", "valid.section_empty"), ("skill", "valid.section_empty")]
    filled = plan(row(), row(Section.KNOWLEDGE), row(Section.SKILL), marks={Section.BEHAVIOUR: Mark.NOT_DISCUSSED})
    assert keys(filled) == []


def test_a_behaviour_is_linked_to_a_result() -> None:
    """R06: many to many."""
    assert keys(plan(row(), row(Section.BEHAVIOUR, results=[]))) == [("results", "valid.link_result")]
    one, two = row(), row()
    both = [str(one.agreement_id), str(two.agreement_id)]
    assert keys(plan(one, two, row(Section.BEHAVIOUR, results=both), row(Section.SKILL, results=both[:1]))) == []


def test_development_is_optional_and_of_a_known_type() -> None:
    """R07, R25: a plan is complete without any development, whatever a development plan elsewhere says."""
    assert keys(plan(row())) == []
    assert keys(plan(row(), row(Section.DEVELOPMENT))) == [("type", "valid.development_type")]
    for kind in ("education", "course", "training", "coaching", "other"):
        assert keys(plan(row(), row(Section.DEVELOPMENT, type=kind, cost="1.250,00", hours="16"))) == []
    assert keys(plan(row(), row(Section.DEVELOPMENT, type="course", cost="veel", hours="lang"))) == [
        ("cost", "valid.amount"),
        ("hours", "valid.hours"),
    ]


def test_the_manager_commits_to_something_too() -> None:
    """R08: mutual expectations; a date is optional and, when given, within the period."""
    assert Section.COMMITMENT in FIELDS
    assert keys(plan(row(), row(Section.COMMITMENT))) == []
    assert keys(plan(row(), row(Section.COMMITMENT, due_on="01-01-2030"))) == [("due_on", "valid.due_outside")]


def test_a_result_has_a_priority_and_weights_add_up_when_used() -> None:
    """R20."""
    assert [priority.value for priority in Priority] == ["high", "middle", "low"]
    assert (
        row().value("priority") == "high"
        and PlanRow(uuid4(), Section.RESULT, 1, ProposedBy.TOGETHER).value("priority") == "middle"
    )
    assert keys(plan(row(weight="60"), row(weight="40 %"))) == []
    assert keys(plan(row(weight="60"), row(weight="30"))) == [("result", "valid.weights")]
    assert keys(plan(row(weight="100"), row())) == [("result", "valid.weights")]


def test_development_has_its_section_in_every_plan() -> None:
    """R24."""
    assert Section.DEVELOPMENT in set(Section) and "title" in FIELDS[Section.DEVELOPMENT]


def test_a_goal_is_frozen_with_its_title() -> None:
    """R21: what the department wanted then stays readable."""
    goal = str(uuid4())
    assert (
        thaw(freeze(plan(row(goal=goal)), {goal: "Kortere wachttijd"})).rows[0].fields["goal_title"]
        == "Kortere wachttijd"
    )


def test_the_same_plan_is_the_same_bytes_and_a_comma_is_another_plan() -> None:
    one = row()
    assert freeze(plan(one), {}) == freeze(thaw(freeze(plan(one), {})), {})
    other = PlanRow(one.agreement_id, one.section, 1, one.proposed_by, {**one.fields, "title": f"{one.text('title')},"})
    assert digest(freeze(plan(one), {})) != digest(freeze(plan(other), {}))


def test_the_way_a_date_was_typed_does_not_change_the_text() -> None:
    one = row(due_on="1-7-2027")
    other = PlanRow(one.agreement_id, one.section, 1, one.proposed_by, {**one.fields, "due_on": "2027-07-01"})
    assert freeze(plan(one), {}) == freeze(plan(other), {})


def test_a_revision_shows_what_is_new_changed_and_gone() -> None:
    kept, gone, new = row(), row(), row()
    changed = PlanRow(
        kept.agreement_id, kept.section, 1, kept.proposed_by, {**kept.fields, "measure": "12 van 12 op tijd"}
    )
    found = changes(plan(kept, gone), plan(changed, new))
    assert [(each.change, each.fields) for each in found] == [
        (Change.CHANGED, ("measure",)),
        (Change.NEW, ()),
        (Change.REMOVED, ()),
    ]


def test_a_difference_is_shown_in_words() -> None:
    pieces = [(piece.kind, piece.text) for piece in word_diff("twaalf dossiers op tijd", "tien dossiers ruim op tijd")]
    assert pieces == [
        ("removed", "twaalf"),
        ("added", "tien"),
        ("kept", "dossiers"),
        ("added", "ruim"),
        ("kept", "op tijd"),
    ]


def test_rows_are_numbered_within_their_section() -> None:
    one, two, three = row(), row(Section.OTHER), row()
    assert renumber((one, two, three)) == {one.agreement_id: 1, two.agreement_id: 1, three.agreement_id: 2}
