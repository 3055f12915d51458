"""Every page that anybody can open passes axe, in light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from domain.conversation import Side
from tests.journey.axe import assert_accessible
from tests.journey.office import Office
from tests.journey.person import Person
from tests.server import Server

# What each may open: role -> addresses. Pages that are the same for everyone stand with the first.
PAGES = {
    "employee": ("/my-year", "/help-guide", "/my-account"),
    "manager": ("/team-board", "/development-requests", "/my-year"),
    "manager_next_door": ("/team-board",),
    "hr": ("/hr-late", "/hr-figures", "/hr-people", "/hr-import-staff", "/hr-cycles"),
    "administrator": ("/admin-accounts",),
    "works_council": ("/council-scheme",),
}
_TALK, _PREPARATION, _PLAN = "conversation-conversation", "conversation-preparation", "conversation-plan"
# The pages of one conversation where they differ: state, reader, page.
TALKS = (
    ("not_started", Side.EMPLOYEE, _PREPARATION),
    ("not_started", Side.MANAGER, _TALK),
    ("preparing", Side.MANAGER, _PREPARATION),
    ("scheduled", Side.EMPLOYEE, _TALK),
    ("scheduled", Side.MANAGER, _PREPARATION),
    ("held", Side.EMPLOYEE, _TALK),
    ("held", Side.MANAGER, _PREPARATION),
    ("draft", Side.MANAGER, _PLAN),
    ("submitted", Side.EMPLOYEE, _PLAN),
    ("feedback_received", Side.MANAGER, _PLAN),
    ("feedback_waived", Side.MANAGER, _PLAN),
    ("final", Side.EMPLOYEE, _PLAN),
    ("suspended", Side.EMPLOYEE, _TALK),
)


@pytest.fixture(scope="module")
def one_browser(browser: Browser, office_server: Server) -> Iterator[Person]:
    person = Person(browser, office_server, "nl")  # one for all pages: it keeps what it loaded once
    yield person
    person.context.close()


@pytest.fixture
def somebody(one_browser: Person) -> Person:
    """Nobody is signed in yet."""
    one_browser.context.clear_cookies(name="jaarplan")
    return one_browser


@pytest.mark.parametrize(("role", "path"), [(role, path) for role, paths in PAGES.items() for path in paths])
def test_every_page_of_the_cast_is_accessible(somebody: Person, full_office: Office, role: str, path: str) -> None:
    somebody.has_token(full_office.tokens[full_office.cast[role]])
    somebody.goes_to(path)
    assert_accessible(somebody, f"{role} at {path}")


@pytest.mark.parametrize(("state", "side", "page"), TALKS)
def test_a_conversation_is_accessible_in_every_state(
    somebody: Person, full_office: Office, state: str, side: Side, page: str
) -> None:
    talk = full_office.talk(state, recorder=Side.MANAGER if state == "draft" else None)
    reader = talk.person(side)
    assert reader is not None
    somebody.has_token(full_office.tokens[reader])
    somebody.goes_to(f"/{page}?id={talk.id}")
    if (state, page) == ("draft", _PLAN):
        somebody.presses("plan.add.result")  # one agreement open, with all its fields
    assert_accessible(somebody, f"{page} in {state} by the {side}")


def test_what_hr_sees_of_one_conversation_is_accessible(somebody: Person, full_office: Office) -> None:
    somebody.has_token(full_office.tokens[full_office.cast["hr"]])
    somebody.goes_to(f"/dossier-person?id={full_office.talk('submitted').id}")
    assert_accessible(somebody, "/dossier-person")


def test_an_open_question_is_accessible(somebody: Person, full_office: Office) -> None:
    talk = full_office.talk("feedback_waived")
    assert talk.manager_id is not None
    somebody.has_token(full_office.tokens[talk.manager_id])
    somebody.goes_to(f"/{_PLAN}?id={talk.id}")
    somebody.presses("act.finalise")
    assert_accessible(somebody, "the question before finalising")


@pytest.mark.parametrize("path", ["/sign-in", "/redeem", "/no-such-page"])
def test_the_pages_before_signing_in_are_accessible(somebody: Person, path: str) -> None:
    somebody.goes_to(path)
    assert_accessible(somebody, path)


@pytest.mark.parametrize("path", ["/account/password", "/sign-out", "/files/gone", "/conversation-plan?id=nothing"])
def test_the_other_pages_of_somebody_signed_in_are_accessible(somebody: Person, full_office: Office, path: str) -> None:
    somebody.has_token(full_office.tokens[full_office.cast["employee"]])
    somebody.goes_to(path)
    assert_accessible(somebody, path)


def test_set_up_is_accessible(browser: Browser, empty_server: Server) -> None:
    person = Person(browser, empty_server, "nl")
    person.goes_to("/set-up")
    assert_accessible(person, "/set-up")
