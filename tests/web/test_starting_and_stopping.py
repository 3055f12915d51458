"""What the person at the server's console reads when Jaarplan cannot start, and that nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server import Server


def refused_start(folder: Path) -> str:
    server = Server(folder)
    with pytest.raises(RuntimeError):
        server.start()
    return server.output()


def test_a_second_server_on_one_file_says_so(tmp_path: Path) -> None:
    with Server(tmp_path / "data"):
        said = refused_start(tmp_path / "data")
    assert "Jaarplan kan niet starten: een ander proces heeft" in said
    assert "Jaarplan cannot start: another process has" in said
    assert "Traceback" not in said


def test_a_damaged_file_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "data" / "jaarplan.duckdb"
    file.parent.mkdir()
    file.write_bytes(b"this is no database")
    said = refused_start(file.parent)
    assert "Jaarplan kan" in said
    assert "niet lezen" in said
    assert "Traceback" not in said
    assert file.read_bytes() == b"this is no database"


def test_the_file_is_closed_when_the_server_stops(tmp_path: Path) -> None:
    for _ in range(2):
        with Server(tmp_path / "data") as server:
            assert f"Jaarplan: {server.url}" in server.output()
    assert not (tmp_path / "data" / "jaarplan.duckdb.wal").exists()
