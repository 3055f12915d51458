"""Who works where, as it stands: the people, departments and jobs that a staff list is laid beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from domain.names import display_name
from domain.staff_values import slug


@dataclass(frozen=True)
class Person:
    """Somebody we know. `number` is None for an outsider such as the first administrator."""

    id: UUID
    number: str | None
    given_name: str
    infix: str
    family_name: str
    email: str

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return display_name(self.given_name, self.infix, self.family_name)


@dataclass(frozen=True)
class Department:
    """A department; `parent_id` is the one above."""

    id: UUID
    code: str
    name: str
    parent_id: UUID | None


@dataclass(frozen=True)
class Job:
    """An employment with the placement that holds until `placed_until`. `end` is the last day in service."""

    employment_id: UUID
    person_id: UUID
    sequence: int
    start: date
    end: date | None
    placement_id: UUID
    placed_from: date
    placed_until: date | None
    department_id: UUID
    manager_id: UUID | None
    position: str
    hours: Decimal | None

    def in_service(self, day: date) -> bool:
        """Whether the job has not ended on `day`; a job that has yet to start counts."""
        return self.end is None or self.end >= day


class Organisation:
    """All of it, with the look-ups that an import needs."""

    def __init__(self, people: Iterable[Person], departments: Iterable[Department], jobs: Iterable[Job]) -> None:
        self.people = {person.id: person for person in people}
        self.departments = {department.id: department for department in departments}
        self.jobs = {(job.person_id, job.sequence): job for job in jobs}
        self._by_number = {person.number: person for person in self.people.values() if person.number}
        self._by_code = {department.code.casefold(): department for department in self.departments.values()}
        self._by_name = {slug(department.name): department for department in self.departments.values()}
        self._outsiders = self._people_without_number()
        self._jobs_by_person: dict[UUID, list[Job]] = {}
        for job in self.jobs.values():
            self._jobs_by_person.setdefault(job.person_id, []).append(job)

    def _people_without_number(self) -> dict[str, Person]:
        found: dict[str, list[Person]] = {}
        for person in self.people.values():
            if person.number is None and person.email:
                found.setdefault(person.email.casefold(), []).append(person)
        return {email: people[0] for email, people in found.items() if len(people) == 1}

    def person(self, number: str, email: str = "") -> Person | None:
        """Who has the number; else the one person without a number who has the e-mail address."""
        return self._by_number.get(number) or (self._outsiders.get(email.casefold()) if email else None)

    def department(self, name: str, code: str = "") -> Department | None:
        """The department with the code; without a code the one with the name, which may also be a code."""
        if not code:
            return self._by_name.get(slug(name)) or self._by_code.get(name.casefold()) or self._by_code.get(slug(name))
        named = self._by_name.get(slug(name))
        # A department that an earlier list gave no code has one made from its name: it is the same one.
        same = named if named and named.code == slug(named.name) else None
        return self._by_code.get(code.casefold()) or same

    def jobs_of(self, person_id: UUID) -> list[Job]:
        """A person's jobs, past ones too."""
        return self._jobs_by_person.get(person_id, [])
