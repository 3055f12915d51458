"""What the organisation calls the planning conversation (R02): one choice, in effect at once for everybody."""

from __future__ import annotations

import streamlit as st

from components import fields, session
from db import stored_settings
from domain.actor import Actor
from i18n import catalogue

_FORM = "label"


def show(actor: Actor) -> None:
    """A closed panel with the two names; the chosen one changes every text."""
    t, language = session.t(), session.language()
    stored = stored_settings.conversation_label(session.database())
    with st.expander(t("cycles.label"), key="label.panel"):
        st.markdown(t("cycles.label_hint"))
        st.session_state.setdefault("label.choice", stored)
        st.radio(
            t("cycles.label_choice"),
            list(catalogue.LABELS),
            key="label.choice",
            format_func=lambda label: catalogue.LABELS[label][language].capitalize(),
            horizontal=True,
        )
        fields.show_refusal(_FORM)
        st.button(t("act.save"), key="label.save", on_click=_save, args=(actor,))


def _save(actor: Actor) -> None:
    def act() -> str:
        label = st.session_state["label.choice"]
        stored_settings.choose_conversation_label(session.database(), actor, label, now=session.now())
        catalogue.call_the_talk(label)
        return session.t()("cycles.label_saved")

    fields.submit(_FORM, act)
