"""What people type, read as dates, amounts and numbers in the Dutch way."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
_AMOUNT = re.compile(r"€?\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,2}|-))?|€?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?")


def parse_date(text: str) -> date:
    """A date typed as dd-mm-yyyy (also with / . or spaces) or yyyy-mm-dd; never month-first. ValueError otherwise."""
    typed = text.strip()
    if match := _DATE.fullmatch(typed):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(typed):
        return date(int(match[1]), int(match[2]), int(match[3]))
    raise ValueError("not a date")


def date_or_none(text: str) -> date | None:
    """The date, or None when empty or not a date."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def parse_time(text: str) -> time:
    """A time typed as hh:mm or hh.mm. ValueError otherwise."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise ValueError("not a time")
    return time(int(match[1]), int(match[2]))


def parse_cents(text: str) -> int:
    """An amount in euros as cents: `1.250,00`, `1250`, `€ 1 250,5`, `1,250.00`. ValueError otherwise."""
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        raise ValueError("not an amount")
    whole, part = (match[1], match[2]) if match[1] else (match[3], match[4])
    cents = (part or "0").replace("-", "0").ljust(2, "0")
    return int(re.sub(r"[., ]", "", whole)) * 100 + int(cents)


def parse_hours(text: str) -> Decimal:
    """A number of hours with a comma or point. ValueError otherwise."""
    typed = text.strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,5}(\.\d{1,2})?", typed):
        raise ValueError("not a number")
    return Decimal(typed)
