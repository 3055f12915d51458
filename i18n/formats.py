"""Dates, times, numbers and money as people in the Netherlands write them, in either language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

# English as Dutch organisations write it: day first.
_LOCALE = {"nl": "nl_NL", "en": "en_GB"}


def long_date(day: date, language: str) -> str:
    """3 februari 2027 / 3 February 2027."""
    return format_date(day, "d MMMM y", locale=_LOCALE[language])


def weekday_date(day: date, language: str) -> str:
    """woensdag 3 februari / Wednesday 3 February."""
    return format_date(day, "EEEE d MMMM", locale=_LOCALE[language])


def short_date(day: date, language: str) -> str:
    """3 feb / 3 Feb, for lists."""
    return format_date(day, "d MMM", locale=_LOCALE[language]).rstrip(".")


def month_year(day: date, language: str) -> str:
    """februari 2027 / February 2027."""
    return format_date(day, "MMMM y", locale=_LOCALE[language])


def table_date(day: date) -> str:
    """03-02-2027, for tables, in both languages."""
    return day.strftime("%d-%m-%Y")


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """14:03:22 in the organisation's zone."""
    return moment.astimezone(zone).strftime("%H:%M:%S")


def day_time(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """woensdag 3 februari, 10:00."""
    return format_datetime(moment.astimezone(zone), "EEEE d MMMM, HH:mm", locale=_LOCALE[language])


def number(value: float, language: str) -> str:
    """1.250,5 / 1,250.5."""
    return format_decimal(value, locale=_LOCALE[language])


def euros(cents: int, language: str) -> str:
    """€ 1.250 or € 1.250,50; no decimals when there are none."""
    pattern = "¤ #,##0" if cents % 100 == 0 else "¤ #,##0.00"
    return format_currency(cents / 100, "EUR", format=pattern, locale=_LOCALE[language], currency_digits=False)


def percent(part: int, whole: int) -> str:
    """31% as a whole number; an en dash when there is nothing to divide by."""
    return f"{round(100 * part / whole)}%" if whole else "–"
