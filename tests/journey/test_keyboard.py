"""Handing in a preparation and signing a plan with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from db import sessions
from domain.conversation import State
from domain.forms import Form
from tests import cast as the_cast
from tests.cast import Cast
from tests.journey.person import WAIT, Person
from tests.journey.planning import question
from tests.server import Server

MOST_TABS = 120


@pytest.fixture
def readers(browser: Browser, tmp_path: Path) -> Iterator[dict[str, tuple[Person, str]]]:
    """Anna, whose plan is final, and Sam, who has done nothing yet; each with the id of the conversation."""
    cast = the_cast.build(tmp_path)
    the_cast.to_state(cast, State.FINAL)
    tokens, talks = _tokens(cast), {name: str(the_cast.conversation_of(cast, cast.people[name])) for name in _READERS}
    cast.db.close()
    ahead = (cast.now - datetime.now(UTC)).total_seconds()
    with Server(tmp_path / "data", clock_offset=ahead) as server:
        people = {name: Person(browser, server, "nl") for name in _READERS}
        for name, person in people.items():
            person.has_token(tokens[name])
        yield {name: (person, talks[name]) for name, person in people.items()}
        for person in people.values():
            person.context.close()


_READERS = ("anna", "sam")


def _tokens(cast: Cast) -> dict[str, str]:
    found = {}
    for name in _READERS:
        person_id = cast.people[name].person_id
        assert person_id is not None
        found[name] = sessions.start(cast.db, person_id, "password", cast.now)
    return found


def test_preparing_and_signing_need_no_mouse(readers: dict[str, tuple[Person, str]]) -> None:
    _hands_in(*readers["sam"])
    _signs(*readers["anna"])


def _hands_in(sam: Person, talk: str) -> None:
    sam.goes_to(f"/conversation-preparation?id={talk}")
    _tabs_to(sam, sam.box(question(Form.EMPLOYEE_PREPARATION, "focus", "nl", "Clara")))
    sam.page.keyboard.type("Projecten leiden")
    sam.page.keyboard.press("Tab")
    sam.told("autosave.saved")
    sam.settles()
    _tabs_to(sam, sam.button("act.hand_in"))
    sam.page.keyboard.press("Enter")
    sam.told("prep.handed_in", name="Clara")


def _signs(anna: Person, talk: str) -> None:
    t = anna.t
    anna.goes_to(f"/conversation-plan?id={talk}")
    choices = anna.page.get_by_role("radiogroup", name=t("plan.sign.choice"), exact=True)
    _tabs_to(anna, choices.get_by_role("radio", name=t("sign.agreed"), exact=True))
    anna.page.keyboard.press("ArrowDown")
    seen = choices.get_by_role("radio", name=t("sign.seen"), exact=True)
    expect(seen).to_be_checked(timeout=WAIT)
    anna.settles()
    _tabs_to(anna, anna.box(t("plan.sign.statement")))
    anna.page.keyboard.type("Ik wil hier later op terugkomen.")
    anna.page.keyboard.press("Tab")
    anna.told("autosave.saved")
    anna.settles()
    _tabs_to(anna, anna.button("plan.sign.as", signature=t("sign.seen").lower()))
    anna.page.keyboard.press("Enter")
    anna.told("done.signed", signature=t("sign.seen").lower())
    anna.reads("Ik wil hier later op terugkomen.")


def _tabs_to(person: Person, wanted: Locator) -> None:
    expect(wanted).to_be_visible(timeout=WAIT)
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(f"not reached with Tab: {wanted}")
