"""Anyone of the cast opens the year plan: in each state, in both languages, and only those who take part."""

import pytest

from db import recording
from domain.conversation import Side, State
from tests.cast import Cast, to_state
from tests.pages.app import open_page, primary, words

PLAN = "conversation/plan"
SECRET = "Alle 12 klantdossiers zijn bijgewerkt"
# state, the reader, what the one filled button says in Dutch (empty: nothing is asked of them)
TURNS = [
    (State.SCHEDULED, "anna", []),
    (State.HELD, "boris", ["Begin met vastleggen"]),
    (State.HELD, "anna", []),
    (State.DRAFT, "boris", ["Leg voor aan Anna"]),
    (State.DRAFT, "anna", []),
    (State.SUBMITTED, "anna", ["Verstuur feedback"]),
    (State.SUBMITTED, "boris", []),
    (State.FEEDBACK_RECEIVED, "boris", ["Maak definitief"]),
    (State.FEEDBACK_WAIVED, "boris", ["Maak definitief"]),
    (State.FEEDBACK_LAPSED, "boris", ["Maak definitief"]),
    (State.FINAL, "anna", ["Onderteken"]),
    (State.FINAL, "boris", []),
    (State.CLOSED, "anna", []),
    (State.SUSPENDED, "boris", []),
]


@pytest.mark.parametrize(("state", "who", "expected"), TURNS)
def test_each_state_offers_the_one_act_that_is_asked(cast: Cast, state: State, who: str, expected: list[str]) -> None:
    to_state(cast, state)
    at = open_page(cast, cast.people[who], PLAN, id=cast.conversation_id)
    assert primary(at) == expected
    assert not at.exception
    assert "Persoonlijk Jaarplan 2027" in at.title[0].value
    assert "Er ging iets mis" not in words(at)


@pytest.mark.parametrize("who", ["anna", "boris"])
@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.FINAL])
def test_the_plan_speaks_english_to_who_reads_english(cast: Cast, state: State, who: str) -> None:
    to_state(cast, state)
    at = open_page(cast, cast.people[who], PLAN, language="en", id=cast.conversation_id)
    assert "Year plan 2027" in at.title[0].value
    assert "Something went wrong" not in words(at)
    assert not at.exception


@pytest.mark.parametrize("who", ["clara", "sam", "helena", "olga"])
def test_who_takes_no_part_gets_the_answer_of_a_missing_page(cast: Cast, who: str) -> None:
    to_state(cast, State.FINAL)
    actor = cast.people[who]
    theirs = words(open_page(cast, actor, PLAN, id=cast.conversation_id))
    missing = words(open_page(cast, actor, PLAN, id="00000000-0000-0000-0000-000000000000"))
    nonsense = words(open_page(cast, actor, PLAN, id="x"))
    assert theirs == missing == nonsense
    assert "Deze pagina bestaat niet, of is niet voor jou." in theirs
    assert SECRET not in theirs


def test_r18_the_other_side_reads_nothing_of_a_draft(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    text = words(open_page(cast, cast.anna, PLAN, id=cast.conversation_id))
    assert SECRET not in text
    assert "Boris legt vast. Je leest mee zodra de tekst is voorgelegd." in text


def test_a_former_manager_reads_and_has_nothing_to_press(cast: Cast) -> None:
    to_state(cast, State.SUBMITTED)
    at = open_page(cast, cast.vera, PLAN, id=cast.conversation_id)
    assert SECRET in words(at)
    assert primary(at) == []
    assert not list(at.main.button)


def test_who_can_see_this_stands_under_the_title(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    draft = words(open_page(cast, cast.boris, PLAN, id=cast.conversation_id))
    assert "Wie kan dit zien? Alleen jij, tot je de tekst voorlegt." in draft
    recording.submit(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    sent = words(open_page(cast, cast.boris, PLAN, id=cast.conversation_id))
    assert "Wie kan dit zien? Jij en Anna. HR ziet de stand, niet de tekst." in sent


def test_a_late_recording_can_be_taken_over_by_the_manager(cast: Cast) -> None:
    to_state(cast, State.DRAFT, Side.EMPLOYEE)
    assert primary(open_page(cast, cast.boris, PLAN, id=cast.conversation_id)) == []
    cast.later(days=40)
    at = open_page(cast, cast.boris, PLAN, id=cast.conversation_id)
    assert primary(at) == ["Neem het vastleggen over"]
    at.button(key="plan.take_over").click().run()
    at.button(key=f"plan.take_over.{cast.conversation_id}.act").click().run()
    assert primary(at) == ["Leg voor aan Anna"]
    assert SECRET not in words(at)
