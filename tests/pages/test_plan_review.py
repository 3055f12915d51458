"""The other side reads and reacts, the writer changes the text, the manager makes it final."""

from streamlit.testing.v1 import AppTest

from db import plans, recording, review
from domain.conversation import Side, State
from tests.cast import Cast, to_state
from tests.pages.app import button, open_page, primary, words

PLAN = "conversation/plan"


def screen(cast: Cast, side: Side) -> AppTest:
    return open_page(cast, cast.person_of(side), PLAN, id=cast.conversation_id)


def change_the_due_date(cast: Cast, at: AppTest, day: str = "01-11-2027") -> None:
    """Boris changes the result's date in the editor."""
    at.button(key="plan.revise").click().run()
    button(at, "Wijzigen").click().run()
    next(each for each in at.text_input if each.key.endswith(".due_on")).set_value(day).run()


def state(cast: Cast) -> str:
    return str(cast.value("SELECT state FROM conversations WHERE id = $id", id=cast.conversation_id))


def test_r19_feedback_is_typed_kept_and_sent_beside_its_agreement(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED)
    at = screen(cast, Side.EMPLOYEE)
    at.text_area[0].set_value("Lukt als de controle in mei is").run()
    again = screen(cast, Side.EMPLOYEE)
    assert again.text_area[0].value == "Lukt als de controle in mei is", "a draft survives a reload"
    button(again, "Verstuur feedback").click().run()
    assert "Je feedback is verstuurd en blijft bij de tekst staan." in words(again)
    assert [area.value for area in again.text_area] == ["", ""]
    theirs = words(screen(cast, Side.MANAGER))
    assert "Anna, 14 januari 2027:" in theirs
    assert "Lukt als de controle in mei is" in theirs


def test_a_second_click_sends_nothing_twice(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED)
    at = screen(cast, Side.EMPLOYEE)
    at.text_area[1].set_value("Mooi plan").run()
    button(at, "Verstuur feedback").click().run()
    button(at, "Verstuur feedback").click().run()
    assert cast.value("SELECT count(*) FROM feedback") == 1
    assert "Er is niets dubbel opgeslagen." in words(at)


def test_sending_nothing_says_what_to_do(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED)
    at = screen(cast, Side.EMPLOYEE)
    button(at, "Verstuur feedback").click().run()
    assert "Schrijf feedback bij een afspraak of over het geheel, of kies 'Geen opmerkingen'." in words(at)
    assert state(cast) == "submitted"


def test_no_remarks_lets_the_manager_decide(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED)
    at = screen(cast, Side.EMPLOYEE)
    button(at, "Geen opmerkingen").click().run()
    assert state(cast) == "feedback_waived"
    assert primary(screen(cast, Side.MANAGER)) == ["Maak definitief"]


def test_r13_the_manager_reads_why_finalising_has_to_wait(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED)
    at = screen(cast, Side.MANAGER)
    assert "Nog niet: Anna kan feedback geven tot en met 28 januari 2027." in words(at)
    assert "plan.finalise" not in [each.key for each in at.button]


def test_r13_the_employee_has_no_button_to_finalise(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED, Side.EMPLOYEE)
    at = screen(cast, Side.EMPLOYEE)
    assert "Maak definitief" not in [each.label for each in at.button]


def test_r14_finalising_with_open_feedback_says_so_and_happens(cast: Cast) -> None:
    to_state(cast, State.FEEDBACK_RECEIVED)
    at = screen(cast, Side.MANAGER)
    at.button(key="plan.finalise").click().run()
    asked = "\n".join(each.value for each in at.markdown).replace("\\", "")  # a dialog lies outside the main part
    assert "Je hebt de feedback van Anna niet verwerkt. Dat mag: jij beslist." in asked
    assert state(cast) == "feedback_received", "it asks first"
    at.button(key=f"plan.finalise.{cast.conversation_id}.act").click().run()
    assert state(cast) == "final"
    text = words(at)
    assert "Anna kan nu ondertekenen." in text
    assert "Mooi plan" in text, "the feedback stays printed with the text"


