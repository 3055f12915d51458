"""Everyday names; who gets which is drawn with the demo's seed."""

from __future__ import annotations

from random import Random

from db.demo import texts
from domain.names import split_infix


def draw(random: Random, count: int, taken: set[str]) -> list[tuple[str, str, str]]:
    """So many different names as (given name, infix, family name), none of them in `taken`."""
    given_names, family_names = texts.names()
    found: list[tuple[str, str, str]] = []
    seen = set(taken)
    while len(found) < count:
        given, family = random.choice(given_names), random.choice(family_names)
        if f"{given} {family}" not in seen:
            seen.add(f"{given} {family}")
            found.append((given, *split_infix(family)))
    return found
