"""Servers on files of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journey.office import Office, office
from tests.server import Server


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
