"""From an Altair chart to the spec that a screen keeps: without data, with the ink of the theme."""

from __future__ import annotations

from typing import Any

import altair as alt

# Streamlit's own axis grey is too pale on white, and text marks stay black in its dark theme.
_INK = {"light": ("#0b181d", "#4c5960"), "dark": ("#e7eef0", "#b2bfc4")}
OUTLINE = "#7f8f96"
NO_DATA = alt.InlineData(values=[])
# The label of a category stands above its bar: bars keep the full width on a phone.
ABOVE = alt.Axis(labelAlign="left", labelPadding=0, labelOffset=-14, labelBaseline="middle", title=None)


def without_data(chart: alt.TopLevelMixin, theme: str) -> dict[str, Any]:
    """The chart as a vega-lite spec for `st.vega_lite_chart(frame, spec)`; `theme` is light or dark."""
    made: dict[str, Any] = chart.to_dict()
    return {**{key: value for key, value in made.items() if key not in ("$schema", "data", "datasets")}, **_look(theme)}


def _look(theme: str) -> dict[str, Any]:
    ink, muted = _INK[theme]
    return {
        "config": {
            "font": "Source Sans",
            "view": {"stroke": None},
            "text": {"fontSize": 14, "color": ink},
            "axis": {
                "labelFontSize": 14,
                "titleFontSize": 14,
                "labelPadding": 8,
                "labelLimit": 260,
                "domain": False,
                "ticks": False,
                "labelColor": muted,
                "titleColor": muted,
            },
            "legend": {
                "labelFontSize": 14,
                "orient": "top",
                "title": None,
                "symbolType": "square",
                "columnPadding": 16,
                "rowPadding": 6,
                "labelColor": muted,
            },
        }
    }
