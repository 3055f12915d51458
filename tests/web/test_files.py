"""Downloads and letters: one link, one person, one minute."""

from __future__ import annotations

import settings
from db import exports, sessions
from tests.web.conftest import Site, post


def offer(site: Site, browser_token: str, filename: str = "plan 2027.pdf", media_type: str = "application/pdf") -> str:
    session = sessions.lookup(site.cast.db, browser_token, settings.now())
    assert session is not None
    return exports.offer(session.id, filename, media_type, b"<b>inhoud</b>")


def test_the_person_gets_the_file_once_and_keeps_no_copy_in_the_browser(site: Site) -> None:
    browser = site.signed_in()
    path = offer(site, browser.cookies["jaarplan"])
    answer = browser.get(path)
    assert answer.content == b"<b>inhoud</b>"
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''plan%202027.pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert browser.get(path).status_code == 404


def test_nobody_else_gets_it(site: Site) -> None:
    anna, boris = site.signed_in(), site.signed_in("boris")
    path = offer(site, anna.cookies["jaarplan"])
    assert boris.get(path).status_code == 404
    assert site.browser().get(path).status_code == 303
    assert anna.get(path).status_code == 200


def test_another_session_of_the_same_person_does_not_get_it(site: Site) -> None:
    here, there = site.signed_in(), site.signed_in()
    path = offer(site, here.cookies["jaarplan"])
    assert there.get(path).status_code == 404


def test_signing_out_takes_waiting_files_away(site: Site) -> None:
    browser = site.signed_in()
    path = offer(site, browser.cookies["jaarplan"])
    post(browser, "/sign-out")
    assert exports.take(path.removeprefix("/files/"), "x" * 32) is None
    assert path.removeprefix("/files/") not in exports._waiting


def test_a_preview_does_not_use_it_up(site: Site) -> None:
    browser = site.signed_in()
    path = offer(site, browser.cookies["jaarplan"])
    assert browser.head(path).status_code == 405
    assert browser.get(path).status_code == 200


def test_a_printable_letter_opens_in_the_browser_and_can_run_nothing(site: Site) -> None:
    browser = site.signed_in()
    answer = browser.get(offer(site, browser.cookies["jaarplan"], "brieven.html", "text/html"))
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]


def test_a_name_cannot_break_out_of_its_header(site: Site) -> None:
    browser = site.signed_in()
    answer = browser.get(offer(site, browser.cookies["jaarplan"], 'a"\r\nx-evil: 1.pdf'))
    assert "x-evil" not in answer.headers
