"""What every test of a screen leaves as it found it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import settings
from db import connection


@pytest.fixture(autouse=True)
def _clock_and_file() -> Iterator[None]:
    before = settings.current
    yield
    settings.current = before
    connection.share(None)
