"""A staff import in sentences: for the screen and for the command line alike. Plain texts, nothing of Streamlit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from db.staff_import import Preview
from domain.staff_changes import DepartmentChange, FieldChange, RowChange
from domain.staff_list import Column, Remark
from i18n import formats
from i18n.catalogue import Translator


def remark_place(t: Translator, remark: Remark) -> str:
    """Where a remark belongs: 'Rij 12', or the list as a whole."""
    return t("people.import.row", row=remark.row) if remark.row else t("people.import.list")


def remark_text(t: Translator, remark: Remark) -> str:
    """What a remark says."""
    text = t(remark.key, **{name: _value(t, value) for name, value in remark.params.items()})
    return text[:1].upper() + text[1:]


def column_name(t: Translator, column: Column) -> str:
    """The name of a column, as in the middle of a sentence."""
    return t(f"people.column.{column}")


def counts(t: Translator, preview: Preview) -> str:
    """How many rows are new, changed, leaving and unchanged."""
    numbers = {"new": len(preview.new), "changed": len(preview.changed), "left": len(preview.left)}
    return t("people.import.preview.counts", **numbers, unchanged=preview.unchanged)


def who(t: Translator, change: RowChange) -> str:
    """The person of a row; a second job is named as such."""
    row = change.row
    job = f", {t('people.import.second_job', n=row.sequence)}" if row.sequence > 1 else ""
    return f"{row.name} ({row.number}{job})"


def what(t: Translator, change: RowChange) -> str:
    """What happens to a row: the job that is new, or each field from and to."""
    fields = [field_change(t, field) for field in change.changes]
    if change.job is None:
        job = (change.row.position, change.row.department)
        fields.insert(0, ", ".join(part for part in job if part))
    return "; ".join(fields)


def field_change(t: Translator, change: FieldChange) -> str:
    """'functie: adviseur wordt senior adviseur'."""
    if change.column is Column.NUMBER:
        return t("people.import.linked")
    nothing = t("people.import.nobody" if change.column is Column.MANAGER else "people.import.empty")
    before, after = (_value(t, value) or nothing for value in (change.before, change.after))
    return t("people.import.change", field=column_name(t, change.column), before=before, after=after)


def department(t: Translator, change: DepartmentChange) -> str:
    """A department that is made, renamed or moved."""
    kind = "changed" if change.department else "new"
    under = "_under" if change.above else ""
    return t(f"people.import.department.{kind}{under}", name=change.name, above=change.above)


def _value(t: Translator, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Column):
        return column_name(t, value)
    if isinstance(value, date):
        return formats.table_date(value)
    if isinstance(value, Decimal):
        return formats.number(float(value), t.language)
    return str(value)
