"""Small groups stay hidden, also from somebody who adds and subtracts what is shown (DOMAIN 4.3)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.suppression import MINIMUM, TOTAL, Cell, Shown, Table, chosen_minimum, suppress

ROOT = "organisatie"


def table(rows: dict[str, list[int]], parents: dict[str, str | None] | None = None) -> Table:
    """A table in which every unit is a person of their own."""
    tree = parents or {ROOT: None, **dict.fromkeys(rows, ROOT)}
    columns = range(len(next(iter(rows.values()))))
    persons = {
        (row, column): frozenset(f"{row}.{column}.{n}" for n in range(numbers[column]))
        for row, numbers in rows.items()
        for column in columns
    }
    return Table(tree, list(columns), persons, {cell: len(group) for cell, group in persons.items()})


def sums(made: Table) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every sum that an attacker can use, written out independently of the code under test."""
    columns = [*made.columns, TOTAL]
    for row in made.parents:
        yield (row, TOTAL), [(row, column) for column in made.columns]
        below = [child for child, parent in made.parents.items() if parent == row]
        if below:
            yield from (((row, column), [(child, column) for child in below]) for column in columns)


def all_cells(made: Table) -> list[Cell]:
    return [(row, column) for row in made.parents for column in [*made.columns, TOTAL]]


def bounds(made: Table, shown: Shown, least: int = 0, most: int = 400) -> dict[Cell, tuple[int, int]]:
    """What interval propagation says of every cell: an attacker who only adds and subtracts."""
    span = {cell: (shown.values[cell],) * 2 if cell in shown.values else (least, most) for cell in all_cells(made)}
    lines = list(sums(made))
    changed = True
    while changed:
        changed = False
        for total, parts in lines:
            low, high = sum(span[p][0] for p in parts), sum(span[p][1] for p in parts)
            steps = [(total, (low, high))]
            steps += [(p, (span[total][0] - (high - span[p][1]), span[total][1] - (low - span[p][0]))) for p in parts]
            for cell, (lower, upper) in steps:
                better = (max(span[cell][0], lower), min(span[cell][1], upper))
                if better != span[cell]:
                    span[cell], changed = better, True
    return span


def possible(made: Table, shown: Shown, least: int) -> dict[Cell, set[int]]:
    """The values that each hidden cell takes in tables that look the same: brute force, one up or down per leaf."""
    parents = set(made.parents.values())
    leaves = [(row, column) for row in made.parents if row not in parents for column in made.columns]
    truth = made.values
    choices = [[truth[c]] if c in shown.values else around(truth[c], least) for c in leaves]
    lines = list(sums(made))
    found: dict[Cell, set[int]] = {cell: set() for cell in shown.hidden}
    for guess in itertools.product(*choices):
        full = dict(zip(leaves, guess, strict=True))
        for total, parts in sorted(lines, key=lambda line: depth(made, line[0])):
            if all(part in full for part in parts):
                full.setdefault(total, sum(full[part] for part in parts))
        if all(full.get(cell) == value for cell, value in shown.values.items()):
            for cell in found:
                found[cell].add(full[cell])
    return found


def around(value: int, least: int) -> range:
    """The value itself, one less unless everyone knows that it cannot be less, one more."""
    return range(value if value <= least else value - 1, value + 2)


def depth(made: Table, cell: Cell) -> tuple[int, bool]:
    level, row = 0, cell[0]
    while made.parents[row] is not None:
        level, row = level - 1, made.parents[row]
    return level, cell[1] == TOTAL


def test_a_group_of_four_is_hidden_and_a_group_of_five_is_shown() -> None:
    made = table({"zorg": [4, 9], "advies": [5, 9], "beheer": [6, 6], "bouw": [4, 9]})
    shown = suppress(made)
    assert ("zorg", 0) in shown.hidden
    assert shown.values["advies", 0] == 5
    assert 4 not in shown.values.values()


def test_one_hidden_cell_takes_the_next_smallest_of_its_row_and_column_along() -> None:
    made = table({"zorg": [2, 9, 8], "advies": [7, 9, 6], "beheer": [20, 30, 40]})
    shown = suppress(made)
    assert {("zorg", 0), ("zorg", 2), ("advies", 0), ("advies", 2)} == shown.hidden


def test_a_sum_never_leaves_over_fewer_than_five() -> None:
    made = table({"zorg": [2, 1, 9], "advies": [1, 1, 9], "beheer": [10, 10, 10]})
    shown = suppress(made)
    for total, parts in sums(made):
        secret = [part for part in parts if part in shown.hidden]
        if total in shown.values and secret:
            rest = shown.values[total] - sum(shown.values[part] for part in parts if part in shown.values)
            assert rest >= MINIMUM


def test_somebody_who_asked_twice_counts_as_one_person() -> None:
    same = frozenset({"anna", "bram", "cas", "dina"})
    made = Table({ROOT: None}, ["cursus", "coaching"], {(ROOT, "cursus"): same, (ROOT, "coaching"): same},
                 {(ROOT, "cursus"): 8, (ROOT, "coaching"): 8})  # fmt: skip
    assert suppress(made).values == {}


