"""What HR did at Gemeente Veldwijk: the staff lists, the invitations, the two cycles, and the exceptions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from db import (
    accounts,
    conversations,
    cycles,
    guiding,
    people,
    people_changes,
    sign_in,
    staff_import,
    stored_settings,
    team,
)
from db.connection import Database
from db.cycles import Cycle
from db.demo import texts
from db.demo.organisation import DEPARTMENTS, NAME, Job, Organisation, staff_list
from db.demo.scenes import Place
from db.demo.season import Season, Year, working
from db.demo.year import Step
from domain.actor import CONSOLE, Actor, Role
from domain.permissions import DelegateRight

ROLES = {"helena": Role.HR, "adam": Role.ADMINISTRATOR, "olga": Role.WORKS_COUNCIL}
_UNUSED = 25  # one invitation in so many has not been used yet


class Office:
    """HR's side of the demo. `actors` are the people by personnel number."""

    def __init__(self, db: Database, season: Season, staff: Organisation) -> None:
        self.db, self.season, self.staff = db, season, staff
        self.actors: dict[str, Actor] = {}

    def actor(self, role: str) -> Actor:
        """Somebody the demo needs by name."""
        return self.actors[self.staff.by_role(role).number]

    def person_id(self, role: str) -> UUID:
        """The person's id."""
        found = self.actor(role).person_id
        assert found is not None
        return found

    def begin(self) -> None:
        """The first staff list, the roles, and an account for nearly everybody."""
        start = self._office(self.season.past.planning_from - timedelta(days=40))
        self.import_staff(self.staff.jobs, start)
        self.db.write(lambda cursor: stored_settings.store(cursor, "organisation_name", NAME, now=start))
        accounts.add(self.db, CONSOLE, [self.person_id(role) for role in ROLES], now=start)
        for role, granted in ROLES.items():
            accounts.grant_role(self.db, CONSOLE, self.person_id(role), granted, now=start)
        self._invite(self.staff.jobs, start + timedelta(hours=1))

    def _office(self, day: date, hour: int = 9) -> datetime:
        return self.season.moment(working(day), hour)

    def import_staff(self, jobs: Sequence[Job], moment: datetime) -> None:
        """A staff list comes in; only what is new or different in it is written."""
        staff_import.apply(self.db, CONSOLE, staff_list(jobs), "personeel.csv", now=moment)
        granted = {self.staff.by_role(role).number: frozenset({role_}) for role, role_ in ROLES.items()}
        for row in people.directory(self.db, CONSOLE, self.season.today):
            self.actors[str(row.number)] = Actor(row.id, row.name, granted.get(str(row.number), frozenset()))

    def _invite(self, jobs: Sequence[Job], moment: datetime, *, used: bool = True) -> None:
        # Nobody knows these passwords: the demo signs in with one click.
        ids = [person_id for job in jobs if (person_id := self.actors[job.number].person_id)]
        codes = accounts.issue_codes(self.db, self.actor("helena"), list(dict.fromkeys(ids)), "invitation", now=moment)
        for place, code in enumerate(codes if used else ()):
            if place % _UNUSED != _UNUSED - 1:
                word = secrets.token_urlsafe(18)
                sign_in.redeem(self.db, code.sign_in_name, code.code, word, word, moment + timedelta(minutes=place))

    def change_staff(self) -> None:
        """Two months ago a team leader left and an interim came: the newest list says so."""
        moment = self._office(self.season.today - timedelta(days=60))
        self.import_staff(self.staff.later, moment)
        self._invite([self.staff.by_role("interim")], moment + timedelta(hours=2))

    def open_cycle(self, dates: Year) -> tuple[Cycle, Mapping[str, tuple[UUID, ...]]]:
        """Make and open a year; returns it with its goals by department code."""
        prepared, helena = self._office(dates.planning_from - timedelta(days=14)), self.actor("helena")
        made = cycles.create(
            self.db, helena, dates.year, now=prepared, starts_on=dates.starts_on, ends_on=dates.ends_on,
            planning_from=dates.planning_from, planning_until=dates.planning_until,
        )  # fmt: skip
        goals = self._goals(made.id, prepared + timedelta(minutes=30))
        cycles.open_cycle(self.db, helena, made.id, now=self._office(dates.planning_from - timedelta(days=7)))
        return made, goals

    def _goals(self, cycle_id: UUID, moment: datetime) -> dict[str, tuple[UUID, ...]]:
        ids = {row.code: row.id for row in people.departments(self.db)}
        found = {
            code: tuple(
                cycles.add_goal(self.db, self.actor("helena"), cycle_id, ids.get(code), title, now=moment)
                for title in titles
            )
            for code, titles in texts.goals().items()
        }
        shared = found["organisatie"]
        return {department.code: (*found[department.code], *shared) for department in DEPARTMENTS}

    def places(
        self, made: Cycle, goals: Mapping[str, tuple[UUID, ...]], jobs: Sequence[Job], moment: datetime
    ) -> list[Place]:
        """Every conversation of a cycle, with the two people it is between."""
        lines = {
            (line.other_id, manager): line
            for manager in dict.fromkeys(job.manager for job in jobs if job.manager)
            for line in team.board(self.db, self.actors[manager], now=moment)
            if line.year == made.year
        }
        found = []
        for job in jobs:
            employee = self.actors.get(job.number)
            line = lines.get((employee.person_id, job.manager)) if employee else None
            if employee and line:
                manager = self.actors[job.manager]
                index = int(job.number) - 1001 + 200 * (job.sequence - 1)
                found.append(
                    Place(line.conversation_id, employee, manager, job.department, goals[job.department],
                          line.period_until, made.year, index, job.role)
                )  # fmt: skip
        return found

    def exceptions(self, made: Cycle, places: Sequence[Place]) -> list[Step]:
        """What does not go the usual way this year: a joiner, a leaver, somebody on leave, an intern, a stand-in."""
        helena, by_role = self.actor("helena"), {place.role: place for place in places}
        leaver, on_leave, intern = (by_role[role].conversation_id for role in ("leaver", "on_leave", "intern"))
        employee = by_role["intern"].employee
        return [
            (self._office(self.season.today - timedelta(days=20)), self._join),
            (
                self._office(self.season.today - timedelta(days=18), 10),
                lambda now: self._add_joiners(made, now),
            ),
            (
                self.season.moment(self.season.ago(15), 14),
                lambda now: cycles.exempt(self.db, helena, self._dossier(employee, intern, now), "intern", now=now),
            ),
            (
                self.season.moment(self.season.ago(12), 11),
                lambda now: guiding.suspend(self.db, helena, on_leave, now=now),
            ),
            (
                self.season.moment(self.season.ago(8), 15),
                lambda now: guiding.cancel(self.db, helena, leaver, "left", now=now),
            ),
            (self.season.moment(self.season.ago(6), 16), self._stand_in),
        ]  # fmt: skip

    def _join(self, now: datetime) -> None:
        self.import_staff(self.staff.joiner, now)
        self._invite([self.staff.by_role("joiner")], now, used=False)

    def _add_joiners(self, made: Cycle, now: datetime) -> None:
        cycles.add_late_joiners(self.db, self.actor("helena"), made.id, now=now)

    def _dossier(self, employee: Actor, conversation_id: UUID, now: datetime) -> UUID:
        return conversations.conversation(self.db, employee, conversation_id, now=now).loaded.dossier_id

    def _stand_in(self, now: datetime) -> None:
        manager, other, today = self.person_id("lead:vergunningen"), self.person_id("stand_in"), self.season.today
        rights = (DelegateRight.CONVERSE, DelegateRight.RECORD)
        from_day, until = today - timedelta(days=5), today + timedelta(days=30)
        people_changes.delegate(self.db, self.actor("helena"), manager, other, from_day, until, rights, now=now)

    def left_last_year(self, places: Sequence[Place]) -> list[Step]:
        """Somebody left in the middle of last year's round."""
        place = next(place for place in places if place.role == "left_last_year")
        moment = self._office(self.season.past.planning_until - timedelta(days=9), 16)
        return [
            (
                moment,
                lambda now: guiding.cancel(self.db, self.actor("helena"), place.conversation_id, "left", now=now),
            )
        ]

    def closing(self, made: Cycle) -> Step:
        """Last year is closed when its period is over and the new one is open, or yesterday at the latest."""
        opened = self.season.present.planning_from - timedelta(days=6)
        day = min(working(max(opened, self.season.present.starts_on)), self.season.ago(1))
        moment = self.season.moment(day, 9)
        return moment, lambda now: cycles.close(self.db, self.actor("helena"), made.id, now=now)
