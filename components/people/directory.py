"""The list of people: who, where, under whom, and whether they can sign in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import page, session
from db.people import AccountState, JobRow, PersonRow
from i18n.catalogue import Translator

MOST_ROWS = 50
_ACCOUNT_BADGES = {
    AccountState.NONE: "gray",
    AccountState.INVITED: "blue",
    AccountState.ACTIVE: "green",
    AccountState.BLOCKED: "red",
}


def table(rows: Sequence[PersonRow]) -> None:
    """The first rows as a table, and how many a search would still find."""
    t = session.t()
    if not rows:
        st.markdown(t("people.not_found"))
        return
    st.markdown(t("people.found", n=len(rows)))
    st.table([_cells(t, row) for row in rows[:MOST_ROWS]], hide_index=True, border="horizontal")
    if len(rows) > MOST_ROWS:
        st.markdown(t("people.more", n=len(rows) - MOST_ROWS))


def _cells(t: Translator, row: PersonRow) -> dict[str, str]:
    # Two columns: with a third, one long word makes the table wider than a phone, where it cannot be scrolled by key.
    name = page.plain(f"{row.name} ({row.number})" if row.number else row.name)
    access = f":{_ACCOUNT_BADGES[row.account]}-badge[{t(f'people.account.{row.account}')}]"
    work = "; ".join(_job(t, job) for job in row.jobs) or t("people.no_job")
    return {t("people.table.name"): f"{name} {access}", t("people.table.work"): page.plain(work)}


def _job(t: Translator, job: JobRow) -> str:
    parts = [part for part in (job.position, job.department) if part]
    if not job.in_service:
        parts.append(t("people.gone"))
    elif job.manager_name:
        parts.append(t("people.under", name=job.manager_name))
    else:
        parts.append(t("people.no_manager"))
    return ", ".join(parts)
