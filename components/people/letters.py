"""Access letters: one A4 page per person with a one-time code, to print and hand over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

import settings
from db.accounts import IssuedCode
from i18n import formats
from i18n.catalogue import Translator


@dataclass(frozen=True)
class _Letter:
    name: str
    sign_in_name: str
    code: str
    until: str


def document(codes: Sequence[IssuedCode], organisation: str, t: Translator) -> bytes:
    """The letters as one printable page of HTML; every text in it is escaped."""
    line = t("people.letters.intro", organisation=organisation) if organisation else t("people.letters.intro_nameless")
    text = _template().render(
        t=t,
        organisation_line=line,
        address=f"{settings.current.public_url}/redeem",
        letters=[_letter(code, t) for code in codes],
    )
    return text.encode()


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("letters.html")


def _letter(code: IssuedCode, t: Translator) -> _Letter:
    until = formats.day_time(code.expires_at, t.language, settings.current.zone)
    return _Letter(code.name, code.sign_in_name, code.code, until)
