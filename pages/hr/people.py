"""People: who works here, under whom, and who can sign in; access letters for those who cannot yet."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import streamlit as st

from components import navigation, page, session
from components.people import directory, invitations, letters
from db import accounts, exports, people, stored_settings
from db.people import PersonRow
from domain.actor import Actor, Role


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("people.title"), t("people.lead"), page.MEDIUM):
        actor = session.require_role(Role.HR)
        rows = people.directory(session.database(), actor, session.today())
        invited = invitations.candidates(rows)
        if not any(row.jobs for row in rows):
            with st.container(border=True):
                st.markdown(t("people.empty"))
                _import_button(primary=True)
            return
        _import_button(primary=not invited)
        _letters(actor, invited)
        page.section(t("people.list"))
        _people(actor, rows)


def _import_button(*, primary: bool) -> None:
    label = session.t()("people.import")
    if st.button(label, key="people_import", type="primary" if primary else "secondary", icon=":material/upload:"):
        st.switch_page(navigation.to("hr/import_staff"))


def _people(actor: Actor, rows: list[PersonRow]) -> None:
    t = session.t()
    search = st.text_input(t("people.search"), key="people_search", icon=":material/search:")
    if search.strip():
        rows = people.directory(session.database(), actor, session.today(), search)
    if any(not row.in_service for row in rows) and not st.checkbox(t("people.show_gone"), key="people_gone"):
        rows = [row for row in rows if row.in_service]
    directory.table(rows)


def _letters(actor: Actor, invited: list[PersonRow]) -> None:
    t = session.t()
    page.section(t("people.letters.title"))
    if _ready():
        return
    if not invited:
        st.markdown(t("people.letters.none_left"))
        return
    st.markdown(t("people.letters.lead"))
    chosen = invitations.choose(invited)
    if not chosen:
        st.markdown(t("people.letters.choose_first"))
        return
    if st.button(t("people.letters.make", n=len(chosen)), key="letters_make", type="primary", icon=":material/print:"):
        _make(actor, chosen)
        st.rerun()


def _make(actor: Actor, chosen: list[UUID]) -> None:
    t, database = session.t(), session.database()
    codes = accounts.issue_codes(database, actor, chosen, "invitation", now=session.now())
    with database.read() as cursor:
        organisation = stored_settings.organisation_name(cursor)
    document = letters.document(codes, organisation, t)
    path = exports.offer(session.session_id(), f"{t('people.letters.title')}.html", "text/html", document)
    st.session_state["letters_ready"] = (len(codes), path, session.now())


def _ready() -> bool:
    t = session.t()
    count, path, made_at = st.session_state.get("letters_ready", (0, "", session.now()))
    if not path or session.now() - made_at >= timedelta(seconds=exports.SECONDS):
        return False
    st.success(t("people.letters.ready", n=count), icon=":material/check_circle:")
    st.link_button(t("people.letters.open"), path, icon=":material/print:", type="primary", key="letters_open")
    st.markdown(t("people.letters.once"))
    return True


show()
