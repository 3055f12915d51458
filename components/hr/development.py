"""Development requests by kind and department, with small groups hidden before they got here."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import page, session
from components.charts.bars import bars
from components.hr import words
from db.aggregates import Development, Line
from domain.figures import DevelopmentGroup
from domain.suppression import TOTAL
from i18n import formats


def show(found: Development) -> None:
    """The bars per kind, then a table per department for one kind at a time."""
    t = session.t()
    page.section(t("figures.development"))
    st.markdown(page.say("figures.development_lead", date=formats.long_date(found.until, session.language())))
    if found.small:
        st.markdown(t("refuse.small_org"))
    rows = _rows(found)
    said = ", ".join(f"{row['label']} {row['text']}" for row in rows)
    st.vega_lite_chart(
        pd.DataFrame(rows),
        bars(session.theme()),
        key="figures.development",
        alt=t("figures.alt.development", found=said),
    )
    with st.expander(t("figures.table"), type="compact", key="figures.development_table", expanded=_hides(found)):
        _table(found)
    if _hides(found):
        why(found.minimum)


def why(minimum: int) -> None:
    """Why some numbers are words."""
    st.markdown(session.t()("figures.hidden_why", hidden=words.hidden(minimum)))


def _hides(found: Development) -> bool:
    return any(None in line.numbers.values() for line in (*found.requests, *found.cents))


def _rows(found: Development) -> list[dict[str, object]]:
    t, numbers = session.t(), found.requests[0].numbers
    most = max((numbers[group] or 0 for group in DevelopmentGroup), default=0)
    return [
        {
            "label": t(f"development_group.{group}"),
            "length": numbers[group] or 0,
            "text": words.number(numbers[group], found.minimum),
            "room": max(most, 4) * 1.4,
        }
        for group in DevelopmentGroup
    ]


def _table(found: Development) -> None:
    t = session.t()
    kinds = [TOTAL, *(group.value for group in DevelopmentGroup)]
    kind = st.selectbox(
        t("figures.kind"), kinds, key="figures.kind", width=240, format_func=lambda key: t(f"development_group.{key}")
    )
    rows = [
        {
            t("figures.department"): _name(line),
            t("figures.requests"): words.number(line.numbers[kind], found.minimum),
            t("figures.cost"): words.euros(costs.numbers[kind], found.minimum),
        }
        for line, costs in zip(found.requests, found.cents, strict=True)
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _name(line: Line) -> str:
    if line.department is None:
        return session.t()("figures.whole")
    return words.indented(line.department.name, line.level - 1)
