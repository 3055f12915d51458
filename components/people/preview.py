"""What a staff list would change, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import page, session
from components.people import wording
from db.staff_files import MEGABYTE, MOST_BYTES
from db.staff_import import Preview
from domain.staff_changes import RowChange
from domain.staff_list import REQUIRED, Column, Remark
from i18n import formats

MOST_LINES = 100


def columns() -> None:
    """Which columns a list needs, for somebody who has yet to make one."""
    t = session.t()
    optional = [column for column in Column if column not in REQUIRED]
    with st.expander(t("people.import.columns.title"), key="import_columns"):
        for key, found in (("needed", REQUIRED), ("also", optional)):
            names = ", ".join(wording.column_name(t, column) for column in found)
            st.markdown(page.say(f"people.import.columns.{key}", columns=names))
        st.markdown(t("people.import.columns.note"))


def upload(key: str) -> tuple[str, str, bytes] | None:
    """Ask for the file; returns its id in this session, its name and its content."""
    label = session.t()("people.import.file", n=MOST_BYTES // MEGABYTE)
    # Every type may be chosen: what cannot be read is told in words, by its content.
    file = st.file_uploader(page.bare(label), max_upload_size=MOST_BYTES // MEGABYTE, key=key)
    return (file.file_id, file.name, file.getvalue()) if file else None


def choose_columns(preview: Preview) -> dict[Column, str]:
    """Let somebody point out the headings of columns that were not recognised."""
    t = session.t()
    chosen = {}
    for column in preview.missing:
        label = t("people.import.choose", column=wording.column_name(t, column))
        heading = st.selectbox(
            label,
            [heading for heading in preview.ignored if heading],
            index=None,
            placeholder=t("people.import.choose_none"),
            key=f"import_column_{column}",
        )
        if heading:
            chosen[column] = heading
    return chosen


def errors(preview: Preview) -> None:
    """Every error by row: what has to be repaired before anything is imported."""
    t = session.t()
    st.error(t("people.import.errors", n=len(preview.errors)), icon=":material/error:")
    page.section(t("people.import.errors.title"))
    _remarks(preview.errors)
    st.markdown(t("people.import.errors.note"))


def missing_columns(preview: Preview) -> None:
    """Which columns were not recognised."""
    t = session.t()
    lines = "\n".join(f"- {page.plain(wording.remark_text(t, remark))}" for remark in preview.errors)
    st.error(lines, icon=":material/error:")


def notes(preview: Preview) -> None:
    """What was left out of the file."""
    t = session.t()
    if preview.has_bsn:
        st.warning(t("import.bsn"), icon=":material/block:")
    ignored = [heading for heading in preview.ignored if heading]
    if ignored:
        st.markdown(page.say("import.column_ignored", columns=", ".join(ignored)))


def changes(preview: Preview) -> None:
    """The counts, then each kind of change that there is."""
    t = session.t()
    page.section(t("people.import.preview.title"))
    st.markdown(wording.counts(t, preview) if preview.count else t("people.import.preview.nothing"))
    if any(change.job for change in (*preview.changed, *preview.left)):
        day = formats.long_date(session.today(), t.language)
        st.markdown(t("people.import.preview.from", date=day))
    for key, rows in (("new", preview.new), ("changed", preview.changed), ("left", preview.left)):
        _rows(key, rows)
    if preview.departments:
        with st.expander(t("people.import.departments.title", n=len(preview.departments)), key="import_departments"):
            _list([wording.department(t, change) for change in preview.departments])
    _attention(preview)


def _attention(preview: Preview) -> None:
    t = session.t()
    if preview.warnings:
        title = t("people.import.warnings.title", n=len(preview.warnings))
        with st.expander(title, icon=":material/info:", key="import_warnings"):
            _remarks(preview.warnings)
    if preview.disappeared:
        title = t("people.import.disappeared.title", n=len(preview.disappeared))
        with st.expander(title, icon=":material/person_search:", key="import_disappeared"):
            st.markdown(t("people.import.disappeared.note"))
            _list(preview.disappeared)


def _rows(key: str, rows: Sequence[RowChange]) -> None:
    t = session.t()
    if not rows:
        return
    with st.expander(t(f"people.import.{key}.title", n=len(rows)), key=f"import_{key}"):
        shown = [(str(row.row.row), wording.who(t, row), wording.what(t, row)) for row in rows[:MOST_LINES]]
        _table(("people.table.row", "people.table.who", "people.table.what"), shown, len(rows))


def _remarks(remarks: Sequence[Remark]) -> None:
    t = session.t()
    shown = [(str(remark.row or ""), wording.remark_text(t, remark)) for remark in remarks[:MOST_LINES]]
    _table(("people.table.row", "people.table.what"), shown, len(remarks))


def _table(headings: Sequence[str], rows: Sequence[tuple[str, ...]], count: int) -> None:
    t = session.t()
    names = [t(heading) for heading in headings]
    st.table(
        [dict(zip(names, map(page.plain, row), strict=True)) for row in rows], hide_index=True, border="horizontal"
    )
    _rest(count)


def _list(texts: Sequence[str]) -> None:
    st.markdown("\n".join(f"- {page.plain(text)}" for text in texts[:MOST_LINES]))
    _rest(len(texts))


def _rest(count: int) -> None:
    if count > MOST_LINES:
        st.markdown(session.t()("people.import.rest", n=count - MOST_LINES))
