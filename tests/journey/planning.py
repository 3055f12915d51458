"""The planning conversation, step by step, as employee and manager do it on their screens."""

from __future__ import annotations

import contextlib
from datetime import date

from playwright.sync_api import TimeoutError, expect

from db import forms
from domain.forms import Form
from domain.plan import Section
from tests.journey.person import WAIT, Person

EMPLOYEE = "Anna Bakker"
TITLE = "Alle 12 klantdossiers zijn bijgewerkt"
MEASURE = "12 van 12 dossiers akkoord in de interne controle"
_PATIENCE = 5


def question(form: Form, name: str, language: str, other: str) -> str:
    """The words of a question in the general set."""
    template = forms.shipped_sets()["general"][form]
    text = next(each.text for each in template.questions if each.id == name)
    return text[language].replace("{name}", other)


def employee_prepares(anna: Person, manager: str, focus: str) -> None:
    """Writes, loads the page again in the middle, finds the text, hands in."""
    label = question(Form.EMPLOYEE_PREPARATION, "focus", anna.t.language, manager)
    anna.presses("act.prepare")
    anna.on("nav.preparation")
    anna.presses("act.hand_in")
    anna.told("valid.required")
    anna.writes(label, focus)
    anna.page.reload()
    anna.on("nav.preparation")
    expect(anna.box(label)).to_have_value(focus, timeout=WAIT)
    anna.presses("act.hand_in")
    anna.told("prep.handed_in", name=manager)


def manager_prepares(boris: Person, employee: str, due: date) -> None:
    """Expects one result and hands in; both preparations open."""
    t = boris.t
    boris.follows("board.step.preparing.manager", beside=EMPLOYEE)
    boris.on("talk.title")
    boris.follows("talk.prep.open_mine")
    boris.on("nav.preparation")
    boris.fills(t("prep.field.title.result"), TITLE)
    boris.fills(t("prep.field.measure"), MEASURE)
    boris.fills(t("prep.field.due_on"), due.strftime("%d-%m-%Y"))
    boris.told("prep.progress", done=1)
    boris.told("sealed.opens_now", name=employee)
    boris.presses("act.hand_in")
    boris.told("prep.handed_in_opened")


def manager_invites(boris: Person, employee: str, today: date, recorder: str) -> None:
    """Proposes today, with who records."""
    t = boris.t
    boris.follows("nav.team")
    boris.on("nav.team")
    boris.ticks(employee)
    boris.presses("act.invite")
    boris.on("board.invite.title")
    boris.fills(t("schedule.day"), today.strftime("%d-%m-%Y"))
    boris.fills(t("schedule.time"), "23:30")
    boris.fills(t("schedule.place"), "Kamer 3")
    boris.chooses(recorder, t("schedule.recorder"))
    boris.presses("act.send_invitations")
    boris.told("done.invited", n=1)


def employee_agrees(anna: Person) -> None:
    """Says yes to the date on her own page."""
    anna.follows("nav.my_year")
    anna.on("year.hello")
    anna.presses("act.agree_date")
    anna.told("schedule.agreed_done")


def recorder_begins(recorder: Person, other: str) -> None:
    """Marks the talk as held and comes to the plan."""
    _goes_home(recorder)
    if _leads(recorder):
        recorder.follows("board.step.scheduled_today", beside=EMPLOYEE)
    else:
        recorder.follows("year.talk_link")
    recorder.on("talk.title")
    recorder.presses("act.hold_and_record")
    recorder.presses("act.continue")
    recorder.told("held.done", name=other)
    _on_plan(recorder)


