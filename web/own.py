"""One's own password, language and files."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import settings
from db import accounts, connection, exports, sign_in
from domain.errors import Refused
from web import cookies, forms, headers, proving, screens, visitor
from web.addresses import safe_next

_PRINTED = "text/html; charset=utf-8"


async def show_password(request: Request) -> Response:
    """The page to choose another password."""
    return screens.show(request, "password.html", done="done" in request.query_params)


async def post_password(request: Request) -> Response:
    """Old password, new one twice. Everywhere else the person is signed out."""
    person, token = visitor.actor(request), visitor.of(request).token
    try:
        fields = await forms.read(request)
        old, new, again = (fields.get(f, "") for f in ("old", "password", "password_again"))
        await proving.attempt(
            request,
            sign_in.change_password,
            connection.shared(),
            person,
            old,
            new,
            again,
            keep_token=token,
            now=settings.now(),
        )
        return RedirectResponse("/account/password?done", 303)
    except forms.BadForm:
        refused = Refused("web.form_stale")
    except Refused as refusal:
        refused = refusal
    return screens.show(request, "password.html", status=proving.status_of(refused), refused=refused, done=False)


async def switch_language(request: Request) -> Response:
    """Read on in another language, now and, when signed in, from now on."""
    code = request.path_params["code"]
    if code not in settings.LANGUAGES:
        return screens.message(request, "web.no_page", 404)
    person = visitor.actor(request)
    if person and person.language != code:
        keep = partial(accounts.set_language, connection.shared(), person, code, now=settings.now())
        await anyio.to_thread.run_sync(keep)
    response = RedirectResponse(_back(request.query_params.get("next")), 303)
    cookies.keep_language(response, code)
    return response


async def fetch(request: Request) -> Response:
    """A file that was made for this session: once."""
    if request.method == "HEAD":  # a preview must not use the file up
        return Response(status_code=405)
    session = visitor.of(request).session
    export = exports.take(request.path_params["token"], session.id if session else "")
    if export is None:
        return screens.message(request, "web.file_gone", 404)
    printed = export.media_type.startswith("text/html")
    place = "inline" if printed else "attachment"
    return Response(
        export.content,
        media_type=_PRINTED if printed else export.media_type,
        headers={
            "content-disposition": f"{place}; filename*=UTF-8''{quote(export.filename, safe='')}",
            "content-security-policy": headers.PRINTED,
        },
    )


def _back(wanted: str | None) -> str:
    # The pages that nobody is sent to after signing in may be returned to in another language.
    path = (wanted or "").split("?")[0]
    return wanted or "/" if path in {"/sign-in", "/sign-out", "/set-up", "/redeem"} else safe_next(wanted)
