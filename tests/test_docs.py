"""The generated pages say what the tables say."""

import re

import pytest

from docs.generate import DOCS, PAGES, REQUIREMENTS
from settings import ROOT


@pytest.mark.parametrize("name", list(PAGES))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), f"run `make docs`: docs/{name} is behind"


def test_every_requirement_of_this_phase_has_its_line() -> None:
    assert list(REQUIREMENTS) == [f"R{number:02}" for number in range(1, 27)]


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in [*DOCS.glob("*.md"), ROOT / "README.md"]:
        if page.exists():
            for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
