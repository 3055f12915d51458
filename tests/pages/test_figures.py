"""Helena's cycles, figures and list of who is late, and what Olga of the works council sees of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

import settings
from db import connection, cycles
from db.connection import Database
from domain.actor import Actor
from tests.db.organisation_rows import Organisation, moment, organisation
from tests.pages.app import open_page, words

OPENING, DAY = moment(date(2027, 1, 4)), date(2027, 2, 3)
NOW = moment(DAY)


@dataclass
class Screens:
    """An organisation whose clock stands still, as the pages' helper wants it."""

    org: Organisation
    now: datetime = NOW

    @property
    def db(self) -> Database:
        return self.org.db

    def open(self, actor: Actor, path: str, language: str = "nl") -> AppTest:
        at = open_page(self, actor, path, language=language)  # type: ignore[arg-type]
        assert not at.exception, [each.value for each in at.exception]
        return at


@pytest.fixture
def screens(tmp_path: Path) -> Iterator[Screens]:
    present = settings.current
    with organisation(tmp_path) as org:
        for actor, role in ((org.helena, "hr"), (org.olga, "works_council")):
            org.run(
                "INSERT INTO role_grants (person_id, role, granted_at) VALUES ($person, $role, $now)",
                person=actor.person_id,
                role=role,
                now=OPENING,
            )
            org.run("INSERT INTO accounts (person_id, created_at) VALUES ($p, $now)", p=actor.person_id, now=OPENING)
        yield Screens(org)
    connection.share(None)
    settings.current = present


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def filled(org: Organisation) -> list[UUID]:
    """Two departments of twenty; a few conversations in each stage; one small group of requests."""
    zorg, beheer = org.staff(org.department("Zorg *en* welzijn"), 20), org.staff(org.department("Beheer"), 20)
    made = cycles.create(org.db, org.helena, 2027, now=OPENING)
    cycles.open_cycle(org.db, org.helena, made.id, now=OPENING)
    for number, employment in enumerate((*zorg[:12], *beheer[:8])):
        org.final(employment, date(2027, 1, 11) + timedelta(days=number))
    org.held(zorg[12], date(2027, 1, 20))
    org.put(zorg[13], due_on=date(2027, 1, 31))
    for employment in (*zorg[:9], *beheer[:9]):
        org.request(employment, "course", 1000_00, date(2027, 1, 20))
    for employment in zorg[:3]:
        org.request(employment, "coaching", 777_77, date(2027, 1, 20))
    return [*zorg, *beheer]


def sent(at: AppTest) -> str:
    """Everything that the screen sent, tables and charts included."""
    tables = [table.value.to_string() for table in at.table]
    charts = [str(chart.proto) for chart in at.get("vega_lite_chart")]
    return "\n".join([words(at), *tables, *charts])


def test_figures_show_fractions_beside_percentages(screens: Screens, language: str) -> None:
    filled(screens.org)
    at = screens.open(screens.org.helena, "hr/figures", language)
    assert [metric.value for metric in at.metric] == ["52%", "50%", "0%", "1"]
    of = "van" if language == "nl" else "of"
    assert [metric.delta for metric in at.metric] == [f"21 {of} 40", f"20 {of} 40", f"0 {of} 1", f"{of} 40"]
    assert len(at.get("vega_lite_chart")) == 4


def test_every_chart_says_its_finding_in_words(screens: Screens) -> None:
    filled(screens.org)
    at = screens.open(screens.org.helena, "hr/figures")
    alts = [chart.proto.alt for chart in at.get("vega_lite_chart")]
    assert "Zorg *en* welzijn, 12 van 20" in alts[0]
    assert "Plan definitief 20" in alts[1]
    assert "20 van 40 (50%)" in alts[2]
    assert "Coaching minder dan 5" in alts[3]


def test_no_hidden_number_leaves_the_server(screens: Screens) -> None:
    filled(screens.org)
    for actor, path in ((screens.org.helena, "hr/figures"), (screens.org.olga, "council/scheme")):
        at = screens.open(actor, path)
        for kind in ("total", "coaching", "course"):
            at.selectbox(key="figures.kind").set_value(kind).run()
            shown = sent(at)
            assert "2.333" not in shown and "233331" not in shown and "geheime titel" not in shown
        assert "minder dan 5" in shown


def test_a_department_shows_what_lies_below_it(screens: Screens) -> None:
    org = screens.org
    top = org.department("Sociaal domein")
    org.staff(org.department("Wmo", top), 6)
    org.staff(top, 2)
    org.staff(org.department("Beheer"), 5)
    made = cycles.create(org.db, org.helena, 2027, now=OPENING)
    cycles.open_cycle(org.db, org.helena, made.id, now=OPENING)
    at = screens.open(org.helena, "hr/figures")
    at.selectbox(key="figures.department").set_value(str(top)).run()
    shown = sent(at)
    assert not at.exception
    assert "Sociaal domein, rechtstreeks" in shown and "Wmo" in at.table[1].value.to_string()


def test_an_earlier_reference_date_can_be_typed_and_one_to_come_cannot(screens: Screens) -> None:
    filled(screens.org)
    at = screens.open(screens.org.helena, "hr/figures")
    at.text_input(key="figures.day.2027").set_value("15-01-2027").run()
    assert at.metric[1].value == "12%" and "15 januari 2027" in words(at)
    at.text_input(key="figures.day.2027").set_value("15-12-2027").run()
    assert "3 februari 2027" in words(at)


