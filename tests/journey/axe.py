"""Accessibility by axe: WCAG 2.0 to 2.2, A and AA, and best practice. What Streamlit itself leaves is named here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.journey.person import Person

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
_axe = Axe()


@dataclass(frozen=True)
class Limit:
    """A violation that native Streamlit leaves: axe's rule, the place it may be found, and why we cannot mend it."""

    rule: str
    target: str
    why: str


LIMITS = (
    Limit(
        "presentation-role-conflict",
        r'data-testid="stFileUploaderDropzone"',
        "Streamlit gives the drop zone of its file uploader role=presentation and a name; its button is what is used",
    ),
)
_LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 390))


def assert_accessible(person: Person, where: str) -> None:
    """The page as it stands has no violation: light on a desk, dark on a phone."""
    found: list[str] = []
    person.page.mouse.move(0, 0)  # a dark button under the pointer is a known limit of one accent colour for two uses
    for scheme, width in _LOOKS:
        person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        person.page.set_viewport_size({"width": width, "height": 900})
        person.settles()
        found += violations(person.page, f"{where}, {scheme}, {width} px")
    assert not found, "\n".join(found)


def violations(page: Page, where: str) -> Iterator[str]:
    """One line for each element that fails, but for the known limits."""
    for found in _axe.run(page, options=_OPTIONS).response["violations"]:
        for node in found["nodes"]:
            target = " ".join(map(str, node["target"]))
            if not _known(found["id"], f"{target} {node['html']}"):
                yield f"{where}: {found['id']} ({found['impact']}) {target} {node['html'][:160]}"


def _known(rule: str, place: str) -> bool:
    return any(limit.rule == rule and re.search(limit.target, place) for limit in LIMITS)
