"""Two lines: the share final, this year beside last year."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt
from babel.dates import get_month_names

from components.charts.spec import NO_DATA, without_data

THIS, LAST = "this", "last"
_LOCALE = {"nl": "nl_NL", "en": "en_GB"}


@cache
def burn_up(theme: str, language: str) -> dict[str, Any]:
    """The spec over rows of `day` (yyyy-mm-dd), `share` (0-100), `series` (this, last) and `text` (last point only)."""
    names = get_month_names("abbreviated", locale=_LOCALE[language])
    months = "[" + ",".join(f"'{names[n].rstrip('.')}'" for n in range(1, 13)) + "]"
    days = alt.Axis(
        grid=False, tickCount=5, title=None, labelExpr=f"utcdate(datum.value) + ' ' + {months}[utcmonth(datum.value)]"
    )
    share = alt.Axis(values=[0, 50, 100], labelExpr="datum.value + '%'", title=None)
    base = alt.Chart(NO_DATA, height=220).encode(
        x=alt.X("day:T", scale=alt.Scale(type="utc"), axis=days),
        y=alt.Y("share:Q", scale=alt.Scale(domain=[0, 100]), axis=share),
        color=alt.Color("series:N", legend=None, scale=alt.Scale(domain=[THIS, LAST])),
        strokeDash=alt.StrokeDash(
            "series:N", legend=None, scale=alt.Scale(domain=[THIS, LAST], range=[[1, 0], [5, 4]])
        ),
    )
    ends = base.transform_filter("isValid(datum.text)")
    point = ends.mark_point(filled=True, size=60, opacity=1, strokeDash=[1, 0])
    words = ends.mark_text(align="right", dy=-16, fontWeight=600, fontSize=14).encode(text="text:N")
    return without_data(alt.layer(base.mark_line(strokeWidth=2.5), point, words), theme)
