"""The recorder writes the plan; until it is sent nobody else reads a word."""

import pytest

from db import plans, recording
from domain.conversation import Side, State
from domain.errors import Conflict, Invalid, NotAllowed, NotFound, WrongState
from domain.plan import Mark, PlanText, ProposedBy, Section
from tests.cast import GOOD_RESULT, Cast, to_state, write_plan

E, M = Side.EMPLOYEE, Side.MANAGER


def draft(cast: Cast, who: str) -> PlanText | None:
    """The working copy as a reader may see it."""
    return plans.plan(cast.db, cast.people[who], cast.conversation_id, now=cast.now).draft


def test_nothing_is_written_before_the_talk(cast: Cast) -> None:
    """R15."""
    to_state(cast, State.SCHEDULED)
    with pytest.raises(WrongState) as refusal:
        recording.start(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert refusal.value.key == "refuse.before_held"


@pytest.mark.parametrize("recorder", list(Side))
def test_only_the_recorder_writes_and_reads_the_draft(cast: Cast, recorder: Side) -> None:
    """R16, R18."""
    to_state(cast, State.HELD, recorder)
    other = cast.person_of(recorder.other)
    with pytest.raises(NotAllowed):
        recording.start(cast.db, other, cast.conversation_id, now=cast.now)
    write_plan(cast, recorder)
    seen = plans.plan(cast.db, other, cast.conversation_id, now=cast.now)
    assert seen.draft is None and seen.submissions == ()
    mine = plans.plan(cast.db, cast.person_of(recorder), cast.conversation_id, now=cast.now).draft
    assert mine is not None and mine.rows[0].text("title") == GOOD_RESULT["title"]


def test_both_sides_propose_and_the_plan_keeps_who_did(cast: Cast) -> None:
    """R03: rows taken over from a preparation carry their author's side."""
    to_state(cast, State.HELD)
    recording.start(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    found = recording.proposals(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert [(each.side, each.section, each.fields["title"]) for each in found] == [
        (M, Section.RESULT, "Dossiers bijgewerkt")
    ]
    recording.take_proposals(cast.db, cast.boris, cast.conversation_id, [each.key for each in found], now=cast.now)
    text = draft(cast, "boris")
    assert text is not None and text.rows[0].proposed_by is ProposedBy.MANAGER
    assert text.rows[0].text("measure") == "12 van 12"


def test_an_employees_proposal_is_taken_over_as_theirs(cast: Cast) -> None:
    """R03."""
    from db import preparations
    from tests.cast import hold, prepare, schedule

    rows = '[{"title": "Archief op orde", "measure": "10 dozen", "due_on": "01-06-2027"}]'
    preparations.save_answer(cast.db, cast.anna, cast.conversation_id, "proposed_results", rows, "", now=cast.now)
    prepare(cast, E)
    schedule(cast)
    hold(cast)
    recording.start(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    [one] = recording.proposals(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    recording.take_proposals(cast.db, cast.boris, cast.conversation_id, [one.key], now=cast.now)
    assert [row.proposed_by for row in (draft(cast, "boris") or PlanText).rows] == [ProposedBy.EMPLOYEE]  # type: ignore[union-attr]


def test_every_section_takes_its_rows(cast: Cast) -> None:
    """R06, R07, R08, R24: behaviour, knowledge, skills, development, other agreements and the manager's commitments."""
    to_state(cast, State.HELD)
    recording.start(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    for section in Section:
        recording.add_row(
            cast.db, cast.boris, cast.conversation_id, section, fields={"title": section.value}, now=cast.now
        )
    text = draft(cast, "boris")
    assert text is not None and [row.section for row in text.rows] == list(Section)


def test_a_field_saved_in_another_window_is_shown_not_lost(cast: Cast) -> None:
    to_state(cast, State.HELD)
    row = write_plan(cast)
    at = (cast.db, cast.boris, cast.conversation_id, row, "measure")
    recording.save_field(*at, "Eén", GOOD_RESULT["measure"], now=cast.now)
    with pytest.raises(Conflict) as refusal:
        recording.save_field(*at, "Twee", GOOD_RESULT["measure"], now=cast.now)
    assert (refusal.value.params["theirs"], refusal.value.params["mine"]) == ("Eén", "Twee")


def test_a_date_that_is_no_date_yet_is_kept_as_typed(cast: Cast) -> None:
    to_state(cast, State.HELD)
    row = write_plan(cast)
    recording.save_field(
        cast.db, cast.boris, cast.conversation_id, row, "due_on", "ergens in juni", GOOD_RESULT["due_on"], now=cast.now
    )
    text = draft(cast, "boris")
    assert text is not None and text.rows[0].text("due_on") == "ergens in juni"
    with pytest.raises(Invalid):
        recording.submit(cast.db, cast.boris, cast.conversation_id, now=cast.now)


def test_rows_move_and_go_within_their_section(cast: Cast) -> None:
    to_state(cast, State.HELD)
    first = write_plan(cast)
    second = recording.add_row(
        cast.db, cast.boris, cast.conversation_id, Section.RESULT, fields={"title": "Tweede"}, now=cast.now
    )
    recording.move_row(cast.db, cast.boris, cast.conversation_id, second, -1, now=cast.now)
    text = draft(cast, "boris")
    assert text is not None and [row.agreement_id for row in text.rows] == [second, first]
    recording.remove_row(cast.db, cast.boris, cast.conversation_id, second, now=cast.now)
    text = draft(cast, "boris")
    assert text is not None and [row.agreement_id for row in text.rows] == [first]
    with pytest.raises(NotFound):
        recording.remove_row(cast.db, cast.boris, cast.conversation_id, second, now=cast.now)


def test_one_pen_at_a_time_and_a_quiet_pen_is_free_again(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    with pytest.raises(Conflict) as refusal:
        recording.add_row(cast.db, cast.daan, cast.conversation_id, Section.OTHER, now=cast.now)
    assert refusal.value.key == "refuse.locked"
    cast.later(minutes=16)
    recording.add_row(cast.db, cast.daan, cast.conversation_id, Section.OTHER, now=cast.now)


def test_putting_changes_back_puts_everything_back(cast: Cast) -> None:
    to_state(cast, State.FEEDBACK_RECEIVED)
    before = draft(cast, "boris")
    at = {"now": cast.now}
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.OTHER, fields={"title": "Extra"}, **at)
    recording.mark_section(cast.db, cast.boris, cast.conversation_id, Section.SKILL, Mark.NOT_APPLICABLE, **at)
    assert before is not None
    recording.remove_row(cast.db, cast.boris, cast.conversation_id, before.rows[0].agreement_id, **at)
    assert plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now).unsent
    recording.discard_changes(cast.db, cast.boris, cast.conversation_id, **at)
    after = draft(cast, "boris")
    assert after is not None and after.marks == before.marks
    assert [row.agreement_id for row in after.rows] == [row.agreement_id for row in before.rows]
    assert not plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now).unsent
