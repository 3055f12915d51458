"""How far a cycle is without names: for the works council, small groups hidden before they got here."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import page, session
from components.charts.bars import bars
from components.hr import development, words
from db.aggregates import Line, Summary
from domain.suppression import TOTAL
from i18n import formats

_COLUMNS = {"open": "figures.not_held", "held": "figures.held_only", "final": "figures.final"}


def show(found: Summary) -> None:
    """The plans that are final per department, and the whole table."""
    t, lines = session.t(), found.lines
    page.section(t("council.goes"))
    st.markdown(page.say("figures.lead", year=found.cycle.year, date=formats.long_date(found.day, session.language())))
    if found.small:
        st.markdown(t("refuse.small_org"))
    rows = _rows(found)
    said = ", ".join(f"{row['label']} {row['text']}" for row in rows)
    st.vega_lite_chart(
        pd.DataFrame(rows), bars(session.theme(), above=True), key="council.progress",
        alt=t("figures.alt.summary", found=said),
    )  # fmt: skip
    hides = any(None in line.numbers.values() for line in lines)
    with st.expander(t("figures.table"), type="compact", key="council.progress_table", expanded=hides):
        _table(found)
    if hides:
        development.why(found.minimum)


def _rows(found: Summary) -> list[dict[str, object]]:
    """The organisation and its departments of the first level, as shares of their own size."""
    rows: list[dict[str, object]] = []
    for line in found.lines:
        if line.level < 2:
            part, whole = line.numbers["final"], line.numbers[TOTAL]
            known = part is not None and whole
            text = words.fraction(part or 0, whole or 0) if known else words.hidden(found.minimum)
            length = 100 * (part or 0) / whole if known and whole else 0
            rows.append({"label": _name(line), "length": length, "text": text, "room": 150})
    return rows


def _name(line: Line) -> str:
    return line.department.name if line.department else session.t()("figures.whole")


def _table(found: Summary) -> None:
    t = session.t()
    rows = []
    for line in found.lines:
        name = words.indented(_name(line), max(line.level - 1, 0))
        numbers = {t(key): words.number(line.numbers[part], found.minimum) for part, key in _COLUMNS.items()}
        rows.append({t("figures.department"): name, **numbers})
    st.table(rows, hide_index=True, border="horizontal")
