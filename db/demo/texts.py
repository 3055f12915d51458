"""What people wrote: drawn from db/demo/texts.toml."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from domain.plan import Priority, Section

_FILE = Path(__file__).parent / "texts.toml"


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def names() -> tuple[list[str], list[str]]:
    """Given names and family names (these with their infix)."""
    found = _texts()["names"]
    return found["given"], found["family"]


def goals() -> Mapping[str, list[str]]:
    """The year's goals by department code; `organisatie` for the whole organisation."""
    found: Mapping[str, list[str]] = _texts()["goals"]
    return found


def answer(random: Random, question: str) -> str:
    """An answer to a question of the preparation form."""
    return str(random.choice(_texts()["answers"][question]))


def text(random: Random, kind: str) -> str:
    """A place, a remark, a statement, a reason."""
    return str(random.choice(_texts()["texts"][kind]))


def revision() -> str:
    """The sentence that a revised agreement gets."""
    return str(_texts()["texts"]["revision"])


def results(random: Random, department: str, count: int) -> list[dict[str, str]]:
    """Different results that suit a department: title and measure."""
    return [dict(each) for each in random.sample(_texts()["results"][department], count)]


def competence(random: Random, section: Section) -> dict[str, str]:
    """Behaviour, knowledge or a skill: title and what it is visible through."""
    return dict(random.choice(_texts()[section.value]))


def development(number: int) -> dict[str, Any]:
    """The development wish with this number; they come round, so that every type occurs."""
    found = _texts()["development"]
    return dict(found[number % len(found)])


def priority(random: Random) -> str:
    """High, middle or low."""
    return random.choice(list(Priority)).value


def due(random: Random, first: date, last: date) -> str:
    """A first or fifteenth of a month between two days, as people type it; the last day when there is none."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    fitting = [day for day in days if day.day in (1, 15)]
    return f"{random.choice(fitting or [last]):%d-%m-%Y}"


def rows(found: list[dict[str, str]]) -> str:
    """Rows as a preparation stores them."""
    return json.dumps(found, ensure_ascii=False)
