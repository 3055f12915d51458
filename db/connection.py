"""The one DuckDB file: one root connection, a cursor per unit of work, one write lock."""

from __future__ import annotations

import contextlib
import random
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import duckdb

Cursor = duckdb.DuckDBPyConnection
T = TypeVar("T")
_TRIES = 4


class FileInUse(Exception):  # noqa: N818 - a state of affairs that a person can end
    """Another process holds the file."""


class Database:
    """One per process. Reads share a snapshot; writes take turns behind one lock (see docs/architecture.md)."""

    def __init__(self, path: Path, memory: str = "1GB", threads: int = 2) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(stat.S_IRWXU)
        # temp_directory has to be set before external access is switched off, or DuckDB refuses the pair.
        self._root = _connect(
            str(path),
            config={
                "threads": threads,
                "memory_limit": memory,
                "temp_directory": str(path.parent / "temp"),
                "checkpoint_threshold": "16MB",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
                "allow_persistent_secrets": "false",
                "python_enable_replacements": "false",
            },
        )
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        self._root.execute("SET TimeZone='UTC'")
        self._root.execute("SET enable_external_access=false")
        self._root.execute("SET lock_configuration=true")
        self._lock = threading.Lock()

    @property
    def root(self) -> Cursor:
        """The root connection: for migrations at start-up only."""
        return self._root

    @contextlib.contextmanager
    def read(self) -> Iterator[Cursor]:
        """Several selects on one snapshot."""
        cursor = self._root.cursor()
        try:
            cursor.execute("BEGIN")
            yield cursor
        finally:
            with contextlib.suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            cursor.close()

    def write(self, work: Callable[[Cursor], T]) -> T:
        """Run `work(cursor)` in one transaction and return its value; any error rolls everything back.

        `work` may run again after a commit conflict, so it has no effect outside the cursor.
        """
        for attempt in range(_TRIES):
            try:
                with self._lock:
                    return self._transaction(work)
            except duckdb.TransactionException:
                if attempt == _TRIES - 1:
                    raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - jitter, not a secret
        raise AssertionError("unreachable")

    def _transaction(self, work: Callable[[Cursor], T]) -> T:
        cursor = self._root.cursor()
        try:
            cursor.execute("BEGIN")
            value = work(cursor)
            cursor.execute("COMMIT")
            return value
        except BaseException:  # a rerun of a screen arrives as StopException, which is no Exception
            with contextlib.suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()

    def close(self) -> None:
        """Write the log into the file and close it."""
        with self._lock:
            with contextlib.suppress(duckdb.Error):
                self._root.execute("CHECKPOINT")
            self._root.close()


def _connect(path: str, config: dict[str, str | bool | int | float | list[str]]) -> Cursor:
    try:
        return duckdb.connect(path, config=config)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise FileInUse(path) from None
        raise


_shared: Database | None = None


def share(database: Database | None) -> None:
    """Make `database` the one that the doors of this process use (None: forget it)."""
    global _shared
    _shared = database


def shared() -> Database:
    """The database that this process opened at start-up."""
    if _shared is None:
        raise RuntimeError("no database is open: the app's lifespan opens it")
    return _shared
