"""Forward-only migrations: `db/migrations/NNNN_name.sql`, each once, each in a transaction of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from db.connection import Database

FOLDER = Path(__file__).parent / "migrations"
# Byte copies keep triggers but engine-level copies lose them, so they are made again at every start.
GUARDED = ("audit_events", "submissions", "submission_rows", "feedback", "reactions", "signatures", "form_versions")


class MigrationError(Exception):
    """The file was made by a newer or an edited Jaarplan; nothing was changed."""


def migrate(database: Database, folder: Path = FOLDER) -> list[str]:
    """Bring the file to the newest schema; returns the names that were applied."""
    root = database.root
    root.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, "
        "sha256 VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())"
    )
    done = dict(root.execute("SELECT version, sha256 FROM schema_migrations").fetchall())
    files = sorted(folder.glob("[0-9]*.sql"))
    _refuse_newer_file(done, files)
    applied = [file.name for file in files if _apply(database, file, done)]
    guard_append_only(database)
    if applied:
        root.execute("CHECKPOINT")
    return applied


def _refuse_newer_file(done: dict[int, str], files: list[Path]) -> None:
    known = {int(file.name.split("_")[0]) for file in files}
    unknown = sorted(set(done) - known)
    if unknown:
        raise MigrationError(f"this file has schema version {unknown[-1]}; this Jaarplan knows up to {max(known)}")


def _apply(database: Database, file: Path, done: dict[int, str]) -> bool:
    version, sql = int(file.name.split("_")[0]), file.read_text(encoding="utf-8")
    digest = hashlib.sha256(sql.encode()).hexdigest()
    if version in done:
        if done[version] != digest:
            raise MigrationError(f"migration {file.name} was edited after it was applied")
        return False
    root = database.root
    root.execute("BEGIN")
    try:
        root.execute(sql)
        root.execute(
            "INSERT INTO schema_migrations (version, name, sha256) VALUES (?, ?, ?)", [version, file.name, digest]
        )
        root.execute("COMMIT")
    except BaseException:
        root.execute("ROLLBACK")
        raise
    return True


def guard_append_only(database: Database) -> None:
    """Make the triggers that refuse update and delete on append-only tables: against bugs, not against root."""
    root = database.root
    root.execute("CREATE TABLE IF NOT EXISTS append_only_guard (message VARCHAR)")
    existing = {row[0] for row in root.execute("SELECT trigger_name FROM duckdb_triggers()").fetchall()}
    for table in GUARDED:
        for event in ("update", "delete"):
            name = f"{table}_no_{event}"
            if name not in existing:
                root.execute(
                    f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING OLD TABLE AS o "  # noqa: S608
                    f"FOR EACH STATEMENT INSERT INTO append_only_guard SELECT error('{table} is append-only') FROM o"
                )


def open_database(path: Path, memory: str = "1GB") -> Database:
    """Open (or make) the file and bring it up to date."""
    database = Database(path, memory)
    migrate(database)
    return database
