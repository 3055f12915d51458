"""An empty Jaarplan asks for the code on the server's console, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import accounts, connection
from db.migrations import open_database
from tests.web.conftest import PASSWORD, Site, post
from web import rates, set_up_code

FIELDS = {
    "organisation": "Gemeente Veldwijk",
    "given_name": "Adam",
    "infix": "",
    "family_name": "Post",
    "name": "adam",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "also_hr": "1",
}


@pytest.fixture
def new_site(site: Site, tmp_path: Path) -> Iterator[Site]:
    full, site.cast.db = site.cast.db, open_database(tmp_path / "new" / "jaarplan.duckdb")
    connection.share(site.cast.db)
    yield site
    site.cast.db.close()
    site.cast.db = full


@pytest.mark.parametrize("path", ["/", "/my-year", "/sign-in", "/redeem", "/account/password"])
def test_every_page_of_an_empty_jaarplan_leads_to_set_up(new_site: Site, path: str) -> None:
    answer = new_site.browser().get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/set-up")


def test_with_the_code_the_first_administrator_is_made_and_signed_in(new_site: Site) -> None:
    code, browser = set_up_code.make(), new_site.browser()
    answer = post(browser, "/set-up", code=code.lower(), **FIELDS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").status_code == 200
    with new_site.cast.db.read() as cursor:
        roles = cursor.execute("SELECT role FROM role_grants ORDER BY role").fetchall()
    assert roles == [("administrator",), ("hr",)]


def test_afterwards_the_page_is_closed_and_the_code_worthless(new_site: Site) -> None:
    code = set_up_code.make()
    post(new_site.browser(), "/set-up", code=code, **FIELDS)
    assert not set_up_code.is_right(code)
    browser = new_site.browser()
    answer = browser.get("/set-up")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?note=closed")
    assert "Jaarplan is al ingericht. Meld je aan." in browser.get("/sign-in?note=closed").text
    assert browser.post("/set-up", data={"code": code, **FIELDS}).headers["location"] == "/sign-in?note=closed"


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD"])
def test_a_wrong_code_makes_nobody_and_keeps_what_was_typed(new_site: Site, code: str) -> None:
    set_up_code.make()
    answer = post(new_site.browser(), "/set-up", code=code, **FIELDS)
    assert answer.status_code == 400
    assert "Deze code klopt niet of is verlopen." in answer.text
    assert 'value="Gemeente Veldwijk"' in answer.text
    assert PASSWORD not in answer.text
    assert not accounts.any_exist(new_site.cast.db)


def test_without_a_code_on_the_console_no_code_is_right() -> None:
    set_up_code.withdraw()
    assert not set_up_code.is_right("")


def test_a_restart_makes_the_former_code_worthless() -> None:
    former, present = set_up_code.make(), set_up_code.make()
    assert not set_up_code.is_right(former)
    assert set_up_code.is_right(present)


def test_what_is_missing_is_said_beside_the_field(new_site: Site) -> None:
    code = set_up_code.make()
    answer = post(new_site.browser(), "/set-up", code=code, **{**FIELDS, "family_name": "", "password": "kort"})
    assert '<p class="error" id="family_name-error">Vul dit in.</p>' in answer.text
    assert 'aria-describedby="password-error password-hint"' in answer.text
    assert "Nog 3 punten nodig." in answer.text
    assert set_up_code.is_right(code)


def test_guessing_the_code_is_limited_by_address(new_site: Site) -> None:
    set_up_code.make()
    browser = new_site.browser()
    secret = browser.get("/set-up").text.split('name="form_secret" value="')[1].split('"')[0]
    while not rates.posts.take("testclient"):
        pass
    assert browser.post("/set-up", data={"form_secret": secret, "code": "x", **FIELDS}).status_code == 429


def test_set_up_in_english_makes_an_english_reader(new_site: Site, use_settings: Callable[..., None]) -> None:
    browser = new_site.browser()
    browser.get("/language/en?next=/set-up")
    assert "Set-up code" in browser.get("/set-up").text
    post(browser, "/set-up", code=set_up_code.make(), **FIELDS)
    with new_site.cast.db.read() as cursor:
        assert cursor.execute("SELECT language FROM people").fetchall() == [("en",)]
