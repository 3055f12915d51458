"""Counts for the works council and figures about content: no small group and no name leaves the file."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from db import aggregates, cycles
from domain.errors import NotAllowed
from tests.db.organisation_rows import Organisation, moment, organisation

OPENING = moment(date(2027, 1, 4))
FIRST, DAY = OPENING.date(), date(2027, 2, 3)


@pytest.fixture
def org(tmp_path: Path) -> Iterator[Organisation]:
    with organisation(tmp_path) as made:
        yield made


def opened(org: Organisation) -> UUID:
    made = cycles.create(org.db, org.helena, 2027, now=OPENING)
    cycles.open_cycle(org.db, org.helena, made.id, now=OPENING)
    return made.id


def ask(org: Organisation, staff: list[UUID], kind: str, cents: int | None = 100_00, day: date = FIRST) -> None:
    for employment in staff:
        org.request(employment, kind, cents, day)


def development(org: Organisation, cycle: UUID, day: date = DAY) -> aggregates.Development:
    return aggregates.development(org.db, org.helena, cycle, day, now=moment(day))


def line(lines: list[aggregates.Line], name: str | None) -> dict[str, int | None]:
    return next(dict(one.numbers) for one in lines if (one.department.name if one.department else None) == name)


def test_requests_are_counted_by_kind_and_department_with_their_cost_r07(org: Organisation) -> None:
    zorg, beheer = org.staff(org.department("Zorg"), 20), org.staff(org.department("Beheer"), 20)
    cycle = opened(org)
    for staff in (zorg, beheer):
        ask(org, staff[:6], "course")
        ask(org, staff[:5], "training", 50_00)
        ask(org, staff[6:12], "education", 1000_00)
        ask(org, staff[12:17], "coaching")
        ask(org, staff[:8], "placement", 10_00)
    made = development(org, cycle)
    assert line(made.requests, "Zorg") == {"course": 11, "education": 6, "coaching": 5, "other": 8, "total": 30}
    assert line(made.requests, None)["total"] == 60
    assert line(made.cents, "Zorg")["course"] == 850_00
    assert line(made.cents, None)["education"] == 12 * 1000_00
    assert not made.small


def test_a_small_group_is_hidden_with_a_second_one_beside_it(org: Organisation) -> None:
    zorg, beheer, bouw = (org.staff(org.department(name), 20) for name in ("Zorg", "Beheer", "Bouw"))
    cycle = opened(org)
    ask(org, zorg[:2], "coaching")
    for staff in (beheer, bouw):
        ask(org, staff[:9], "coaching")
    for staff in (zorg, beheer, bouw):
        ask(org, staff[:12], "course")
    made = development(org, cycle)
    hidden = [one.department.name for one in made.requests if one.department and one.numbers["coaching"] is None]
    assert "Zorg" in hidden
    assert len(hidden) >= 2
    assert line(made.requests, None)["course"] == 36


def test_one_persons_five_requests_are_one_person(org: Organisation) -> None:
    zorg = org.staff(org.department("Zorg"), 20)
    cycle = opened(org)
    ask(org, [zorg[0]] * 5, "coaching")
    assert set(line(development(org, cycle).requests, None).values()) == {None}


def test_somebody_with_two_jobs_counts_once(org: Organisation) -> None:
    zorg, beheer = org.department("Zorg"), org.department("Beheer")
    org.staff(zorg, 20)
    people = [org.person() for _ in range(4)]
    jobs = [org.employment(one, zorg, org.boris.person_id) for one in people]
    jobs += [org.employment(one, beheer, org.boris.person_id, sequence=2) for one in people]
    cycle = opened(org)
    ask(org, jobs, "coaching")
    assert set(line(development(org, cycle).requests, None).values()) == {None}


def test_teams_and_staff_placed_above_them_do_not_give_each_other_away(org: Organisation) -> None:
    top = org.department("Sociaal domein")
    wmo, jeugd = org.staff(org.department("Wmo", top), 20), org.staff(org.department("Jeugd", top), 20)
    chief = org.staff(top, 1)
    other = org.staff(org.department("Beheer"), 20)
    cycle = opened(org)
    for staff in (wmo, jeugd, other):
        ask(org, staff[:10], "course")
    ask(org, chief, "course")
    made = development(org, cycle)
    numbers = [line(made.requests, name)["course"] for name in ("Sociaal domein", "Wmo", "Jeugd")]
    assert None in numbers
    assert 1 not in numbers


def test_a_small_organisation_sees_the_whole_only(org: Organisation) -> None:
    staff = org.staff(org.department("Zorg"), 12)
    cycle = opened(org)
    ask(org, staff[:6], "course")
    ask(org, staff[6:], "coaching")
    made = development(org, cycle)
    assert made.small
    assert [one.department for one in made.requests] == [None]


def test_todays_requests_show_tomorrow_and_cancelled_ones_never(org: Organisation) -> None:
    staff = org.staff(org.department("Zorg"), 20)
    cycle = opened(org)
    ask(org, staff[:10], "course", day=DAY)
    for employment in staff[:10]:
        org.request(employment, "course", 1, OPENING.date(), state="cancelled")
    assert set(line(development(org, cycle).requests, None).values()) == {None}
    tomorrow = development(org, cycle, date(2027, 2, 4))
    assert tomorrow.until == DAY
    assert line(tomorrow.requests, None)["total"] == 10


def test_no_past_day_can_be_asked_for_in_the_future_to_compare(org: Organisation) -> None:
    org.staff(org.department("Zorg"), 20)
    cycle = opened(org)
    ahead = aggregates.development(org.db, org.helena, cycle, date(2027, 6, 1), now=moment(DAY))
    assert ahead.until == date(2027, 2, 2)


def test_hr_may_raise_the_smallest_group(org: Organisation) -> None:
    staff = org.staff(org.department("Zorg"), 20)
    cycle = opened(org)
    for kind in ("course", "education", "coaching", "placement"):
        ask(org, staff[:8], kind)
    assert line(development(org, cycle).requests, None)["coaching"] == 8
    org.run("INSERT INTO settings (name, value, updated_at) VALUES ('minimum_group', '10', $now)", now=OPENING)
    made = development(org, cycle)
    assert made.minimum == 10
    assert line(made.requests, None)["coaching"] is None


def test_the_answer_holds_no_hidden_number_no_title_and_no_person(org: Organisation) -> None:
    zorg, beheer = org.staff(org.department("Zorg"), 20), org.staff(org.department("Beheer"), 20)
    cycle = opened(org)
    ask(org, zorg[:3], "coaching", 987_65)
    ask(org, [*zorg[:12], *beheer[:12]], "course", 1)
    made = development(org, cycle)
    sent = pickle.dumps(made)
    people = [str(org.one("SELECT person_id FROM employments WHERE id = $e", e=one)) for one in zorg]
    assert b"geheime titel" not in sent
    assert not any(UUID(one).bytes in sent or one.encode() in sent for one in people)
    assert 3 * 987_65 not in [number for one in made.cents for number in one.numbers.values()]


def test_the_works_council_sees_counts_of_at_least_five_and_nothing_to_subtract(org: Organisation) -> None:
    zorg, beheer = org.staff(org.department("Zorg"), 20), org.staff(org.department("Beheer"), 20)
    cycle = opened(org)
    for employment in (*zorg[:7], *beheer[:2]):
        org.final(employment, date(2027, 1, 20))
    for employment in zorg[7:14]:
        org.held(employment, date(2027, 1, 20))
    made = aggregates.summary(org.db, org.olga, cycle, DAY, now=moment(DAY))
    whole, one, other = (line(made.lines, name) for name in (None, "Beheer", "Zorg"))
    assert whole["total"] == 40
    assert one["final"] is None
    assert other["final"] is None
    for numbers in (whole, one, other):
        assert all(number is None or number == 0 or number >= 5 for number in numbers.values())


def test_the_works_council_reads_the_same_hidden_figures_and_nobody_else_reads_any(org: Organisation) -> None:
    org.staff(org.department("Zorg"), 20)
    cycle = opened(org)
    seen = aggregates.development(org.db, org.olga, cycle, DAY, now=moment(DAY))
    assert seen == development(org, cycle)
    for read in (aggregates.development, aggregates.summary):
        with pytest.raises(NotAllowed):
            read(org.db, org.boris, cycle, DAY, now=moment(DAY))
    assert org.one("SELECT count(*) FROM audit_events WHERE outcome = 'denied'") == 2
