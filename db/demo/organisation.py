"""Who works at Gemeente Veldwijk: departments, managers, people, and the staff lists in which HR handed them over."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from db.demo import names
from db.demo.season import Season

NAME = "Gemeente Veldwijk"
_HEADINGS = (
    "Personeelsnummer", "Dienstverband", "Roepnaam", "Tussenvoegsel", "Achternaam", "E-mail", "Afdelingscode",
    "Afdeling", "Hoofdafdeling", "Functie", "Uren per week", "In dienst", "Uit dienst", "Leidinggevende",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """One line of the staff list. `manager` is a personnel number; `role` marks who the demo needs by name."""

    number: str
    sequence: int
    given: str
    infix: str
    family: str
    department: str
    position: str
    hours: str
    start: date
    end: date | None
    manager: str
    role: str = ""

    @property
    def name(self) -> str:
        """The full name."""
        return " ".join(part for part in (self.given, self.infix, self.family) if part)

    @property
    def email(self) -> str:
        """An address that cannot exist."""
        plain = unicodedata.normalize("NFKD", f"{self.given}.{self.infix}{self.family}".lower())
        return "".join(c for c in plain if c.isascii() and (c.isalnum() or c in ".-")) + "@veldwijk.example"


@dataclass(frozen=True)
class Department:
    """A department: its name, the one above, who leads it, how many others work there and in what."""

    code: str
    name: str
    above: str
    lead: str
    size: int
    positions: tuple[str, ...]


DEPARTMENTS = (
    Department("directie", "Directie", "", "Gemeentesecretaris", 3, ("Concerncontroller", "Strategisch adviseur")),
    Department(
        "samenleving", "Samenleving", "", "Afdelingshoofd Samenleving", 5,
        ("Beleidsadviseur jeugd", "Beleidsadviseur sport", "Beleidsadviseur cultuur"),
    ),
    Department(
        "burgerzaken", "Burgerzaken", "Samenleving", "Teamleider Burgerzaken", 14,
        ("Medewerker burgerzaken", "Specialist burgerzaken", "Ambtenaar burgerlijke stand", "Baliemedewerker"),
    ),
    Department(
        "sociaal-domein", "Sociaal domein", "Samenleving", "Teamleider Sociaal domein", 18,
        ("Consulent Wmo", "Consulent jeugd", "Klantmanager werk", "Consulent schulden"),
    ),
    Department(
        "ruimte", "Ruimte", "", "Afdelingshoofd Ruimte", 7,
        ("Planoloog", "Adviseur wonen", "Bedrijvencontactfunctionaris", "Adviseur verkeer"),
    ),
    Department(
        "openbare-ruimte", "Openbare ruimte", "Ruimte", "Teamleider Openbare ruimte", 21,
        ("Medewerker groen", "Medewerker wegen", "Toezichthouder", "Werkvoorbereider", "Beleidsadviseur groen"),
    ),
    Department(
        "vergunningen", "Vergunningen en handhaving", "Ruimte", "Teamleider Vergunningen en handhaving", 14,
        ("Vergunningverlener", "Inspecteur bouw", "Handhaver", "Jurist bezwaar"),
    ),
    Department(
        "bedrijfsvoering", "Bedrijfsvoering", "", "Afdelingshoofd Bedrijfsvoering", 11,
        ("Financieel adviseur", "Inkoper", "Juridisch adviseur", "Medewerker facilitair"),
    ),
    Department(
        "personeel", "Personeel en informatie", "Bedrijfsvoering", "Teamleider Personeel en informatie", 13,
        ("HR-adviseur", "Medewerker salarisadministratie", "Medewerker servicedesk", "Archivaris"),
    ),
)  # fmt: skip
# Who is fixed: role, name, department, position. A lead has the department's own title.
_CAST = (
    ("boris", ("Boris", "van den", "Berg"), "burgerzaken", ""),
    ("clara", ("Clara", "", "Mos"), "sociaal-domein", ""),
    ("anna", ("Anna", "de", "Wit"), "burgerzaken", "Medewerker burgerzaken"),
    ("helena", ("Helena", "", "Smit"), "personeel", "HR-adviseur"),
    ("adam", ("Adam", "", "Post"), "personeel", "Functioneel beheerder"),
    ("olga", ("Olga", "", "Kok"), "openbare-ruimte", "Beleidsadviseur groen"),
)


@dataclass
class Organisation:
    """The staff as HR knows it. `jobs` is last year's list, `later` what the lists of this year say instead or add."""

    jobs: list[Job]
    later: list[Job] = field(default_factory=list)
    joiner: list[Job] = field(default_factory=list)

    def by_role(self, role: str) -> Job:
        """The job of somebody the demo needs by name."""
        return next(job for job in [*self.jobs, *self.later, *self.joiner] if job.role == role)

    def now(self) -> list[Job]:
        """Every job as the newest list has it."""
        newest = {(job.number, job.sequence): job for job in [*self.jobs, *self.later, *self.joiner]}
        return list(newest.values())


def organisation(season: Season, random: Random) -> Organisation:
    """Draw the organisation: about 120 people in nine departments over two levels."""
    taken = {" ".join(part for part in name if part) for _, name, _, _ in _CAST}
    drawn = iter(names.draw(random, sum(d.size + 1 for d in DEPARTMENTS) + 4, taken))
    made = _Draft(season, random, drawn)
    for department in DEPARTMENTS:
        made.department(department)
    made.second_jobs()
    made.marks()
    made.changes()
    return Organisation(made.jobs, made.later, made.joiner)


