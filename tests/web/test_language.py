"""The language switch changes the words, the document's language, and what the person gets next time."""

from __future__ import annotations

import pytest

import settings
from db import accounts
from i18n.catalogue import translator
from tests.web.conftest import Site


@pytest.mark.parametrize("path", ["/sign-in", "/redeem", "/sign-out"])
def test_both_languages_have_their_own_words_and_say_so(site: Site, path: str) -> None:
    browser = site.browser()
    dutch = browser.get(path).text
    browser.get("/language/en")
    english = browser.get(path).text
    assert '<html lang="nl">' in dutch
    assert '<html lang="en">' in english
    assert dutch != english
    assert 'href="/language/nl?next=' in english


def test_streamlits_shell_is_in_the_persons_language(site: Site) -> None:
    browser = site.signed_in()
    assert '<html lang="nl">' in browser.get("/").text
    browser.get("/language/en?next=/")
    assert '<html lang="en">' in browser.get("/my-year").text


def test_the_choice_is_kept_for_the_next_device(site: Site) -> None:
    site.signed_in().get("/language/en")
    assert accounts.load_actor(site.cast.db, site.id_of("anna")).language == "en"
    assert '<html lang="en">' in site.signed_in().get("/").text


def test_the_switch_returns_to_where_it_was_pressed(site: Site) -> None:
    browser = site.browser()
    page = browser.get("/sign-in?next=%2Fmy-year&note=out")
    link = page.text.split('href="/language/en?next=')[1].split('"')[0]
    answer = browser.get(f"/language/en?next={link}")
    assert answer.headers["location"] == "/sign-in?next=%2Fmy-year&note=out"


@pytest.mark.parametrize("wanted", ["//evil.example/sign-in", "https://evil.example/sign-in", "/\\evil"])
def test_the_switch_leads_to_no_other_site(site: Site, wanted: str) -> None:
    assert site.browser().get("/language/en", params={"next": wanted}).headers["location"] == "/"


def test_an_unknown_language_does_not_exist(site: Site) -> None:
    answer = site.browser().get("/language/tlh")
    assert answer.status_code == 404
    assert "jaarplan_language" not in answer.headers.get("set-cookie", "")


def test_a_forged_language_cookie_is_ignored(site: Site) -> None:
    browser = site.browser()
    browser.cookies.set("jaarplan_language", "../../x")
    assert f'<html lang="{settings.DEFAULT_LANGUAGE}">' in browser.get("/sign-in").text


def test_every_text_of_these_pages_exists_in_both_languages() -> None:
    keys = [key for key in translator("nl")._texts if key.startswith(("web.", "demo.", "password.", "account."))]
    assert len(keys) > 40
    same = [key for key in keys if translator("nl")(key) == translator("en")(key)]
    assert same == ["demo.role.hr"]
