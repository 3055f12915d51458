"""Our own pages in a real browser: readable for everyone, in both languages and themes, and silent to the outside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from db import password_hashes, stored_settings
from tests import cast as the_cast
from tests.server import Server

PASSWORD = "zeven groene lampen"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("pages")
    made, hashed = the_cast.build(folder), password_hashes.make(PASSWORD)
    made.db.write(lambda c: c.execute("UPDATE accounts SET password_hash = ?", [hashed]))
    member = stored_settings.CastMember(made.people["anna"].person_id, "employee")  # type: ignore[arg-type]
    stored_settings.store_demo_cast(made.db, [member], now=the_cast.NOW)
    made.db.close()
    with Server(folder / "data", demo=True) as running:
        yield running


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("empty") / "data") as running:
        yield running


class Watched:
    """A context that notes every request elsewhere and every complaint of the browser."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base, self.complaints = context, base, list[str]()
        context.on("request", lambda request: self._note(request.url))
        context.on("console", lambda said: self._complain(said.type, said.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.base + path)
        return page

    def _note(self, url: str) -> None:
        if not url.startswith((self.base, self.base.replace("http", "ws"), "data:", "blob:")):
            self.complaints.append(url)

    def _complain(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(text)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def watched(browser: Browser, server: Server, theme: str = "light", width: int = 1280) -> Watched:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
    return Watched(context, server.url)


def violations(page: Page) -> list[str]:
    page.wait_for_load_state("load")  # colours come with the style sheet
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def sign_in(page: Page) -> None:
    page.fill("#name", "004")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Meld aan").click()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", ["/sign-in", "/redeem", "/sign-out", "/no/such/page"])
def test_each_page_is_free_of_axe_violations(
    browser: Browser, server: Server, theme: str, language: str, path: str
) -> None:
    seen = watched(browser, server, theme)
    seen.open(f"/language/{language}?next=/sign-in").close()
    page = seen.open(path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.lang") == language
    assert seen.complaints == []


def test_set_up_is_free_of_axe_violations(browser: Browser, empty_server: Server, theme: str) -> None:
    seen = watched(browser, empty_server, theme)
    page = seen.open("/")
    assert page.url.endswith("/set-up")
    assert violations(page) == []
    page.locator("form").evaluate("form => form.noValidate = true")
    page.fill("#code", empty_server.set_up_code())
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Vul dit in.").first.wait_for()
    assert violations(page) == []
    assert seen.complaints == []


def test_errors_are_free_of_axe_violations(browser: Browser, server: Server, theme: str) -> None:
    seen = watched(browser, server, theme)
    page = seen.open("/sign-in")
    page.fill("#name", "nobody")
    page.fill("#password", "x")
    page.get_by_role("button", name="Meld aan").click()
    page.get_by_role("alert").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/sign-in", "/redeem", "/set-up"])
def test_nothing_sticks_out_on_a_phone(browser: Browser, server: Server, empty_server: Server, path: str) -> None:
    page = watched(browser, empty_server if path == "/set-up" else server, width=390).open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_password_page_works_from_the_keyboard_alone(browser: Browser, server: Server, theme: str) -> None:
    seen = watched(browser, server, theme)
    page = seen.open("/sign-in?next=/account/password")
    page.focus("#name")
    page.keyboard.type("004")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wachtwoord wijzigen").wait_for()
    assert violations(page) == []
    assert seen.complaints == []


def test_what_is_typed_can_be_shown(browser: Browser, server: Server) -> None:
    page = watched(browser, server).open("/sign-in")
    page.check("#reveal")
    assert page.get_attribute("#password", "type") == "text"
    page.uncheck("#reveal")
    assert page.get_attribute("#password", "type") == "password"


def test_signing_in_leads_into_the_app_and_breaks_no_policy(browser: Browser, server: Server) -> None:
    seen = watched(browser, server)
    page = seen.open("/")
    sign_in(page)
    page.get_by_text("Anna de Wit").first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.evaluate("document.cookie").count("jaarplan") == 0
    assert seen.complaints == []


def test_signing_out_in_one_tab_sends_the_other_to_the_sign_in_page(browser: Browser, server: Server) -> None:
    seen = watched(browser, server)
    first = seen.open("/")
    sign_in(first)
    first.get_by_text("Anna de Wit").first.wait_for()
    second = seen.open("/sign-out")
    second.get_by_role("button", name="Meld af").click()
    first.wait_for_url("**/sign-in?next=**", timeout=10_000)
    assert first.get_by_text("Anna").count() == first.get_by_role("button", name="Anna").count()
    first.go_back()
    first.wait_for_url("**/sign-in?next=**", timeout=10_000)


def test_the_demo_is_one_click_away(browser: Browser, server: Server) -> None:
    page = watched(browser, server).open("/")
    page.get_by_role("button", name="Anna de Wit Medewerker").click()
    page.get_by_text("Anna de Wit").first.wait_for()
    assert "/sign-in" not in page.url


def test_a_password_manager_finds_its_fields(browser: Browser, server: Server) -> None:
    page = watched(browser, server).open("/redeem")
    kinds = [page.get_attribute(f"#{name}", "autocomplete") for name in ("name", "code", "password", "password_again")]
    assert kinds == ["username", "one-time-code", "new-password", "new-password"]
