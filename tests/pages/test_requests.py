"""The manager decides on the development that the team asks for (R26)."""

import pytest
from streamlit.testing.v1 import AppTest

from db import recording, review
from domain.conversation import State
from domain.development import RequestAction
from domain.plan import Section
from tests.cast import Cast, submit, to_state
from tests.pages.app import button, open_page, primary, words

REQUESTS = "development/requests"
COURSE = {
    "title": "Cursus projectleiding",
    "type": "course",
    "when": "voorjaar",
    "cost": "1.250,00",
    "hours": "24",
    "mandatory": True,
}


@pytest.fixture
def asked(cast: Cast) -> Cast:
    """Anna's final plan holds a course."""
    to_state(cast, State.DRAFT)
    recording.add_row(cast.db, cast.boris, cast.conversation_id, Section.DEVELOPMENT, fields=COURSE, now=cast.now)
    submission = submit(cast)
    review.no_remarks(cast.db, cast.anna, cast.conversation_id, submission, now=cast.now)
    review.finalise(cast.db, cast.boris, cast.conversation_id, submission, now=cast.now)
    return cast


def decide(at: AppTest, action: RequestAction | None, reason: str = "") -> None:
    button(at, "Beslis").click().run()
    if action:
        at.radio[0].set_value(action).run()
    if reason:
        at.text_area[0].set_value(reason).run()
    button(at, "Bevestig").click().run()


def state(cast: Cast) -> tuple[str, str]:
    (row,) = cast.rows("SELECT state, reason FROM development_requests")
    return str(row[0]), str(row[1] or "")


def test_r26_a_request_shows_what_it_takes_to_decide(asked: Cast) -> None:
    at = open_page(asked, asked.boris, REQUESTS)
    text = words(at)
    for part in (
        "Wacht op een besluit (1)",
        "Anna de Wit · Cursus",
        "voorjaar",
        "€ 1.250",
        "24",
        "Verplichte scholing is",
    ):
        assert part in text
    assert "Jij en wie het vroeg. HR ziet soort, kosten en besluit." in text
    assert primary(at) == []


def test_granting_needs_no_reason_and_moves_the_request_to_the_decided(asked: Cast) -> None:
    at = open_page(asked, asked.boris, REQUESTS)
    decide(at, RequestAction.GRANT)
    assert state(asked) == ("granted", "")
    assert "Cursus projectleiding: toegekend." in words(at)
    assert "Er wacht geen aanvraag op een besluit." in words(at)
    assert at.table[0].value.iloc[0]["Stand"] == "Toegekend"


@pytest.mark.parametrize("action", [RequestAction.DECLINE, RequestAction.HOLD])
def test_declining_and_holding_need_a_reason_beside_the_field(asked: Cast, action: RequestAction) -> None:
    at = open_page(asked, asked.boris, REQUESTS)
    decide(at, action)
    assert "Schrijf de reden op. De aanvrager leest die." in words(at)
    assert state(asked)[0] == "requested"
    at.text_area[0].set_value("Het budget is op.").run()
    button(at, "Bevestig").click().run()
    assert state(asked)[1] == "Het budget is op."


def test_what_is_kept_pending_can_still_be_decided_but_not_kept_again(asked: Cast) -> None:
    at = open_page(asked, asked.boris, REQUESTS)
    decide(at, RequestAction.HOLD, "Wacht op het budget.")
    assert "Wacht op het budget." in words(at)
    button(at, "Beslis").click().run()
    assert at.radio[0].options == ["Ken toe", "Wijs af"]


def test_confirming_without_a_choice_says_so(asked: Cast) -> None:
    at = open_page(asked, asked.boris, REQUESTS)
    decide(at, None)
    assert "Kies eerst een besluit." in words(at)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_another_team_sees_an_empty_list_that_explains_itself(asked: Cast, language: str) -> None:
    at = open_page(asked, asked.clara, REQUESTS, language=language)
    expected = "Er wacht geen aanvraag op een besluit." if language == "nl" else "No request is waiting for a decision."
    assert expected in words(at)
    assert "Cursus projectleiding" not in words(at)
