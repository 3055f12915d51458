"""The process of one conversation for HR: facts, and what HR can do about it. No text of anybody."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import streamlit as st

import settings
from components import acting, fields, session
from db import guiding
from db.dossiers import Process
from domain.conversation import Side, State
from i18n import formats

_FORM = "process"


def facts(found: Process) -> None:
    """Department, manager and dates, each with its label."""
    t, row, language = session.t(), found.loaded.row, session.language()
    held = formats.long_date(row["held_on"], language) if row["held_on"] else "–"
    planned = formats.day_time(row["scheduled_at"], language, settings.current.zone) if row["scheduled_at"] else "–"
    due = formats.long_date(found.deadline, language) if found.deadline else "–"
    fields.facts(
        [(t("process.department"), row["department_name"]), (t("process.manager"), row["manager_name"] or "–")]
    )
    fields.facts([(t("process.planned"), planned), (t("process.held"), held)])
    fields.facts([(t("process.deadline"), due), (t("process.waits_for"), _waits(found))])


def _waits(found: Process) -> str:
    t = session.t()
    if found.waits is Side.EMPLOYEE:
        return found.loaded.name_of(Side.EMPLOYEE)
    if found.waits is Side.MANAGER:
        return found.loaded.name_of(Side.MANAGER)
    return t("process.waits_for_nobody")


def guidance(found: Process) -> None:
    """What HR can do now: settle a contested talk, stop or start the clock, let the conversation lapse."""
    fields.show_refusal(_FORM)
    if found.loaded.row["contested_at"] is not None:
        _contested(found)
    elif found.loaded.state is State.SUSPENDED:
        _button("resume", guiding.resume, found, primary=True)
    else:
        st.markdown(session.t()("process.pause_hint"))
        _button("suspend", guiding.suspend, found)
    _cancel(found)


def _contested(found: Process) -> None:
    st.warning(session.t()("process.contested"), icon=":material/help:")
    with st.container(horizontal=True):
        _button("was_held", guiding.resolve_contest, found, primary=True, held=True)
        _button("not_held", guiding.resolve_contest, found, held=False)


def _button(
    name: str, verb: Callable[..., None], found: Process, *, primary: bool = False, **arguments: object
) -> None:
    st.button(
        session.t()(f"process.{name}"),
        key=f"process.{name}",
        type="primary" if primary else "secondary",
        on_click=_act,
        args=(name, verb, found.loaded.id),
        kwargs=arguments,
    )


def _act(name: str, verb: Callable[..., None], conversation_id: UUID, **arguments: object) -> None:
    def act() -> str:
        verb(session.database(), session.actor(), conversation_id, now=session.now(), **arguments)
        return session.t()(f"process.{name}_done")

    fields.submit(_FORM, act)


def _cancel(found: Process) -> None:
    t = session.t()
    st.button(t("process.cancel"), key="process.cancel", type="tertiary", on_click=acting.ask, args=("cancel",))
    acting.question(
        "cancel",
        t("process.cancel_title", name=found.loaded.name_of(Side.EMPLOYEE)),
        [t("process.cancel_text")],
        t("process.cancel"),
        lambda: guiding.cancel(session.database(), session.actor(), found.loaded.id, "hr", now=session.now()),
    )


def waits_line(found: Process) -> str:
    """Whom the conversation waits for, as a lead sentence in plain text."""
    return session.t()("process.lead", who=_waits(found))
