"""From an empty server to people with a password: what an administrator, HR and each person do themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

import settings
from tests.journey.person import WAIT, Person

STAFF_LIST = settings.ROOT / "docs" / "examples" / "personeel.csv"
PASSWORD = "zeven groene lampen"


def sets_up(hr: Person) -> None:
    """Types the code from the console; becomes administrator and HR."""
    t = hr.t
    hr.page.goto("/")
    words = {
        "web.set_up_code": hr.server.set_up_code(),
        "web.organisation": "Gemeente Veldwijk",
        "web.given_name": "Helga",
        "web.family_name": "Beheer",
        "web.own_name": "helga",
    }
    for key, text in words.items():
        hr.box(t(key)).fill(text)
    _chooses_password(hr, "web.password")
    hr.ticks(t("web.also_hr"))
    hr.presses("web.set_up_act")
    hr.on("nav.late")


def _chooses_password(person: Person, key: str) -> None:
    for label in (key, "web.password_again"):
        person.page.get_by_label(person.t(label), exact=True).fill(PASSWORD)


def imports_staff(hr: Person, file: Path = STAFF_LIST) -> None:
    """Looks at what a staff list would change, and applies it."""
    hr.follows("nav.people")
    hr.on("people.title")
    hr.told("people.empty")
    hr.presses("people.import")
    hr.on("people.import.title")
    hr.page.locator("input[type=file]").set_input_files(file)
    hr.told("people.import.preview.title")
    hr.told("people.import.preview.counts", left=0, changed=0, unchanged=0)
    hr.presses("people.import.apply")
    hr.told("import.done")
    hr.presses("people.import.next")
    hr.on("people.title")


def opens_year(hr: Person, today: date) -> None:
    """Makes a cycle, looks who takes part, opens it."""
    t = hr.t
    hr.follows("nav.cycles")
    hr.on("nav.cycles")
    hr.fills(t("cycles.planning_until"), date(today.year, 12, 31).strftime("%d-%m-%Y"))
    hr.presses("cycles.create")
    hr.told("cycles.created")
    hr.told("cycles.participants")
    hr.presses("act.open_cycle")
    hr.confirms("act.open_cycle")
    hr.told("cycles.opened")


def makes_letters(hr: Person, *names: str) -> dict[str, tuple[str, str]]:
    """Prints an access letter for everybody; returns the sign-in name and code of the people named."""
    hr.follows("nav.people")
    hr.on("people.title")
    hr.presses("people.letters.make")
    hr.told("people.letters.ready")
    with hr.context.expect_page() as opened:
        hr.page.get_by_role("link", name=hr.t("people.letters.open")).click()
    letters = opened.value
    found = {}
    for name in names:
        heading = letters.get_by_role("heading", name=hr.t("people.letters.for", name=name), exact=True)
        expect(heading).to_be_visible(timeout=WAIT)
        facts = letters.locator("section").filter(has=heading).get_by_role("definition")
        found[name] = (facts.nth(1).inner_text(), facts.nth(2).inner_text())
    letters.close()
    return found


def redeems(person: Person, letter: tuple[str, str]) -> None:
    """Types name and code over from the letter and chooses a password."""
    name, code = letter
    person.page.goto("/redeem")
    person.box(person.t("web.name")).fill(name)
    person.box(person.t("web.code")).fill(code)
    _chooses_password(person, "web.new_password")
    person.presses("web.redeem_act")
