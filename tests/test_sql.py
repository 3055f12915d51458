"""Every named query fits the schema, is used, and says what it wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from db import queries
from db.connection import Database
from db.migrations import open_database
from settings import ROOT

NOUNS = sorted(path.stem for path in queries.SQL.glob("*.sql"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A file with the schema and nothing in it."""
    database = open_database(tmp_path_factory.mktemp("sql") / "data" / "jaarplan.duckdb")
    yield database
    database.close()


def statements(noun: str) -> list[queries.Query]:
    """The queries of one file."""
    named = queries.load(noun)
    return [getattr(named, name) for name in named.names()]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_query_fits_the_schema(noun: str, empty: Database) -> None:
    for query in statements(noun):
        with empty.read() as cursor:
            names = sorted(set(re.findall(r"\$(\w+)", _without_comments(query.text))))
            try:
                cursor.execute(f"EXPLAIN {query.text}", dict.fromkeys(names) or None)
            except duckdb.Error as error:
                pytest.fail(f"{noun}.{query.name}: {str(error)[:300]}")


def _without_comments(text: str) -> str:
    return re.sub(r"--.*", "", text)


@pytest.mark.parametrize("noun", NOUNS)
def test_no_query_asks_for_every_column(noun: str) -> None:
    for query in statements(noun):
        assert not re.search(r"select\s+(distinct\s+)?(\w+\.)?\*", query.text, re.IGNORECASE), f"{noun}.{query.name}"


@pytest.mark.parametrize("noun", NOUNS)
def test_every_query_says_what_it_answers_and_no_name_comes_twice(noun: str) -> None:
    text = (queries.SQL / f"{noun}.sql").read_text(encoding="utf-8")
    names = re.findall(r"^-- name: (\w+)$", text, re.MULTILINE)
    assert len(names) == len(set(names))
    for query in statements(noun):
        assert query.text.startswith("-- "), f"{noun}.{query.name} has no line that explains it"


@pytest.mark.parametrize("noun", NOUNS)
def test_no_query_is_left_over(noun: str) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "db").rglob("*.py"))
    unused = [query.name for query in statements(noun) if not re.search(rf"\.{query.name}\b|\"{query.name}\"", code)]
    assert unused == []


def test_sql_is_never_glued_together() -> None:
    for path in (ROOT / "db").rglob("*.py"):
        if path.name != "migrations.py":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"execute\(\s*f[\"']", text), path.name


def test_a_landed_migration_is_never_edited() -> None:
    """The list of tests/golden/migrations.txt: a changed schema needs a new file, or old files no longer open."""
    import hashlib

    golden = dict(line.split() for line in (ROOT / "tests/golden/migrations.txt").read_text().splitlines() if line)
    files = sorted((ROOT / "db/migrations").glob("[0-9]*.sql"))
    present = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    assert {name: present.get(name) for name in golden} == golden
    assert set(present) == set(golden), "a new migration: add its line to tests/golden/migrations.txt when it lands"


def test_the_file_of_a_newer_jaarplan_is_left_alone(tmp_path: Path) -> None:
    from db.migrations import MigrationError, migrate

    database = open_database(tmp_path / "data" / "jaarplan.duckdb")
    database.root.execute("INSERT INTO schema_migrations (version, name, sha256) VALUES (9999, 'later', 'x')")
    with pytest.raises(MigrationError):
        migrate(database)
    database.close()


def test_a_file_opens_again_without_being_migrated_twice(tmp_path: Path) -> None:
    from db.migrations import migrate

    database = open_database(tmp_path / "data" / "jaarplan.duckdb")
    assert migrate(database) == []
    database.close()
    again = open_database(tmp_path / "data" / "jaarplan.duckdb")
    assert migrate(again) == []
    again.close()
