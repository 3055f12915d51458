"""Fixtures that every room shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast as the_cast
from tests.cast import Cast


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """The fixed cast in a fresh file with an open cycle."""
    made = the_cast.build(tmp_path)
    yield made
    made.db.close()
