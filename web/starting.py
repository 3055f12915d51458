"""Set-up of an empty Jaarplan, and the first sign-in or reset with a one-time code."""

from __future__ import annotations

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import settings
from db import accounts, connection, sign_in
from db.set_up import FirstAdministrator, set_up
from domain.errors import Invalid, Refused
from web import forms, proving, screens, set_up_code, visitor

_KEPT = ("organisation", "given_name", "infix", "family_name", "name", "also_hr", "code")


async def show_set_up(request: Request) -> Response:
    """The set-up page, as long as there is no account."""
    return _closed() if accounts.any_exist(connection.shared()) else screens.show(request, "set_up.html")


async def post_set_up(request: Request) -> Response:
    """Code from the console, organisation, first administrator."""
    if accounts.any_exist(connection.shared()):
        return _closed()
    fields: dict[str, str] = {}
    try:
        fields = await forms.read(request)
        person_id = await proving.attempt(request, _set_up, fields, visitor.language(request))
    except forms.BadForm:
        refused = Refused("web.form_stale")
    except Refused as refusal:
        refused = refusal
    else:
        set_up_code.withdraw()
        return await proving.welcome(request, person_id, "set_up", "/")
    typed = {field: fields.get(field, "") for field in _KEPT}
    return screens.show(request, "set_up.html", status=proving.status_of(refused), refused=refused, typed=typed)


async def show_redeem(request: Request) -> Response:
    """The page for a code on paper."""
    return screens.show(request, "redeem.html")


async def post_redeem(request: Request) -> Response:
    """Name, code and a password of one's own."""
    fields: dict[str, str] = {}
    try:
        fields = await forms.read(request)
        name, code, password, again = (fields.get(f, "") for f in ("name", "code", "password", "password_again"))
        person_id = await proving.attempt(
            request, sign_in.redeem, connection.shared(), name, code, password, again, settings.now()
        )
        return await proving.welcome(request, person_id, "code", "/")
    except forms.BadForm:
        refused = Refused("web.form_stale")
    except Refused as refusal:
        refused = refusal
    typed = {field: fields.get(field, "") for field in ("name", "code")}
    return screens.show(request, "redeem.html", status=proving.status_of(refused), refused=refused, typed=typed)


def _set_up(fields: dict[str, str], language: str) -> UUID:
    if not set_up_code.is_right(fields.get("code", "")):
        raise Invalid.of("code", "setup.bad")
    first = FirstAdministrator(
        fields.get("given_name", ""),
        fields.get("infix", ""),
        fields.get("family_name", ""),
        fields.get("name", ""),
        fields.get("organisation", ""),
        "also_hr" in fields,
        language,
    )
    password, again = fields.get("password", ""), fields.get("password_again", "")
    return set_up(connection.shared(), first, password, again, settings.now())


def _closed() -> Response:
    return RedirectResponse("/sign-in?note=closed", 303)
