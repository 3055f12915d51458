"""Signing out ends the session for good, everywhere, and only on purpose."""

from __future__ import annotations

import settings
from db import sessions
from tests.web.conftest import Site, post


def test_signing_out_ends_the_session_and_takes_the_cookie_back(site: Site) -> None:
    browser = site.signed_in()
    token = browser.cookies["jaarplan"]
    answer = post(browser, "/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?note=out")
    assert "Je bent afgemeld." in browser.get("/sign-in?note=out").text
    assert sessions.lookup(site.cast.db, token, settings.now()) is None


def test_a_copied_cookie_is_worth_nothing_afterwards(site: Site) -> None:
    browser, thief = site.signed_in(), site.browser()
    thief.cookies.set("jaarplan", browser.cookies["jaarplan"])
    assert thief.get("/").status_code == 200
    post(browser, "/sign-out")
    assert thief.get("/").status_code == 303
    assert thief.get("/media/x.png").status_code == 401


def test_a_link_or_picture_signs_nobody_out(site: Site) -> None:
    browser = site.signed_in()
    shown = browser.get("/sign-out")
    assert shown.status_code == 200
    assert '<form method="post" action="/sign-out">' in shown.text
    assert browser.get("/").status_code == 200


def test_another_site_cannot_sign_anybody_out(site: Site) -> None:
    browser = site.signed_in()
    assert browser.post("/sign-out", headers={"origin": "https://evil.example"}).status_code == 403
    assert browser.post("/sign-out", data={}).status_code == 400
    assert browser.get("/").status_code == 200
