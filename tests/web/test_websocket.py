"""A real server, attacked over raw websockets and HTTP."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from db import password_hashes
from tests import cast as the_cast
from tests.server import Screen, Server, words

PASSWORD = "zeven groene lampen"
SIGN_IN_ONLY = "/web-static/sign_in.js"


def fill(folder: Path) -> Path:
    """A file with the cast, all with the same password; returns the data folder."""
    made, hashed = the_cast.build(folder), password_hashes.make(PASSWORD)
    made.db.write(lambda c: c.execute("UPDATE accounts SET password_hash = ?, sign_in_name = NULL", [hashed]))
    made.db.close()
    return folder / "data"


def to_the_casts_time() -> float:
    return (the_cast.NOW - datetime.now(UTC)).total_seconds()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(fill(tmp_path_factory.mktemp("server")), clock_offset=to_the_casts_time()) as running:
        yield running


@pytest.fixture
def anna(server: Server) -> httpx.Client:
    return server.sign_in("004", PASSWORD)


def refused(server: Server, browser: httpx.Client, **headers: str) -> int:
    with pytest.raises(InvalidStatus) as caught:
        server.screen(browser, **headers)
    return caught.value.response.status_code


def test_anna_sees_her_own_name(server: Server, anna: httpx.Client) -> None:
    with server.screen(anna) as screen:
        assert "Anna de Wit" in words(screen.run())


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1", ""])
def test_a_foreign_origin_is_refused(server: Server, anna: httpx.Client, origin: str) -> None:
    assert refused(server, anna, origin=origin) == 403


def test_a_rebound_host_name_is_refused(server: Server, anna: httpx.Client) -> None:
    evil = f"evil.example:{server.port}"
    assert server.browser().get("/sign-in", headers={"host": evil}).status_code == 421


def session_header(browser: httpx.Client) -> str:
    return hashlib.sha256(browser.cookies["jaarplan"].encode()).hexdigest()[:32]


def test_a_spoofed_header_shows_a_stranger_nothing(server: Server, anna: httpx.Client) -> None:
    with server.screen(None, **{"x-jaarplan-session": session_header(anna)}) as screen:
        shown = words(list(screen.until_finished()))
    assert SIGN_IN_ONLY in shown
    assert "Anna" not in shown


def test_a_spoofed_header_changes_nobodys_identity(server: Server, anna: httpx.Client) -> None:
    helena = server.sign_in("005", PASSWORD)
    with server.screen(anna, **{"x-jaarplan-session": session_header(helena)}) as screen:
        shown = words(screen.run())
    assert "Anna de Wit" in shown
    assert "Helena" not in shown


@pytest.mark.parametrize("thief", ["stranger", "colleague"])
def test_a_stolen_streamlit_session_id_gives_nothing(server: Server, anna: httpx.Client, thief: str) -> None:
    browser = None if thief == "stranger" else server.sign_in("010", PASSWORD)
    with server.screen(anna) as screen:
        screen.run()
        for still_open in (True, False):
            if not still_open:
                screen.connection.close()
            with server.screen(browser, resume=screen.session_id) as other:
                shown = words(other.run() if browser else list(other.until_finished()))
                assert other.session_id != screen.session_id
            assert "Anna" not in shown


def test_the_person_may_go_on_after_a_lost_connection(server: Server, anna: httpx.Client) -> None:
    with server.screen(anna) as screen:
        screen.run()
    with server.screen(anna, resume=screen.session_id) as again:
        assert "Anna de Wit" in words(again.run())
        assert again.session_id == screen.session_id


PAGE_NAMES = ["hr-people", "people", "hr/people", "hr-late", "admin-accounts", "pages/hr/people", "../pages/hr/people"]


@pytest.mark.parametrize("page_name", PAGE_NAMES)
def test_a_page_that_is_not_hers_is_not_run_by_its_name(server: Server, anna: httpx.Client, page_name: str) -> None:
    with server.screen(anna) as screen:
        shown = words(screen.run(page_name=page_name))
    assert "Sam Vos" not in shown
    assert "Anna de Wit" in shown


def test_the_same_name_opens_the_page_for_who_may(server: Server) -> None:
    with server.screen(server.sign_in("005", PASSWORD)) as screen:
        assert "Sam Vos" in words(screen.run(page_name="hr-people"))


def test_a_cold_server_runs_no_page_by_its_name_either(tmp_path: Path) -> None:
    """The first message of all decides nothing: Streamlit's script does not lie beside `pages/`."""
    with Server(fill(tmp_path), clock_offset=to_the_casts_time()) as cold:
        browser = cold.sign_in("004", PASSWORD)
        with cold.screen(browser) as screen:
            shown = words(screen.run(page_name="people"))
        assert "Sam Vos" not in shown
        assert "Anna de Wit" in shown
        with cold.screen(None) as stranger:
            shown = words(stranger.run(page_name="people"))
        assert SIGN_IN_ONLY in shown


