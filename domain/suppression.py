"""Which cells of a table stay hidden so that no small group can be read, or computed from what is shown.

A table is a tree of rows (the organisation, its departments, their teams) by flat columns, with a total per row. Every
cell stands for a set of persons and holds an additive number (requests, or cents). Three rules decide (DOMAIN 4.3):

1. a cell with fewer persons than the minimum is hidden, and a zero too where zero itself says something;
2. what a shown total leaves over for its hidden parts is itself at least the minimum of persons;
3. no hidden number follows from the shown ones: for each there is another table that looks the same.

Rule 3 is exact. Such a table is a flow: every cell is an edge, every sum a node where as much comes in as goes out.
A hidden cell can hold another number exactly when its edge lies on a cycle of hidden edges along which one unit can be
pushed; an edge that holds zero can be pushed forward only.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MINIMUM = 5
TOTAL = "total"
Row = Hashable
Column = Hashable
Cell = tuple[Row, Column]
_Node = tuple[str, Row, Column]
_Arcs = dict[_Node, list[tuple[_Node, Cell]]]
_SOURCE: _Node = ("source", "", "")


@dataclass(frozen=True)
class Table:
    """The open table, before anything is hidden.

    `parents`: row -> the row above it, None for the one root. `persons` and `values` are given for the leaves
    (row, column); missing ones are empty. Rows in `silent` are never printed (staff placed directly in a department
    that has teams).
    """

    parents: Mapping[Row, Row | None]
    columns: Sequence[Column]
    persons: Mapping[Cell, frozenset[Hashable]]
    values: Mapping[Cell, int]
    silent: frozenset[Row] = frozenset()


@dataclass(frozen=True)
class Shown:
    """What may leave: the number of every cell that is not hidden, totals under the column TOTAL."""

    values: Mapping[Cell, int]
    hidden: frozenset[Cell]


def suppress(
    table: Table, minimum: int = MINIMUM, *, hide_zero: bool = True, already: frozenset[Cell] = frozenset()
) -> Shown:
    """Hide by the three rules. `already` names cells that another table over the same persons hides."""
    whole = _Whole(table)
    hidden = set(already) | {cell for cell in whole.cells if cell[0] in table.silent}
    for cell in whole.cells:
        count = len(whole.persons[cell])
        if count < minimum and (count or hide_zero):
            hidden.add(cell)
    while added := _small_remainders(whole, hidden, minimum, hide_zero) or _pinned(whole, hidden, hide_zero):
        hidden |= added
    shown = {cell: whole.values[cell] for cell in whole.cells if cell not in hidden}
    return Shown(shown, frozenset(hidden))


def chosen_minimum(setting: str | None) -> int:
    """The minimum that HR chose; never below five."""
    return max(MINIMUM, int(setting)) if setting and setting.isdigit() else MINIMUM


class _Whole:
    """Every cell with totals, the sums between them, and the same as a graph."""

    def __init__(self, table: Table) -> None:
        self.children: dict[Row, list[Row]] = {row: [] for row in table.parents}
        for row, parent in table.parents.items():
            if parent is not None:
                self.children[parent].append(row)
        self.parents = table.parents
        self.columns = [*table.columns, TOTAL]
        self.cells = [(row, column) for row in table.parents for column in self.columns]
        self.order = {cell: place for place, cell in enumerate(self.cells)}
        self.persons: dict[Cell, frozenset[Hashable]] = {}
        self.values: dict[Cell, int] = {}
        for root in (row for row, parent in table.parents.items() if parent is None):
            self._fill(table, root)
        self.lines = list(self._lines())
        self.lines_of: dict[Cell, list[tuple[Cell, list[Cell]]]] = {cell: [] for cell in self.cells}
        for total, parts in self.lines:
            for cell in (total, *parts):
                self.lines_of[cell].append((total, parts))
        self.edges = {cell: self._edge(cell) for cell in self.cells}

    def _fill(self, table: Table, row: Row) -> None:
        for child in self.children[row]:
            self._fill(table, child)
        for column in table.columns:
            below = [(child, column) for child in self.children[row]]
            if below:
                self._sum((row, column), below)
            else:
                self.persons[row, column] = table.persons.get((row, column), frozenset())
                self.values[row, column] = table.values.get((row, column), 0)
        self._sum((row, TOTAL), [(row, column) for column in table.columns])

    def _sum(self, total: Cell, parts: list[Cell]) -> None:
        self.persons[total] = frozenset().union(*(self.persons[part] for part in parts))
        self.values[total] = sum(self.values[part] for part in parts)

    def _lines(self) -> Iterator[tuple[Cell, list[Cell]]]:
        for row in self.parents:
            yield (row, TOTAL), [(row, column) for column in self.columns[:-1]]
            if self.children[row]:
                for column in self.columns:
                    yield (row, column), [(child, column) for child in self.children[row]]

    def _edge(self, cell: Cell) -> tuple[_Node, _Node]:
        row, column = cell
        parent = self.parents[row]
        above: _Node = _SOURCE if parent is None else ("node", parent, column)
        here: _Node = ("node", row, column) if self.children[row] else ("leaf", row, "")
        return (here, above) if column == TOTAL else (above, here)


def _small_remainders(whole: _Whole, hidden: set[Cell], minimum: int, hide_zero: bool) -> set[Cell]:
    """One more cell for every sum whose hidden rest is too small a group, or is a single cell."""
    added: set[Cell] = set()
    for total, parts in whole.lines:
        secret = [part for part in parts if part in hidden]
        if total in hidden:
            if not secret and parts:
                added.add(_smallest(whole, parts))
            continue
        rest = frozenset().union(*(whole.persons[part] for part in secret))
        if secret and (len(secret) == 1 or len(rest) < minimum) and (rest or hide_zero):
            open_parts = [part for part in parts if part not in hidden]
            added.add(_smallest(whole, open_parts) if open_parts else total)
    return added


def _smallest(whole: _Whole, cells: Sequence[Cell]) -> Cell:
    return min(cells, key=lambda cell: (not whole.persons[cell], len(whole.persons[cell]), whole.values[cell]))


def _pinned(whole: _Whole, hidden: set[Cell], hide_zero: bool) -> set[Cell]:
    """One more cell beside the first hidden cell that could be computed; empty when there is none."""
    # Where zeros are shown, everyone knows that a hidden number is at least one.
    arcs = _arcs(whole, hidden, least=0 if hide_zero else 1)
    for cell in sorted(hidden, key=whole.order.__getitem__):
        if (whole.persons[cell] or hide_zero) and not _can_differ(arcs, whole.edges[cell], cell):
            return {_smallest(whole, _beside(whole, hidden, cell))}
    return set()


def _beside(whole: _Whole, hidden: set[Cell], cell: Cell) -> list[Cell]:
    """The shown cells to choose from: in the same sums, else their totals, else anywhere."""
    parts = [part for _, parts in whole.lines_of[cell] for part in parts if part not in hidden]
    totals = [total for total, _ in whole.lines_of[cell] if total not in hidden]
    return parts or totals or [other for other in whole.cells if other not in hidden]


def _arcs(whole: _Whole, hidden: set[Cell], least: int) -> _Arcs:
    """From each node, where one unit more (or less) of a hidden cell leads."""
    arcs: _Arcs = {}
    for cell in hidden:
        tail, head = whole.edges[cell]
        arcs.setdefault(tail, []).append((head, cell))
        if whole.values[cell] > least:
            arcs.setdefault(head, []).append((tail, cell))
    return arcs


def _can_differ(arcs: _Arcs, edge: tuple[_Node, _Node], cell: Cell) -> bool:
    tail, head = edge
    less = any(other == cell for _, other in arcs.get(head, ()))
    return _reaches(arcs, head, tail, cell) or (less and _reaches(arcs, tail, head, cell))


def _reaches(arcs: _Arcs, start: _Node, goal: _Node, without: Cell) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for node, cell in arcs.get(waiting.pop(), ()):
            if cell == without or node in seen:
                continue
            if node == goal:
                return True
            seen.add(node)
            waiting.append(node)
    return False
