"""Import staff: what would change, then all of it or nothing."""

from __future__ import annotations

import streamlit as st

from components import navigation, page, session
from components.people import preview
from db import staff_import
from db.staff_import import ImportResult, Preview
from domain.actor import Actor, Role
from domain.staff_list import Column


def show() -> None:
    """The whole screen."""
    t = session.t()
    with page.page(t("people.import.title"), t("people.import.lead"), page.MEDIUM):
        actor = session.require_role(Role.HR)
        result = st.session_state.get("import_result")
        if result:
            _done(result)
            return
        file = preview.upload(f"import_file_{st.session_state.get('import_round', 0)}")
        preview.columns()
        if file:
            _looked_at(actor, *file)


def _looked_at(actor: Actor, file_id: str, name: str, content: bytes) -> None:
    found = _preview(actor, file_id, name, content, {})
    chosen: dict[Column, str] = {}
    if found.missing:
        preview.missing_columns(found)
        chosen = preview.choose_columns(found)
        if len(chosen) < len(found.missing):
            return
        found = _preview(actor, file_id, name, content, chosen)
    preview.notes(found)
    if found.errors:
        preview.errors(found)
        return
    preview.changes(found)
    _apply(actor, name, content, found, chosen)


def _preview(actor: Actor, file_id: str, name: str, content: bytes, chosen: dict[Column, str]) -> Preview:
    # Kept for the session, so that what is applied is what was looked at.
    key = (file_id, tuple(chosen.items()))
    kept = st.session_state.setdefault("import_previews", {})
    if key not in kept:
        kept[key] = staff_import.preview(session.database(), actor, content, name, now=session.now(), chosen=chosen)
    found: Preview = kept[key]
    return found


def _apply(actor: Actor, name: str, content: bytes, found: Preview, chosen: dict[Column, str]) -> None:
    if not found.count:
        return
    label = session.t()("people.import.apply", n=found.count)
    if st.button(label, key="import_apply", type="primary", icon=":material/done_all:"):
        del st.session_state["import_previews"]  # whatever comes of it, the next look is a fresh one
        st.session_state["import_result"] = staff_import.apply(
            session.database(), actor, content, name, now=session.now(), chosen=chosen, seen=found
        )
        st.rerun()


def _done(result: ImportResult) -> None:
    t = session.t()
    told = t("import.done", new=result.new, changed=result.changed, left=result.left)
    st.success(told, icon=":material/check_circle:")
    if result.departments:
        st.markdown(t("people.import.departments.done", n=result.departments))
    with st.container(horizontal=True):
        label = t("people.import.next" if result.new else "people.import.to_people")
        if st.button(label, key="import_next", type="primary", icon=":material/badge:"):
            _again()
            st.switch_page(navigation.to("hr/people"))
        st.button(t("people.import.again"), key="import_again", on_click=_again)


def _again() -> None:
    st.session_state.pop("import_result", None)
    st.session_state["import_round"] = st.session_state.get("import_round", 0) + 1


show()
