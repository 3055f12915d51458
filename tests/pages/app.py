"""Open a screen as somebody of the cast, through the whole shell: session, navigation, page."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from streamlit.testing.v1 import AppTest

import settings
from db import connection, sessions
from domain.actor import Actor
from tests.cast import Cast

MAIN = settings.ROOT / "components" / "main.py"
TIMEOUT = 30
_components: Any = None


def open_page(cast: Cast, actor: Actor, path: str, *, language: str = "nl", **query: Any) -> AppTest:
    """The page at `path` (such as "my/year") as `actor` sees it now, with `query` in the address.

    The screen's clock is the cast's. What comes back is AppTest's own: `at.button(key=...).click().run()`.
    """
    at = _signed_in(cast, actor, language)
    at.run()
    _keep_components(at)
    for name, value in query.items():
        at.query_params[name] = str(value)
    return at.switch_page(str(settings.ROOT / "pages" / f"{path}.py")).run()


def start_page(cast: Cast, actor: Actor, *, language: str = "nl") -> AppTest:
    """The first screen after signing in."""
    return _signed_in(cast, actor, language).run()


def _signed_in(cast: Cast, actor: Actor, language: str) -> AppTest:
    assert actor.person_id is not None
    settings.current = replace(settings.current, clock_offset=cast.now - datetime.now(UTC))
    connection.share(cast.db)
    # AppTest knows no cookies: the language is the person's own.
    cast.db.write(lambda c: c.execute("UPDATE people SET language = ? WHERE id = ?", [language, actor.person_id]))
    token = sessions.start(cast.db, actor.person_id, "password", cast.now)
    assert sessions.lookup(cast.db, token, cast.now) is not None
    at = AppTest.from_file(MAIN, default_timeout=TIMEOUT)
    at._bidi_component_manager = _components
    at.user = {"sid": hashlib.sha256(token.encode()).hexdigest()[:32]}
    return at


def _keep_components(at: AppTest) -> None:
    """Looking for installed components takes most of a first run and finds the same each time."""
    global _components
    _components = _components or at._bidi_component_manager


def words(at: AppTest) -> str:
    """Everything that can be read on the main part of the screen, one text a line."""
    kinds = ("title", "header", "subheader", "markdown", "text", "caption", "error", "warning", "info", "success")
    read = [str(element.value) for kind in kinds for element in getattr(at.main, kind)]
    read += [str(widget.label) for kind in ("button", "checkbox", "radio") for widget in getattr(at.main, kind)]
    read += [str(link.proto.label) for link in at.main.get("page_link")]
    return "\n".join(read).replace("\\", "")


def button(at: AppTest, label: str) -> Any:
    """The one button with this label; fails with what there is when it is missing."""
    found = [each for each in at.button if each.label.replace("\\", "") == label]
    assert len(found) == 1, [each.label for each in at.button]
    return found[0]


def primary(at: AppTest) -> list[str]:
    """The labels of the filled buttons: a screen has one at most."""
    return [each.label for each in at.button if each.proto.type == "primary"]
