"""A websocket is bound to its session: each message is checked, and the session's end closes it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

import settings
from db import sessions
from tests.web.conftest import ORIGIN, Site, post
from web import sockets
from web.app import middleware, routes
from web.messages import first_run, is_user_event

STREAM = "/_stcore/stream"
ADDRESS = f"ws://localhost:8501{STREAM}"


def message(auto: bool = False) -> bytes:
    back = BackMsg()
    back.rerun_script.is_auto_rerun = auto
    back.rerun_script.page_name = "x"
    return bytes(back.SerializeToString())


@pytest.fixture
def received() -> list[bytes]:
    return []


@pytest.fixture
def listening(site: Site, received: list[bytes]) -> Site:
    """The site with a websocket that notes what it receives and answers with the session it was told."""

    async def stream(websocket: WebSocket) -> None:
        await websocket.accept()
        try:
            while True:
                received.append(await websocket.receive_bytes())
                await websocket.send_text(websocket.headers.get("x-jaarplan-session", "nobody"))
        except WebSocketDisconnect:
            received.append(b"closed")

    site.app = Starlette(routes=[WebSocketRoute(STREAM, stream), *routes()], middleware=middleware())
    return site


def closed_with(browser: TestClient, code: int, **headers: str) -> bool:
    with pytest.raises(WebSocketDisconnect) as caught, browser.websocket_connect(ADDRESS, headers=headers):
        pass
    return caught.value.code == code


def test_a_signed_in_persons_messages_arrive_with_the_session(listening: Site, received: list[bytes]) -> None:
    browser = listening.signed_in()
    with browser.websocket_connect(ADDRESS) as websocket:
        websocket.send_bytes(message())
        told = websocket.receive_text()
    assert told == hashlib.sha256(browser.cookies["jaarplan"].encode()).hexdigest()[:32]
    assert received[0] == message()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9999", "http://localhost", ""])
def test_another_origin_does_not_connect(listening: Site, received: list[bytes], origin: str) -> None:
    assert closed_with(listening.signed_in(), 1008, origin=origin)
    assert received == []


def test_no_origin_does_not_connect(listening: Site) -> None:
    browser = listening.signed_in()
    del browser.headers["origin"]
    assert closed_with(browser, 1008)


def test_another_host_does_not_connect_even_when_the_origin_agrees(listening: Site) -> None:
    assert closed_with(listening.signed_in(), 1008, host="rebound.example:8501", origin="http://rebound.example:8501")


def test_there_is_one_websocket_address(listening: Site) -> None:
    with pytest.raises(WebSocketDisconnect), listening.signed_in().websocket_connect("ws://localhost:8501/other"):
        pass


def test_a_spoofed_session_header_makes_nobody_of_a_stranger(listening: Site) -> None:
    victim = hashlib.sha256(listening.signed_in("helena").cookies["jaarplan"].encode()).hexdigest()[:32]
    with listening.browser().websocket_connect(ADDRESS, headers={"x-jaarplan-session": victim}) as websocket:
        assert websocket.receive_text() == "nobody"


def test_a_strangers_screen_is_asked_for_at_once_so_that_it_leaves_the_old_one(
    listening: Site, received: list[bytes]
) -> None:
    with listening.browser().websocket_connect(ADDRESS) as websocket:
        assert websocket.receive_text() == "nobody"
    assert received[0] == first_run()


def test_signing_out_in_one_window_closes_the_others_without_a_message(listening: Site, received: list[bytes]) -> None:
    browser = listening.signed_in()
    with browser.websocket_connect(ADDRESS) as one, browser.websocket_connect(ADDRESS) as two:
        post(browser, "/sign-out")
        for websocket in (one, two):
            with pytest.raises(WebSocketDisconnect) as caught:
                websocket.receive_text()
            assert caught.value.code == sockets.ENDED
    assert received == [b"closed", b"closed"]


def test_a_message_after_the_end_is_not_acted_on(
    listening: Site, received: list[bytes], wait: Callable[..., None]
) -> None:
    browser = listening.signed_in()
    with browser.websocket_connect(ADDRESS) as websocket:
        wait(minutes=31)
        websocket.send_bytes(message())
        with pytest.raises(WebSocketDisconnect) as caught:
            websocket.receive_text()
    assert caught.value.code == sockets.ENDED
    assert received == [b"closed"]


def test_the_end_of_one_session_leaves_others_open(listening: Site) -> None:
    anna, boris = listening.signed_in(), listening.signed_in("boris")
    with boris.websocket_connect(ADDRESS) as open_socket:
        post(anna, "/sign-out")
        open_socket.send_bytes(message())
        assert open_socket.receive_text() != "nobody"


def test_an_expired_session_closes_by_itself(listening: Site, wait: Callable[..., None]) -> None:
    with listening.signed_in().websocket_connect(ADDRESS) as websocket:
        wait(minutes=31)
        sessions.sweep(settings.now())
        with pytest.raises(WebSocketDisconnect) as caught:
            websocket.receive_text()
    assert caught.value.code == sockets.ENDED


@pytest.mark.parametrize(("automatic", "alive"), [(False, True), (True, False)])
def test_only_what_a_person_does_keeps_a_session_alive(
    listening: Site, wait: Callable[..., None], automatic: bool, alive: bool
) -> None:
    browser = listening.signed_in()
    with browser.websocket_connect(ADDRESS) as websocket:
        for _ in range(2):
            wait(minutes=20)
            try:
                websocket.send_bytes(message(auto=automatic))
                websocket.receive_text()
            except WebSocketDisconnect:
                break
    assert (browser.get("/").status_code == 200) is alive


def test_which_messages_are_a_persons() -> None:
    heartbeat = BackMsg(app_heartbeat=True)
    assert is_user_event(message())
    assert not is_user_event(message(auto=True))
    assert not is_user_event(heartbeat.SerializeToString())
    assert not is_user_event(b"")
    assert not is_user_event(b"\xff\xff\xff not a message")


def test_nothing_is_remembered_of_closed_websockets(listening: Site) -> None:
    browser = listening.signed_in()
    with browser.websocket_connect(ADDRESS):
        assert len(sockets._open) == 1
    assert len(sockets._open) == 0


def test_the_origin_is_the_public_address(listening: Site, use_settings: Callable[..., None]) -> None:
    use_settings(public_url="https://hr.example.nl")
    assert closed_with(listening.browser(), 1008, origin=ORIGIN)
