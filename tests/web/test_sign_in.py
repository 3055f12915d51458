"""Signing in on the page: the cookie, where it leads, and what it does not tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

import settings
from db import accounts, sessions, stored_settings
from tests.web.conftest import PASSWORD, Site, post
from web import rates


def test_a_stranger_is_sent_to_the_sign_in_page_and_back(site: Site) -> None:
    site.give_password()
    browser = site.browser()
    sent = browser.get("/my-year?phase=plan")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in?next=%2Fmy-year%3Fphase%3Dplan")
    answer = post(
        browser, "/sign-in", sent.headers["location"], name="004", password=PASSWORD, next="/my-year?phase=plan"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/my-year?phase=plan")
    assert "<title>Jaarplan</title>" in browser.get("/my-year").text


def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(site: Site) -> None:
    site.give_password()
    answer = post(site.browser(), "/sign-in", name="004", password=PASSWORD)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("jaarplan="))
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=43200"} <= set(cookie.split("; "))


def test_over_https_the_cookie_is_bound_to_this_host(site: Site, use_settings: Callable[..., None]) -> None:
    use_settings(public_url="https://hr.example.nl")
    site.give_password()
    answer = post(site.browser(), "/sign-in", name="004", password=PASSWORD)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-jaarplan="))
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(("name", "password"), [("004", "fout"), ("nobody", PASSWORD), ("010", PASSWORD), ("", "")])
def test_every_failure_says_the_same(site: Site, name: str, password: str) -> None:
    site.give_password()
    site.give_password("sam")
    accounts.block(site.cast.db, site.cast.adam, site.id_of("sam"), now=settings.now())
    answer = post(site.browser(), "/sign-in", name=name, password=password)
    assert answer.status_code == 400
    assert "Aanmelden is niet gelukt. Controleer je naam en wachtwoord." in answer.text
    assert "jaarplan=" not in answer.headers.get("set-cookie", "").replace("jaarplan_form=", "")


def test_the_name_stays_and_the_password_does_not(site: Site) -> None:
    answer = post(site.browser(), "/sign-in", name='"><script>x', password="geheim-geheim")
    assert 'value="&#34;&gt;&lt;script&gt;x"' in answer.text
    assert "geheim-geheim" not in answer.text


def test_a_wait_is_told_in_seconds(site: Site) -> None:
    browser = site.browser()
    for _ in range(5):
        post(browser, "/sign-in", name="004", password="fout")
    answer = post(browser, "/sign-in", name="004", password="fout")
    assert answer.status_code == 429
    assert "Te veel pogingen. Wacht 2 seconden" in answer.text


def use_up_the_tries(browser: TestClient) -> str:
    """Open the sign-in page and leave its address no tries; returns the page's form secret."""
    secret = browser.get("/sign-in").text.split('name="form_secret" value="')[1].split('"')[0]
    while not rates.posts.take("testclient"):
        pass
    return secret


def test_an_address_without_tries_waits_whatever_the_name(site: Site) -> None:
    site.give_password()
    browser = site.browser()
    fields = {"form_secret": use_up_the_tries(browser), "name": "004", "password": PASSWORD}
    answer = browser.post("/sign-in", data=fields)
    assert answer.status_code == 429
    assert "Te veel pogingen. Wacht 3 seconden" in answer.text


def test_a_forwarded_address_from_outside_changes_nothing(site: Site) -> None:
    browser = site.browser(**{"x-forwarded-for": "203.0.113.9"})
    fields = {"form_secret": use_up_the_tries(browser), "name": "n", "password": "x"}
    assert browser.post("/sign-in", data=fields).status_code == 429


def test_each_failure_costs_the_address_a_try(site: Site) -> None:
    browser = site.browser()
    secret = use_up_the_tries(browser)
    rates.posts.give_back("testclient")
    codes = [browser.post("/sign-in", data={"form_secret": secret, "name": n}).status_code for n in ("a", "b")]
    assert codes == [400, 429]


def test_success_costs_the_address_nothing(site: Site) -> None:
    site.give_password()
    for _ in range(rates.PER_MINUTE + 2):
        assert post(site.browser(), "/sign-in", name="004", password=PASSWORD).status_code == 303