def test_who_is_late_stands_first_with_the_step_and_a_link(screens: Screens, language: str) -> None:
    filled(screens.org)
    at = screens.open(screens.org.helena, "hr/late", language)
    shown = words(at)
    assert ("Voorbij de richtdatum (1)" if language == "nl" else "Past the target date (1)") in shown
    assert ("Wacht op leidinggevende" if language == "nl" else "Waits for manager") in shown
    assert "Boris Berg" in shown


def test_the_list_filters_by_department_and_step(screens: Screens) -> None:
    employments = filled(screens.org)
    screens.org.put(employments[30], due_on=date(2027, 1, 30))
    at = screens.open(screens.org.helena, "hr/late")
    assert "(2)" in words(at)
    at.selectbox(key="late.department").set_value("Beheer").run()
    assert "Voorbij de richtdatum (1)" in words(at)
    assert not at.exception


def test_a_long_list_comes_in_parts(screens: Screens) -> None:
    org = screens.org
    org.staff(org.department("Zorg"), 30)
    made = cycles.create(org.db, org.helena, 2027, now=OPENING)
    cycles.open_cycle(org.db, org.helena, made.id, now=OPENING)
    screens.now = moment(date(2027, 3, 10))
    at = screens.open(org.helena, "hr/late")
    assert len(at.main.get("page_link")) == 25
    at.button(key="late.most.due.button").click().run()
    assert len(at.main.get("page_link")) == 30


@pytest.mark.parametrize("path", ["hr/late", "hr/figures"])
def test_without_a_cycle_the_screen_says_what_to_do(screens: Screens, path: str, language: str) -> None:
    at = screens.open(screens.org.helena, path, language)
    assert ("Nog geen cyclus." if language == "nl" else "No cycle yet.") in words(at)


def test_a_cycle_is_made_checked_and_opened(screens: Screens, language: str) -> None:
    org = screens.org
    zorg = org.department("Zorg")
    org.staff(zorg, 4)
    org.employment(org.person("Top", "Baas"), zorg, None)
    at = screens.open(org.helena, "hr/cycles", language)
    at.button(key="cycle_new.create").click().run()
    assert not at.exception
    assert [one.year for one in cycles.cycles(org.db)] == [2027]
    assert "Top Baas" in words(at)
    at.button(key="cycles.open").click().run()
    at.button(key="cycle_open.act").click().run()
    assert not at.exception
    assert cycles.cycles(org.db)[0].state == "open"
    assert org.one("SELECT count(*) FROM conversations") == 4


def test_wrong_dates_are_told_beside_their_field_and_what_was_typed_stays(screens: Screens) -> None:
    at = screens.open(screens.org.helena, "hr/cycles")
    at.text_input(key="cycle_new.2027.planning_until").set_value("31-12-2026").run()
    at.button(key="cycle_new.create").click().run()
    assert cycles.cycles(screens.db) == []
    assert "De einddatum ligt voor de begindatum." in words(at)
    assert at.text_input(key="cycle_new.2027.planning_until").value == "31-12-2026"


def test_late_joiners_are_added_and_the_target_date_moves(screens: Screens) -> None:
    org = screens.org
    filled(org)
    org.employment(org.person(), org.department("Bouw"), org.boris.person_id, since=date(2027, 2, 1))
    at = screens.open(org.helena, "hr/cycles")
    at.button(key="cycles.add").click().run()
    assert "Er is 1 dossier toegevoegd" in words(at)
    at.text_input(key="cycle_move.2027").set_value("31-03-2027").run()
    at.button(key="cycle_move.act").click().run()
    assert cycles.cycles(org.db)[0].planning_until == date(2027, 3, 31)
    assert "De richtdatum is 31 maart 2027." in words(at)


def test_goals_are_added_and_withdrawn_as_plain_text_r21(screens: Screens) -> None:
    org = screens.org
    filled(org)
    at = screens.open(org.helena, "hr/cycles")
    at.button(key="goal.add").click().run()
    assert "Schrijf het doel op." in words(at)
    at.text_input(key="goal.title").set_value("**Vet** doel").run()
    at.button(key="goal.add").click().run()
    (goal,) = cycles.goals(org.db, cycles.cycles(org.db)[0].id)
    assert "**Vet** doel" in [text.value.split(": ")[1] for text in at.text]
    at.button(key=f"goal.{goal.id}").click().run()
    assert not at.exception
    assert cycles.goals(org.db, cycles.cycles(org.db)[0].id) == []


def test_the_works_council_reads_the_scheme_and_counts_without_names(screens: Screens, language: str) -> None:
    filled(screens.org)
    at = screens.open(screens.org.olga, "council/scheme", language)
    shown = sent(at)
    assert ("tot en met 28 februari 2027" if language == "nl" else "to 28 February 2027") in shown
    assert "Naam" not in shown and "Boris" not in shown
    assert ("12 van 20 (60%)" if language == "nl" else "12 of 20 (60%)") in json.dumps(_alts(at))


def _alts(at: AppTest) -> list[Any]:
    return [chart.proto.alt for chart in at.get("vega_lite_chart")]


@pytest.mark.parametrize("path", ["hr/late", "hr/figures", "hr/cycles"])
def test_the_works_council_cannot_open_hrs_screens(screens: Screens, path: str) -> None:
    filled(screens.org)
    with pytest.raises(ValueError, match="page"):
        screens.open(screens.org.olga, path)
