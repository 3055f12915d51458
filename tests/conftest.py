"""Fixtures that every room shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import cast as the_cast
from tests import chromium
from tests.cast import Cast


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests, which makes no traffic of its own; Playwright runs once in a process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """The fixed cast in a fresh file with an open cycle."""
    made = the_cast.build(tmp_path)
    yield made
    made.db.close()
