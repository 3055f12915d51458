"""Who leads whom, seen as a graph: nobody may lead themselves by way of others."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def circles(managers: Mapping[K, Collection[K]]) -> list[list[K]]:
    """The circles in `person -> their managers`, each in the order of the line; empty when there are none."""
    remaining = _without_top({person: list(chiefs) for person, chiefs in managers.items()})
    found = []
    while remaining:
        circle = _walk(remaining)
        found.append(circle)
        for person in circle:
            del remaining[person]
        remaining = _without_top(remaining)
    return found


def _without_top(managers: dict[K, list[K]]) -> dict[K, list[K]]:
    # Whoever's line ends at the top is in no circle. Removes from the top down, each person once.
    led: dict[K, list[K]] = {}
    open_lines = dict.fromkeys(managers, 0)
    for person, chiefs in managers.items():
        for chief in chiefs:
            if chief in managers:
                led.setdefault(chief, []).append(person)
                open_lines[person] += 1
    clear = [person for person, count in open_lines.items() if count == 0]
    while clear:
        done = clear.pop()
        del open_lines[done]
        for person in led.get(done, []):
            open_lines[person] -= 1
            if open_lines[person] == 0:
                clear.append(person)
    return {person: [chief for chief in managers[person] if chief in open_lines] for person in open_lines}


def _walk(managers: dict[K, list[K]]) -> list[K]:
    person = next(iter(managers))
    path: list[K] = []
    while person not in path:
        path.append(person)
        person = managers[person][0]
    return path[path.index(person) :]
