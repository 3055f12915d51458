"""Signing in and out."""

from __future__ import annotations

from uuid import UUID

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import settings
from db import accounts, connection, sessions, sign_in, stored_settings
from domain.errors import NotFound, Refused
from web import cookies, forms, proving, screens, visitor
from web.addresses import safe_next

_NOTES = {"out": "signin.out", "ended": "web.ended", "closed": "setup.closed"}


async def show_sign_in(request: Request) -> Response:
    """The sign-in page; who is signed in already goes on."""
    if visitor.of(request).session:
        return RedirectResponse(safe_next(request.query_params.get("next")), 303)
    return _page(request, safe_next(request.query_params.get("next")))


async def post_sign_in(request: Request) -> Response:
    """Name and password."""
    fields: dict[str, str] = {}
    try:
        fields = await forms.read(request)
        name, password = fields.get("name", ""), fields.get("password", "")
        person_id = await proving.attempt(request, sign_in.sign_in, connection.shared(), name, password, settings.now())
        return await proving.welcome(request, person_id, "password", safe_next(fields.get("next")))
    except forms.BadForm:
        refused = Refused("web.form_stale")
    except Refused as refusal:
        refused = refusal
    return _page(request, safe_next(fields.get("next")), refused, {"name": fields.get("name", "")})


async def post_demo(request: Request) -> Response:
    """One click, in a demo only: the file says that it is one, and the server was started as one."""
    cast = _cast()
    if not cast:
        return screens.message(request, "web.no_page", 404)
    try:
        fields = await forms.read(request)
        person_id = UUID(fields.get("person_id", ""))
        if person_id not in {member.person_id for member in cast}:
            raise NotFound
        return await proving.welcome(request, person_id, "demo", safe_next(fields.get("next")))
    except (forms.BadForm, ValueError, NotFound):
        return _page(request, "/", Refused("web.form_stale"))


async def show_sign_out(request: Request) -> Response:
    """A button, because a link or a picture must not be able to sign anybody out."""
    return screens.show(request, "sign_out.html")


async def post_sign_out(request: Request) -> Response:
    """End the session; every open screen of it closes."""
    try:
        await forms.read(request)
    except forms.BadForm:
        return screens.show(request, "sign_out.html", status=400, refused=Refused("web.form_stale"))
    token = visitor.of(request).token
    await anyio.to_thread.run_sync(sessions.revoke, connection.shared(), token, settings.now())
    response = RedirectResponse("/sign-in?note=out", 303)
    cookies.drop_token(response)
    return response


def _page(request: Request, path: str, refused: Refused | None = None, typed: dict[str, str] | None = None) -> Response:
    db = connection.shared()
    with db.read() as cursor:
        organisation = stored_settings.organisation_name(cursor)
    return screens.show(
        request,
        "sign_in.html",
        status=proving.status_of(refused) if refused else 200,
        refused=refused,
        typed=typed,
        next=path,
        note=_NOTES.get(request.query_params.get("note", "")),
        organisation=organisation,
        cast=[(member, accounts.load_actor(db, member.person_id).name) for member in _cast()],
    )


def _cast() -> list[stored_settings.CastMember]:
    return stored_settings.demo_cast(connection.shared()) if settings.current.demo else []
