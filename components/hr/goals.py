"""The goals of departments for a year: the list, adding and withdrawing (R21)."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from components import fields, page, session
from db import cycles, people
from db.cycles import Cycle, Goal
from domain.actor import Actor

_FORM = "goal"


def show(actor: Actor, found: Cycle) -> None:
    """The goals in force, each with its department, and a line to add one."""
    t = session.t()
    page.section(t("cycles.goals"))
    st.markdown(t("cycles.goals_lead"))
    present = cycles.goals(session.database(), found.id)
    if not present:
        st.markdown(t("cycles.goals_none"))
    for goal in present:
        _row(actor, goal)
    _add_form(actor, found)


def _row(actor: Actor, goal: Goal) -> None:
    t = session.t()
    department = goal.department or t("figures.whole")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(t("cycles.goal_row", department=department, title=goal.title), width="stretch")
        st.button(
            page.say("cycles.goal_withdraw", title=_short(goal.title)),
            key=f"goal.{goal.id}",
            type="tertiary",
            icon=":material/remove_circle:",
            on_click=fields.submit,
            args=(_FORM, lambda: _withdraw(actor, goal)),
        )


def _short(title: str) -> str:
    return title if len(title) <= 24 else f"{title[:23]}…"


def _add_form(actor: Actor, found: Cycle) -> None:
    t, errors = session.t(), fields.errors_of(_FORM)
    names = {str(one.id): one.name for one in people.departments(session.database())}
    st.selectbox(
        t("figures.department"),
        ["", *names],
        format_func=lambda key: names[key] if key else t("figures.whole"),
        key="goal.department",
        width=320,
    )
    st.text_input(t("cycles.goal"), key="goal.title", max_chars=cycles.MAX_TITLE)
    page.field_error(errors, "title")
    fields.show_refusal(_FORM)
    st.button(
        t("cycles.goal_add"),
        key="goal.add",
        icon=":material/add:",
        on_click=fields.submit,
        args=(_FORM, lambda: _add(actor, found)),
    )


def _add(actor: Actor, found: Cycle) -> str:
    chosen = st.session_state["goal.department"]
    department = UUID(chosen) if chosen else None
    cycles.add_goal(session.database(), actor, found.id, department, st.session_state["goal.title"], now=session.now())
    st.session_state["goal.title"] = ""
    return session.t()("cycles.goal_added")


def _withdraw(actor: Actor, goal: Goal) -> str:
    cycles.withdraw_goal(session.database(), actor, goal.id, now=session.now())
    return session.t()("cycles.goal_withdrawn")
