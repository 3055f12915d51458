"""Our own pages and the guard around a stand-in for Streamlit, on a real file with the fixed cast."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

import settings
from db import accounts, connection, exports, password_hashes, sessions
from tests.cast import Cast
from web import rates, set_up_code, sockets
from web.app import middleware, routes

PASSWORD = "zeven groene lampen"
ORIGIN = "http://localhost:8501"


@dataclass
class Site:
    """The site for one test, its clock set to the cast's."""

    cast: Cast
    app: Starlette

    def browser(self, **headers: str) -> TestClient:
        """A fresh browser: no cookies, our own origin."""
        client = TestClient(self.app, base_url=settings.current.public_url, follow_redirects=False)
        client.headers.update({"origin": settings.current.public_url, **headers})
        return client

    def signed_in(self, name: str = "anna") -> TestClient:
        """A browser in which the person has signed in."""
        browser, person_id = self.browser(), self.id_of(name)
        browser.cookies.set("jaarplan", sessions.start(self.cast.db, person_id, "password", settings.now()))
        return browser

    def id_of(self, name: str) -> UUID:
        """The id of somebody of the cast."""
        person_id = self.cast.people[name].person_id
        assert person_id is not None
        return person_id

    def give_password(self, name: str = "anna", password: str = PASSWORD) -> None:
        """As if the person had redeemed a code."""
        hashed, person_id = password_hashes.make(password), self.id_of(name)
        self.cast.db.write(
            lambda c: c.execute("UPDATE accounts SET password_hash = ? WHERE person_id = ?", [hashed, person_id])
        )

    def code(self, name: str = "anna", purpose: str = "invitation") -> str:
        """A one-time code for the person, from the administrator."""
        [issued] = accounts.issue_codes(self.cast.db, self.cast.adam, [self.id_of(name)], purpose, now=settings.now())
        return issued.code


def post(browser: TestClient, path: str, page: str | None = None, **fields: str) -> httpx.Response:
    """Open the page, fill the form in and send it, as a browser does."""
    shown = browser.get(page or path)
    secret = re.search(r'name="form_secret" value="([^"]+)"', shown.text)
    assert secret, f"no form at {page or path}: {shown.status_code}"
    return browser.post(path, data={"form_secret": secret[1], **fields})


def streamlit_stand_in() -> list[Route]:
    """Answers with what reached it, so that a test sees what the guard let through."""

    async def echo(request: Request) -> Response:
        kept = {"cache-control": "public, max-age=600"}  # the guard has to be stricter than what it guards
        return PlainTextResponse(request.headers.get("x-jaarplan-session", "nobody"), headers=kept)

    return [Route("/{path:path}", echo, methods=["GET", "POST", "PUT", "DELETE"])]


@pytest.fixture
def use_settings(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run with other settings, as another environment would give."""

    def use(**changes: object) -> None:
        monkeypatch.setattr(settings, "current", replace(settings.current, **changes))  # type: ignore[arg-type]

    return use


@pytest.fixture
def site(cast: Cast, use_settings: Callable[..., None], tmp_path: Path) -> Iterator[Site]:
    """The site with the cast."""
    offset = cast.now - settings.now() + settings.current.clock_offset
    use_settings(public_url=ORIGIN, data=tmp_path, clock_offset=offset, demo=False)
    sessions.forget()
    exports.forget()
    connection.share(cast.db)
    stops = [sessions.on_end(sockets.close), sessions.on_end(exports.drop)]
    rates.posts = rates.Rates()
    yield Site(cast, Starlette(routes=[*routes(), *streamlit_stand_in()], middleware=middleware()))
    for stop in stops:
        stop()
    set_up_code.withdraw()
    connection.share(None)


@pytest.fixture
def wait(use_settings: Callable[..., None]) -> Callable[..., None]:
    """Let time pass: `wait(minutes=31)`."""

    def passing(**span: float) -> None:
        use_settings(clock_offset=settings.current.clock_offset + timedelta(**span))

    return passing
