"""The whole job in a real browser: from an empty server to a signed plan that HR's figures count (R02-R14, R23)."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser

import settings
from domain.deadlines import local_date
from tests.journey import closing, opening, planning
from tests.journey.person import Person, Watch
from tests.server import Server

ANNA, BORIS = planning.EMPLOYEE, "Boris Jansen"


FOCUS, FEEDBACK = "Projecten leiden", "Graag 10 dossiers: ik werk vier dagen."
MEASURE = "10 van 12 dossiers akkoord"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_an_empty_server_to_a_signed_plan(browser: Browser, empty_server: Server, language: str) -> None:
    """The manager records in Dutch, the employee in English (R13)."""
    watch, today = Watch(empty_server.url), local_date(settings.now(), settings.current.zone)
    hr, anna, boris = (Person(browser, empty_server, language, watch) for _ in range(3))
    _opening(hr, anna, boris, today)
    _until_the_talk(anna, boris, today, recorder=BORIS if language == "nl" else ANNA)
    if language == "nl":
        _manager_records(anna, boris)
    else:
        _employee_records(anna, boris)
    planning.finalises(boris, f"board.step.feedback_waived.{'r_manager' if language == 'nl' else 'r_employee'}.manager")
    planning.signs(anna, "act.sign")
    closing.figures_count_it(hr)
    closing.process_says_signed(hr, anna)
    closing.signs_out_everywhere(anna, ANNA)
    watch.assert_quiet()
    empty_server.stop()
    closing.file_holds_it_once(empty_server.folder, submissions=2 if language == "nl" else 3)


def _opening(hr: Person, anna: Person, boris: Person, today: date) -> None:
    boris.home = "nav.team"
    opening.sets_up(hr)
    opening.imports_staff(hr)
    opening.opens_year(hr, today)
    letters = opening.makes_letters(hr, ANNA, BORIS)
    for person, name in ((anna, ANNA), (boris, BORIS)):
        opening.redeems(person, letters[name])
    anna.on("year.hello", name="Anna")
    boris.on("nav.team")


def _until_the_talk(anna: Person, boris: Person, today: date, recorder: str) -> None:
    planning.employee_prepares(anna, "Boris", FOCUS)
    planning.manager_prepares(boris, "Anna", due=date(today.year, 12, 31))
    planning.manager_invites(boris, ANNA, today, boris.t("schedule.you", name=BORIS) if recorder == BORIS else ANNA)
    planning.employee_agrees(anna)


def _manager_records(anna: Person, boris: Person) -> None:
    planning.recorder_begins(boris, "Anna")
    planning.records_and_sends(boris, "Anna")
    planning.gives_feedback(anna, "act.read_plan", FEEDBACK)
    planning.changes_and_sends_again(boris, "board.step.feedback_received.r_manager.manager", FEEDBACK, MEASURE)
    planning.has_no_remarks(anna, "act.read_plan", MEASURE)


def _employee_records(anna: Person, boris: Person) -> None:
    planning.recorder_begins(anna, "Boris")
    planning.records_and_sends(anna, "Boris")
    planning.gives_feedback(boris, "board.step.submitted.r_employee.manager", FEEDBACK)
    planning.changes_and_sends_again(anna, "act.read_feedback", FEEDBACK, "11 van 12 dossiers akkoord")
    planning.changes_and_sends_again(boris, "board.step.submitted.r_employee.manager", "", MEASURE)
    planning.has_no_remarks(anna, "act.read_plan", MEASURE)