def test_nothing_asked_is_as_secret_as_little_asked() -> None:
    made = table({"zorg": [0, 9], "advies": [12, 9], "beheer": [12, 9]})
    assert ("zorg", 0) in suppress(made).hidden
    assert suppress(made, hide_zero=False).values["zorg", 0] == 0


def test_a_department_with_teams_does_not_give_its_small_team_away() -> None:
    tree = {ROOT: None, "sociaal": ROOT, "wmo": "sociaal", "jeugd": "sociaal", "beheer": ROOT}
    made = table({"wmo": [3, 20], "jeugd": [15, 20], "beheer": [15, 20]}, tree)
    shown = suppress(made)
    assert ("wmo", 0) in shown.hidden
    assert ("jeugd", 0) in shown.hidden
    assert shown.values["sociaal", 0] == 18


def test_staff_placed_directly_in_a_department_with_teams_cannot_be_computed() -> None:
    tree = {ROOT: None, "sociaal": ROOT, "wmo": "sociaal", "direct": "sociaal", "beheer": ROOT}
    open_table = table({"wmo": [15, 20], "direct": [1, 20], "beheer": [15, 20]}, tree)
    made = Table(tree, open_table.columns, open_table.persons, open_table.values, frozenset({"direct"}))
    shown = suppress(made)
    assert not any(cell[0] == "direct" for cell in shown.values)
    assert ("wmo", 0) in shown.hidden or ("sociaal", 0) in shown.hidden


def test_costs_are_hidden_wherever_the_numbers_are() -> None:
    made = table({"zorg": [2, 9, 8], "advies": [7, 9, 6], "beheer": [20, 30, 40]})
    numbers = suppress(made)
    costs = suppress(Table(made.parents, made.columns, made.persons, {c: 100_00 * n for c, n in made.values.items()}),
                     already=numbers.hidden)  # fmt: skip
    assert numbers.hidden <= costs.hidden


def test_hr_may_raise_the_minimum_and_never_lower_it() -> None:
    assert [chosen_minimum(text) for text in (None, "", "3", "10", "tien")] == [5, 5, 5, 10, 5]
    made = table({"zorg": [9, 20], "advies": [20, 20], "beheer": [20, 20]})
    assert ("zorg", 0) in suppress(made, 10).hidden
    assert suppress(made).hidden == frozenset()


SMALL = st.integers(min_value=0, max_value=7)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(SMALL, min_size=2, max_size=2), min_size=2, max_size=3), st.booleans())
def test_no_hidden_cell_follows_from_the_shown_ones_by_brute_force(numbers: list[list[int]], hide_zero: bool) -> None:
    made = table({f"r{n}": row for n, row in enumerate(numbers)})
    shown = suppress(made, hide_zero=hide_zero)
    least = 0 if hide_zero else 1
    for cell, values in possible(made, shown, least).items():
        assert len(values) > 1 or (not hide_zero and not made.persons.get(cell)), (numbers, cell, values, shown.values)


@settings(max_examples=40, deadline=None)
@given(st.lists(SMALL, min_size=3, max_size=3), st.lists(SMALL, min_size=3, max_size=3))
def test_no_hidden_cell_of_a_tree_follows_by_brute_force(left: list[int], right: list[int]) -> None:
    tree = {ROOT: None, "sociaal": ROOT, "wmo": "sociaal", "jeugd": "sociaal", "beheer": ROOT}
    rows = {name: [a, b] for name, a, b in zip(("wmo", "jeugd", "beheer"), left, right, strict=True)}
    made = table(rows, tree)
    shown = suppress(made)
    for cell, values in possible(made, shown, 0).items():
        assert len(values) > 1, (rows, cell, values, shown.values)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=6, max_size=6),
    st.sampled_from([5, 10]),
)
def test_in_larger_tables_adding_and_subtracting_pins_no_hidden_cell(numbers: list[list[int]], minimum: int) -> None:
    tree = {ROOT: None, "noord": ROOT, "zuid": ROOT, **{f"r{n}": "noord" if n % 2 else "zuid" for n in range(6)}}
    made = table({f"r{n}": row for n, row in enumerate(numbers)}, tree)
    shown = suppress(made, minimum)
    span = bounds(made, shown)
    for cell in shown.hidden:
        low, high = span[cell]
        assert low < high
    assert all(len(made.persons[c]) >= minimum for c in made.persons if c in shown.values)


@pytest.mark.parametrize("rows", [12, 40])
def test_a_large_organisation_is_quick_enough(rows: int) -> None:
    numbers = {f"r{n}": [(n * 7 + k * 3) % 11 for k in range(4)] for n in range(rows)}
    shown = suppress(table(numbers))
    assert shown.values[ROOT, TOTAL] == sum(sum(row) for row in numbers.values())
