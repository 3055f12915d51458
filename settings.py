"""Everything the environment may decide, read in one place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent
LANGUAGES = {"nl": "Nederlands", "en": "English"}
DEFAULT_LANGUAGE = "nl"


@dataclass(frozen=True)
class Settings:
    """The settings of one process.

    data: folder of the database file (created 0700); public_url: the address people type, without a trailing slash;
    demo: whether the demo's one-click sign-in exists; memory: DuckDB's limit; clock_offset: added to the clock, for
    tests.
    """

    data: Path
    public_url: str
    port: int
    demo: bool
    memory: str
    zone: ZoneInfo
    clock_offset: timedelta

    @property
    def database(self) -> Path:
        """Path of the DuckDB file."""
        return self.data / "jaarplan.duckdb"

    @property
    def https(self) -> bool:
        """Whether people reach Jaarplan over https (then cookies are Secure and `__Host-`)."""
        return self.public_url.startswith("https://")


def read() -> Settings:
    """Read the environment: JAARPLAN_DATA, JAARPLAN_URL, PORT, JAARPLAN_DEMO, JAARPLAN_MEMORY, JAARPLAN_ZONE."""
    port = int(os.environ.get("PORT", "8501"))
    return Settings(
        data=Path(os.environ.get("JAARPLAN_DATA", ROOT / "data" / "organisation")).resolve(),
        public_url=os.environ.get("JAARPLAN_URL", f"http://localhost:{port}").rstrip("/"),
        port=port,
        demo=os.environ.get("JAARPLAN_DEMO", "") == "1",
        memory=os.environ.get("JAARPLAN_MEMORY", "1GB"),
        zone=ZoneInfo(os.environ.get("JAARPLAN_ZONE", "Europe/Amsterdam")),
        clock_offset=timedelta(seconds=float(os.environ.get("JAARPLAN_CLOCK_OFFSET", "0"))),
    )


current = read()


def now() -> datetime:
    """The present moment in UTC. Doors call it once per request and pass the value down."""
    return datetime.now(UTC) + current.clock_offset
