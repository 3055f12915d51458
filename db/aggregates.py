"""Figures for those who may see counts only: small groups are hidden here, before anything leaves the file."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import settings
from db import cycles, figures, queries
from db.connection import Cursor, Database
from db.cycles import Cycle
from db.verbs import permit
from domain.actor import Actor
from domain.deadlines import local_date
from domain.figures import SMALL_ORGANISATION, Department, DevelopmentGroup, development_group, levels
from domain.permissions import Permission
from domain.suppression import TOTAL, Cell, Shown, Table, chosen_minimum, suppress

WHOLE = "whole"  # the row of the organisation
PARTS = ("final", "held", "open")  # final; held but not final; not held
_sql = queries.load("figures")


@dataclass(frozen=True)
class Line:
    """One row of a table. A number that is hidden is None; there is no way to tell a small one from its cover."""

    department: Department | None
    level: int
    numbers: Mapping[str, int | None]


@dataclass(frozen=True)
class Development:
    """Development requests of a cycle up to and including `until`, the whole organisation first.

    `requests` and `cents` have a number per DevelopmentGroup and under "total". `small`: the organisation is so small
    that only the whole is given. `minimum`: the smallest group that is shown.
    """

    cycle: Cycle
    until: date
    minimum: int
    small: bool
    requests: list[Line]
    cents: list[Line]


@dataclass(frozen=True)
class Summary:
    """How far a cycle is, without names, the whole first, then the departments of the first level.

    Numbers: "final", "held" (not final yet), "open" (not held) and "total".
    """

    cycle: Cycle
    day: date
    minimum: int
    small: bool
    lines: list[Line]


def development(db: Database, actor: Actor, cycle_id: UUID, today: date, *, now: datetime) -> Development:
    """Development requests by kind and department with their cost, small groups hidden.

    A daily snapshot: what came in today shows tomorrow, and no other day can be asked, so that two answers do not
    differ by one person's request at the reader's choice.
    """
    permit(db, actor, Permission.FIGURES_READ, "figures.development", "cycle", cycle_id, now=now)
    until = min(today, local_date(now, settings.current.zone)) - timedelta(days=1)
    with db.read() as cursor:
        found = cycles.load(cursor, cycle_id)
        tree, small = _tree(cursor, found, today)
        minimum = chosen_minimum(_sql.minimum_group.value(cursor))
        rows = _sql.requests.all(cursor, cycle_id=cycle_id, day=min(today, found.ends_on), until=figures.end_of(until))
    for row in rows:
        row["column"] = development_group(row["type"])
    columns = [group.value for group in DevelopmentGroup]
    numbers = suppress(_table(tree, rows, columns, "n"), minimum)
    costs = suppress(_table(tree, rows, columns, "cents"), minimum, already=numbers.hidden)
    return Development(found, until, minimum, small, _lines(tree, columns, numbers), _lines(tree, columns, costs))


def summary(db: Database, actor: Actor, cycle_id: UUID, day: date, *, now: datetime) -> Summary:
    """How far the conversations are, for the works council: counts of at least the minimum, no names.

    Up to yesterday, like `development`: who looks twice a day does not see one person move.
    """
    permit(db, actor, Permission.FIGURES_READ, "figures.summary", "cycle", cycle_id, now=now)
    day = min(day, local_date(now, settings.current.zone) - timedelta(days=1))
    with db.read() as cursor:
        found = cycles.load(cursor, cycle_id)
        tree, small = _tree(cursor, found, day)
        minimum = chosen_minimum(_sql.minimum_group.value(cursor))
        rows = [row for row in figures.facts(cursor, found, day, now, by_person=True) if not row["excluded"]]
    tops = _tops(tree)
    for row in rows:
        row["column"] = "final" if row["stage"] == "final" else "held" if row["held"] else "open"
        row["department_id"] = tops.get(row["department_id"])
    # Only first-level departments with somebody who counts: an empty one would cover for nothing.
    tree = [(replace(one, staffed=False), level) for one, level in tree if not level]
    # A zero tells nothing here that the calendar does not: nobody is final on the first day.
    shown = suppress(_table(tree, rows, PARTS, "n"), minimum, hide_zero=False)
    return Summary(found, day, minimum, small, _lines(tree, PARTS, shown))


def _tree(cursor: Cursor, found: Cycle, day: date) -> tuple[list[tuple[Department, int]], bool]:
    """The departments to show with their depth; none in a small organisation."""
    small = _sql.people_placed.value(cursor, day=min(day, found.ends_on)) < SMALL_ORGANISATION
    return ([] if small else levels(figures.departments(cursor, found, day))), small


def _tops(tree: list[tuple[Department, int]]) -> dict[UUID | None, UUID]:
    """Each department's own top: the works council sees the first level."""
    tops: dict[UUID | None, UUID] = {}
    top: Department | None = None
    for one, level in tree:
        top = one if not level or top is None else top
        tops[one.id] = top.id
    return tops


def _table(
    tree: list[tuple[Department, int]], rows: Iterable[Mapping[str, Any]], columns: Iterable[str], number: str
) -> Table:
    """The open table over the departments where somebody works: everyone knows the zero of an empty one."""
    place = _Places(tree)
    persons: dict[Cell, frozenset[Hashable]] = {}
    values: dict[Cell, int] = {}
    leaves = {place.leaf(one.id) for one, _ in tree if one.staffed}
    for row in rows:
        leaf = place.leaf(row["department_id"])
        cell = (leaf, row["column"])
        leaves.add(leaf)
        persons[cell] = persons.get(cell, frozenset()) | {row["person_id"]}
        values[cell] = values.get(cell, 0) + row[number]
    parents = place.upwards(leaves)
    silent = frozenset(row for row in parents if isinstance(row, tuple))
    return Table(parents, list(columns), persons, values, silent)


class _Places:
    """Where in the table somebody's numbers belong."""

    def __init__(self, tree: list[tuple[Department, int]]) -> None:
        self.known = {one.id: one for one, _ in tree}
        self.with_teams = {one.parent_id for one, level in tree if level}

    def leaf(self, department_id: UUID | None) -> Hashable:
        """The lowest row; who is placed in a department that has teams gets a row of its own, never printed."""
        if not self.known:
            return WHOLE
        if department_id is None or department_id not in self.known:
            return ("direct", WHOLE)
        return ("direct", department_id) if department_id in self.with_teams else department_id

    def upwards(self, leaves: Iterable[Hashable]) -> dict[Hashable, Hashable | None]:
        """The rows from these leaves to the organisation, each with the row above it."""
        parents: dict[Hashable, Hashable | None] = {WHOLE: None}
        for leaf in leaves:
            row = leaf
            while row not in parents:
                parents[row] = self._above(row)
                row = self._above(row)
        return parents

    def _above(self, row: Hashable) -> Hashable:
        if isinstance(row, tuple):
            owner: Hashable = row[1]
            return owner
        parent = self.known[row].parent_id if isinstance(row, UUID) else None
        return parent if parent in self.known else WHOLE


def _lines(tree: list[tuple[Department, int]], columns: Iterable[str], shown: Shown) -> list[Line]:
    """The printed rows: the organisation, then the departments in reading order."""
    names = [*columns, TOTAL]
    printed = {row for row, _ in shown.values} | {row for row, _ in shown.hidden}
    rows: list[tuple[Department | None, int, Hashable]] = [(None, 0, WHOLE)]
    rows += [(one, level + 1, one.id) for one, level in tree if one.id in printed]
    return [
        Line(department, level, {name: shown.values.get((row, name)) for name in names})
        for department, level, row in rows
    ]
