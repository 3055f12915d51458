"""R01 to R26, the sentences of the seed text as requirements: each is proven by a test that names it."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from db import conversations, cycles, stored_settings
from db.forms import shipped_sets
from domain.conversation import State
from domain.errors import NotAllowed, NotFound
from domain.forms import Form
from domain.plan import Section
from i18n import catalogue
from settings import ROOT
from tests.cast import Cast, to_state

THIS_PHASE = [f"R{number:02}" for number in range(1, 27)]


def proofs() -> dict[str, list[str]]:
    """The tests that name a requirement, in their docstring or in that of their file: `file::test` by requirement."""
    import ast

    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                named = re.findall(r"\bR\d\d\b", f"{node.name} {ast.get_docstring(node) or ''}")
                for requirement in dict.fromkeys(named):
                    found[requirement].append(f"{path.relative_to(ROOT).as_posix()}::{node.name}")
    return dict(found)


@pytest.mark.parametrize("requirement", THIS_PHASE)
def test_every_requirement_of_this_phase_is_named_by_a_test(requirement: str) -> None:
    assert requirement in proofs()


def test_there_is_no_assessment_without_a_final_plan(cast: Cast) -> None:
    """R01: planning, progress and assessment hang on one dossier; nothing makes an assessment without a plan."""
    to_state(cast, State.FEEDBACK_WAIVED)
    kinds = {kind for (kind,) in cast.rows("SELECT DISTINCT kind FROM conversations")}
    assert kinds == {"planning"}
    check = cast.value("SELECT constraint_text FROM duckdb_constraints() WHERE constraint_text LIKE '%assessment%'")
    assert all(kind in check for kind in ("planning", "progress", "assessment"))
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "db").rglob("*.py"))
    sql = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "db/sql").glob("*.sql"))
    made = re.findall(r"INSERT INTO conversations[^;]*", sql)
    assert made and all("'planning'" in statement for statement in made)
    assert '"assessment"' not in code and "'assessment'" not in sql.replace("kind != 'assessment'", "")


def test_the_organisation_chooses_what_the_talk_is_called(cast: Cast) -> None:
    """R02: planningsgesprek or doelstellingsgesprek in every text; the stored kind stays what it is."""
    stored_settings.choose_conversation_label(cast.db, cast.helena, "objectives", now=cast.now)
    try:
        catalogue.call_the_talk(stored_settings.conversation_label(cast.db))
        for language, usual, own in (
            ("nl", "planningsgesprek", "doelstellingsgesprek"),
            ("en", "planning conversation", "objectives conversation"),
        ):
            t = catalogue.translator(language)
            now = [f"{text.one} {text.many}".lower() for text in t._texts.values()]
            assert not any(usual in text for text in now) and any(own in text for text in now)
    finally:
        catalogue.call_the_talk("planning")
    assert any("planningsgesprek" in text.one.lower() for text in catalogue.texts("nl").values())
    assert cast.rows("SELECT DISTINCT kind FROM conversations") == [("planning",)]


def test_only_hr_chooses_that_name_and_only_one_that_exists(cast: Cast) -> None:
    """R02."""
    with pytest.raises(NotAllowed):
        stored_settings.choose_conversation_label(cast.db, cast.boris, "objectives", now=cast.now)
    with pytest.raises(NotFound):
        stored_settings.choose_conversation_label(cast.db, cast.helena, "praatje", now=cast.now)
    assert stored_settings.conversation_label(cast.db) == "planning"
    assert tuple(catalogue.LABELS) == stored_settings.CONVERSATION_LABELS


def test_the_window_of_a_year_is_january_and_february_unless_hr_says_otherwise(cast: Cast) -> None:
    """R09."""
    year = cycles.cycle(cast.db, cast.cycle_id)
    assert (year.planning_from.isoformat(), year.planning_until.isoformat()) == ("2027-01-01", "2027-02-28")
    cycles.move_deadline(
        cast.db, cast.helena, cast.cycle_id, year.planning_until.replace(month=3, day=31), now=cast.now
    )
    assert cycles.cycle(cast.db, cast.cycle_id).planning_until.month == 3


def test_nothing_is_asked_about_how_the_talk_felt(cast: Cast) -> None:
    """R23: the pulse is off: no table, no column and no question holds an answer that could be linked to a person."""
    names = {f"{table}.{column}" for table, column in cast.rows("SELECT table_name, column_name FROM duckdb_columns()")}
    assert not [name for name in names if re.search(r"pulse|mood|satisf|engagement|commitment_score", name)]
    questions = {q.id for forms in shipped_sets().values() for form in forms.values() for q in form.questions}
    assert not [question for question in questions if "pulse" in question or "satisf" in question]


def test_development_is_on_every_agenda(cast: Cast) -> None:
    """R24: it is a fixed section of every plan, and a question of the preparation."""
    assert Section.DEVELOPMENT in list(Section)
    ids = {question.kind for question in shipped_sets()["general"][Form.EMPLOYEE_PREPARATION].questions}
    assert "rows:development" in ids
    from db import recording

    to_state(cast, State.HELD)
    recording.start(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.DEVELOPMENT, now=cast.now)


def test_a_development_agreement_needs_no_development_plan_and_the_other_way_round(cast: Cast) -> None:
    """R25: no column of a plan or a request refers to a development plan; each exists by itself."""
    columns = {
        column
        for (column,) in cast.rows(
            "SELECT column_name FROM duckdb_columns() "
            "WHERE table_name IN ('draft_rows', 'agreements', 'development_requests')"
        )
    }
    assert not {column for column in columns if "pop" in column.split("_") or "development_plan" in column}
    nullable = cast.value(
        "SELECT is_nullable FROM duckdb_columns() "
        "WHERE table_name = 'development_requests' AND column_name = 'agreement_id'"
    )
    assert nullable is True


def test_the_first_point_on_the_agenda_is_what_the_employee_wants_to_focus_on() -> None:
    """R22: the form says so where it is asked."""
    for forms in shipped_sets().values():
        assert "eerste agendapunt" in forms[Form.EMPLOYEE_PREPARATION].question("focus").help["nl"]


def test_the_status_is_all_that_hr_sees_of_one_conversation(cast: Cast) -> None:
    """R18: no text for who takes no part."""
    to_state(cast, State.SUBMITTED)
    with pytest.raises(NotFound):
        conversations.conversation(cast.db, cast.helena, cast.conversation_id, now=cast.now)
