"""The forms as data: what they ask, and when they can be handed in."""

from db.forms import shipped_sets
from domain.forms import Form, Kind, Visibility, from_json, hand_in_errors, is_answered, rows_of, to_json

SETS = shipped_sets()


def test_there_are_two_separate_forms_in_every_set() -> None:
    """R10."""
    for templates in SETS.values():
        assert set(templates) == set(Form)
        assert templates[Form.EMPLOYEE_PREPARATION] != templates[Form.MANAGER_PREPARATION]


def test_the_employee_is_asked_what_to_focus_on_and_must_answer() -> None:
    """R22."""
    for templates in SETS.values():
        question = templates[Form.EMPLOYEE_PREPARATION].question("focus")
        assert question.required and question.visibility is Visibility.SEALED
        assert question.text["nl"] == "Waar wil je je dit jaar op richten?"


def test_both_forms_have_rows_for_proposed_results_and_points_for_the_agenda() -> None:
    """R03, R11."""
    for templates in SETS.values():
        for template in templates.values():
            kinds = {question.kind for question in template.questions}
            assert {Kind.ROWS_RESULT, Kind.AGENDA} <= kinds


def test_the_general_forms_ask_about_development() -> None:
    """R24: a fixed item of the general set, on both sides or at least on the employee's."""
    kinds = {question.kind for question in SETS["general"][Form.EMPLOYEE_PREPARATION].questions}
    assert Kind.ROWS_DEVELOPMENT in kinds


def test_private_notes_are_nobody_elses_in_every_form() -> None:
    for templates in SETS.values():
        for template in templates.values():
            assert template.question("private_notes").visibility is Visibility.OWN


def test_a_frozen_form_reads_the_same() -> None:
    for templates in SETS.values():
        for template in templates.values():
            assert to_json(from_json(to_json(template))) == to_json(template)


def test_an_empty_row_is_no_answer() -> None:
    assert rows_of('[{"title": " ", "measure": ""}, {"title": "Dossiers"}]') == [{"title": "Dossiers"}]
    assert rows_of("") == [] and rows_of('[{"name": "", "informed": true}]') == []


def test_handing_in_asks_for_the_required_questions_only() -> None:
    template = SETS["short"][Form.EMPLOYEE_PREPARATION]
    assert [error.field for error in hand_in_errors(template, {"needs": "Tijd"})] == ["focus"]
    assert hand_in_errors(template, {"focus": "Projecten"}) == []
    assert not is_answered(template.question("focus"), "  ")
