"""Voorbereiding: writing sealed, handing in, and reading each other's once both are open."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from db import conversations, cycles, preparations
from domain.actor import Actor
from domain.conversation import Side, State
from tests import cast as the_cast
from tests.cast import Cast
from tests.pages.app import button, open_page, primary, words

PAGE = "conversation/preparation"


def _open(cast: Cast, actor: Actor, language: str = "nl") -> Any:
    return open_page(cast, actor, PAGE, language=language, id=cast.conversation_id)


def _key(cast: Cast, question: str) -> str:
    return f"prep.{cast.conversation_id}.{question}"


def _answer(cast: Cast, actor: Actor, question: str) -> str:
    found = preparations.preparations(cast.db, actor, cast.conversation_id, now=cast.now).mine.answers
    return found[question].value if question in found else ""


def _cell(at: Any, cast: Cast, question: str, place: int, field: str) -> Any:
    """The newest widget of a cell: rows are drawn anew when one is added or removed."""
    begin, end = f"{_key(cast, question)}.", f".{place}.{field}"
    found = [each for kind in (at.text_input, at.selectbox, at.checkbox, at.button) for each in kind if each.key]
    return [each for each in found if each.key.startswith(begin) and each.key.endswith(end)][-1]


@pytest.mark.parametrize("state", list(State))
def test_the_page_opens_in_every_state_for_both_sides(cast: Cast, state: State) -> None:
    the_cast.to_state(cast, state)
    for actor, language in ((cast.anna, "en"), (cast.boris, "nl")):
        at = _open(cast, actor, language)
        assert not at.exception
        assert not at.error
        assert len(primary(at)) <= 1


@pytest.mark.parametrize("who", ["clara", "helena", "vera", "dirk", "sam"])
def test_who_takes_no_part_reads_that_it_does_not_exist(cast: Cast, who: str) -> None:
    the_cast.to_state(cast, State.SCHEDULED)
    said = words(_open(cast, cast.people[who]))
    assert "Deze pagina bestaat niet, of is niet voor jou." in said
    assert "Projecten leiden" not in said


def test_the_short_set_is_drawn_by_the_same_renderer(cast: Cast) -> None:
    def work(c: Any) -> None:
        from db import forms

        employee, manager = forms.shipped(c, "short", cast.now)
        c.execute("UPDATE cycles SET employee_form_id = ?, manager_form_id = ?", [employee, manager])

    cast.db.write(work)
    assert "0 van 3 vragen beantwoord" in _progress(_open(cast, cast.anna))
    assert "0 of 3 questions answered" in _progress(_open(cast, cast.boris, "en"))


def _progress(at: Any) -> str:
    return str(at.main.get("progress")[0].proto.text)


def test_leaving_a_field_saves_it_and_says_when(cast: Cast) -> None:
    at = _open(cast, cast.anna)
    at.text_area(key=_key(cast, "proud")).set_value("Het **nieuwe** systeem").run()
    assert _answer(cast, cast.anna, "proud") == "Het **nieuwe** systeem"
    assert "Opgeslagen 10:00" in words(at)
    assert "1 van 12 vragen beantwoord" in _progress(at)


def test_a_second_window_is_told_of_the_first_and_nothing_is_overwritten(cast: Cast) -> None:
    first, second = _open(cast, cast.anna), _open(cast, cast.anna)
    first.text_area(key=_key(cast, "proud")).set_value("Eerste").run()
    second.text_area(key=_key(cast, "proud")).set_value("Tweede").run()
    said = words(second)
    assert "in een ander venster gewijzigd" in said
    assert "Eerste" in said
    assert _answer(cast, cast.anna, "proud") == "Eerste"
    button(second, "Mijn tekst").click().run()
    assert _answer(cast, cast.anna, "proud") == "Tweede"


def test_rows_are_added_typed_and_removed(cast: Cast) -> None:
    at = _open(cast, cast.anna)
    _cell(at, cast, "proposed_results", 0, "title").set_value("Dossiers klaar").run()
    _cell(at, cast, "proposed_results", 0, "due_on").set_value("01-07-2027").run()
    button(at, "Voeg een resultaat toe").click().run()
    _cell(at, cast, "proposed_results", 1, "title").set_value("Cursus gevolgd").run()
    stored = json.loads(_answer(cast, cast.anna, "proposed_results"))
    assert [row["title"] for row in stored] == ["Dossiers klaar", "Cursus gevolgd"]
    assert stored[0]["due_on"] == "01-07-2027"
    _cell(at, cast, "proposed_results", 0, "remove").click().run()
    assert [row["title"] for row in json.loads(_answer(cast, cast.anna, "proposed_results"))] == ["Cursus gevolgd"]
    assert _cell(at, cast, "proposed_results", 0, "title").value == "Cursus gevolgd"


def test_a_wish_for_training_keeps_type_and_costs_and_says_what_cannot_be_read(cast: Cast) -> None:
    at = _open(cast, cast.anna)
    _cell(at, cast, "training", 0, "title").set_value("Projectleiding").run()
    _cell(at, cast, "training", 0, "type").set_value("course").run()
    _cell(at, cast, "training", 0, "cost").set_value("veel").run()
    assert "Schrijf het bedrag in cijfers" in words(at)
    row = json.loads(_answer(cast, cast.anna, "training"))[0]
    assert (row["title"], row["type"], row["cost"]) == ("Projectleiding", "course", "veel")


def test_boris_ticks_goals_and_names_whom_he_asked(cast: Cast) -> None:
    """R21: the goals of the department."""
    goal = cycles.add_goal(cast.db, cast.helena, cast.cycle_id, None, "Binnen *twee* weken antwoord", now=cast.now)
    at = _open(cast, cast.boris)
    next(each for each in at.checkbox if each.key.endswith(str(goal))).check().run()
    assert json.loads(_answer(cast, cast.boris, "goals")) == [str(goal)]
    _cell(at, cast, "informants", 0, "name").set_value("Clara Mos").run()
    _cell(at, cast, "informants", 0, "informed").check().run()
    row = json.loads(_answer(cast, cast.boris, "informants"))[0]
    assert (row["name"], row["informed"]) == ("Clara Mos", True)
    assert "Weet Anna dat je dit hebt gevraagd?" in words(at)


def test_what_misses_is_said_on_top_beside_the_field_and_on_the_button(cast: Cast) -> None:
    at = _open(cast, cast.anna)
    button(at, "Lever in").click().run()
    said = words(at)
    assert "Nog 1 punt nodig." in said
    assert said.count("Vul deze vraag in. Een enkele zin is genoeg.") == 2
    assert any(each.label.startswith("Lever in") for each in at.button)
    at.text_area(key=_key(cast, "focus")).set_value("Projecten leiden").run()
    assert "Nog 1 punt nodig." not in words(at)
    at.button(key=f"prep.{cast.conversation_id}.hand_in").click().run()
    assert "Ingeleverd. Je voorbereiding blijft dicht tot Boris ook inlevert." in words(at)


def test_what_was_handed_in_can_be_taken_back_while_it_is_sealed(cast: Cast) -> None:
    """R10."""
    the_cast.prepare(cast, Side.EMPLOYEE)
    at = _open(cast, cast.anna)
    assert "Nog dicht: je kunt je voorbereiding terughalen tot Boris inlevert" in words(at)
    button(at, "Haal terug").click().run()
    assert "Teruggehaald. Je kunt weer verder schrijven." in words(at)
    assert at.text_area(key=_key(cast, "focus")).value == "Projecten leiden"


def test_the_second_to_hand_in_reads_beforehand_that_it_opens_both(cast: Cast) -> None:
    """R10."""
    the_cast.prepare(cast, Side.EMPLOYEE)
    preparations.save_answer(cast.db, cast.boris, cast.conversation_id, "private_notes", "Kanarie", "", now=cast.now)
    at = _open(cast, cast.boris)
    assert "Projecten leiden" not in words(at)
    assert "Anna heeft al ingeleverd. Als jij inlevert, lezen jullie elkaars voorbereiding meteen." in words(at)
    _cell(at, cast, "expected_results", 0, "title").set_value("Dossiers bijgewerkt").run()
    button(at, "Lever in").click().run()
    said = words(at)
    assert "Jullie voorbereidingen zijn open sinds 12 januari 2027. Ze staan vast." in said
    assert "Projecten leiden" in said
    assert "Kanarie" not in words(_open(cast, cast.anna))


def test_two_windows_hand_in_once(cast: Cast) -> None:
    preparations.save_answer(cast.db, cast.anna, cast.conversation_id, "focus", "Projecten", "", now=cast.now)
    first, second = _open(cast, cast.anna), _open(cast, cast.anna)
    button(first, "Lever in").click().run()
    button(second, "Lever in").click().run()
    assert not second.exception
    assert (
        cast.value("SELECT count(*) FROM audit_events WHERE action = 'preparation:hand_in' AND outcome = 'done'") == 1
    )


def test_feedback_for_boris_is_read_only_after_anna_lets_him(cast: Cast) -> None:
    the_cast.to_state(cast, State.PREPARING)
    preparations.take_back(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    key = _key(cast, "feedback_manager")
    at = _open(cast, cast.anna)
    at.text_area(key=key).set_value("Meer ruimte").run()
    assert "Meer ruimte" not in words(_open(cast, cast.boris))
    at.toggle(key=f"{key}.share.on").set_value(True).run()
    assert "Boris kan dit nu lezen." in words(at)
    assert "Meer ruimte" in words(_open(cast, cast.boris))
    at.toggle(key=f"{key}.share.on").set_value(False).run()
    assert "Meer ruimte" not in words(_open(cast, cast.boris))


def test_an_agenda_point_is_shared_at_once(cast: Cast) -> None:
    """R11."""
    at = _open(cast, cast.anna)
    at.text_input(key=f"agenda.{cast.conversation_id}.point").set_value("Thuiswerken").run()
    button(at, "Zet op de agenda").click().run()
    found = conversations.conversation(cast.db, cast.boris, cast.conversation_id, now=cast.now).agenda
    assert [point.text for point in found] == ["Thuiswerken"]


def test_private_notes_stand_apart_with_their_own_line(cast: Cast) -> None:
    assert "Alleen jij. Ook later niemand anders." in words(_open(cast, cast.anna))
    assert "je medewerker kan deze notitie mogelijk opvragen" in words(_open(cast, cast.boris))


def test_a_draft_that_was_never_handed_in_stays_its_authors(cast: Cast) -> None:
    """R10: the talk takes place all the same."""
    the_cast.prepare(cast, Side.MANAGER)
    preparations.save_answer(cast.db, cast.anna, cast.conversation_id, "focus", "Kanarie", "", now=cast.now)
    the_cast.schedule(cast)
    the_cast.hold(cast)
    own = words(_open(cast, cast.anna))
    assert "Je hebt niet ingeleverd. Je concept blijft van jou alleen." in own
    assert "Kanarie" in own
    other = words(_open(cast, cast.boris))
    assert "Anna heeft niets ingeleverd. Het gesprek kan gewoon doorgaan." in other
    assert "Kanarie" not in other


def test_on_the_day_itself_anna_can_still_write_and_reads_what_boris_handed_in(cast: Cast) -> None:
    the_cast.prepare(cast, Side.MANAGER)
    the_cast.schedule(cast)
    cast.later(days=2)
    at = _open(cast, cast.anna)
    assert "De dag van het gesprek is er" in words(at)
    assert "1. Dossiers bijgewerkt" in words(at)
    at.text_area(key=_key(cast, "focus")).set_value("Projecten leiden").run()
    assert _answer(cast, cast.anna, "focus") == "Projecten leiden"


def test_what_people_type_is_never_read_as_markup(cast: Cast) -> None:
    the_cast.prepare(cast, Side.MANAGER)
    sign = "<b>vet</b> **vet** [x](http://x) :red[x]"
    preparations.save_answer(cast.db, cast.anna, cast.conversation_id, "focus", sign, "", now=cast.now)
    preparations.hand_in(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    at = _open(cast, cast.boris)
    assert sign in [each.value for each in at.main.text]
    assert not [each for each in at.main.markdown if "<b>" in each.value]


def test_the_id_of_another_conversation_opens_nothing(cast: Cast) -> None:
    sam: UUID = the_cast.conversation_of(cast, cast.sam)
    said = words(open_page(cast, cast.anna, PAGE, id=sam))
    assert "Deze pagina bestaat niet, of is niet voor jou." in said
