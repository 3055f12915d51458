"""Numbers in words: fractions with their percentage, hidden numbers, departments."""

from __future__ import annotations

from components import page, session
from domain.figures import DepartmentCounts
from domain.suppression import MINIMUM
from i18n import formats


def fraction(part: int, whole: int) -> str:
    """`45 of 144 (31%)`; an en dash when there is nothing to divide by."""
    share = formats.percent(part, whole)
    return session.t()("figures.share", part=part, whole=whole, percent=share) if whole else share


def careful_fraction(part: int, whole: int) -> str:
    """The same, but a whole of fewer than five is told in words."""
    return hidden(MINIMUM) if 0 < whole < MINIMUM else fraction(part, whole)


def hidden(minimum: int) -> str:
    """What stands where a number is hidden."""
    return session.t()("figures.hidden", n=minimum)


def number(value: int | None, minimum: int) -> str:
    """A number, or the words for a hidden one."""
    return hidden(minimum) if value is None else formats.number(value, session.language())


def euros(cents: int | None, minimum: int) -> str:
    """An amount, or the words for a hidden one."""
    return hidden(minimum) if cents is None else formats.euros(cents, session.language())


def indented(name: str, level: int) -> str:
    """A department in a table: teams stand in with a dash."""
    return page.plain("– " * level + name)


def department_options(rows: list[DepartmentCounts]) -> dict[str, str]:
    """id -> name, for a choice of departments in reading order."""
    return {str(row.department.id): "– " * row.level + row.department.name for row in rows}
