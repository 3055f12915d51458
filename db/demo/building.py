"""Builds the demo organisation into an empty file: all that happened in two years, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import settings
from db import people, stored_settings
from db.connection import Database
from db.demo import year
from db.demo.office import Office
from db.demo.organisation import organisation
from db.demo.season import Season, season
from db.demo.year import Step
from db.stored_settings import CastMember
from domain.actor import CONSOLE
from domain.deadlines import local_date
from domain.errors import Refused

SEED = "veldwijk"
# Who the sign-in page offers, and as what (text keys demo.role.*).
CAST = {
    "anna": "employee",
    "boris": "manager",
    "clara": "manager_next_door",
    "helena": "hr",
    "adam": "administrator",
    "olga": "works_council",
}
# They take part in no ordinary conversation this year.
_APART = {"leaver", "on_leave", "intern"}


@dataclass(frozen=True)
class Member:
    """One of the cast. `role` is the last part of the text key `demo.role.*`."""

    role: str
    name: str
    position: str


def build(db: Database, now: datetime) -> list[Member]:
    """Fill an empty file with the demo as it looks at `now`; returns the cast.

    Refused `demo.not_a_demo` when the file has people. Takes the better part of a minute: every step is a real one.
    """
    today = local_date(now, settings.current.zone)
    if people.directory(db, CONSOLE, today):
        raise Refused("demo.not_a_demo", path=db.path)
    calendar = season(today, settings.current.zone)
    drawn = Random(SEED)  # noqa: S311 - the same at every build is what we want
    office = Office(db, calendar, organisation(calendar, drawn))
    closing = _last_year(db, calendar, office)
    office.change_staff()
    _this_year(db, calendar, office, closing)
    return _offer(db, office, now)


def _last_year(db: Database, calendar: Season, office: Office) -> Step:
    office.begin()
    made, goals = office.open_cycle(calendar.past)
    jobs = office.staff.jobs
    places = office.places(made, goals, jobs, calendar.moment(calendar.past.planning_from, 8))
    usual = [place for place in places if place.role != "left_last_year"]
    _play([*year.past_year(db, calendar, usual, SEED), *office.left_last_year(places)])
    return office.closing(made)


def _this_year(db: Database, calendar: Season, office: Office, closing: Step) -> None:
    made, goals = office.open_cycle(calendar.present)
    opened = calendar.moment(calendar.present.planning_from - timedelta(days=2), 8)
    places = office.places(made, goals, office.staff.now(), opened)
    usual = [place for place in places if place.role not in _APART]
    anna = next(place.index for place in places if place.role == "anna")
    _play([*year.present_year(db, calendar, usual, SEED, anna), *office.exceptions(made, places), closing])


def _play(steps: Iterable[Step]) -> None:
    for moment, act in sorted(steps, key=lambda step: step[0]):
        act(moment)


def _offer(db: Database, office: Office, now: datetime) -> list[Member]:
    members = [CastMember(office.person_id(role), offered) for role, offered in CAST.items()]
    stored_settings.store_demo_cast(db, members, now=now)
    jobs = [office.staff.by_role(role) for role in CAST]
    return [Member(offered, job.name, job.position) for offered, job in zip(CAST.values(), jobs, strict=True)]