def records_and_sends(recorder: Person, other: str) -> None:
    """Takes over a proposal, adds agreements, is told what misses beside its field, then sends with a double click."""
    t = recorder.t
    recorder.presses("act.take_proposals")
    expect(recorder.box(t("plan.field.result.title"))).to_have_value(TITLE, timeout=WAIT)
    recorder.presses("plan.ready")
    recorder.presses("plan.add.development")
    recorder.writes(t("plan.field.development.title"), "Cursus helder schrijven")
    recorder.presses("act.submit", name=other)
    recorder.told("valid.development_type")
    recorder.told("valid.section_empty", section=t("plan.section.behaviour"))
    expect(recorder.box(t("plan.field.development.title"))).to_have_value("Cursus helder schrijven")
    _chooses_type(recorder, t("plan.type.course"))
    recorder.presses("plan.ready")
    for place in range(3):
        groups = recorder.page.get_by_role("radiogroup", name=t("plan.mark.question"), exact=True)
        groups.nth(place).get_by_role("radio", name=t("plan.mark.not_discussed"), exact=True).check(force=True)
        recorder.settles()
    recorder.presses("act.submit", name=other)
    recorder.confirms("act.submit", twice=True, name=other)
    recorder.told("done.submitted", name=other)
    recorder.no_fault()


def _chooses_type(recorder: Person, kind: str) -> None:
    field = recorder.page.get_by_role("combobox", name=recorder.t("plan.field.type"), exact=True)
    field.scroll_into_view_if_needed()  # scrolling closes an open list
    recorder.settles()
    option = recorder.page.get_by_role("option", name=kind, exact=True)
    for _ in range(_PATIENCE):
        field.fill(kind)  # a screen that is drawn again closes an open list: a person opens it once more
        with contextlib.suppress(TimeoutError):
            option.click(timeout=3_000)
            break
    expect(field).to_have_value(kind)
    recorder.settles()


def gives_feedback(reader: Person, link: str, text: str) -> None:
    """Reads the text that was sent and says something about an agreement and about the whole."""
    t = reader.t
    _opens_plan(reader, link)
    reader.reads(TITLE)
    reader.page.get_by_text(t("plan.feedback.on_agreement"), exact=True).first.click()
    place = f"{t(f'section.{Section.RESULT}')} 1"
    reader.writes(t("plan.feedback.field", place=place), text)
    reader.presses("act.feedback")
    reader.told("done.feedback")


def changes_and_sends_again(writer: Person, link: str, feedback: str, measure: str) -> None:
    """Reads the feedback beside its agreement, changes the measure, sends again."""
    _opens_plan(writer, link)
    if feedback:
        writer.reads(feedback)
    writer.presses("act.revise")
    writer.presses("plan.change")
    writer.writes(writer.t("plan.field.measure"), measure)
    writer.presses("plan.ready")
    writer.presses("act.submit_again")
    writer.confirms("act.submit_again")
    writer.told("done.submitted")


def has_no_remarks(reader: Person, link: str, measure: str) -> None:
    """Reads what changed and has nothing to add."""
    _opens_plan(reader, link)
    reader.told("plan.changes.title")
    reader.reads(measure)
    reader.presses("act.no_remarks")
    reader.told("plan.feedback.none_done")


def finalises(manager: Person, link: str) -> None:
    """Makes the text final, with a double click."""
    _opens_plan(manager, link)
    manager.presses("act.finalise")
    manager.confirms("act.finalise", twice=True)
    manager.told("done.final")
    manager.no_fault()


def signs(employee: Person, link: str) -> None:
    """Signs as seen, with words of her own."""
    t = employee.t
    _opens_plan(employee, link)
    employee.presses("act.sign")
    employee.told("valid.sign_choice")
    employee.chooses(t("sign.seen"), t("plan.sign.choice"))
    employee.writes(t("plan.sign.statement"), "De planning is krap.")
    employee.presses("plan.sign.as", signature=t("sign.seen").lower())
    employee.told("done.signed", signature=t("sign.seen").lower())
    employee.reads("De planning is krap.")


def _opens_plan(person: Person, step: str) -> None:
    """The next step on the person's own start page: a link on My team, a button on My year."""
    _goes_home(person)
    if _leads(person):
        person.follows(step, beside=EMPLOYEE)
    else:
        person.presses(step)
    _on_plan(person)


def _on_plan(person: Person) -> None:
    person.on("plan.title" if _leads(person) else "plan.title_own")


def _goes_home(person: Person) -> None:
    person.follows(person.home)
    person.on("nav.team" if _leads(person) else "year.hello")


def _leads(person: Person) -> bool:
    return person.home == "nav.team"
