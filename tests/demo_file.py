"""The demo organisation as a file, for every test that wants to stand in a full office.

Building it takes the better part of a minute, so it is built once and copied. The copy is kept in the system's folder
for temporary files under a name that holds everything it depends on: the code, the texts and the day.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from datetime import datetime, time
from pathlib import Path
from uuid import uuid4

import settings
from db.demo import build
from db.migrations import open_database
from domain.deadlines import local_date

ROOT = Path(__file__).parent.parent
_SOURCES = ("db", "domain")
_DAY = 24 * 3600  # seconds


def demo_now() -> datetime:
    """The moment as of which the demo of today is built: eight in the morning."""
    zone = settings.current.zone
    return datetime.combine(local_date(settings.now(), zone), time(8), zone)


def demo_file() -> Path:
    """The built file. Copy it before writing to it: see `demo_copy`."""
    kept = Path(tempfile.gettempdir()) / f"jaarplan-demo-{_fingerprint()}.duckdb"
    if not kept.exists():
        _forget_old()
        beside = kept.with_name(f"{kept.stem}-{uuid4().hex}") / "jaarplan.duckdb"
        build_demo(beside)
        beside.replace(kept)
        shutil.rmtree(beside.parent)
    return kept


def demo_copy(folder: Path) -> Path:
    """A copy of one's own as `folder / "jaarplan.duckdb"`; returns the copy."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(demo_file(), folder / "jaarplan.duckdb"))


def build_demo(path: Path) -> None:
    """Build the demo of today into a new file."""
    database = open_database(path)
    try:
        build(database, demo_now())
    finally:
        database.close()


def _forget_old() -> None:
    """Drop what earlier days left behind; a younger file may be another run's."""
    for file in Path(tempfile.gettempdir()).glob("jaarplan-demo-*.duckdb"):
        if settings.now().timestamp() - file.stat().st_mtime > _DAY:
            file.unlink(missing_ok=True)


def _fingerprint() -> str:
    found = hashlib.sha256(str(demo_now().date()).encode())
    files = [
        file for folder in _SOURCES for file in (ROOT / folder).rglob("*") if file.suffix in {".py", ".sql", ".toml"}
    ]
    for file in sorted(files):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]
