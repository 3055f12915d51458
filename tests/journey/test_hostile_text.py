"""What people type is shown as they typed it, to the other side too, and makes a browser do nothing (R03, R11, R19)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from db import conversations, preparations, recording, review, sessions, staff_import
from db.review import SignatureKind
from domain.plan import Section
from tests import cast as the_cast
from tests.cast import GOOD_RESULT, Cast
from tests.journey.hostile import LONG, TEXTS
from tests.journey.person import WAIT, Person
from tests.server import Server
from tests.staff_lists import csv

EVERYTHING = "\n".join(TEXTS.values())
ONE_LINE = " ".join(TEXTS.values())
NAME = "<b>Eva</b> :red[x] $y$ [z](javascript:1)"
NEWCOMER = f"0900;{NAME};;![q](https://elders.example/q.png);eva@veldwijk.example;Zorg;Adviseur;36;01-01-2020;;003"


@dataclass(frozen=True)
class Told:
    """A server on a file full of hostile texts, the conversation's address, and a session for each reader."""

    server: Server
    conversation: str
    tokens: dict[str, str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("hostile")
    cast = the_cast.build(folder)
    _type_everywhere(cast)
    tokens = {}
    for name in ("anna", "boris", "helena"):
        person_id = cast.people[name].person_id
        assert person_id is not None
        tokens[name] = sessions.start(cast.db, person_id, "password", cast.now)
    cast.db.close()
    ahead = (cast.now - datetime.now(UTC)).total_seconds()
    with Server(folder / "data", clock_offset=ahead) as server:
        yield Told(server, str(cast.conversation_id), tokens)


def _type_everywhere(cast: Cast) -> None:
    db, talk = cast.db, cast.conversation_id
    preparations.save_answer(db, cast.anna, talk, "focus", EVERYTHING, "", now=cast.now)
    preparations.save_answer(db, cast.anna, talk, "proud", LONG, "", now=cast.now)
    preparations.hand_in(db, cast.anna, talk, now=cast.now)
    rows = json.dumps([{"title": ONE_LINE, "measure": ONE_LINE, "due_on": "01-07-2027"}])
    preparations.save_answer(db, cast.boris, talk, "expected_results", rows, "", now=cast.now)
    preparations.hand_in(db, cast.boris, talk, now=cast.now)
    conversations.add_agenda_point(db, cast.anna, talk, TEXTS["tag"] + TEXTS["picture"], now=cast.now)
    the_cast.schedule(cast)
    the_cast.hold(cast)
    the_cast.write_plan(cast)
    fields = {**GOOD_RESULT, "title": ONE_LINE, "measure": EVERYTHING}
    recording.add_row(db, cast.boris, talk, Section.RESULT, fields=fields, now=cast.now)
    submission = the_cast.submit(cast)
    review.give_feedback(db, cast.anna, talk, submission, {None: EVERYTHING}, now=cast.now)
    review.finalise(db, cast.boris, talk, submission, now=cast.now)
    sha256 = cast.value("SELECT sha256 FROM submissions WHERE id = $id", id=submission)
    review.sign(db, cast.anna, talk, sha256, SignatureKind.SEEN_DISAGREE, EVERYTHING, now=cast.now)
    staff_import.apply(db, cast.helena, csv(NEWCOMER), "lijst.csv", now=cast.now)


_AGENDA = TEXTS["tag"] + TEXTS["picture"]
# page: (texts, in how many places each stands): the answers, the proposal, the agreement, the feedback, the statement.
PLACES = {
    "conversation-conversation": ([_AGENDA], 1),
    "conversation-preparation": (list(TEXTS.values()), 3),
    "conversation-plan": (list(TEXTS.values()), 4),
}


@pytest.mark.parametrize("reader", ["anna", "boris"])
@pytest.mark.parametrize("page", PLACES)
def test_typed_text_is_shown_as_typed(browser: Browser, told: Told, reader: str, page: str) -> None:
    person = Person(browser, told.server, "nl")
    person.has_token(told.tokens[reader])
    person.goes_to(f"/{page}?id={told.conversation}")
    shown = _squeezed(person.page.get_by_role("main").inner_text())
    texts, places = PLACES[page]
    for text in texts:
        assert shown.count(_squeezed(text)) >= places, text
    _did_nothing(person)
    person.context.close()


def test_a_long_answer_is_shown_whole(browser: Browser, told: Told) -> None:
    person = Person(browser, told.server, "nl")
    person.has_token(told.tokens["boris"])
    person.goes_to(f"/conversation-preparation?id={told.conversation}")
    assert _squeezed(LONG) in _squeezed(person.page.get_by_role("main").inner_text())
    person.context.close()


def test_an_imported_name_is_only_a_name(browser: Browser, told: Told) -> None:
    person = Person(browser, told.server, "nl")
    person.has_token(told.tokens["helena"])
    person.goes_to("/hr-people")
    person.fills(person.t("people.search"), "elders")
    expect(person.page.get_by_role("table")).to_contain_text(NAME, timeout=WAIT)
    _did_nothing(person)
    person.context.close()


def _squeezed(text: str) -> str:
    # The screen may part the name of an icon with an invisible sign.
    return re.sub(r"\s+", " ", text.replace("\u2060", "")).strip()


def _did_nothing(person: Person) -> None:
    main = person.page.get_by_role("main")
    assert main.locator("a[href^='javascript'], img[src*='elders'], iframe, script").count() == 0
    # Streamlit lets a written-out address be followed; then the words are the address, and nothing is disguised.
    for link in main.locator("a[href*='elders']").all():
        address = re.sub(r"^(https?://|mailto:)", "", link.get_attribute("href") or "")
        assert unquote(address) == re.sub(r"^https?://", "", link.text_content() or "")
        assert "noreferrer" in (link.get_attribute("rel") or "")
    assert person.page.evaluate("window.__xss") is None
    person.watch.assert_quiet()
