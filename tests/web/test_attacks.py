"""What a name or a text could do to a screen that takes it for markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import settings
from db import connection
from tests.cast import Cast
from tests.pages.app import start_page

PIXEL = "![x](http://elders.example/p)"


@pytest.fixture(autouse=True)
def _settings_and_file() -> Iterator[None]:
    before = settings.current
    yield
    settings.current = before
    connection.share(None)


def _labels(block: Any) -> Iterator[str]:
    """The label of every container that can be opened, wherever it stands."""
    for child in getattr(block, "children", {}).values():
        proto = getattr(child, "proto", None)
        for kind in ("popover", "expandable"):
            if proto is not None and hasattr(proto, kind):
                yield str(getattr(proto, kind).label)
        yield from _labels(child)


def test_a_name_in_the_menu_is_no_picture(cast: Cast) -> None:
    cast.db.write(lambda c: c.execute("UPDATE people SET given_name = ? WHERE id = ?", [PIXEL, cast.anna.person_id]))
    found = [label for label in _labels(start_page(cast, cast.anna)._tree) if "elders" in label]
    assert found
    assert not any(PIXEL in label for label in found)
