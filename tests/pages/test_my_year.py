"""Mijn jaar: what is asked of me now, in both languages."""

from __future__ import annotations

import pytest

from db import development, recording, review
from domain.conversation import State
from domain.development import RequestAction
from domain.plan import Section
from tests import cast as the_cast
from tests.cast import Cast
from tests.pages.app import button, open_page, primary, start_page, words

YEAR = "my/year"


@pytest.mark.parametrize("state", list(State))
def test_the_page_opens_in_every_state_in_both_languages(cast: Cast, state: State) -> None:
    the_cast.to_state(cast, state)
    for language, title in (("nl", "Dag Anna"), ("en", "Hello Anna")):
        at = open_page(cast, cast.anna, YEAR, language=language)
        assert not at.exception
        assert not at.error
        assert at.main.title[0].value == title
        assert len(primary(at)) <= 1


def test_it_is_the_start_page_of_an_employee(cast: Cast) -> None:
    assert start_page(cast, cast.anna).main.title[0].value == "Dag Anna"


def test_anna_agrees_to_boris_proposal_with_one_click(cast: Cast) -> None:
    """R16, R17: the proposal names who records and by when, and one click settles it."""
    the_cast.schedule(cast)
    at = open_page(cast, cast.anna, YEAR)
    assert "Boris stelt voor: donderdag 14 januari, 10:00. Boris legt vast, uiterlijk 21 januari 2027." in words(at)
    button(at, "Akkoord").click()
    at.run()
    assert "Akkoord. De afspraak staat." in words(at)
    assert cast.value("SELECT agreed_at FROM conversations WHERE id = $id", id=cast.conversation_id) is not None


def test_the_button_leads_to_the_preparation(cast: Cast) -> None:
    at = open_page(cast, cast.anna, YEAR)
    button(at, "Bereid je voor").click()
    at.run()
    assert at.main.title[0].value == "Voorbereiding"


def test_only_the_step_that_runs_now_stands_open(cast: Cast) -> None:
    the_cast.to_state(cast, State.SUBMITTED)
    at = open_page(cast, cast.anna, YEAR)
    opened = [each.label for each in at.expander if each.proto.expanded]
    assert len(at.expander) == 6
    assert len(opened) == 1
    assert "Lezen en feedback geven" in opened[0]


def test_the_later_phases_say_when_they_come(cast: Cast) -> None:
    said = words(open_page(cast, cast.anna, YEAR))
    assert "Functioneren" in said
    assert "rond juli 2027" in said
    assert "rond december 2027" in said


def test_without_a_cycle_the_page_says_what_will_happen(cast: Cast) -> None:
    cast.db.write(lambda c: c.execute("DELETE FROM dossiers"))
    said = words(open_page(cast, cast.anna, YEAR))
    assert "Er loopt nog geen cyclus." in said


def test_two_jobs_are_two_blocks_with_one_primary_button(cast: Cast) -> None:
    _second_job(cast)
    at = open_page(cast, cast.anna, YEAR)
    said = words(at)
    assert "2027: Adviseur, Advies" in said
    assert "2027: Trainer, Zorg" in said
    assert len(primary(at)) <= 1


def _second_job(cast: Cast) -> None:
    def work(c: object) -> None:
        run = c.execute  # type: ignore[attr-defined]
        job = run(
            "INSERT INTO employments (person_id, sequence, in_service_on) "
            "VALUES (?, 2, DATE '2020-01-01') RETURNING id",
            [cast.anna.person_id],
        ).fetchone()[0]
        zorg = run("SELECT id FROM departments WHERE code = 'zorg'").fetchone()[0]
        run(
            "INSERT INTO placements (employment_id, department_id, manager_id, position, hours_per_week, valid_from) "
            "VALUES (?, ?, ?, 'Trainer', 8, DATE '2020-01-01')",
            [job, zorg, cast.clara.person_id],
        )
        dossier = run(
            "INSERT INTO dossiers BY NAME SELECT * REPLACE (uuidv7() AS id, ?::UUID AS employment_id) FROM dossiers "
            "WHERE id = (SELECT dossier_id FROM conversations WHERE id = ?) RETURNING id",
            [job, cast.conversation_id],
        ).fetchone()[0]
        run(
            "INSERT INTO conversations BY NAME "
            "SELECT * REPLACE (uuidv7() AS id, ?::UUID AS dossier_id) FROM conversations WHERE id = ?",
            [dossier, cast.conversation_id],
        )

    cast.db.write(work)


def test_anna_reports_that_her_course_started(cast: Cast) -> None:
    """R26: the employee moves a granted request on."""
    _granted_request(cast)
    at = open_page(cast, cast.anna, YEAR)
    assert "Cursus projectleiding" in words(at)
    assert "Toegekend" in words(at)
    button(at, "Gestart").click()
    at.run()
    assert "De aanvraag staat nu op 'Gestart'." in words(at)
    assert cast.value("SELECT state FROM development_requests") == "started"


def _granted_request(cast: Cast) -> None:
    the_cast.to_state(cast, State.DRAFT)
    fields = {"title": "Cursus projectleiding", "type": "course", "when": "voorjaar", "cost": "1.250"}
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.DEVELOPMENT, fields=fields, now=cast.now)
    submission = the_cast.submit(cast)
    review.no_remarks(cast.db, cast.anna, cast.conversation_id, submission, now=cast.now)
    review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)
    request = development.my_requests(cast.db, cast.anna)[0]
    development.move(cast.db, cast.boris, request.id, RequestAction.GRANT, now=cast.now)


def test_a_colleagues_year_is_nowhere_on_the_page(cast: Cast) -> None:
    the_cast.to_state(cast, State.FINAL)
    said = words(open_page(cast, cast.daan, YEAR))
    assert "Anna" not in said
