"""At the server's console, with the app stopped: `cli.py import-staff`."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

import cli
import settings
from db.migrations import open_database
from tests.staff_lists import ANNA, BORIS, csv, everything

EXAMPLE = str(Path(__file__).parent.parent / "docs" / "examples" / "personeel.csv")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the data of each test."""
    monkeypatch.setattr(settings, "current", dataclasses.replace(settings.current, data=tmp_path / "data"))
    return tmp_path


def rows() -> dict[str, int]:
    database = open_database(settings.current.database)
    try:
        return {table: len(found) for table, found in everything(database).items()}
    finally:
        database.close()


def test_a_list_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import-staff", EXAMPLE]) == 0
    assert "26 nieuw" in capsys.readouterr().out
    assert rows()["employments"] == 26


def test_a_dry_run_tells_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--language", "en", "import-staff", EXAMPLE, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "26 new" in told and "Dry run" in told
    assert sum(rows().values()) == 0


def test_the_answer_can_be_json(capsys: pytest.CaptureFixture[str]) -> None:
    for new, written in ((26, True), (0, False)):
        assert cli.main(["import-staff", EXAMPLE, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["new"], told["written"], told["errors"]) == (new, written, [])


def test_errors_are_told_by_row_and_nothing_is_written(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data / "lijst.csv"
    file.write_bytes(csv(BORIS, ANNA.replace(";001", ";009")))
    assert cli.main(["import-staff", str(file)]) == 1
    assert "Rij 3: Leidinggevende 009 staat niet in de lijst." in capsys.readouterr().out
    assert sum(rows().values()) == 0


def test_a_file_that_is_no_list_is_refused_in_words(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, told in (("lijst.pdf", "Dit bestand kan ik niet lezen."), ("weg.csv", "is niet te lezen")):
        (data / "lijst.pdf").write_bytes(b"%PDF-1.7")
        assert cli.main(["import-staff", str(data / name)]) == 1
        assert told in capsys.readouterr().err


def test_a_running_app_keeps_the_console_out(capsys: pytest.CaptureFixture[str]) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(settings.current.database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=settings.ROOT,
    )
    assert holder.stdin and holder.stdout
    try:
        holder.stdout.readline()
        assert cli.main(["import-staff", EXAMPLE]) == 3
        assert "Jaarplan draait" in capsys.readouterr().err
    finally:
        holder.communicate(b"\n", timeout=30)


_HOLD = """
import sys
from pathlib import Path
from db.migrations import open_database
database = open_database(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
database.close()
"""
