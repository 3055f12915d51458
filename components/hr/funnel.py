"""How many conversations came how far: each step counts everyone who took it or went further."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import page, session
from components.charts.bars import bars
from domain.figures import Counts, Stage
from i18n import formats

# A step, and the stages of those who took it.
_STEPS = (
    ("counted", frozenset(Stage)),
    ("begun", frozenset({Stage.BEFORE, Stage.HELD, Stage.REVIEW, Stage.FINAL})),
    ("held", frozenset({Stage.HELD, Stage.REVIEW, Stage.FINAL})),
    ("submitted", frozenset({Stage.REVIEW, Stage.FINAL})),
    ("final", frozenset({Stage.FINAL})),
)


def show(counts: Counts) -> None:
    """The funnel of the whole organisation, with its table."""
    t = session.t()
    if not counts.eligible:
        return
    page.section(t("figures.funnel"))
    steps = [
        (t(f"figures.funnel.{name}"), sum(counts.stages.get(stage, 0) for stage in stages)) for name, stages in _STEPS
    ]
    rows = [{"label": label, "length": n, "text": str(n), "room": counts.eligible * 1.15} for label, n in steps]
    said = ", ".join(f"{label} {n}" for label, n in steps)
    st.vega_lite_chart(
        pd.DataFrame(rows), bars(session.theme()), key="figures.funnel", alt=t("figures.alt.funnel", found=said)
    )
    with st.expander(t("figures.table"), type="compact", key="figures.funnel_table"):
        names = (t("figures.funnel.step"), t("figures.count"), t("figures.funnel.share"))
        table = [(page.plain(label), str(n), formats.percent(n, counts.eligible)) for label, n in steps]
        st.table(pd.DataFrame(table, columns=list(names)), hide_index=True, border="horizontal")
