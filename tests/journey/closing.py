"""After the signature: what HR counts, what the file holds, and signing out."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from db.migrations import open_database
from tests.journey.person import WAIT, Person


def figures_count_it(hr: Person) -> None:
    """One talk held, one plan final."""
    t = hr.t
    hr.follows("nav.figures")
    hr.on("nav.figures")
    one = re.compile(f"\\b1 {t('figures.of', whole='').strip()} ")
    for key in ("figures.held", "figures.final"):
        metric = hr.page.locator("[data-testid=stMetric]").filter(has_text=t(key))
        expect(metric).to_contain_text(one, timeout=WAIT)


def process_says_signed(hr: Person, employee: Person) -> None:
    """HR reads by name where the conversation stands, and none of its text."""
    conversation_id = employee.page.url.split("id=")[1]
    hr.goes_to(f"/dossier-person?id={conversation_id}")
    hr.on("process.title")
    hr.told("state.signed")
    expect(hr.page.get_by_text("klantdossiers")).to_have_count(0)


def signs_out_everywhere(person: Person, name: str) -> None:
    """Signing out in one tab ends the other."""
    other = person.context.new_page()
    other.goto("/")
    expect(other.get_by_role("heading", level=1).first).to_be_visible(timeout=WAIT)
    person.page.get_by_role("button", name=name, exact=True).click()
    person.page.get_by_role("button", name=person.t("page.sign_out"), exact=True).click()
    title = person.t("web.sign_in")
    for page in (person.page, other):
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible(timeout=WAIT)


def file_holds_it_once(folder: Path, submissions: int) -> None:
    """A double click wrote once: so many texts were sent, one was made final, one was signed."""
    db = open_database(folder / "jaarplan.duckdb")
    try:
        with db.read() as cursor:
            done = cursor.execute(
                "SELECT action, count(*) FROM audit_events WHERE outcome = 'done' GROUP BY action"
            ).fetchall()
            sent = cursor.execute("SELECT count(*) FROM submissions").fetchone()
            signed = cursor.execute("SELECT kind, statement FROM signatures").fetchall()
    finally:
        db.close()
    found = dict(done)
    assert (found["plan:submit"], found["plan:finalise"], found["plan:sign"]) == (submissions, 1, 1)
    assert sent == (submissions,)
    assert signed == [("seen", "De planning is krap.")]