def test_a_changed_text_is_sent_again_and_shows_what_changed(cast: Cast) -> None:
    to_state(cast, State.FEEDBACK_RECEIVED)
    at = screen(cast, Side.MANAGER)
    change_the_due_date(cast, at)
    assert "1 november 2027" not in words(screen(cast, Side.EMPLOYEE)), "unsent changes are the writer's alone"
    at.run()
    assert "Je hebt de tekst gewijzigd. Leg die eerst opnieuw voor aan Anna." in words(at)
    assert primary(at) == ["Leg opnieuw voor"]
    at.button(key="plan.submit").click().run()
    at.button(key=f"plan.submit.{cast.conversation_id}.act").click().run()
    theirs = words(screen(cast, Side.EMPLOYEE))
    assert "Wat is er gewijzigd sinds versie 1?" in theirs
    assert "1 ~~juli~~ 2027" in theirs
    assert "1 **november** 2027" in theirs
    assert "Anna, 14 januari 2027, bij versie 1:" in theirs


def test_changes_can_be_put_back_as_the_other_read_them(cast: Cast) -> None:
    to_state(cast, State.FEEDBACK_RECEIVED)
    at = screen(cast, Side.MANAGER)
    change_the_due_date(cast, at)
    button(at, "Zet terug zoals Anna het las").click().run()
    assert "De tekst staat weer zoals Anna die las." in words(at)
    assert primary(at) == ["Maak definitief"]
    plan = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert not plan.unsent


def test_a_half_typed_date_in_a_revision_breaks_nothing(cast: Cast) -> None:
    to_state(cast, State.FEEDBACK_RECEIVED)
    at = screen(cast, Side.MANAGER)
    change_the_due_date(cast, at, "1 nov")
    assert "Er ging iets mis" not in words(at)
    at.button(key="plan.submit").click().run()
    assert "Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 03-02-2027." in words(at)
    assert "Er ging iets mis" not in words(screen(cast, Side.EMPLOYEE))


def test_r19_a_text_of_the_employee_may_be_finalised_at_once(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED, Side.EMPLOYEE)
    at = screen(cast, Side.MANAGER)
    assert primary(at) == ["Maak definitief"]
    labels = [each.label for each in at.button]
    assert "Verstuur feedback" in labels
    assert "Geen opmerkingen" not in labels, "who decides needs no way to say nothing"
    at.button(key="plan.finalise").click().run()
    at.button(key=f"plan.finalise.{cast.conversation_id}.act").click().run()
    assert state(cast) == "final"


def test_the_employees_unsent_changes_do_not_hold_up_the_manager(cast: Cast) -> None:
    to_state(cast, State.FEEDBACK_RECEIVED, Side.EMPLOYEE)
    draft = plans.plan(cast.db, cast.anna, cast.conversation_id, now=cast.now).draft
    assert draft is not None
    row, place = draft.rows[0], (cast.db, cast.anna, cast.conversation_id)
    recording.save_field(*place, row.agreement_id, "title", "Anders", row.text("title"), now=cast.now)
    at = screen(cast, Side.MANAGER)
    at.button(key="plan.finalise").click().run()
    at.button(key=f"plan.finalise.{cast.conversation_id}.act").click().run()
    assert state(cast) == "final"
    assert "Anders" not in words(at)


def test_whoever_was_just_too_late_reads_why(cast: Cast) -> None:
    submission = to_state(cast, State.SUBMITTED)
    assert submission is not None
    at = screen(cast, Side.EMPLOYEE)
    at.text_area[1].set_value("Nog een punt").run()
    cast.later(days=30)
    review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)
    button(at, "Verstuur feedback").click().run()
    assert state(cast) == "final"
    assert "Definitief" in words(at), "the screen shows what is possible now"