def test_a_new_sign_in_gets_a_new_token_and_ends_the_old_one(site: Site) -> None:
    site.give_password()
    site.give_password("boris")
    browser = site.browser()
    post(browser, "/sign-in", name="004", password=PASSWORD)
    former = browser.cookies["jaarplan"]
    browser.cookies.delete("jaarplan")
    page = browser.get("/sign-in").text
    secret = page.split('name="form_secret" value="')[1].split('"')[0]
    browser.cookies.set("jaarplan", former)
    fields = {"form_secret": secret, "name": "002", "password": PASSWORD}
    answer = browser.post("/sign-in", data=fields)
    assert answer.status_code == 303
    assert sessions.lookup(site.cast.db, former, settings.now()) is None


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_nobody_is_led_to_another_site(site: Site, wanted: str) -> None:
    site.give_password()
    answer = post(site.browser(), "/sign-in", name="004", password=PASSWORD, next=wanted)
    assert answer.headers["location"] == "/"


def test_who_is_signed_in_goes_on(site: Site) -> None:
    answer = site.signed_in().get("/sign-in?next=/my-year")
    assert (answer.status_code, answer.headers["location"]) == (303, "/my-year")


def test_a_form_without_the_secret_of_this_browser_is_not_accepted(site: Site) -> None:
    site.give_password()
    browser = site.browser()
    for secret in ("", "x" * 43):
        fields = {"form_secret": secret, "name": "004", "password": PASSWORD}
        answer = browser.post("/sign-in", data=fields)
        assert answer.status_code == 400
        assert "cookies staan uit" in answer.text
    assert "jaarplan" not in browser.cookies


def test_a_form_from_another_site_is_refused_before_it_is_read(site: Site) -> None:
    for origin in ("https://evil.example", "null", "http://localhost:9999"):
        assert post_with_origin(site, origin) == 403


def post_with_origin(site: Site, origin: str) -> int:
    browser = site.browser()
    browser.headers["origin"] = origin
    return browser.post("/sign-in", data={"name": "004"}).status_code


def test_a_form_without_origin_is_refused(site: Site) -> None:
    browser = site.browser()
    del browser.headers["origin"]
    assert browser.post("/sign-in", data={"name": "004"}).status_code == 403


def test_a_form_larger_than_a_form_is_refused(site: Site) -> None:
    answer = post(site.browser(), "/sign-in", name="x" * 20_000, password="x")
    assert answer.status_code == 400


def test_an_expired_session_is_told_and_its_cookie_taken_back(site: Site, wait: Callable[..., None]) -> None:
    browser = site.signed_in()
    assert browser.get("/").status_code == 200
    wait(minutes=31)
    answer = browser.get("/my-year")
    assert answer.headers["location"] == "/sign-in?next=%2Fmy-year&note=ended"
    assert 'jaarplan=""' in answer.headers["set-cookie"]
    assert "Je bent afgemeld. Alles met" in browser.get(answer.headers["location"]).text


def test_opening_pages_keeps_a_session_alive(site: Site, wait: Callable[..., None]) -> None:
    browser = site.signed_in()
    for _ in range(4):
        wait(minutes=20)
        assert browser.get("/").status_code == 200
    for _ in range(2):
        wait(minutes=16)
        browser.get("/_stcore/host-config")
    assert browser.get("/").status_code == 303


def as_demo(site: Site) -> None:
    member = stored_settings.CastMember(site.id_of("anna"), "employee")
    stored_settings.store_demo_cast(site.cast.db, [member], now=settings.now())


def test_a_demo_offers_its_cast_with_one_click(site: Site, use_settings: Callable[..., None]) -> None:
    as_demo(site)
    use_settings(demo=True)
    browser = site.browser()
    assert "Anna de Wit</strong> <span>Medewerker" in browser.get("/sign-in").text
    answer = post(browser, "/sign-in/demo", "/sign-in", person_id=str(site.id_of("anna")))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").status_code == 200


def test_the_demo_signs_in_nobody_but_its_cast(site: Site, use_settings: Callable[..., None]) -> None:
    as_demo(site)
    use_settings(demo=True)
    for person_id in (str(site.id_of("adam")), "x"):
        answer = post(site.browser(), "/sign-in/demo", "/sign-in", person_id=person_id)
        assert answer.status_code == 400


@pytest.mark.parametrize(("marked", "started"), [(True, False), (False, True), (False, False)])
def test_anywhere_else_there_is_no_one_click_sign_in(
    site: Site, use_settings: Callable[..., None], marked: bool, started: bool
) -> None:
    if marked:
        as_demo(site)
    use_settings(demo=started)
    browser = site.browser()
    assert "/sign-in/demo" not in browser.get("/sign-in").text
    answer = post(browser, "/sign-in/demo", "/sign-in", person_id=str(site.id_of("anna")))
    assert answer.status_code == 404
    assert "jaarplan" not in browser.cookies
