"""One cell of a staff list: from the text that a payroll system wrote to the value we keep."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST = 200  # characters of a name, a position or a department
_WHOLE = re.compile(r"(\d+)[.,]0+")
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
_SERIAL = re.compile(r"(\d{5})([.,]0+)?")
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
_EXCEL_EPOCH = date(1899, 12, 30)
_NO_END = frozenset({"", "0", "31-12-9999", "9999-12-31", "31-12-2999", "2999-12-31"})
_FORMULA_ERRORS = frozenset((
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!",
    "#N/B", "#VERW!", "#WAARDE!", "#DEEL/0!", "#NAAM?", "#GETAL!", "#LEEG!",
))  # fmt: skip


class BadValue(Exception):  # noqa: N818 - an answer about a cell, not a failure
    """The cell does not hold what its column asks for; `key` and `params` name the message."""

    def __init__(self, key: str, /, **params: Any) -> None:
        super().__init__(key)
        self.key, self.params = key, params


def clean(text: str) -> str:
    """One line without invisible characters or doubled spaces, in the composed form of Unicode. Case stays."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def label(text: str) -> str:
    """A short text such as a name; refuses what a formula left behind."""
    if text in _FORMULA_ERRORS:
        raise BadValue("people.import.formula", value=text)
    if len(text) > LONGEST:
        raise BadValue("people.import.too_long", n=LONGEST)
    return text


def identifier(text: str) -> str:
    """A personnel number: stays text with its leading zeros; '123.0', as spreadsheets write it, is '123'."""
    whole = _WHOLE.fullmatch(label(text))
    return whole[1] if whole else text


def sequence(text: str) -> int:
    """The number of an employment within a person, from 1; an empty cell is 1."""
    value = identifier(text) or "1"
    if not value.isdecimal() or not 1 <= int(value) <= 99:
        raise BadValue("people.import.sequence", value=text)
    return int(value)


def email(text: str) -> str:
    """An e-mail address, or an empty text."""
    if text and not _EMAIL.fullmatch(label(text)):
        raise BadValue("people.import.email", value=text)
    return text


def hours(text: str) -> Decimal | None:
    """Hours a week with a decimal comma or point, 0 to 60; None when the cell is empty."""
    if not text:
        return None
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise BadValue("people.import.hours", value=text) from None
    if not value.is_finite() or not 0 <= value <= 60:
        raise BadValue("people.import.hours", value=text)
    if 0 < value <= Decimal("1.5"):
        raise BadValue("people.import.hours_fte", value=text)
    return value.quantize(Decimal("0.01"))


def day(text: str) -> date:
    """A date: day first with - / or ., ISO, or a spreadsheet's serial number. Never month first, never a short year."""
    value = _MIDNIGHT.sub("", text)
    if _SHORT_YEAR.fullmatch(value):
        raise BadValue("import.date_short_year", value=text)
    found = _parts(value)
    if found is None or not 1930 <= found.year <= 2100:
        raise BadValue("import.date", value=text)
    return found


def _parts(value: str) -> date | None:
    if serial := _SERIAL.fullmatch(value):
        return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    dutch, iso = _DUTCH_DATE.fullmatch(value), _ISO_DATE.fullmatch(value)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def end_day(text: str) -> date | None:
    """The last day in service; None for an empty cell and for the far dates that payroll systems write for 'none'."""
    bare = _MIDNIGHT.sub("", text)
    return None if bare.replace("/", "-") in _NO_END else day(text)


def slug(text: str) -> str:
    """A department's code made from its name: 'Beheer & Openbare ruimte' is 'beheer-openbare-ruimte'."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or text.casefold()
