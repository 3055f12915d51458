"""The form of a new cycle, everything filled in, and moving its target date."""

from __future__ import annotations

import streamlit as st

from components import fields, page, session
from db import cycles
from db.cycles import Cycle
from domain.actor import Actor
from domain.cycle import MOST_DAYS, YEARS, Terms, default_terms
from domain.errors import FieldError, Invalid
from i18n import formats

_NEW, _MOVE = "cycle_new", "cycle_move"
_DATES = ("starts_on", "ends_on", "planning_from", "planning_until")
_DAYS = ("feedback_days", "revision_days", "record_days", "sign_days")


def new(actor: Actor, known: list[Cycle]) -> None:
    """Ask for a year; its dates follow from it and can be changed."""
    t = session.t()
    errors = fields.errors_of(_NEW)
    if errors:
        page.show_errors(errors)
    first = max((one.year for one in known), default=session.today().year - 1) + 1
    year = st.number_input(
        t("cycles.year"), YEARS[0], YEARS[-1], min(first, YEARS[-1]), key="cycle_new.year", format="%d", width=160
    )
    page.field_error(errors, "year")
    usual = default_terms(year)
    with st.grid(columns=2, min_column_width=220, gap="small"):
        for name in _DATES:
            hint = t("cycles.planning_hint") if name == "planning_until" else None
            value = getattr(usual, name)
            fields.date_field(
                t(f"cycles.{name}"), key=_key(year, name), value=value, errors=errors, field=name, hint=hint
            )
    _days(year, usual, errors)
    fields.show_refusal(_NEW)
    st.button(
        t("cycles.create"),
        key="cycle_new.create",
        type="primary",
        icon=":material/add:",
        on_click=fields.submit,
        args=(_NEW, lambda: _create(actor, year)),
    )


def _key(year: int, name: str) -> str:
    return f"cycle_new.{year}.{name}"


def _days(year: int, usual: Terms, errors: list[FieldError]) -> None:
    t = session.t()
    wrong = any(error.field in _DAYS for error in errors)
    with (
        st.expander(t("cycles.terms"), key="cycle_new.terms", expanded=wrong),
        st.grid(columns=2, min_column_width=220, gap="small"),
    ):
        for name in _DAYS:
            with st.container():
                st.number_input(t(f"cycles.{name}"), 1, MOST_DAYS, getattr(usual, name), key=_key(year, name))
                page.field_error(errors, name)


def _create(actor: Actor, year: int) -> str:
    errors: list[FieldError] = []
    dates = {name: fields.read_date(_key(year, name), name, errors) for name in _DATES}
    if errors:
        raise Invalid(errors)
    days = {name: int(st.session_state[_key(year, name)]) for name in _DAYS}
    made = cycles.create(session.database(), actor, year, now=session.now(), **dates, **days)  # type: ignore[arg-type]
    st.session_state["cycles.year"] = str(made.year)
    return session.t()("cycles.created")


def facts(found: Cycle) -> None:
    """Period, window and terms of a cycle."""
    t = session.t()
    fields.facts(
        [
            (t("cycles.period"), _span(found.starts_on, found.ends_on)),
            (t("cycles.window"), _span(found.planning_from, found.planning_until)),
        ]
    )
    fields.facts([(t(f"cycles.{name}"), t("cycles.days", n=getattr(found, name))) for name in _DAYS])


def _span(first: object, last: object) -> str:
    language = session.language()
    days = {"from": formats.long_date(first, language), "to": formats.long_date(last, language)}  # type: ignore[arg-type]
    return session.t()("cycles.span", **days)


def move(actor: Actor, found: Cycle) -> None:
    """Move the target date of an open cycle."""
    t, errors = session.t(), fields.errors_of(_MOVE)
    with st.expander(t("cycles.deadline"), key="cycle_move.box", expanded=bool(errors)):
        st.markdown(t("cycles.deadline_hint"))
        key = f"cycle_move.{found.year}"
        fields.date_field(
            t("cycles.planning_until"), key=key, value=found.planning_until, errors=errors, field="planning_until",
            width=320,
        )  # fmt: skip
        fields.show_refusal(_MOVE)
        st.button(
            t("cycles.deadline_act"),
            key="cycle_move.act",
            icon=":material/event_repeat:",
            on_click=fields.submit,
            args=(_MOVE, lambda: _move(actor, found, key)),
        )


def _move(actor: Actor, found: Cycle, key: str) -> str:
    errors: list[FieldError] = []
    until = fields.read_date(key, "planning_until", errors)
    if errors:
        raise Invalid(errors)
    moved = cycles.move_deadline(session.database(), actor, found.id, until, now=session.now())
    return session.t()("cycles.moved", n=moved, date=formats.long_date(until, session.language()))
