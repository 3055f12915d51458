"""The other side reacts, or not: an offer with an end, never a duty."""

from uuid import uuid4

import pytest

from db import plans, review
from domain.conversation import Side, State
from domain.errors import Invalid, NotAllowed, NotFound, WrongState
from tests.cast import Cast, to_state


def see(cast: Cast, who: str) -> plans.Plan:
    """The plan as a reader may see it."""
    return plans.plan(cast.db, cast.people[who], cast.conversation_id, now=cast.now)


@pytest.mark.parametrize("recorder", list(Side))
def test_feedback_is_per_agreement_and_overall(cast: Cast, recorder: Side) -> None:
    """R19."""
    submission = to_state(cast, State.SUBMITTED, recorder)
    assert submission is not None
    reader, row = cast.person_of(recorder.other), see(cast, "boris").newest.text.rows[0].agreement_id  # type: ignore[union-attr]
    texts = {row: "Liever 10 dossiers", None: "Verder akkoord"}
    review.give_feedback(cast.db, reader, cast.conversation_id, submission, texts, now=cast.now)
    seen = plans.plan(cast.db, cast.person_of(recorder), cast.conversation_id, now=cast.now)
    assert [remark.text for remark in seen.remarks_on(row)] == ["Liever 10 dossiers"]
    assert [remark.text for remark in seen.remarks_on(None)] == ["Verder akkoord"]
    assert seen.loaded.state is State.FEEDBACK_RECEIVED


def test_who_sent_the_text_gives_no_feedback_on_it(cast: Cast) -> None:
    submission = to_state(cast, State.SUBMITTED, Side.MANAGER)
    with pytest.raises(NotAllowed):
        review.give_feedback(cast.db, cast.boris, cast.conversation_id, submission, {None: "Mooi"}, now=cast.now)  # type: ignore[arg-type]


def test_no_remarks_is_an_answer_of_its_own(cast: Cast) -> None:
    """R19."""
    submission = to_state(cast, State.SUBMITTED)
    review.no_remarks(cast.db, cast.anna, cast.conversation_id, submission, now=cast.now)  # type: ignore[arg-type]
    assert see(cast, "anna").loaded.state is State.FEEDBACK_WAIVED
    with pytest.raises(WrongState):
        review.no_remarks(cast.db, cast.anna, cast.conversation_id, submission, now=cast.now)  # type: ignore[arg-type]


def test_an_empty_reaction_is_no_feedback(cast: Cast) -> None:
    submission = to_state(cast, State.SUBMITTED)
    with pytest.raises(Invalid) as refusal:
        review.give_feedback(cast.db, cast.anna, cast.conversation_id, submission, {None: " "}, now=cast.now)  # type: ignore[arg-type]
    assert refusal.value.errors[0].key == "valid.feedback_empty"
    with pytest.raises(NotFound):
        review.give_feedback(cast.db, cast.anna, cast.conversation_id, submission, {uuid4(): "x"}, now=cast.now)  # type: ignore[arg-type]


def test_late_feedback_counts_until_the_plan_is_final(cast: Cast) -> None:
    """R19: the window closes by itself, the door does not."""
    submission = to_state(cast, State.FEEDBACK_LAPSED)
    assert see(cast, "boris").loaded.state is State.FEEDBACK_LAPSED
    review.give_feedback(cast.db, cast.anna, cast.conversation_id, submission, {None: "Toch nog iets"}, now=cast.now)  # type: ignore[arg-type]
    review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)  # type: ignore[arg-type]
    with pytest.raises(WrongState) as refusal:
        review.give_feedback(cast.db, cast.anna, cast.conversation_id, submission, {None: "Te laat"}, now=cast.now)  # type: ignore[arg-type]
    assert refusal.value.key == "refuse.window_closed"


def test_feedback_may_be_added_to_and_never_edited(cast: Cast) -> None:
    submission = to_state(cast, State.FEEDBACK_RECEIVED)
    review.give_feedback(cast.db, cast.anna, cast.conversation_id, submission, {None: "En dit"}, now=cast.now)  # type: ignore[arg-type]
    assert [remark.text for remark in see(cast, "boris").remarks] == ["Mooi plan", "En dit"]
    import duckdb

    with pytest.raises(duckdb.Error):
        cast.db.write(lambda cursor: cursor.execute("UPDATE feedback SET text = 'Anders'"))
