"""The outermost layer: every request and every websocket passes here before Streamlit or a page of ours sees it."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import quote

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from db import accounts, connection
from web import addresses, cookies, headers, screens, sockets, visitor
from web.gates import Gate, gate, waits_for_set_up

_log = logging.getLogger("jaarplan.web")
_TRUSTED = b"x-jaarplan-"
_SESSION_HEADER = b"x-jaarplan-session"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_STREAM = "/_stcore/stream"


class Guard:
    """Pure ASGI, because Starlette's usual middleware skips websockets.

    It believes no `x-jaarplan-*` header from outside: it removes them, and adds the session's id itself.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._hosts = addresses.hosts(settings.current.public_url)
        self._origins = addresses.origins(settings.current.public_url)
        self._set_up = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or websocket."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if not pair[0].lower().startswith(_TRUSTED)]}
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._http(scope, receive, headers.protecting(send, scope["path"]))

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        arriving = HTTPConnection(scope).headers
        if (
            arriving.get("host") not in self._hosts
            or arriving.get("origin") not in self._origins
            or scope["path"] != _STREAM
        ):
            await send({"type": "websocket.close", "code": 1008})
            return
        session = (await visitor.identify(scope)).session
        if session is None:
            await sockets.serve_stranger(self.app, scope, receive, send)
            return
        scope["headers"].append((_SESSION_HEADER, session.id.encode()))
        await sockets.serve(self.app, session, scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._foreign(scope)
        if refusal is None:
            found = await visitor.identify(scope)
            refusal = self._gated(scope, found)
            if found.session:
                scope["headers"].append((_SESSION_HEADER, found.session.id.encode()))
                if gate(scope["path"]) is Gate.PAGE:
                    await visitor.active(found.session)
        await self._answer(refusal or self.app, scope, receive, send)

    def _foreign(self, scope: Scope) -> Response | None:
        arriving = HTTPConnection(scope).headers
        if arriving.get("host") not in self._hosts and scope["path"] != "/_stcore/health":
            here = f"Jaarplan answers at {settings.current.public_url}."
            return PlainTextResponse(f"{here} JAARPLAN_URL has to be the address that people type.\n", 421)
        if scope["method"] not in _SAFE_METHODS and arriving.get("origin") not in self._origins:
            return PlainTextResponse("This form came from another address.\n", 403)
        return None

    def _gated(self, scope: Scope, found: visitor.Visitor) -> Response | None:
        path, request = scope["path"], Request(scope)
        kind = gate(path)
        if kind is Gate.NOBODY:
            return screens.message(request, "web.no_page", 404)
        if waits_for_set_up(path) and not self._is_set_up():
            return RedirectResponse("/set-up", 303)
        if kind is Gate.OPEN or found.session:
            return None
        if kind is Gate.PAGE and scope["method"] in {"GET", "HEAD"}:
            return _to_sign_in(request, found)
        return PlainTextResponse("Sign in first.\n", 401)

    def _is_set_up(self) -> bool:
        self._set_up = self._set_up or accounts.any_exist(connection.shared())
        return self._set_up

    async def _answer(self, answer: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await answer(scope, receive, noting)
        except Exception:
            # Whatever it was, the browser learns a number and nothing else; the number finds it in the log.
            reference = secrets.token_hex(4)
            _log.exception("error %s at %s", reference, scope["path"].split("/")[1])
            if started:
                raise
            await screens.message(Request(scope), "refuse.broken", 500, ref=reference)(scope, receive, send)


def _to_sign_in(request: Request, found: visitor.Visitor) -> Response:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    ended = "&note=ended" if found.token else ""
    response = RedirectResponse(f"/sign-in?next={quote(wanted, safe='')}{ended}", 303)
    if found.token:
        cookies.drop_token(response)
    return response
