"""One series of bars with the number, or the words for a hidden one, at the end."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from components.charts.spec import ABOVE, NO_DATA, without_data


@cache
def bars(theme: str, *, above: bool = False) -> dict[str, Any]:
    """The spec over rows of `label`, `length` (0 for a hidden number), `text` and `room` (what the axis must hold).

    above: whether labels stand above their bar, for long names.
    """
    axis = ABOVE if above else alt.Axis(title=None)
    base = alt.Chart(NO_DATA, height=alt.Step(56 if above else 40)).encode(
        y=alt.Y("label:N", sort=None, axis=axis), x=alt.X("length:Q", axis=None)
    )
    lower = 8 if above else 0
    bar = base.mark_bar(height=20, yOffset=lower)
    words = base.mark_text(align="left", dx=6, fontSize=14, yOffset=lower).encode(text="text:N")
    room = base.mark_point(opacity=0).encode(x="room:Q")
    return without_data(alt.layer(bar, words, room), theme)
