"""The text goes to the other side: checked, dated, and from then on theirs to read."""

from datetime import date

import pytest

from db import plans, recording, review
from domain.conversation import Side, State
from domain.errors import Conflict, Invalid, WrongState
from domain.plan import Section
from tests.cast import GOOD_RESULT, Cast, submit, to_state, write_plan

E, M = Side.EMPLOYEE, Side.MANAGER


def see(cast: Cast, who: str) -> plans.Plan:
    """The plan as a reader may see it."""
    return plans.plan(cast.db, cast.people[who], cast.conversation_id, now=cast.now)


@pytest.mark.parametrize("recorder", list(Side))
def test_the_other_side_reads_it_from_this_moment(cast: Cast, recorder: Side) -> None:
    """R18."""
    to_state(cast, State.DRAFT, recorder)
    other = "boris" if recorder is E else "anna"
    assert see(cast, other).newest is None
    submit(cast, recorder)
    newest = see(cast, other).newest
    assert newest is not None and newest.text.rows[0].text("title") == GOOD_RESULT["title"]
    assert newest.review_until == date(2027, 1, 28)  # ten working days after 14 January (R19)


def test_a_text_cannot_be_sent_before_the_talk(cast: Cast) -> None:
    """R15."""
    to_state(cast, State.SCHEDULED)
    with pytest.raises(WrongState) as refusal:
        submit(cast)
    assert refusal.value.key == "refuse.before_held"


def test_every_gap_is_named_beside_its_field(cast: Cast) -> None:
    """R04, R05, R06."""
    to_state(cast, State.HELD)
    recording.start(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    row = recording.add_row(
        cast.db,
        cast.boris,
        cast.conversation_id,
        Section.RESULT,
        fields={"title": "Iets", "due_on": "01-01-2030"},
        now=cast.now,
    )
    with pytest.raises(Invalid) as refusal:
        submit(cast)
    assert [(error.field, error.key) for error in refusal.value.errors] == [
        (f"{row}.measure", "valid.result_measure"),
        (f"{row}.due_on", "valid.due_outside"),
        ("section.behaviour", "valid.section_empty"),
        ("section.knowledge", "valid.section_empty"),
        ("section.skill", "valid.section_empty"),
    ]


def test_a_plan_without_development_and_commitments_is_complete(cast: Cast) -> None:
    """R07, R25."""
    to_state(cast, State.DRAFT)
    submit(cast)


def test_a_second_click_sends_nothing_twice(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED)
    with pytest.raises(Conflict) as refusal:
        submit(cast)
    assert refusal.value.key == "refuse.twice"
    assert cast.value("SELECT count(*) FROM submissions") == 1


def test_a_changed_text_opens_a_shorter_window_and_shows_what_changed(cast: Cast) -> None:
    """R19."""
    first = to_state(cast, State.FEEDBACK_RECEIVED)
    row = see(cast, "boris").draft.rows[0]  # type: ignore[union-attr]
    recording.save_field(
        cast.db,
        cast.boris,
        cast.conversation_id,
        row.agreement_id,
        "measure",
        "10 van 12",
        row.text("measure"),
        now=cast.now,
    )
    assert see(cast, "anna").newest.text.rows[0].text("measure") == GOOD_RESULT["measure"]  # type: ignore[union-attr]
    submit(cast)
    seen = see(cast, "anna")
    assert seen.newest is not None and seen.newest.number == 2 and seen.newest.review_until == date(2027, 1, 21)
    assert [change.fields for change in seen.changed_since_previous()] == [("measure",)]
    assert seen.loaded.state is State.SUBMITTED
    with pytest.raises(Conflict) as refusal:
        review.no_remarks(cast.db, cast.anna, cast.conversation_id, first, now=cast.now)  # type: ignore[arg-type]
    assert refusal.value.key == "refuse.version"


def test_priority_and_goal_go_along(cast: Cast) -> None:
    """R20, R21: a result names its priority and the department's goal it serves; both are counted and frozen."""
    from db import cycles

    goal = cycles.add_goal(cast.db, cast.helena, cast.cycle_id, None, "Kortere wachttijd", now=cast.now)
    goal_id = str(getattr(goal, "id", goal))
    to_state(cast, State.HELD)
    row = write_plan(cast)
    recording.save_field(cast.db, cast.boris, cast.conversation_id, row, "goal", goal_id, None, now=cast.now)
    submit(cast)
    frozen = see(cast, "anna").newest.text.rows[0].fields  # type: ignore[union-attr]
    assert frozen["priority"] == "high" and frozen["goal_title"] == "Kortere wachttijd"
    assert str(cast.value("SELECT goal_id FROM submission_rows")) == goal_id
