"""Named SQL from `db/sql/*.sql`: `-- name: x`, one line that says what it answers, then the statement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from db.connection import Cursor

SQL = Path(__file__).parent / "sql"
_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
Row = dict[str, Any]


@dataclass(frozen=True)
class Query:
    """One statement and the `$parameters` it takes."""

    name: str
    text: str

    def run(self, cursor: Cursor, **params: Any) -> None:
        """Execute for its effect."""
        cursor.execute(self.text, params or None)

    def all(self, cursor: Cursor, **params: Any) -> list[Row]:
        """Every row as a dict."""
        result = cursor.execute(self.text, params or None)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def one(self, cursor: Cursor, **params: Any) -> Row | None:
        """The first row, or None."""
        rows = self.all(cursor, **params)
        return rows[0] if rows else None

    def value(self, cursor: Cursor, **params: Any) -> Any:
        """The first column of the first row, or None."""
        row = cursor.execute(self.text, params or None).fetchone()
        return row[0] if row else None

    def frame(self, cursor: Cursor, **params: Any) -> pd.DataFrame:
        """The whole answer as a frame: for aggregates only."""
        return cursor.execute(self.text, params or None).df()


class Queries:
    """The queries of one file as attributes."""

    def __init__(self, named: Mapping[str, Query]) -> None:
        self._named = named

    def __getattr__(self, name: str) -> Query:
        try:
            return self._named[name]
        except KeyError:
            raise AttributeError(f"no query named {name}") from None

    def names(self) -> list[str]:
        """All names in the file."""
        return list(self._named)


@cache
def load(noun: str) -> Queries:
    """The queries of `db/sql/<noun>.sql`."""
    parts = _NAME.split((SQL / f"{noun}.sql").read_text(encoding="utf-8"))
    return Queries({n: Query(n, body.strip().rstrip(";")) for n, body in zip(parts[1::2], parts[2::2], strict=True)})
