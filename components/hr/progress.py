"""How far the conversations are: the four numbers, the bars per department, and both as tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components import fields, page, session
from components.charts.progress import stacked
from components.hr import words
from db.figures import Progress
from domain.figures import Counts, DepartmentCounts, Excluded, Stage
from i18n import formats

Bar = tuple[str, Counts]


def population(counts: Counts) -> None:
    """How many there are, how many do not count, and why."""
    t = session.t()
    out = sum(counts.excluded.values())
    st.markdown(t("figures.population", n=counts.population, out=out))
    if out:
        with st.expander(t("figures.excluded"), type="compact", key="figures.excluded"):
            reasons = [(t(f"excluded.{why}"), counts.excluded[why]) for why in Excluded if counts.excluded.get(why)]
            _table([{t("figures.not_counted"): page.plain(word), t("figures.count"): str(n)} for word, n in reasons])


def metrics(counts: Counts) -> None:
    """Held, final, on time, late: a percentage with its fraction."""
    t = session.t()
    numbers = (
        ("held", counts.held, counts.eligible),
        ("final", counts.final, counts.eligible),
        ("on_time", counts.on_time, counts.due),
    )
    with st.grid(columns=4, min_column_width=150, border=True, gap="small", key="figures.metrics"):
        for name, part, whole in numbers:
            below = t("figures.fraction", part=part, whole=whole)
            st.metric(t(f"figures.{name}"), formats.percent(part, whole), below, delta_color="off", delta_arrow="off")
        below = t("figures.of", whole=counts.eligible)
        st.metric(t("figures.late"), str(counts.late), below, delta_color="off", delta_arrow="off")


def departments(found: Progress) -> None:
    """The stacked bars of the organisation or a chosen department, and of what lies below it."""
    t = session.t()
    page.section(t("figures.progress"))
    bars = _bars(found, _scope(found))
    if not bars[0][1].eligible:
        st.markdown(t("empty.figures"))
        return
    st.markdown(t("figures.progress_hint"))
    st.vega_lite_chart(
        _frame(bars), stacked(session.theme(), session.language()), key="figures.progress", alt=_alt(bars)
    )
    with st.expander(t("figures.table"), type="compact", key="figures.progress_table"):
        _tables(bars)


def _scope(found: Progress) -> DepartmentCounts | None:
    """The department that HR looks into; None for the whole organisation."""
    t = session.t()
    by_id = {str(row.department.id): row for row in found.departments}
    if len(by_id) < 2:
        return None
    names = words.department_options(found.departments)
    chosen = st.selectbox(
        t("figures.department"),
        ["", *by_id],
        format_func=lambda key: names[key] if key else t("figures.whole"),
        key="figures.department",
        width=320,
    )
    return by_id.get(chosen or "")


def _bars(found: Progress, chosen: DepartmentCounts | None) -> list[Bar]:
    """The whole first, then its parts, the furthest first."""
    t = session.t()
    if chosen is None:
        parts = [(row.department.name, row.whole) for row in found.departments if row.level == 0]
        return [(t("figures.whole"), found.whole), *_furthest(parts)]
    below = [row for row in found.departments if row.department.parent_id == chosen.department.id]
    parts = [(row.department.name, row.whole) for row in below]
    if below and chosen.own.population:
        parts.append((t("figures.direct", name=chosen.department.name), chosen.own))
    return [(chosen.department.name, chosen.whole), *_furthest(parts)]


def _furthest(bars: list[Bar]) -> list[Bar]:
    counted = [bar for bar in bars if bar[1].eligible]
    return sorted(counted, key=lambda bar: (-bar[1].final / bar[1].eligible, bar[0].casefold()))


def _label(bar: Bar) -> str:
    name, counts = bar
    return session.t()("figures.bar", name=name, part=counts.final, whole=counts.eligible)


def _frame(bars: list[Bar]) -> pd.DataFrame:
    t = session.t()
    rows = [
        {"label": _label(bar), "stage": t(f"stage.{stage}"), "place": place, "n": bar[1].stages.get(stage, 0)}
        for bar in bars
        for place, stage in enumerate(Stage)
    ]
    return pd.DataFrame(rows)


def _alt(bars: list[Bar]) -> str:
    t, parts = session.t(), bars[1:]
    if not parts:
        return t("figures.alt.whole", best=_label(bars[0]))
    return t("figures.alt.progress", best=_label(parts[0]), least=_label(parts[-1]))


def _tables(bars: list[Bar]) -> None:
    t, whole = session.t(), bars[0][1]
    _table(
        [
            {
                t("figures.stage"): t(f"stage.{stage}"),
                t("figures.count"): str(whole.stages.get(stage, 0)),
                t("figures.part"): formats.percent(whole.stages.get(stage, 0), whole.eligible),
            }
            for stage in Stage
        ]
    )
    name = t("figures.department")
    _table([{name: page.plain(bar[0]), **_shares(bar[1])} for bar in bars])
    late, out = t("figures.late"), t("figures.not_counted")
    _table(
        [
            {name: page.plain(label), late: str(counts.late), out: str(sum(counts.excluded.values()))}
            for label, counts in bars
        ]
    )


def _shares(counts: Counts) -> Mapping[str, str]:
    t = session.t()
    return {
        t("figures.held"): words.fraction(counts.held, counts.eligible),
        t("figures.final"): words.fraction(counts.final, counts.eligible),
        t("figures.on_time"): words.fraction(counts.on_time, counts.due),
    }


def _table(rows: list[dict[str, str]]) -> None:
    st.table(rows, hide_index=True, border="horizontal")


def process(counts: Counts) -> None:
    """Preparations of both sides and recording on time, of the conversations held."""
    t = session.t()
    page.section(t("figures.preparation"))
    st.markdown(t("figures.preparation_hint"))
    fields.facts(
        [
            (t("figures.prepared_employee"), words.careful_fraction(counts.prepared_employee, counts.held)),
            (t("figures.prepared_manager"), words.careful_fraction(counts.prepared_manager, counts.held)),
            (t("figures.recorded"), words.careful_fraction(counts.recorded_on_time, counts.record_due)),
        ]
    )


def feedback(found: Progress) -> None:
    """Texts that wait for a reaction, by how long."""
    t, count = session.t(), sum(found.feedback_open.values())
    page.section(t("figures.feedback"))
    if not count:
        st.markdown(t("figures.feedback_none"))
        return
    st.markdown(t("figures.feedback_lead", n=count))
    fields.facts([(t(f"figures.age.{band}"), str(found.feedback_open.get(band, 0))) for band in ("0-5", "6-10", "10+")])
