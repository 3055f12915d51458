"""What Streamlit's app is wrapped in: our routes, our guard, and what happens when the process starts and stops."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NoReturn

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import settings
from db import accounts, connection, exports, password_hashes, sessions, stored_settings, throttles
from db.connection import Database, FileInUse
from db.migrations import MigrationError, open_database
from i18n.catalogue import call_the_talk, translator
from web import own, set_up_code, signing, sockets, starting, streamlit_files, visitor
from web.guard import Guard

_STATIC = Path(__file__).parent / "static"
_ICON = Path(__file__).parent.parent / "components" / "assets" / "icon.png"
_FONTS = {"sans.woff2": "SourceSansVF-Upright", "serif.woff2": "SourceSerifVariable-Roman"}
_SLOW_IMPORTS = ("pandas", "altair", "components.shell")
_SWEEP_SECONDS = 15
_UNUSABLE = 78  # the exit code for a configuration that cannot be used


def routes() -> list[BaseRoute]:
    """Our own addresses; they come before Streamlit's. The last two are its page shell, in the right language."""
    return [
        Route("/sign-in", signing.show_sign_in),
        Route("/sign-in", signing.post_sign_in, methods=["POST"]),
        Route("/sign-in/demo", signing.post_demo, methods=["POST"]),
        Route("/sign-out", signing.show_sign_out),
        Route("/sign-out", signing.post_sign_out, methods=["POST"]),
        Route("/set-up", starting.show_set_up),
        Route("/set-up", starting.post_set_up, methods=["POST"]),
        Route("/redeem", starting.show_redeem),
        Route("/redeem", starting.post_redeem, methods=["POST"]),
        Route("/account/password", own.show_password),
        Route("/account/password", own.post_password, methods=["POST"]),
        Route("/language/{code}", own.switch_language),
        Route("/files/{token}", own.fetch),
        Route("/favicon.png", _icon),
        Route("/favicon.ico", _icon),
        Route("/web-static/fonts/{name}", _font),
        Mount("/web-static", StaticFiles(directory=_STATIC)),
        Route("/", _shell),
        Route("/{page}", _shell),
    ]


def middleware() -> list[Middleware]:
    """The guard around everything, Streamlit's websocket included."""
    return [Middleware(Guard)]


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Open the file, warm up, say where Jaarplan is; close the file at the end."""
    db = _open()
    connection.share(db)
    call_the_talk(stored_settings.conversation_label(db))
    stops = [sessions.on_end(sockets.close), sessions.on_end(exports.drop)]
    sweeping = asyncio.create_task(_sweep())
    _warm_up(db)
    _announce(db)
    try:
        yield
    finally:
        sweeping.cancel()
        for stop in stops:
            stop()
        sessions.forget()
        exports.forget()
        connection.share(None)
        db.close()


def _open() -> Database:
    file = settings.current.database
    try:
        return open_database(file, settings.current.memory)
    except FileInUse:
        _refuse_to_start("web.console.in_use", file=file)
    except MigrationError as error:
        _refuse_to_start("web.console.schema", file=file, reason=error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person at the console needs a sentence
        _refuse_to_start("web.console.unreadable", file=file, reason=type(error).__name__)


def _refuse_to_start(key: str, **params: object) -> NoReturn:
    lines = [translator(language)(key, **params) for language in settings.LANGUAGES]
    sys.stderr.write("\n".join(["", *lines, "", ""]))
    sys.stderr.flush()
    # Nothing is open yet, and a normal exit from here would bury the sentence under the server's own trace.
    os._exit(_UNUSABLE)


async def _sweep() -> None:
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        sessions.sweep(settings.now())


def _warm_up(db: Database) -> None:
    for name in _SLOW_IMPORTS:
        importlib.import_module(name)
    password_hashes.prepare()
    throttles.prune(db, settings.now())
    gc.collect()
    gc.freeze()  # what start-up made is left out of every later collection


def _announce(db: Database) -> None:
    lines = [f"Jaarplan: {settings.current.public_url}"]
    if not accounts.any_exist(db):
        lines.append(f"Inrichtcode / set-up code: {set_up_code.make()}")
    sys.stdout.write("\n".join(["", *lines, "", ""]))
    sys.stdout.flush()


async def _shell(request: Request) -> Response:
    return HTMLResponse(streamlit_files.index(visitor.language(request)))


async def _icon(_request: Request) -> Response:
    return FileResponse(_ICON)


async def _font(request: Request) -> Response:
    name = _FONTS.get(request.path_params["name"])
    return FileResponse(streamlit_files.font(name)) if name else Response(status_code=404)
