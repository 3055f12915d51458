"""What changed from one text of a plan to the next, in words: new, changed, removed. No colour decides anything."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import settings
from components import page, session
from components.plan.wording import Sheet, sheet
from db.plans import Plan, Submission
from domain.deadlines import local_date
from domain.plan import Change, Piece, PlanRow, RowChange, word_diff
from i18n import formats

_ICONS = {Change.NEW: "add", Change.CHANGED: "edit", Change.REMOVED: "remove"}


def since_previous(plan: Plan) -> None:
    """What the newest text changed in the one before it; nothing for a first text."""
    if len(plan.submissions) < 2 or not (changed := plan.changed_since_previous()):
        return
    t, (newest, before) = session.t(), plan.submissions[:2]
    sheets = sheet(plan, before.text, t), sheet(plan, newest.text, t)
    day = formats.long_date(local_date(newest.submitted_at, settings.current.zone), t.language)
    page.section(t("plan.changes.title", n=before.number))
    st.markdown(page.say("review.again", date=day))
    for change in changed:
        with st.container(border=True):
            _change(change, sheets, (before, newest))


def _change(change: RowChange, sheets: tuple[Sheet, Sheet], texts: tuple[Submission, Submission]) -> None:
    old, new = sheets
    row, in_words = (change.after, new) if change.after else (change.before, old)
    if row is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(page.plain(in_words.name(row)), anchor=False)
        st.badge(session.t()(f"plan.change.{change.change}"), icon=f":material/{_ICONS[change.change]}:", color="gray")
    if change.before and change.after:
        for name in change.fields:
            _field(name, sheets, (change.before, change.after), texts)
    else:
        _whole(change, row, in_words)


def _whole(change: RowChange, row: PlanRow, in_words: Sheet) -> None:
    mark = "~~" if change.change is Change.REMOVED else "**"
    lines = [row.text("title"), *(f"{label}: {value}" for label, value in in_words.facts(row))]
    for line in filter(str.strip, lines):
        st.markdown(f"{mark}{page.plain(line.strip())}{mark}")


def _field(
    name: str, sheets: tuple[Sheet, Sheet], rows: tuple[PlanRow, PlanRow], texts: tuple[Submission, Submission]
) -> None:
    t, (old, new) = session.t(), sheets
    pieces = word_diff(old.value(rows[0], name), new.value(rows[1], name))
    st.markdown(f"**{page.plain(new.label(rows[1].section, name))}**")
    before, after = st.columns(2)
    with before, st.container(gap="xxsmall"):
        st.caption(t("plan.changes.before", n=texts[0].number))
        st.markdown(_marked(pieces, "removed", "~~"))
    with after, st.container(gap="xxsmall"):
        st.caption(t("plan.changes.after", n=texts[1].number))
        st.markdown(_marked(pieces, "added", "**"))


def _marked(pieces: Sequence[Piece], shown: str, mark: str) -> str:
    parts = [
        f"{mark}{page.plain(piece.text)}{mark}" if piece.kind == shown else page.plain(piece.text)
        for piece in pieces
        if piece.kind in ("kept", shown)
    ]
    return " ".join(parts) or "–"
