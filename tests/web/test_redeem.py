"""The first sign-in and a forgotten password are one page: name, code, a password of one's own."""

from __future__ import annotations

import settings
from db import sessions
from tests.web.conftest import PASSWORD, Site, post


def test_with_a_code_anna_chooses_a_password_and_is_signed_in(site: Site) -> None:
    browser = site.browser()
    answer = post(browser, "/redeem", name="004", code=site.code(), password=PASSWORD, password_again=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").status_code == 200
    assert post(site.browser(), "/sign-in", name="004", password=PASSWORD).status_code == 303


def test_the_session_says_that_a_code_began_it(site: Site) -> None:
    browser = site.browser()
    post(browser, "/redeem", name="004", code=site.code(), password=PASSWORD, password_again=PASSWORD)
    session = sessions.lookup(site.cast.db, browser.cookies["jaarplan"], settings.now())
    assert session is not None
    assert session.method == "code"


def test_everything_wrong_has_one_text_and_the_code_stays_typed(site: Site) -> None:
    wrong = "AAAA-BBBB-CCCC-DDDD"
    for name in ("004", "nobody"):
        answer = post(site.browser(), "/redeem", name=name, code=wrong, password=PASSWORD, password_again=PASSWORD)
        assert answer.status_code == 400
        assert "Deze naam en code horen niet bij elkaar" in answer.text
        assert f'value="{wrong}"' in answer.text


def test_what_is_wrong_with_the_password_stands_beside_it(site: Site) -> None:
    code = site.code()
    answer = post(site.browser(), "/redeem", name="004", code=code, password="te kort", password_again="te lang")
    assert '<p class="error" id="password-error">Minstens 15 tekens.' in answer.text
    assert '<p class="error" id="password_again-error">De twee wachtwoorden zijn niet gelijk.' in answer.text
    again = post(site.browser(), "/redeem", name="004", code=code, password=PASSWORD, password_again=PASSWORD)
    assert again.status_code == 303


def test_a_reset_signs_out_every_other_window(site: Site) -> None:
    other = site.signed_in()
    assert other.get("/").status_code == 200
    code = site.code(purpose="reset")
    assert other.get("/").status_code == 303
    post(site.browser(), "/redeem", name="004", code=code, password=PASSWORD, password_again=PASSWORD)
    assert other.get("/").status_code == 303
