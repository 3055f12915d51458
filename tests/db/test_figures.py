"""HR reads how far a cycle is on a day: numerators, denominators, who is excluded, who is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from db import cycles, figures
from domain.conversation import State
from domain.errors import NotAllowed, NotFound
from domain.figures import Excluded, Stage, Waits
from tests.db.organisation_rows import Organisation, moment, organisation

OPENING = moment(date(2027, 1, 4))
DAY = date(2027, 2, 3)


@pytest.fixture
def org(tmp_path: Path) -> Iterator[Organisation]:
    with organisation(tmp_path) as made:
        yield made


def opened(org: Organisation, year: int = 2027) -> UUID:
    made = cycles.create(org.db, org.helena, year, now=OPENING)
    cycles.open_cycle(org.db, org.helena, made.id, now=OPENING.replace(year=year))
    return made.id


def read(org: Organisation, cycle: UUID, day: date = DAY, now: date | None = None) -> figures.Progress:
    return figures.progress(org.db, org.helena, cycle, day, now=moment(now or day))


def text(org: Organisation, employment: UUID, day: date, until: date) -> UUID:
    """A submitted text that lies open for review."""
    conversation = org.recorded(employment, day)
    version = org.run(
        "INSERT INTO plan_versions (dossier_id, number, conversation_id, recorder, period_from, period_until, "
        "created_at) "
        "SELECT dossier_id, 1, id, 'manager', $day, $day, $now FROM conversations WHERE id = $id RETURNING id",
        day=day,
        now=moment(day),
        id=conversation,
    )
    return UUID(
        str(
            org.run(
                "INSERT INTO submissions (plan_version_id, number, submitted_by, submitted_side, submitted_at, "
                "review_until, content, sha256) VALUES ($v, 1, $by, 'manager', $now, $until, '{}', 'x') RETURNING id",
                v=version,
                by=org.boris.person_id,
                now=moment(day),
                until=until,
            )
        )
    )


def test_held_final_on_time_and_late_have_their_numerator_and_denominator(org: Organisation) -> None:
    staff = org.staff(org.department("Zorg"), 6)
    cycle = opened(org)
    org.held(staff[0], date(2027, 1, 20))
    org.recorded(staff[1], date(2027, 1, 21))
    org.final(staff[2], date(2027, 1, 25))
    org.put(staff[3], due_on=date(2027, 1, 31))
    org.put(staff[2], due_on=date(2027, 1, 31))
    org.put(staff[4], state="scheduled", scheduled_at=moment(date(2027, 2, 20)))
    whole = read(org, cycle).whole
    assert (whole.population, whole.eligible, whole.held, whole.final) == (6, 6, 3, 1)
    assert (whole.due, whole.on_time, whole.late) == (2, 1, 1)
    assert whole.stages == {
        Stage.FINAL: 1,
        Stage.REVIEW: 1,
        Stage.HELD: 1,
        Stage.BEFORE: 1,
        Stage.NOT_STARTED: 2,
    }


def test_a_conversation_after_the_window_counts_as_held_and_its_plan_as_late_r09(org: Organisation) -> None:
    anna = org.staff(org.department("Zorg"), 1)[0]
    cycle = opened(org)
    org.final(anna, date(2027, 3, 15))
    whole = read(org, cycle, date(2027, 3, 20)).whole
    assert (whole.held, whole.final, whole.due, whole.on_time, whole.late) == (1, 1, 1, 0, 0)


def test_the_deadline_itself_is_still_on_time(org: Organisation) -> None:
    early, late = org.staff(org.department("Zorg"), 2)
    cycle = opened(org)
    org.final(early, date(2027, 2, 28))
    # 23:30 UTC on the 28th is already the 1st of March in the Netherlands.
    org.final(late, date(2027, 2, 28))
    org.put(late, final_at=datetime(2027, 2, 28, 23, 30, tzinfo=UTC))
    whole = read(org, cycle, date(2027, 3, 1)).whole
    assert (whole.final, whole.due, whole.on_time) == (2, 2, 1)
    on_the_day = read(org, cycle, date(2027, 2, 28)).whole
    assert (on_the_day.final, on_the_day.late) == (1, 0)


def test_who_is_not_counted_is_shown_with_the_reason(org: Organisation) -> None:
    zorg, boris = org.department("Zorg"), org.boris.person_id
    _counted, exempt, away, dropped = org.staff(zorg, 4)
    org.employment(org.person(), zorg, boris, until=date(2027, 2, 15))
    org.employment(org.person(), zorg, boris, since=date(2026, 12, 1))
    org.employment(org.person(), zorg, boris, since=date(2026, 11, 28))
    org.employment(org.person(), zorg, None)
    org.employment(org.person(), zorg, boris, until=date(2026, 12, 31))
    org.employment(org.person(), zorg, boris, since=date(2027, 6, 1))
    cycle = opened(org)
    dossier = org.one("SELECT id FROM dossiers WHERE employment_id = $e", e=exempt)
    cycles.exempt(org.db, org.helena, UUID(str(dossier)), "intern", now=OPENING)
    org.put(away, state="suspended", suspended_on=date(2027, 1, 15))
    org.put(dropped, state="cancelled")
    whole = read(org, cycle).whole
    assert whole.excluded == {
        Excluded.LEFT: 1,
        Excluded.JOINED: 1,
        Excluded.EXEMPT: 1,
        Excluded.SUSPENDED: 1,
        Excluded.CANCELLED: 1,
        Excluded.NO_DOSSIER: 1,
    }
    assert (whole.population, whole.eligible) == (8, 2)
    assert read(org, cycle, date(2027, 1, 10)).whole.excluded.get(Excluded.SUSPENDED) is None


def test_an_earlier_reference_date_shows_what_was_so_then(org: Organisation) -> None:
    anna = org.staff(org.department("Zorg"), 1)[0]
    cycle = opened(org)
    conversation = org.final(anna, date(2027, 1, 25))
    org.put(anna, held_on=date(2027, 1, 12), recorded_at=moment(date(2027, 1, 18)))
    org.run(
        "INSERT INTO preparations (conversation_id, side, author_id, form_version_id, created_at) "
        "VALUES ($c, 'employee', $c, $c, $now)",
        c=conversation,
        now=moment(date(2027, 1, 8)),
    )
    stages = [
        next(iter(read(org, cycle, date(2027, 1, day), now=date(2027, 2, 1)).whole.stages))
        for day in (5, 9, 13, 19, 26)
    ]
    assert stages == [Stage.NOT_STARTED, Stage.BEFORE, Stage.HELD, Stage.REVIEW, Stage.FINAL]


def test_before_the_window_there_is_nothing_to_divide_by(org: Organisation) -> None:
    org.staff(org.department("Zorg"), 3)
    cycle = opened(org)
    assert read(org, cycle, date(2026, 12, 31)).whole.population == 0


def test_departments_count_on_the_reference_date_with_their_teams(org: Organisation) -> None:
    top = org.department("Sociaal domein")
    team, other = org.department("Wmo", top), org.department("Beheer")
    chief = org.employment(org.person(), top, org.boris.person_id)
    mover, stayer = org.staff(team, 2)
    cycle = opened(org)
    org.final(mover, date(2027, 1, 20))
    org.held(chief, date(2027, 1, 20))
    org.place(mover, other, org.boris.person_id, date(2027, 2, 1))
    before = {one.department.name: one for one in read(org, cycle, date(2027, 1, 31)).departments}
    after = {one.department.name: one for one in read(org, cycle, DAY).departments}
    assert (before["Sociaal domein"].whole.eligible, before["Sociaal domein"].whole.final) == (3, 1)
    assert (before["Sociaal domein"].own.eligible, before["Wmo"].level) == (1, 1)
    assert "Beheer" not in before
    assert (after["Sociaal domein"].whole.final, after["Beheer"].whole.final) == (0, 1)
    assert stayer


def test_a_closed_year_keeps_the_departments_of_its_last_day(org: Organisation) -> None:
    zorg, other = org.department("Zorg"), org.department("Beheer")
    anna = org.staff(zorg, 1)[0]
    cycle = opened(org)
    org.place(anna, other, org.boris.person_id, date(2028, 1, 1))
    assert [one.department.name for one in read(org, cycle, date(2028, 3, 1)).departments] == ["Zorg"]


def test_both_preparations_count_when_handed_in_before_the_talk_r10(org: Organisation) -> None:
    both, one, none, waiting = org.staff(org.department("Zorg"), 4)
    cycle = opened(org)
    for employment, sides in ((both, ("employee", "manager")), (one, ("employee",)), (waiting, ("employee",))):
        for side in sides:
            org.run(
                "INSERT INTO preparations (conversation_id, side, author_id, form_version_id, created_at, "
                "handed_in_at) "
                "VALUES ($c, $side, $c, $c, $now, $now)",
                c=org.conversation(employment),
                side=side,
                now=moment(date(2027, 1, 15)),
            )
    for employment in (both, one, none):
        org.held(employment, date(2027, 1, 20))
    whole = read(org, cycle).whole
    assert (whole.held, whole.prepared_employee, whole.prepared_manager) == (3, 2, 1)
    for employment in (both, one):
        org.put(employment, held_on=date(2027, 1, 14))
    assert read(org, cycle).whole.prepared_employee == 0


def test_recording_is_on_time_against_the_agreed_date_r17(org: Organisation) -> None:
    early, late, open_, unset = org.staff(org.department("Zorg"), 4)
    cycle = opened(org)
    for employment in (early, late):
        org.recorded(employment, date(2027, 1, 20))
    for employment in (open_, unset):
        org.held(employment, date(2027, 1, 20))
    org.put(early, record_by=date(2027, 1, 20))
    org.put(late, record_by=date(2027, 1, 19))
    org.put(open_, record_by=date(2027, 1, 27))
    whole = read(org, cycle).whole
    assert (whole.record_due, whole.recorded_on_time) == (3, 1)


def test_feedback_outstanding_is_counted_by_how_long_it_waits_r19(org: Organisation) -> None:
    fresh, older, answered, lapsed, final = org.staff(org.department("Zorg"), 5)
    cycle = opened(org)
    text(org, fresh, date(2027, 2, 2), date(2027, 2, 16))
    text(org, older, date(2027, 1, 25), date(2027, 2, 8))
    reaction = text(org, answered, date(2027, 1, 25), date(2027, 2, 8))
    text(org, lapsed, date(2027, 1, 5), date(2027, 1, 19))
    text(org, final, date(2027, 1, 25), date(2027, 2, 8))
    org.put(final, state="final", final_at=moment(date(2027, 2, 1)))
    org.run(
        "INSERT INTO reactions (submission_id, author_id, kind, created_at) VALUES ($s, $s, 'no_remarks', $now)",
        s=reaction,
        now=moment(date(2027, 1, 29)),
    )
    assert read(org, cycle).feedback_open == {"0-5": 1, "6-10": 1}


def test_this_year_stands_beside_last_year_on_the_same_day(org: Organisation) -> None:
    staff = org.staff(org.department("Zorg"), 4)
    opened(org, 2026)
    cycle = opened(org, 2027)
    org.final(staff[0], date(2026, 1, 20), 2026)
    org.final(staff[1], date(2026, 2, 20), 2026)
    org.final(staff[0], date(2027, 1, 30))
    org.final(staff[1], date(2027, 2, 2))
    org.final(staff[2], date(2027, 2, 3))
    made = read(org, cycle)
    assert (made.this_year.final, made.this_year.eligible) == (3, 4)
    assert made.last_year is not None
    assert (made.last_year.year, made.last_year.final, made.last_year.eligible) == (2026, 1, 4)
    assert made.this_year.points[-1] == (DAY, 75.0)
    assert made.last_year.points[-1] == (date(2027, 3, 28), 50.0)


def test_last_year_compares_when_the_season_ends_near_new_year(org: Organisation) -> None:
    staff = org.staff(org.department("Zorg"), 4)
    made: list[UUID] = []
    for year in (2026, 2027):
        window = {"planning_from": date(year, 11, 1), "planning_until": date(year, 12, 20)}
        term = {"starts_on": date(year, 10, 1), "ends_on": date(year + 1, 9, 30)}
        cycle = cycles.create(org.db, org.helena, year, now=OPENING, **term, **window)
        cycles.open_cycle(org.db, org.helena, cycle.id, now=moment(date(year, 11, 1)))
        made.append(cycle.id)
    org.final(staff[0], date(2026, 11, 20), 2026)
    found = read(org, made[1], date(2027, 11, 24))
    assert found.last_year is not None
    assert (found.last_year.final, found.last_year.eligible) == (1, 4)


def test_the_first_year_has_nothing_to_compare_with(org: Organisation) -> None:
    org.staff(org.department("Zorg"), 1)
    assert read(org, opened(org)).last_year is None


def test_the_list_of_who_is_late_has_names_steps_and_no_text(org: Organisation) -> None:
    zorg = org.department("Zorg")
    names = ("Anna", "Bram", "Cas", "Dina", "Eva")
    staff = [org.employment(org.person(name, "Bos"), zorg, org.boris.person_id) for name in names]
    cycle = opened(org)
    org.put(staff[0], due_on=date(2027, 1, 31))
    text(org, staff[1], date(2027, 1, 5), date(2027, 1, 19))
    org.put(staff[1], due_on=date(2027, 1, 20))
    org.held(staff[2], date(2027, 1, 20))
    org.put(staff[2], record_by=date(2027, 1, 27))
    org.put(staff[3], due_on=date(2027, 2, 10))
    rows = figures.behind(org.db, org.helena, cycle, DAY, now=moment(DAY))
    assert [(row.name, row.step, row.late_on) for row in rows] == [
        ("Bram Bos", "due", date(2027, 1, 20)),
        ("Cas Bos", "record", date(2027, 1, 27)),
        ("Anna Bos", "due", date(2027, 1, 31)),
        ("Dina Bos", "soon", date(2027, 2, 10)),
    ]
    first, second, third, _ = rows
    assert (first.state, first.waits, first.since) == (State.FEEDBACK_LAPSED, {Waits.MANAGER}, date(2027, 1, 5))
    assert (second.waits, second.since, second.manager) == ({Waits.MANAGER}, date(2027, 1, 20), "Boris Berg")
    assert (third.state, third.since, third.department) == (State.NOT_STARTED, date(2027, 1, 4), "Zorg")


def test_who_is_suspended_exempt_or_gone_is_not_late(org: Organisation) -> None:
    zorg, boris = org.department("Zorg"), org.boris.person_id
    away, exempt = org.staff(zorg, 2)
    org.employment(org.person(), zorg, boris, until=date(2027, 2, 28))
    cycle = opened(org)
    dossier = org.one("SELECT id FROM dossiers WHERE employment_id = $e", e=exempt)
    cycles.exempt(org.db, org.helena, UUID(str(dossier)), "hired", now=OPENING)
    org.put(away, state="suspended", suspended_on=date(2027, 1, 15))
    later = date(2027, 3, 10)
    assert figures.behind(org.db, org.helena, cycle, later, now=moment(later)) == []
    whole = read(org, cycle, later).whole
    assert (whole.eligible, whole.due, whole.on_time, whole.late) == (1, 1, 0, 0)
    assert read(org, cycle, date(2027, 2, 28)).whole.eligible == 1


def test_only_hr_reads_process_figures_and_names(org: Organisation) -> None:
    org.staff(org.department("Zorg"), 1)
    cycle = opened(org)
    for actor in (org.boris, org.olga):
        with pytest.raises(NotAllowed):
            figures.progress(org.db, actor, cycle, DAY, now=moment(DAY))
        with pytest.raises(NotAllowed):
            figures.behind(org.db, actor, cycle, DAY, now=moment(DAY))
    with pytest.raises(NotFound):
        figures.progress(org.db, org.helena, UUID(int=5), DAY, now=moment(DAY))
    assert org.one("SELECT count(*) FROM audit_events WHERE outcome = 'denied'") == 4
