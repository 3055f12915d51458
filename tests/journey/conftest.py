"""One browser for all journeys, and servers on files of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.journey.office import Office, office
from tests.server import Server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium that makes no traffic of its own."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def full_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The demo organisation, in which everybody has signed in."""
    return office(tmp_path_factory.mktemp("office") / "data")


@pytest.fixture(scope="module")
def office_server(full_office: Office) -> Iterator[Server]:
    """The demo organisation behind a server."""
    with Server(full_office.folder, demo=True) as started:
        yield started


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[Server]:
    """A Jaarplan in which nobody did anything yet."""
    with Server(tmp_path / "data") as started:
        yield started