def runs_after(screen: Screen) -> list[str]:
    """What kinds of message still come before the server closes."""
    kinds: list[str] = []
    with contextlib.suppress(ConnectionClosed, TimeoutError):
        for message in screen.messages(timeout=10):
            kinds.append(message.WhichOneof("type"))
    return kinds


def test_after_sign_out_elsewhere_every_open_screen_closes_and_nothing_runs(server: Server, anna: httpx.Client) -> None:
    with server.screen(anna) as screen, server.screen(anna) as other:
        screen.run()
        other.run()
        server.post(anna, "/sign-out")
        with contextlib.suppress(ConnectionClosed):
            screen.send()
        assert "new_session" not in runs_after(screen)
        assert screen.close_code() == 4401
        assert other.close_code() == 4401


def test_a_stranger_that_comes_back_is_shown_the_way_to_the_sign_in_page_unasked(
    server: Server, anna: httpx.Client
) -> None:
    with server.screen(anna) as screen:
        screen.run()
    token = anna.cookies["jaarplan"]
    server.post(anna, "/sign-out")
    anna.cookies.set("jaarplan", token)
    with server.screen(anna, resume=screen.session_id) as back:
        shown = words(list(back.until_finished()))
    assert SIGN_IN_ONLY in shown
    assert "Anna" not in shown


@pytest.mark.parametrize(
    "path", ["/media/x.png", "/_stcore/upload_file/a/b", "/component/x/index.html", "/_stcore/bidi-components/x/y"]
)
def test_what_pages_fetch_needs_a_session(server: Server, path: str) -> None:
    assert server.browser().get(path).status_code == 401


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/auth/login"]
)
def test_metrics_and_machine_interfaces_are_closed(server: Server, anna: httpx.Client, path: str) -> None:
    assert server.browser().get(path).status_code == 404
    assert anna.get(path).status_code == 404
    assert anna.post(path, json={}).status_code == 404


def test_the_session_id_is_not_told_to_the_browser(server: Server, anna: httpx.Client) -> None:
    with server.screen(anna) as screen:
        assert session_header(anna) not in words(screen.run())


def test_the_page_shell_is_dutch_protected_and_not_kept(server: Server, anna: httpx.Client) -> None:
    answer = anna.get("/")
    assert '<html lang="nl">' in answer.text
    assert "<title>Jaarplan</title>" in answer.text
    assert re.search(r"script-src 'self' 'sha256-[^']+';", answer.headers["content-security-policy"])
    assert answer.headers["cache-control"] == "no-store"
    anna.get("/language/en")
    assert '<html lang="en">' in anna.get("/").text
    anna.get("/language/nl")


def test_the_interfaces_own_files_are_found_and_kept(server: Server, anna: httpx.Client) -> None:
    shell = anna.get("/").text
    scripts = re.findall(r'(?:src|href)="\./(static/[^"]+)"', shell)
    assert len(scripts) > 5
    answer = server.browser().get(f"/{scripts[-1]}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_people_stay_signed_in_over_a_restart(server: Server, anna: httpx.Client) -> None:
    server.stop()
    server.start()
    with server.screen(anna) as screen:
        assert "Anna de Wit" in words(screen.run())


def test_sign_out_survives_a_kill(server: Server, anna: httpx.Client) -> None:
    token = anna.cookies["jaarplan"]
    server.post(anna, "/sign-out")
    server.stop(kill=True)
    server.start()
    anna.cookies.set("jaarplan", token)
    assert anna.get("/").status_code == 303


def test_an_empty_server_writes_its_code_on_the_console_and_takes_it_once(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as empty:
        browser = empty.browser()
        assert browser.get("/").headers["location"] == "/set-up"
        fields = {
            "organisation": "Gemeente Veldwijk",
            "given_name": "Adam",
            "family_name": "Post",
            "name": "adam",
            "password": PASSWORD,
            "password_again": PASSWORD,
        }
        answer = empty.post(browser, "/set-up", code=empty.set_up_code(), **fields)
        assert answer.status_code == 303
        with empty.screen(browser) as screen:
            assert "Adam Post" in words(screen.run())
        empty.stop()
        empty.start()
        assert empty.output().count("set-up code") == 1
        assert f"Jaarplan: {empty.url}" in empty.output()
