"""The recorder writes the plan: every field saves itself, nothing is lost, and what misses stands beside its field."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import plans, recording
from domain.conversation import Side, State
from domain.plan import GENERAL, Mark, Section
from tests.cast import Cast, to_state, write_plan
from tests.pages.app import button, open_page, words

PLAN = "conversation/plan"


def written(cast: Cast, section: Section = Section.RESULT) -> list[dict[str, Any]]:
    """What is stored of a section."""
    plan = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert plan.draft is not None
    return [dict(row.fields) for row in plan.draft.of(section)]


def field(at: AppTest, kind: str, name: str) -> Any:
    """The widget of a field in the open card."""
    (found,) = (widget for widget in getattr(at, kind) if widget.key.endswith(f".{name}"))
    return found


@pytest.fixture
def empty(cast: Cast) -> AppTest:
    """Boris begins to record."""
    to_state(cast, State.HELD)
    at = open_page(cast, cast.boris, PLAN, id=cast.conversation_id)
    at.button(key="plan.begin").click().run()
    return at


def test_beginning_opens_an_empty_plan_that_says_what_to_do(cast: Cast, empty: AppTest) -> None:
    assert "Nog geen afspraken. Neem voorstellen over uit de voorbereidingen, of voeg een resultaat toe." in words(
        empty
    )
    assert cast.value("SELECT state FROM conversations WHERE id = $id", id=cast.conversation_id) == "draft"


def test_a_result_is_written_and_saves_itself(cast: Cast, empty: AppTest) -> None:
    empty.button(key="plan.add.result").click().run()
    field(empty, "text_area", "title").set_value("Klanttevredenheid stijgt").run()
    field(empty, "text_area", "measure").set_value("Van 7,4 naar 7,8").run()
    field(empty, "text_input", "due_on").set_value("1-10-2027").run()
    field(empty, "radio", "priority").set_value("high").run()
    field(empty, "checkbox", "counts").uncheck().run()
    assert written(cast) == [
        {
            "title": "Klanttevredenheid stijgt",
            "measure": "Van 7,4 naar 7,8",
            "due_on": "1-10-2027",
            "priority": "high",
            "counts": False,
        }
    ]
    assert "Opgeslagen 10:00:0" in words(empty)


def test_a_date_that_is_no_date_is_kept_as_typed(cast: Cast, empty: AppTest) -> None:
    empty.button(key="plan.add.result").click().run()
    field(empty, "text_input", "due_on").set_value("medio mei").run()
    assert written(cast)[0]["due_on"] == "medio mei"
    assert field(empty, "text_input", "due_on").value == "medio mei"


def test_r20_a_competence_is_linked_to_results_or_general(cast: Cast, empty: AppTest) -> None:
    write_plan(cast)
    empty.button(key="plan.add.skill").click().run()
    field(empty, "multiselect", "results").set_value([GENERAL]).run()
    assert written(cast, Section.SKILL)[0]["results"] == [GENERAL]


def test_mandatory_training_shows_what_the_law_says(cast: Cast, empty: AppTest) -> None:
    empty.button(key="plan.add.development").click().run()
    field(empty, "selectbox", "type").set_value("course").run()
    assert "Verplichte scholing is gratis" not in words(empty)
    field(empty, "checkbox", "mandatory").check().run()
    assert "Verplichte scholing is gratis" in words(empty)
    assert written(cast, Section.DEVELOPMENT) == [{"type": "course", "mandatory": True}]


def test_a_vague_result_gets_a_hint_that_does_not_block(cast: Cast, empty: AppTest) -> None:
    empty.button(key="plan.add.result").click().run()
    field(empty, "text_area", "title").set_value("De klanttevredenheid verbeteren").run()
    assert "'verbeteren' is lastig te meten. Wat is er dan anders of klaar?" in words(empty)


def test_r03_a_proposal_is_taken_over_with_who_brought_it_in(cast: Cast, empty: AppTest) -> None:
    empty.button(key="take.manager.expected_results.0").click().run()
    assert [row["title"] for row in written(cast)] == ["Dossiers bijgewerkt"]
    text = words(empty)
    assert "Ingebracht door Boris" in text
    assert "Overgenomen" in text
    assert not [each for each in empty.button if each.key.startswith("take.")]


def test_r06_an_empty_section_is_marked_on_purpose(cast: Cast, empty: AppTest) -> None:
    empty.radio(key="plan.mark.knowledge").set_value(Mark.NOT_APPLICABLE).run()
    plan = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert plan.draft is not None
    assert plan.draft.marks == {Section.KNOWLEDGE: Mark.NOT_APPLICABLE}


def test_r05_what_misses_stands_on_top_beside_the_field_and_at_the_button(cast: Cast, empty: AppTest) -> None:
    empty.button(key="plan.add.result").click().run()
    field(empty, "text_area", "title").set_value("Intake vernieuwd").run()
    empty.button(key="plan.submit").click().run()
    text = words(empty)
    assert text.count("Nog 5 punten nodig.") == 2
    assert "- Resultaat 1: Schrijf op waaraan jullie zien dat het gelukt is." in text
    assert ":red[:material/error: Schrijf op waaraan jullie zien dat het gelukt is.]" in text
    assert field(empty, "text_area", "title").value == "Intake vernieuwd"
    field(empty, "text_area", "measure").set_value("In gebruik bij 3 teams").run()
    assert words(empty).count("Nog 4 punten nodig.") == 2


def test_agreements_are_moved_changed_and_removed(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    recording.add_row(
        cast.db, cast.boris, cast.conversation_id, Section.RESULT, fields={"title": "Tweede"}, now=cast.now
    )
    at = open_page(cast, cast.boris, PLAN, id=cast.conversation_id)
    button(at, "Omlaag").click().run()
    assert [row["title"] for row in written(cast)] == ["Tweede", "Alle 12 klantdossiers zijn bijgewerkt"]
    next(each for each in at.button if each.label == "Verwijderen").click().run()
    assert len(written(cast)) == 2, "removing asks first"
    next(each for each in at.button if each.key.endswith(".question.act")).click().run()
    assert [row["title"] for row in written(cast)] == ["Alle 12 klantdossiers zijn bijgewerkt"]
    button(at, "Wijzigen").click().run()
    assert field(at, "text_area", "title").value == "Alle 12 klantdossiers zijn bijgewerkt"


def test_two_windows_never_overwrite_each_other(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    one = open_page(cast, cast.boris, PLAN, id=cast.conversation_id)
    two = open_page(cast, cast.boris, PLAN, id=cast.conversation_id)
    for window in (one, two):
        button(window, "Wijzigen").click().run()
    field(one, "text_area", "title").set_value("Van het ene venster").run()
    field(two, "text_area", "title").set_value("Van het andere venster").run()
    assert written(cast)[0]["title"] == "Van het ene venster"
    assert "Je hebt deze tekst om 10:00:0" in words(two)
    assert "Van het ene venster" in words(two)
    button(two, "Mijn tekst").click().run()
    assert written(cast)[0]["title"] == "Van het andere venster"


def test_sending_asks_first_and_then_happens_once(cast: Cast) -> None:
    to_state(cast, State.DRAFT)
    at = open_page(cast, cast.boris, PLAN, id=cast.conversation_id)
    at.button(key="plan.submit").click().run()
    asked = "\n".join(each.value for each in at.markdown)  # a dialog lies outside the page's main part
    assert "Anna kan alles lezen en tot en met 28 januari 2027 feedback geven" in asked
    assert cast.value("SELECT count(*) FROM submissions") == 0
    at.button(key=f"plan.submit.{cast.conversation_id}.act").click().run()
    assert "Voorgelegd. Anna kan lezen en feedback geven tot en met 28 januari 2027." in words(at)
    assert cast.value("SELECT count(*) FROM submissions") == 1


def test_the_employee_records_just_as_well(cast: Cast) -> None:
    to_state(cast, State.DRAFT, Side.EMPLOYEE)
    at = open_page(cast, cast.anna, PLAN, id=cast.conversation_id)
    at.button(key="plan.submit").click().run()
    at.button(key=f"plan.submit.{cast.conversation_id}.act").click().run()
    assert "Boris leest wat jij hebt vastgelegd." in words(at)
