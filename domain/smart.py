"""A checklist for a result: hints that help and never block. No scoring of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.plan import PlanRow
from domain.values import date_or_none

# Words that promise movement but name no end: a hint unless a number stands beside them.
_VAGUE = {
    "nl": ("streven", "bijdragen", "verbeteren", "optimaliseren", "bevorderen", "zo veel mogelijk", "zo goed mogelijk"),
    "en": (
        "strive",
        "contribute",
        "improve",
        "optimise",
        "optimize",
        "promote",
        "as much as possible",
        "as well as possible",
    ),
}
_JOINED = re.compile(r"\b(en|and)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hint:
    """Key of the text, and the word it is about."""

    key: str
    word: str = ""


def hints(row: PlanRow, period_until: date, others: Sequence[PlanRow] = ()) -> list[Hint]:
    """Hints for one result, at most one per letter of SMART."""
    title, measure = row.text("title"), row.text("measure")
    found: list[Hint] = []
    if _JOINED.search(title):
        found.append(Hint("smart.s"))
    if word := vague_word(title):
        found.append(Hint("smart.vague", word))
    elif measure.strip() and not re.search(r"\d", measure) and len(measure.split()) < 4:
        found.append(Hint("smart.m"))
    due = [date_or_none(each.text("due_on")) for each in (row, *others)]
    if len(due) > 1 and all(day == period_until for day in due):
        found.append(Hint("smart.t"))
    return found


def vague_word(text: str) -> str | None:
    """The first word that is hard to measure, unless the text holds a number."""
    if re.search(r"\d", text):
        return None
    lower = text.lower()
    return next((word for words in _VAGUE.values() for word in words if re.search(rf"\b{word}", lower)), None)
