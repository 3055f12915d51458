"""The log: one event per change, chained, append-only, without a word of what people wrote."""

import duckdb
import pytest

from db import audit, guiding, history
from domain.conversation import State
from domain.errors import NotAllowed
from tests.cast import Cast, to_state


def test_the_chain_holds_and_one_altered_event_breaks_it(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    assert audit.first_broken_link(cast.db) is None
    cast.db.write(lambda cursor: cursor.execute("DROP TRIGGER audit_events_no_update ON audit_events"))
    cast.db.write(lambda cursor: cursor.execute("UPDATE audit_events SET actor_id = NULL WHERE id = 7"))
    assert audit.first_broken_link(cast.db) == 7


@pytest.mark.parametrize("statement", ["UPDATE audit_events SET outcome = 'done'", "DELETE FROM audit_events"])
def test_events_are_neither_changed_nor_deleted(cast: Cast, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        cast.db.write(lambda cursor: cursor.execute(statement))


def test_no_text_of_anybody_is_in_the_log(cast: Cast) -> None:
    to_state(cast, State.FEEDBACK_RECEIVED)
    logged = " ".join(detail for (detail,) in cast.rows("SELECT detail FROM audit_events"))
    for text in ("Projecten leiden", "klantdossiers", "Mooi plan", "Kamer 3", "Anna", "Dossiers bijgewerkt"):
        assert text not in logged


def test_a_refused_attempt_leaves_one_denial_and_changes_nothing(cast: Cast) -> None:
    before = cast.rows("SELECT * FROM conversations ORDER BY id")
    count = cast.value("SELECT count(*) FROM audit_events")
    with pytest.raises(NotAllowed):
        guiding.cancel(cast.db, cast.boris, cast.conversation_id, "left", now=cast.now)
    assert cast.rows("SELECT * FROM conversations ORDER BY id") == before
    assert cast.value("SELECT count(*) FROM audit_events") == count + 1
    last = cast.rows("SELECT action, outcome, detail FROM audit_events ORDER BY id DESC LIMIT 1")
    assert last == [("conversation:cancel", "denied", '{"key": "refuse.role_other"}')]


def test_a_participant_reads_the_history_of_their_own_file(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    actions = [event.action for event in history.history(cast.db, cast.anna, cast.conversation_id, now=cast.now)]
    assert actions[0] == "plan:finalise" and "conversation:hold" in actions
    assert not set(actions) & {"preparation:save", "plan:save", "plan:add_row"}
