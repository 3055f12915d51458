"""Takes the pictures of docs/images from a fresh demo: 1280 wide, light, Dutch. Run it with `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Browser, sync_playwright

from domain.conversation import Side
from tests import chromium
from tests.journey.office import Office, office
from tests.journey.person import Person
from tests.server import Server

IMAGES = Path(__file__).parent / "images"
WIDTH, MOST_BYTES = 1280, 250_000


@dataclass(frozen=True)
class Picture:
    """One picture: its name, who looks, at which address, how high it is cut."""

    name: str
    reader: UUID
    path: str
    height: int


def main() -> int:
    """Take every picture; 1 when one is larger than a reader of the README should have to load."""
    with tempfile.TemporaryDirectory() as folder:
        full = office(Path(folder) / "data")
        with Server(full.folder, demo=True) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
            sizes = [_take(browser, server, full, picture) for picture in _pictures(full)]
            browser.close()
    return int(max(sizes) > MOST_BYTES)


def _pictures(full: Office) -> list[Picture]:
    anna = full.cast["employee"]
    drafts = [talk for talk in full.talks if talk.state == "draft" and talk.recorder == Side.MANAGER]
    draft = max(drafts, key=lambda talk: talk.record_by or date.min)
    assert draft.manager_id is not None
    return [
        Picture("my-year", anna, "/my-year", 1000),
        Picture("preparation", anna, f"/conversation-preparation?id={full.talk_of(anna).id}", 1000),
        Picture("plan", draft.manager_id, f"/conversation-plan?id={draft.id}", 1000),
        Picture("figures", full.cast["hr"], "/hr-figures", 1000),
    ]


def _take(browser: Browser, server: Server, full: Office, picture: Picture) -> int:
    person = Person(
        browser, server, "nl", viewport={"width": WIDTH, "height": picture.height}, color_scheme="light",
        reduced_motion="reduce",
    )  # fmt: skip
    person.has_token(full.tokens[picture.reader])
    person.goes_to(picture.path)
    file = IMAGES / f"{picture.name}.png"
    IMAGES.mkdir(exist_ok=True)
    person.page.screenshot(path=file)
    person.context.close()
    size = file.stat().st_size
    print(f"{file.name}: {size // 1000} kB")  # noqa: T201 - a command's own answer
    return size


if __name__ == "__main__":
    sys.exit(main())
