"""How a state looks: word, icon and colour, the same everywhere (the word alone would do)."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import page, session
from domain.conversation import State
from domain.next_step import Turn
from i18n import formats

# state or overlay: (icon, badge colour)
_LOOK: dict[str, tuple[str, str]] = {
    "not_started": ("radio_button_unchecked", "gray"),
    "preparing": ("edit_note", "blue"),
    "scheduled": ("event", "blue"),
    "held": ("forum", "violet"),
    "draft": ("edit_document", "violet"),
    "submitted": ("visibility", "violet"),
    "feedback_received": ("chat_bubble", "violet"),
    "feedback_waived": ("check", "violet"),
    "feedback_lapsed": ("hourglass_disabled", "violet"),
    "final": ("lock", "green"),
    "signed": ("draw", "green"),
    "closed": ("inventory_2", "gray"),
    "suspended": ("pause_circle", "gray"),
    "cancelled": ("block", "gray"),
    "late": ("schedule", "red"),
}
TURN_ICONS: dict[Turn, str] = {
    Turn.YOU: "arrow_circle_right",
    Turn.OTHER: "hourglass_top",
    Turn.PLANNED: "event",
    Turn.DONE: "check_circle",
    Turn.PAUSED: "pause_circle",
}


def shown(state: State, signature: str = "") -> str:
    """The state as the badge names it: a signed final plan is called signed."""
    return "signed" if state is State.FINAL and signature and signature != "refused" else state.value


def badge(state: State, signature: str = "") -> None:
    """The chip of a state."""
    name = shown(state, signature)
    icon, colour = _LOOK[name]
    st.badge(page.plain(session.t()(f"state.{name}")), icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]


def late_badge(since: date) -> None:
    """The chip "Late · 29 Jan"."""
    icon, colour = _LOOK["late"]
    text = session.t()("state.late_short", date=formats.short_date(since, session.language()))
    st.badge(page.plain(text), icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]
