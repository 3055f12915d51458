"""Stacked bars: how far the conversations of each department are."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from components.charts.spec import ABOVE, NO_DATA, OUTLINE, without_data
from domain.figures import Stage
from i18n.catalogue import translator


@cache
def stacked(theme: str, language: str) -> dict[str, Any]:
    """The spec over rows of `label` (above the bar), `stage` (a word), `place` (0 is furthest) and `n`."""
    t = translator(language)
    words = [t(f"stage.{stage}") for stage in Stage]
    percent = alt.Axis(
        labelExpr="round(datum.value * 100) + '%'", values=[0, 0.25, 0.5, 0.75, 1], grid=False, title=None
    )
    chart = (
        alt.Chart(NO_DATA, height=alt.Step(56))
        .mark_bar(height=20, yOffset=8, stroke=OUTLINE, strokeWidth=0.75)
        .encode(
            y=alt.Y("label:N", sort=None, axis=ABOVE),
            x=alt.X("n:Q", stack="normalize", axis=percent),
            order="place:Q",
            # No colours here: the domain's order makes the theme's own list fit the stages.
            color=alt.Color(
                "stage:N",
                scale=alt.Scale(domain=words),
                legend=alt.Legend(columns=3, symbolStrokeWidth=0, symbolSize=140),
            ),
        )
    )
    return without_data(chart, theme)
