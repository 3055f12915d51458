"""Open screens: each message is checked against its session, and an ended session closes them all at once."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from db import sessions
from web import visitor
from web.messages import first_run, is_user_event

ENDED = 4401  # close code: the browser reconnects, without a session, and is sent to the sign-in page


class Socket:
    """One websocket of a session, seen from the event loop that serves it."""

    def __init__(self, session: sessions.Session, receive: Receive, send: Send) -> None:
        self._session, self._receive, self._send = session, receive, send
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self._waiting = asyncio.ensure_future(self._ended.wait())

    def end(self) -> None:
        """Close it, from any thread."""
        self._loop.call_soon_threadsafe(self._ended.set)

    def release(self) -> None:
        """Let go of what waits for the end."""
        self._waiting.cancel()

    async def receive(self) -> Message:
        """The next message; a disconnect as soon as the session no longer lives, before the message is acted on."""
        message = await self._next()
        if message is not None and message["type"] == "websocket.disconnect":
            return message
        if message is None or not self._lives():
            return await self._close()
        if message["type"] == "websocket.receive" and is_user_event(message.get("bytes") or b""):
            await visitor.active(self._session)
        return message

    async def send(self, message: Message) -> None:
        """Pass a message on; nothing goes out after the session's end."""
        if not self._ended.is_set():
            await self._send(message)

    async def _next(self) -> Message | None:
        incoming = asyncio.ensure_future(self._receive())
        try:
            await asyncio.wait({incoming, self._waiting}, return_when=asyncio.FIRST_COMPLETED)
            return incoming.result() if incoming.done() and not self._ended.is_set() else None
        finally:
            incoming.cancel()

    def _lives(self) -> bool:
        return sessions.find(self._session.id, settings.now()) is not None

    async def _close(self) -> Message:
        self._ended.set()
        await self._send({"type": "websocket.close", "code": ENDED})
        return {"type": "websocket.disconnect", "code": ENDED}


_open: defaultdict[str, set[Socket]] = defaultdict(set)
_lock = threading.Lock()


async def serve(app: ASGIApp, session: sessions.Session, scope: Scope, receive: Receive, send: Send) -> None:
    """Run a websocket of a signed-in person until it, or the session, ends."""
    socket = Socket(session, receive, send)
    with _lock:
        _open[session.id].add(socket)
    try:
        await app(scope, socket.receive, socket.send)
    finally:
        socket.release()
        with _lock:
            _open[session.id].discard(socket)
            if not _open[session.id]:
                del _open[session.id]


async def serve_stranger(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run a websocket without a session: it shows nothing but the way to the sign-in page.

    A browser that comes back after its session ended keeps the old screen and asks for nothing, so we ask for it.
    """
    asked = iter([{"type": "websocket.receive", "bytes": first_run()}])
    connected = False

    async def receiving() -> Message:
        nonlocal connected
        if connected and (message := next(asked, None)):
            return message
        connected = True
        return await receive()

    await app(scope, receiving, send)


def close(session_id: str) -> None:
    """Close every open screen of a session: from any thread."""
    with _lock:
        found = list(_open.get(session_id, ()))
    for socket in found:
        socket.end()
