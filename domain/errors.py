"""The refusals that a verb can raise. Each carries the key of its message; no text and no data of others."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a failure
    """A verb said no. `key` names the message in the catalogue, `params` fill it in."""

    default_key = "refuse.state"

    def __init__(self, key: str | None = None, /, **params: Any) -> None:
        self.key = key or self.default_key
        self.params: Mapping[str, Any] = params
        super().__init__(self.key)


class NotFound(Refused):
    """The object does not exist, or is not the actor's to know about: one answer for both."""

    default_key = "refuse.not_found"


class NotAllowed(Refused):
    """The actor may know the object but not do this."""

    default_key = "refuse.role_other"


class WrongState(Refused):
    """The action does not fit the present state."""

    default_key = "refuse.state"


class Conflict(Refused):
    """Somebody else was first. `params` may hold `theirs` and `mine`, so that nothing typed is lost."""

    default_key = "refuse.first"


@dataclasses.dataclass(frozen=True)
class FieldError:
    """One message beside one field. `field` is a path such as `result.3.due_on`; `key` names the message."""

    field: str
    key: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class Invalid(Refused):
    """Input that does not pass. `errors` holds a message per field, in the order of the form."""

    default_key = "valid.summary"

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("valid.summary", n=len(errors))
        self.errors = errors

    @classmethod
    def of(cls, field_name: str, key: str, /, **params: Any) -> Invalid:
        """One error at one field."""
        return cls([FieldError(field_name, key, params)])
