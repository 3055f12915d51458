"""Who acts: a person with granted roles, or somebody at the server's console."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Roles that are granted. Manager is not among them: that is a relation to an employment."""

    HR = "hr"
    ADMINISTRATOR = "administrator"
    WORKS_COUNCIL = "works_council"
    CONSOLE = "console"  # whoever can reach the server's files: cli.py; never granted


@dataclass(frozen=True)
class Actor:
    """The one who asks. Loaded afresh for each request; never kept in a session's state."""

    person_id: UUID | None
    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    language: str = "nl"

    def has(self, role: Role) -> bool:
        """Whether the role was granted."""
        return role in self.roles


CONSOLE = Actor(None, "console", frozenset({Role.CONSOLE}))
