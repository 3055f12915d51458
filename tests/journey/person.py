"""Somebody at a browser: finds things as a screen reader names them, by the catalogue's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Request, WebError, expect

from i18n.catalogue import translator
from tests.server import Server

WAIT = 20_000
# Streamlit says on its outermost element whether the script runs, but one run may follow another: at rest is when the
# script is still, nothing is being loaded and the words have not changed for a moment.
_AT_REST = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return true;
  const loading = document.querySelector("[data-testid=stSkeleton], [data-testid=stAppSkeleton]");
  const still = app.dataset.testScriptState === "notRunning" && !loading;
  const seen = document.body.innerText;
  if (!still || seen !== window.jaarplanSeen) {
    window.jaarplanSeen = still ? seen : null;
    window.jaarplanSince = performance.now();
    return false;
  }
  return performance.now() - window.jaarplanSince > 150;
}"""
# What stands on the console although nothing is wrong: (pattern, why).
BENIGN: tuple[tuple[str, str], ...] = (
    (
        r"status of 404 .*/_stcore/(health|host-config)\)$",
        "opened on a page's own address, Streamlit first looks for itself below that address, then above it",
    ),
)


@dataclass
class Watch:
    """What must never happen during a journey: a request to another host, an error on the console."""

    origin: str
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of the context."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._fault)

    def assert_quiet(self) -> None:
        """Fails with what was seen."""
        assert not self.strangers, self.strangers
        assert not self.errors, self.errors

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and f"{address.scheme}://{address.netloc}" != self.origin:
            self.strangers.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        said = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not any(re.search(pattern, said) for pattern, _ in BENIGN):
            self.errors.append(said)

    def _fault(self, fault: WebError) -> None:
        self.errors.append(str(fault.error))


class Person:
    """One person with a browser of their own. Names of things are catalogue keys with their parameters."""

    def __init__(
        self, browser: Browser, server: Server, language: str, watch: Watch | None = None, **context: Any
    ) -> None:
        self.server, self.t = server, translator(language)
        self.home = "nav.my_year"
        self.context = browser.new_context(base_url=server.url, locale=language, **context)
        self.context.set_default_timeout(WAIT)
        self.watch = watch or Watch(server.url)
        self.watch.over(self.context)
        address = {"name": "jaarplan_language", "value": language, "url": server.url}
        self.context.add_cookies([address])  # type: ignore[list-item]
        self.page = self.context.new_page()

    def has_token(self, token: str) -> None:
        """Is signed in already."""
        self.context.add_cookies([{"name": "jaarplan", "value": token, "url": self.server.url}])

    def goes_to(self, path: str) -> None:
        """Types an address."""
        self.page.goto(path)
        self.settles()

    def settles(self) -> None:
        """Waits until a screen is drawn and Streamlit is at rest."""
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible(timeout=WAIT)
        self.page.wait_for_function(_AT_REST, timeout=WAIT)

    def reads(self, text: str) -> None:
        """Waits until the words stand on the screen."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=WAIT)

    def told(self, key: str, **params: Any) -> None:
        """Waits until the screen says this sentence; parameters that are not given may be anything."""
        expect(self.page.get_by_text(said(self.t(key, **params))).first).to_be_visible(timeout=WAIT)

    def not_told(self, key: str) -> None:
        """Nowhere on the screen stands this sentence."""
        expect(self.page.get_by_text(said(self.t(key)))).to_have_count(0)

    def no_fault(self) -> None:
        """No message in red, once the screen is at rest."""
        self.settles()
        expect(self.page.locator("[data-testid=stAlertContentError]")).to_have_count(0)

    def on(self, key: str, **params: Any) -> None:
        """Waits until the screen has this title."""
        title = self.page.get_by_role("heading", level=1, name=exactly(self.t(key, **params)))
        expect(title).to_be_visible(timeout=WAIT)
        self.settles()

    def button(self, key: str, **params: Any) -> Locator:
        """The button with this name."""
        return self.page.get_by_role("button", name=exactly(self.t(key, **params)))

    def presses(self, key: str, **params: Any) -> None:
        """Presses the first button with this name."""
        self.button(key, **params).first.click()
        self.settles()

    def confirms(self, key: str, *, twice: bool = False, **params: Any) -> None:
        """Presses the button in the question that stands open."""
        dialog = self.page.get_by_role("dialog")
        button = dialog.get_by_role("button", name=exactly(self.t(key, **params)))
        button.dblclick() if twice else button.click()
        expect(dialog).to_have_count(0, timeout=WAIT)
        self.settles()

    def follows(self, key: str, *, beside: str = "", **params: Any) -> None:
        """Follows the link with this name; in a list the one in the row of `beside`."""
        link = self.page.get_by_role("link", name=exactly(self.t(key, **params)))
        if beside:
            rows = self.page.locator("[data-testid=stHorizontalBlock]").or_(
                self.page.locator("[data-testid=stVerticalBlock]")
            )
            link = rows.filter(has=self.page.get_by_text(beside, exact=True)).filter(has=link).last.get_by_role("link")
        link.first.click()
        self.settles()

    def box(self, label: str) -> Locator:
        """The first text field with this label."""
        return self.page.get_by_role("textbox", name=label, exact=True).first

    def fills(self, label: str, text: str) -> None:
        """Types over what stands in a field and leaves it."""
        box = self.box(label)
        box.fill(text)
        box.press("Tab")
        self.settles()

    def writes(self, label: str, text: str) -> None:
        """Types in a field that saves itself, leaves it and waits for "Saved"."""
        box = self.box(label)
        box.fill(text)
        box.press("Tab")
        around = self.page.locator("[data-testid=stVerticalBlock]").filter(has=box).last
        expect(around.get_by_text(said(self.t("autosave.saved"))).first).to_be_visible(timeout=WAIT)
        self.settles()

    def chooses(self, option: str, among: str) -> None:
        """Chooses one of several in the group with this label."""
        group = self.page.get_by_role("radiogroup", name=among, exact=True).first
        group.get_by_role("radio", name=option, exact=True).check(force=True)
        self.settles()

    def ticks(self, label: str) -> None:
        """Ticks a box."""
        self.page.get_by_role("checkbox", name=label, exact=True).check(force=True)
        self.settles()

    def signs_in(self, name: str, password: str) -> None:
        """Fills in the sign-in page."""
        self.page.goto("/sign-in")
        self.box(self.t("web.name")).fill(name)
        self.page.get_by_label(self.t("web.password"), exact=True).fill(password)
        self.presses("web.sign_in_act")


def exactly(text: str) -> re.Pattern[str]:
    """The whole text; a parameter that was left open may be anything."""
    return re.compile(f"^{_open(text)}$")


def said(text: str) -> re.Pattern[str]:
    """The text, wherever it stands in a line."""
    return re.compile(_open(text))


def _open(text: str) -> str:
    return re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))
