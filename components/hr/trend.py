"""This year beside last year: the share of plans that is final, week by week."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components import page, session
from components.charts.trend import LAST, THIS, burn_up
from components.hr import words
from db.figures import Progress, Trend
from i18n import formats


def show(found: Progress) -> None:
    """The two lines, what they say in words, and their table."""
    t, before = session.t(), found.last_year
    page.section(t("figures.trend", year=before.year) if before else t("figures.trend_alone"))
    if not found.this_year.points:
        st.markdown(t("empty.figures"))
        return
    sentence = _sentence(found)
    st.markdown(sentence)
    st.vega_lite_chart(
        _frame(found), burn_up(session.theme(), session.language()), key="figures.trend",
        alt=t("figures.alt.trend", found=sentence),
    )  # fmt: skip
    with st.expander(t("figures.table"), type="compact", key="figures.trend_table"):
        st.table(_rows(found), hide_index=True, border="horizontal")


def _sentence(found: Progress) -> str:
    t, now, before = session.t(), found.this_year, found.last_year
    day = formats.long_date(found.day, session.language())
    said = t("figures.trend_found", date=day, now=words.fraction(now.final, now.eligible))
    if before is None or not before.eligible:
        return said
    return f"{said} {t('figures.trend_before', year=before.year, before=words.fraction(before.final, before.eligible))}"


def _frame(found: Progress) -> pd.DataFrame:
    rows = _points(found.this_year, THIS)
    if found.last_year:
        rows += _points(found.last_year, LAST)
    return pd.DataFrame(rows)


def _points(trend: Trend, series: str) -> list[dict[str, object]]:
    t = session.t()
    rows: list[dict[str, object]] = [
        {"day": day.isoformat(), "share": share, "series": series, "text": None} for day, share in trend.points
    ]
    if rows:
        rows[-1]["text"] = t("figures.trend_now", year=trend.year, share=f"{round(trend.points[-1][1])}%")
    return rows


def _rows(found: Progress) -> list[dict[str, str]]:
    t = session.t()
    trends = [trend for trend in (found.this_year, found.last_year) if trend]
    shares: dict[date, dict[str, str]] = {}
    for trend in trends:
        for day, share in trend.points:
            shares.setdefault(day, {})[str(trend.year)] = f"{round(share)}%"
    years = [str(trend.year) for trend in trends]
    return [
        {t("figures.date"): formats.table_date(day), **{year: shares[day].get(year, "–") for year in years}}
        for day in sorted(shares)
    ]
