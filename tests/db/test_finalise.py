"""The manager decides: the text freezes with its hash."""

import pytest

from db import plans, recording, review
from domain.conversation import Side, State
from domain.errors import Conflict, NotAllowed, WrongState
from domain.plan import Section
from tests.cast import Cast, submit, to_state, write_plan

E, M = Side.EMPLOYEE, Side.MANAGER


def finalise(cast: Cast, who: str, submission: object) -> None:
    """Make it final."""
    review.finalise(cast.db, cast.people[who], cast.conversation_id, submission, now=cast.now)  # type: ignore[arg-type]


@pytest.mark.parametrize("recorder", list(Side))
def test_the_employee_cannot_and_the_attempt_is_logged(cast: Cast, recorder: Side) -> None:
    """R13: denied in the verb, whoever recorded."""
    submission = to_state(cast, State.FEEDBACK_WAIVED, recorder)
    with pytest.raises(NotAllowed) as refusal:
        finalise(cast, "anna", submission)
    assert refusal.value.key == "refuse.role"
    last = cast.rows("SELECT action, outcome, actor_id FROM audit_events ORDER BY id DESC LIMIT 1")
    assert last == [("plan:finalise", "denied", cast.anna.person_id)]
    finalise(cast, "boris", submission)


@pytest.mark.parametrize("state", [State.FEEDBACK_RECEIVED, State.FEEDBACK_WAIVED, State.FEEDBACK_LAPSED])
def test_it_is_possible_once_feedback_was_given_waived_or_the_window_ended(cast: Cast, state: State) -> None:
    """R19, R14: open feedback does not block, and stays with the plan."""
    finalise(cast, "boris", to_state(cast, state))
    plan = plans.plan(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert plan.loaded.state is State.FINAL
    assert [remark.text for remark in plan.remarks] == (["Mooi plan"] if state is State.FEEDBACK_RECEIVED else [])


def test_it_is_too_early_while_the_employee_may_still_react(cast: Cast) -> None:
    """R19: the opportunity is real."""
    submission = to_state(cast, State.SUBMITTED, M)
    with pytest.raises(WrongState) as refusal:
        finalise(cast, "boris", submission)
    assert refusal.value.key == "refuse.not_yet"


def test_a_text_of_the_employee_may_be_made_final_at_once(cast: Cast) -> None:
    finalise(cast, "boris", to_state(cast, State.SUBMITTED, E))


def test_unsent_changes_of_the_manager_come_first(cast: Cast) -> None:
    submission = to_state(cast, State.FEEDBACK_RECEIVED)
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.OTHER, fields={"title": "Nieuw"}, now=cast.now)
    with pytest.raises(WrongState) as refusal:
        finalise(cast, "boris", submission)
    assert refusal.value.key == "refuse.unseen"
    recording.discard_changes(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    finalise(cast, "boris", submission)


def test_an_employee_who_keeps_on_writing_cannot_hold_it_up(cast: Cast) -> None:
    """R14."""
    submission = to_state(cast, State.FEEDBACK_WAIVED, E)
    recording.add_row(
        cast.db, cast.anna, cast.conversation_id, Section.OTHER, fields={"title": "Nog niet"}, now=cast.now
    )
    finalise(cast, "boris", submission)
    plan = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert plan.newest is not None and plan.newest.text.of(Section.OTHER) == ()


def test_a_text_that_changed_while_the_manager_was_reading_is_not_made_final(cast: Cast) -> None:
    old = to_state(cast, State.FEEDBACK_WAIVED, E)
    recording.add_row(cast.db, cast.anna, cast.conversation_id, Section.OTHER, fields={"title": "Nieuw"}, now=cast.now)
    submit(cast, E)
    with pytest.raises(Conflict) as refusal:
        finalise(cast, "boris", old)
    assert refusal.value.key == "refuse.version"


def test_a_second_click_says_when_it_was_done(cast: Cast) -> None:
    submission = to_state(cast, State.FINAL)
    with pytest.raises(Conflict) as refusal:
        finalise(cast, "boris", submission)
    assert (refusal.value.key, refusal.value.params["time"]) == ("refuse.twice", cast.now)


def test_criteria_are_fixed_and_the_text_can_never_change_again(cast: Cast) -> None:
    """R13: every way of writing is closed, and the file itself refuses."""
    import duckdb

    to_state(cast, State.FINAL)
    with pytest.raises(WrongState):
        recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.OTHER, now=cast.now)
    for statement in ("UPDATE submissions SET content = '{}'", "DELETE FROM submissions"):
        with pytest.raises(duckdb.Error):
            cast.db.write(lambda cursor, sql=statement: cursor.execute(sql))  # type: ignore[misc]


def test_development_in_the_plan_becomes_a_request(cast: Cast) -> None:
    """R26; R25: it needs no development plan to come from."""
    to_state(cast, State.HELD)
    write_plan(cast)
    fields = {"title": "Leergang projecten", "type": "course", "when": "najaar", "cost": "1.250,00", "hours": "24"}
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.DEVELOPMENT, fields=fields, now=cast.now)
    submission = submit(cast)
    assert cast.value("SELECT count(*) FROM development_requests") == 0
    review.no_remarks(cast.db, cast.anna, cast.conversation_id, submission, now=cast.now)
    finalise(cast, "boris", submission)
    rows = cast.rows("SELECT type, title, period, cost_cents, hours, state FROM development_requests")
    assert [(*row[:4], float(row[4]), row[5]) for row in rows] == [
        ("course", "Leergang projecten", "najaar", 125000, 24.0, "requested")
    ]


def test_a_plan_is_final_without_any_development(cast: Cast) -> None:
    """R07, R25."""
    to_state(cast, State.FINAL)
    assert cast.value("SELECT count(*) FROM development_requests") == 0
