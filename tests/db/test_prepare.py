"""Each side prepares on a form of its own; what is typed is kept and is nobody else's."""

from datetime import timedelta

import pytest

from db import conversations, preparations
from domain.conversation import Side, State
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.forms import Form
from tests.cast import Cast, prepare, schedule

E, M = Side.EMPLOYEE, Side.MANAGER


def save(cast: Cast, who: str, question: str, value: str, base: str = "") -> preparations.Saved:
    """Type an answer."""
    return preparations.save_answer(
        cast.db, cast.people[who], cast.conversation_id, question, value, base, now=cast.now
    )


def see(cast: Cast, who: str) -> preparations.Preparations:
    """What one sees."""
    return preparations.preparations(cast.db, cast.people[who], cast.conversation_id, now=cast.now)


def test_each_has_a_form_of_their_own(cast: Cast) -> None:
    """R10."""
    assert see(cast, "anna").mine.template.form is Form.EMPLOYEE_PREPARATION
    assert see(cast, "boris").mine.template.form is Form.MANAGER_PREPARATION


def test_the_first_answer_starts_the_conversation_and_is_kept(cast: Cast) -> None:
    """R22: "where do I want to focus" is the employee's to answer."""
    saved = save(cast, "anna", "focus", "Projecten leiden")
    assert saved.saved_at == cast.now
    mine = see(cast, "anna").mine
    assert mine.answers["focus"].value == "Projecten leiden" and mine.answered == 1
    assert cast.value("SELECT state FROM conversations WHERE id = $id", id=cast.conversation_id) == State.PREPARING


def test_two_windows_never_write_over_each_other_in_silence(cast: Cast) -> None:
    save(cast, "anna", "focus", "Eerste")
    save(cast, "anna", "focus", "Tweede", base="Eerste")
    with pytest.raises(Conflict) as refusal:
        save(cast, "anna", "focus", "Derde", base="Eerste")
    assert (refusal.value.params["theirs"], refusal.value.params["mine"]) == ("Tweede", "Derde")
    assert see(cast, "anna").mine.answers["focus"].value == "Tweede"


def test_private_notes_are_never_the_others(cast: Cast) -> None:
    save(cast, "anna", "private_notes", "Alleen voor mij")
    prepare(cast, E)
    prepare(cast, M)
    theirs = see(cast, "boris").theirs
    assert theirs is not None and "private_notes" not in theirs.answers
    assert "private_notes" not in {question.id for question in theirs.template.questions}


def test_feedback_for_the_manager_is_shared_apart_and_only_by_its_author(cast: Cast) -> None:
    save(cast, "anna", "feedback_manager", "Vaker overleg")
    assert see(cast, "boris").theirs is None
    preparations.share_answer(cast.db, cast.anna, cast.conversation_id, "feedback_manager", shared=True, now=cast.now)
    theirs = see(cast, "boris").theirs
    assert theirs is not None and set(theirs.answers) == {"feedback_manager"} and theirs.handed_in_at is None
    preparations.share_answer(cast.db, cast.anna, cast.conversation_id, "feedback_manager", shared=False, now=cast.now)
    assert see(cast, "boris").theirs is None


def test_a_sealed_answer_cannot_be_shared_apart(cast: Cast) -> None:
    save(cast, "anna", "focus", "Projecten")
    with pytest.raises(NotAllowed):
        preparations.share_answer(cast.db, cast.anna, cast.conversation_id, "focus", shared=True, now=cast.now)
    with pytest.raises(NotFound):
        preparations.share_answer(cast.db, cast.boris, cast.conversation_id, "focus", shared=True, now=cast.now)


def test_a_question_of_the_other_form_and_a_text_without_end_are_refused(cast: Cast) -> None:
    with pytest.raises(NotFound):
        save(cast, "anna", "expected_results", "[]")
    with pytest.raises(Invalid) as refusal:
        save(cast, "anna", "focus", "x" * 10_001)
    assert refusal.value.errors[0].key == "valid.too_long"


def test_a_stand_in_writes_a_form_of_their_own_and_does_not_read_the_managers(cast: Cast) -> None:
    save(cast, "boris", "going_well", "Van Boris")
    assert see(cast, "daan").mine.answers == {}
    save(cast, "daan", "going_well", "Van Daan")
    assert see(cast, "boris").mine.answers["going_well"].value == "Van Boris"


def test_the_day_of_the_talk_opens_what_was_handed_in(cast: Cast) -> None:
    """R10."""
    prepare(cast, E)
    schedule(cast)
    assert see(cast, "boris").theirs is None
    cast.later(days=2)
    assert see(cast, "boris").theirs is not None
    assert see(cast, "anna").theirs is None


def test_a_date_of_today_that_one_side_alone_puts_there_opens_nothing(cast: Cast) -> None:
    """R10: sealed until both are in or the day has come; a day that the other never agreed to does not count."""
    prepare(cast, Side.EMPLOYEE)
    put_today = {"when": cast.now + timedelta(hours=1), "place": "", "recorder": Side.MANAGER, "record_by": None}
    conversations.schedule(cast.db, cast.boris, cast.conversation_id, now=cast.now, **put_today)
    seen = preparations.preparations(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert seen.theirs is None and not seen.opened
    conversations.agree_date(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert preparations.preparations(cast.db, cast.boris, cast.conversation_id, now=cast.now).theirs is not None
