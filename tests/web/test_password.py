"""Changing one's own password."""

from __future__ import annotations

from tests.web.conftest import PASSWORD, Site, post

NEW = "acht paarse fietsbellen"


def test_anna_changes_her_password_and_stays_signed_in_here_only(site: Site) -> None:
    site.give_password()
    here, there = site.signed_in(), site.signed_in()
    answer = post(here, "/account/password", old=PASSWORD, password=NEW, password_again=NEW)
    assert answer.headers["location"] == "/account/password?done"
    assert "Je wachtwoord is gewijzigd." in here.get("/account/password?done").text
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 303
    assert post(site.browser(), "/sign-in", name="004", password=NEW).status_code == 303


def test_a_wrong_present_password_is_said_beside_the_field(site: Site) -> None:
    site.give_password()
    answer = post(site.signed_in(), "/account/password", old="fout", password=NEW, password_again=NEW)
    assert answer.status_code == 400
    assert '<p class="error" id="old-error">Dit is niet je huidige wachtwoord.' in answer.text
    assert NEW not in answer.text


def test_ones_own_name_is_no_password(site: Site) -> None:
    site.give_password("boris")
    own = "vandenberg van boris"
    answer = post(site.signed_in("boris"), "/account/password", old=PASSWORD, password=own, password_again=own)
    assert "Dit wachtwoord is te bekend" in answer.text


def test_a_stranger_cannot_reach_the_page(site: Site) -> None:
    browser = site.browser()
    assert browser.get("/account/password").status_code == 303
    assert browser.post("/account/password", data={"old": "x"}).status_code == 401
