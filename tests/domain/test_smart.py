"""Hints at a result: they help, and never block."""

from datetime import date
from uuid import uuid4

import pytest

from domain.plan import PlanRow, ProposedBy, Section
from domain.smart import hints, vague_word

END = date(2027, 12, 31)


def result(title: str, measure: str = "12 van 12 dossiers akkoord", due_on: str = "01-07-2027") -> PlanRow:
    """A result."""
    return PlanRow(
        uuid4(), Section.RESULT, 1, ProposedBy.EMPLOYEE, {"title": title, "measure": measure, "due_on": due_on}
    )


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        (result("Alle dossiers zijn bijgewerkt"), []),
        (result("Dossiers bijgewerkt en klachten beantwoord"), ["smart.s"]),
        (result("De samenwerking verbeteren"), ["smart.vague"]),
        (result("Improve the archive"), ["smart.vague"]),
        (result("Wachttijd verbeteren van 10 naar 8 dagen"), []),
        (result("Alle dossiers zijn bijgewerkt", "Goed gevoel"), ["smart.m"]),
        (result("Alle dossiers zijn bijgewerkt", ""), []),
    ],
)
def test_a_result_gets_a_hint_where_it_is_hard_to_measure(row: PlanRow, keys: list[str]) -> None:
    assert [hint.key for hint in hints(row, END)] == keys


def test_everything_on_the_last_day_gets_a_hint() -> None:
    last = result("Rapport is af", due_on="31-12-2027")
    assert [hint.key for hint in hints(last, END, [last])] == ["smart.t"]
    assert hints(last, END) == [] and hints(last, END, [result("Ander")]) == []


def test_a_vague_word_is_named() -> None:
    assert vague_word("Wij streven naar rust") == "streven"
    assert vague_word("Rust") is None
