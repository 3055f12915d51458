"""HR stops the clock, starts it again, or ends a conversation; no reason about health is kept."""

from datetime import timedelta

import pytest

from db import guiding, plans, preparations, recording
from domain.conversation import Side, State
from domain.errors import NotAllowed, WrongState
from tests.cast import Cast, prepare, schedule, to_state


def state(cast: Cast) -> str:
    """As stored."""
    return str(cast.value("SELECT state FROM conversations WHERE id = $id", id=cast.conversation_id))


@pytest.mark.parametrize("at", [State.NOT_STARTED, State.SCHEDULED, State.DRAFT, State.FEEDBACK_RECEIVED])
def test_it_goes_on_where_it_stood(cast: Cast, at: State) -> None:
    to_state(cast, at)
    guiding.suspend(cast.db, cast.helena, cast.conversation_id, now=cast.now)
    assert state(cast) == "suspended"
    cast.later(days=30)
    guiding.resume(cast.db, cast.helena, cast.conversation_id, now=cast.now)
    assert state(cast) == at


def test_nothing_moves_meanwhile_and_the_refusal_says_why(cast: Cast) -> None:
    to_state(cast, State.SUSPENDED)
    for act in (
        lambda: schedule(cast),
        lambda: recording.start(cast.db, cast.boris, cast.conversation_id, now=cast.now),
    ):
        with pytest.raises(WrongState) as refusal:
            act()
        assert refusal.value.key == "refuse.suspended"


def test_only_hr_does_this(cast: Cast) -> None:
    for who in ("anna", "boris", "dirk"):
        with pytest.raises(NotAllowed):
            guiding.suspend(cast.db, cast.people[who], cast.conversation_id, now=cast.now)


def test_no_word_about_the_reason_is_kept(cast: Cast) -> None:
    """R23: what is not needed is not stored; there is no pulse, no mood and no reason of absence in the file."""
    to_state(cast, State.SUSPENDED)
    columns = cast.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main'")
    tables = {table for table, _ in columns}
    assert not tables & {"pulses", "pulse_answers", "surveys", "ratings", "absences"}
    forbidden = {
        "bsn",
        "birth_date",
        "nationality",
        "salary",
        "sick",
        "absence_reason",
        "suspend_reason",
        "mood",
        "score",
    }
    assert not {column for _, column in columns} & forbidden
    assert cast.value("SELECT detail FROM audit_events WHERE action = 'conversation:suspend'") == "{}"


def test_a_cancelled_conversation_stays_so(cast: Cast) -> None:
    to_state(cast, State.CANCELLED)
    assert state(cast) == "cancelled"
    with pytest.raises(WrongState):
        schedule(cast, by=Side.EMPLOYEE)


def test_the_clocks_stop(cast: Cast) -> None:
    """The end of the window, the record-by date and the time for feedback move by the days on hold."""
    to_state(cast, State.SUBMITTED)
    before = cases_row(cast)
    guiding.suspend(cast.db, cast.helena, cast.conversation_id, now=cast.now)
    cast.later(days=30)
    guiding.resume(cast.db, cast.helena, cast.conversation_id, now=cast.now)
    after = cases_row(cast)
    for name in ("due_on", "record_by", "review_until"):
        assert after[name] - before[name] == timedelta(days=30), name
    assert plans.plan(cast.db, cast.anna, cast.conversation_id, now=cast.now).loaded.state is State.SUBMITTED


def test_the_day_of_the_talk_opens_nothing_while_on_hold(cast: Cast) -> None:
    """R10: sealed stays sealed when there is no talk."""
    prepare(cast, Side.MANAGER)
    schedule(cast)
    guiding.suspend(cast.db, cast.helena, cast.conversation_id, now=cast.now)
    cast.later(days=10)
    assert preparations.preparations(cast.db, cast.anna, cast.conversation_id, now=cast.now).theirs is None


def cases_row(cast: Cast) -> dict[str, object]:
    """The facts as Anna's screens load them."""
    return plans.plan(cast.db, cast.anna, cast.conversation_id, now=cast.now).loaded.row
