"""Our own plain pages: Jinja templates, always escaped, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import settings
from domain.errors import FieldError, Refused
from i18n.catalogue import Translator, translator
from web import cookies, forms, headers, visitor

_FOLDER = Path(__file__).parent / "templates"
_templates = Environment(
    loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def show(
    request: Request,
    template: str,
    *,
    status: int = 200,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
    **context: Any,
) -> Response:
    """A page with a form. `refused` is said above the form and beside its fields; `typed` fills the fields again."""
    t = translator(visitor.language(request))
    secret = forms.secret(request)
    page = _templates.get_template(template).render(
        t=t,
        language=t.language,
        languages=_other_languages(request, t),
        form_secret=secret,
        alert=t(refused.key, **refused.params) if refused else None,
        errors=_by_field(t, getattr(refused, "errors", ())),
        typed=typed or {},
        **context,
    )
    return _answer(page, status, secret)


def message(request: Request, key: str, status: int, **params: Any) -> Response:
    """A page that only says something, with the way back."""
    t = translator(cookies.language(request) or settings.DEFAULT_LANGUAGE)
    page = _templates.get_template("message.html").render(
        t=t, language=t.language, languages=_other_languages(request, t), text=t(key, **params)
    )
    return _answer(page, status)


def _answer(page: str, status: int, secret: str | None = None) -> Response:
    # Without a referrer policy of `same-origin` browsers send `Origin: null` with our own forms.
    policies = {"content-security-policy": headers.OWN_PAGES, "referrer-policy": "same-origin"}
    response = HTMLResponse(page, status, policies)
    if secret:
        cookies.keep_form(response, secret)
    return response


def _other_languages(request: Request, t: Translator) -> list[tuple[str, str, str]]:
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    there = quote(here, safe="")
    return [
        (code, name, f"/language/{code}?next={there}")
        for code, name in settings.LANGUAGES.items()
        if code != t.language
    ]


def _by_field(t: Translator, errors: Iterable[FieldError]) -> dict[str, str]:
    return {error.field: t(error.key, **error.params) for error in errors}
