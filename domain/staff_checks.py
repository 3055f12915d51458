"""What must hold between the rows of a staff list, and between the list and the people we know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from domain.organisation import Organisation
from domain.reporting_lines import circles
from domain.staff_list import Column, Remark, StaffList, StaffRow
from domain.staff_values import slug

_ORDER = {column: order for order, column in enumerate(Column)}


def errors(staff: StaffList, organisation: Organisation, today: date) -> list[Remark]:
    """What stops the import, in the order of the rows: nothing is written while one is left."""
    checks = (_same_number(staff), _managers(staff, organisation), _manager_circles(staff, organisation, today))
    found = [*staff.errors, *chain.from_iterable(checks), *_departments(staff)]
    return sorted(found, key=_place)


def warnings(staff: StaffList, organisation: Organisation, today: date) -> list[Remark]:
    """What HR should know and may leave as it is."""
    found = [*_no_manager(staff, today), *_same_email(staff, organisation), *_manager_left(staff, today)]
    return sorted(found, key=_place)


def disappeared(staff: StaffList, organisation: Organisation, today: date) -> list[str]:
    """The names of people who are in service and not in the list. Nothing happens to them."""
    return [
        person.name
        for person in organisation.people.values()
        if person.number
        and person.number not in staff.numbers
        and any(job.in_service(today) for job in organisation.jobs_of(person.id))
    ]


def _place(remark: Remark) -> tuple[int, int]:
    return remark.row or 0, _ORDER[remark.column] if remark.column else 0


def _same_number(staff: StaffList) -> Iterator[Remark]:
    jobs: dict[tuple[str, int], int] = {}
    people: dict[str, StaffRow] = {}
    for row in staff.rows:
        other = jobs.setdefault((row.number, row.sequence), row.row)
        if other != row.row:
            params = {"id": row.number, "seq": row.sequence, "other": other}
            yield Remark(row.row, Column.NUMBER, "import.id_twice", params)
        first = people.setdefault(row.number, row)
        if (row.name, row.email) != (first.name, first.email):
            params = {"id": row.number, "other": first.row}
            yield Remark(row.row, Column.NUMBER, "people.import.name_differs", params)


def _managers(staff: StaffList, organisation: Organisation) -> Iterator[Remark]:
    for row in staff.rows:
        if row.manager and row.manager == row.number:
            yield Remark(row.row, Column.MANAGER, "import.manager_self")
        elif row.manager and row.manager not in staff.numbers and organisation.person(row.manager) is None:
            yield Remark(row.row, Column.MANAGER, "import.manager_unknown", {"id": row.manager})


def _manager_circles(staff: StaffList, organisation: Organisation, today: date) -> Iterator[Remark]:
    lines = _lines(staff, organisation, today)
    rows = {row.number: row for row in reversed(staff.rows)}
    for circle in circles(lines):
        start = min((number for number in circle if number in rows), key=lambda n: rows[n].row, default=None)
        if start is not None:
            turn = circle.index(start)
            names = [_name(number, rows, organisation) for number in circle[turn:] + circle[:turn]]
            yield Remark(rows[start].row, Column.MANAGER, "import.manager_circle", {"names": ", ".join(names)})


def _lines(staff: StaffList, organisation: Organisation, today: date) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for row in staff.rows:
        if row.end is None or row.end >= today:
            lines.setdefault(row.number, []).extend([row.manager] if row.manager not in ("", row.number) else [])
    listed = {(row.number, row.sequence) for row in staff.rows} if Column.MANAGER in staff.columns else set()
    for job in organisation.jobs.values():
        person, manager = organisation.people[job.person_id], organisation.people.get(job.manager_id or job.person_id)
        if job.manager_id and manager and job.in_service(today) and (person.number, job.sequence) not in listed:
            lines.setdefault(person.number or str(person.id), []).append(manager.number or str(manager.id))
    return lines


def _name(number: str, rows: dict[str, StaffRow], organisation: Organisation) -> str:
    if number in rows:
        return rows[number].name
    person = organisation.person(number)
    return person.name if person else number


def _departments(staff: StaffList) -> Iterator[Remark]:
    firsts: dict[str, StaffRow] = {}
    for row in staff.rows:
        first = firsts.setdefault(row.department_key, row)
        if slug(row.department) != slug(first.department):
            params = {"code": row.department_code, "other": first.row}
            yield Remark(row.row, Column.DEPARTMENT, "people.import.code_differs", params)
        if slug(row.department_above) != slug(first.department_above):
            params = {"name": row.department, "other": first.row}
            yield Remark(row.row, Column.DEPARTMENT_ABOVE, "people.import.above_differs", params)
    yield from _department_circles(list(firsts.values()))


def _department_circles(rows: list[StaffRow]) -> Iterator[Remark]:
    by_name = {slug(row.department): row for row in rows} | {row.department_key: row for row in rows}
    lines = {
        row.department_key: [by_name[above].department_key]
        for row in rows
        if (above := slug(row.department_above)) in by_name and row.department_above
    }
    for circle in circles(lines):
        names = ", ".join(by_name[key].department for key in circle)
        first = by_name[circle[0]]
        yield Remark(first.row, Column.DEPARTMENT_ABOVE, "people.import.department_circle", {"names": names})


def _no_manager(staff: StaffList, today: date) -> Iterator[Remark]:
    for row in staff.rows if Column.MANAGER in staff.columns else ():
        if not row.manager and not _gone(row.end, today):
            yield Remark(row.row, Column.MANAGER, "import.manager_missing")


def _same_email(staff: StaffList, organisation: Organisation) -> Iterator[Remark]:
    owners = {
        person.email.casefold(): (person.number, person.name)
        for person in organisation.people.values()
        if person.email and person.number
    }
    for row in staff.rows:
        number, name = owners.setdefault(row.email.casefold(), (row.number, row.name)) if row.email else ("", "")
        if row.email and number != row.number:
            yield Remark(row.row, Column.EMAIL, "import.email_twice", {"email": row.email, "name": name})


def _manager_left(staff: StaffList, today: date) -> Iterator[Remark]:
    ends: dict[str, list[date | None]] = {}
    names: dict[str, str] = {}
    for row in staff.rows:
        ends.setdefault(row.number, []).append(row.end)
        names[row.number] = row.name
    for row in staff.rows:
        if row.manager in ends and not _gone(row.end, today) and all(_gone(end, today) for end in ends[row.manager]):
            yield Remark(row.row, Column.MANAGER, "people.import.manager_left", {"name": names[row.manager]})


def _gone(end: date | None, today: date) -> bool:
    return end is not None and end < today