class _Draft:
    def __init__(self, season: Season, random: Random, drawn: Iterable[tuple[str, str, str]]) -> None:
        self.season, self.random, self.drawn = season, random, iter(drawn)
        self.jobs: list[Job] = []
        self.later: list[Job] = []
        self.joiner: list[Job] = []
        self.leads: dict[str, str] = {}
        self.next_number = 1001

    def department(self, department: Department) -> None:
        fixed = {role: (name, position) for role, name, code, position in _CAST if code == department.code}
        lead_role = next((role for role, (_, position) in fixed.items() if not position), f"lead:{department.code}")
        above = self.leads.get(_code_of(department.above), self.leads.get("directie", ""))
        lead_name = fixed.pop(lead_role, (None, ""))[0]
        lead = self.job(department, department.lead, above, lead_role, lead_name)
        self.leads[department.code] = lead.number
        for role, (name, position) in fixed.items():
            self.job(department, position, lead.number, role, name)
        for count in range(department.size - len(fixed)):
            self.job(department, department.positions[count % len(department.positions)], lead.number)

    def job(
        self,
        department: Department,
        position: str,
        manager: str,
        role: str = "",
        name: tuple[str, str, str] | None = None,
    ) -> Job:
        given, infix, family = name or next(self.drawn)
        hours = "36" if role.startswith("lead") else self.random.choice(("36", "36", "32", "32", "28,8", "24", "20"))
        start = self.season.past.starts_on - timedelta(days=self.random.randrange(200, 7000))
        made = Job(
            str(self.next_number), 1, given, infix, family, department.code, position, hours, start, None, manager, role
        )
        self.next_number += 1
        self.jobs.append(made)
        return made

    def second_jobs(self) -> None:
        """Two people work for two managers."""
        for role, first, second, position in (
            ("two_jobs:1", "burgerzaken", "personeel", "Medewerker communicatie"),
            ("two_jobs:2", "vergunningen", "ruimte", "Adviseur wonen"),
        ):
            place = next(
                n for n, job in enumerate(self.jobs) if job.department == first and not job.role and n % 3 == 0
            )
            self.jobs[place] = replace(self.jobs[place], role=role, hours="20")
            self.jobs.append(
                replace(
                    self.jobs[place], sequence=2, role=f"{role}:second", hours="12", department=second,
                    position=position, manager=self.leads[second],
                )
            )  # fmt: skip

    def marks(self) -> None:
        """Who goes another way: on leave, an intern, a stand-in, and somebody who left last year."""
        left = self.season.past.planning_until + timedelta(days=20)
        self._mark("on_leave", "sociaal-domein")
        self._mark("stand_in", "vergunningen")
        place = self._mark("intern", "samenleving")
        self.jobs[place] = replace(self.jobs[place], position="Stagiair beleid", hours="24")
        place = self._mark("left_last_year", "bedrijfsvoering")
        self.jobs[place] = replace(self.jobs[place], end=left)

    def _mark(self, role: str, department: str) -> int:
        place = max(n for n, job in enumerate(self.jobs) if job.department == department and not job.role)
        self.jobs[place] = replace(self.jobs[place], role=role)
        return place

    def changes(self) -> None:
        """This year: a team leader left and an interim came, somebody else leaves, two people join."""
        today, here = self.season.today, {job.role: job for job in self.jobs}
        old = here["lead:openbare-ruimte"]
        self.later.append(replace(old, end=today - timedelta(days=55)))
        interim = self._new(
            "openbare-ruimte", "Interim-teamleider Openbare ruimte", here["lead:ruimte"].number, "interim"
        )
        interim = replace(interim, start=today - timedelta(days=62), end=today + timedelta(days=150))
        self.later.append(interim)
        team = [job for job in self.jobs if job.manager == old.number]
        self.later += [replace(job, manager=interim.number) for job in team]
        leaver = [job for job in self.jobs if job.department == "sociaal-domein" and not job.role][4]
        self.joiner.append(replace(leaver, end=today + timedelta(days=20), role="leaver"))
        for code, role, days in (("bedrijfsvoering", "joiner", -24), ("vergunningen", "starts_later", 21)):
            new = self._new(code, _of(code).positions[0], self.leads[code], role)
            self.joiner.append(replace(new, start=today + timedelta(days=days)))

    def _new(self, code: str, position: str, manager: str, role: str) -> Job:
        made = self.job(_of(code), position, manager, role)
        self.jobs.remove(made)
        return made


def _code_of(name: str) -> str:
    return next((department.code for department in DEPARTMENTS if department.name == name), "")


def _of(code: str) -> Department:
    return next(department for department in DEPARTMENTS if department.code == code)


def staff_list(jobs: Sequence[Job]) -> bytes:
    """The jobs as a payroll system would write them: semicolons, Dutch dates, decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    writer.writerows(_line(job) for job in jobs)
    return out.getvalue().encode("utf-8-sig")


def _line(job: Job) -> list[str]:
    department = _of(job.department)
    end = f"{job.end:%d-%m-%Y}" if job.end else ""
    who = [job.number, str(job.sequence), job.given, job.infix, job.family, job.email]
    where = [department.code, department.name, department.above, job.position, job.hours]
    return [*who, *where, f"{job.start:%d-%m-%Y}", end, job.manager]
