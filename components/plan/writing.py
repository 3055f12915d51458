"""A plan as it is written: agreements as cards, one open at a time, the proposals beside them.

No part of it is a fragment: a click that leaves a field would then rerun the field alone, and be lost.
Every button acts after the whole screen is drawn, so that a field that was just left is stored first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from components import acting, page, session
from components.plan import fields, proposals, reading, smart, submitting
from components.plan.wording import Sheet, sheet
from db import recording
from db.plans import Plan
from domain.errors import FieldError
from domain.plan import MUST_BE_DISCUSSED, Mark, PlanRow, PlanText, Section

_OPEN = "plan.open"


@dataclass
class Desk:
    """One drawing of the editor: the plan, its words, what still misses, and what the person asked for."""

    plan: Plan
    words: Sheet
    errors: Sequence[FieldError]
    asked: list[tuple[Any, Callable[[], object]]] = field(default_factory=list)

    def button(self, label: str, key: str, icon: str, act: Callable[[], object], *, quiet: bool = True) -> None:
        """A button; its act waits, and a refusal will be told below it."""
        kind = "tertiary" if quiet else "secondary"
        pressed = st.button(label, key=key, type=kind, icon=f":material/{icon}:")  # type: ignore[arg-type]
        place = st.container()
        if pressed:
            self.asked.append((place, act))

    def act(self) -> None:
        """Do what was asked, now that every field is drawn and stored."""
        for place, act in self.asked:
            with place, page.refusals():
                act()
                st.rerun()


def editor(plan: Plan, text: PlanText) -> None:
    """The working copy of whoever writes; every field saves itself."""
    desk = Desk(plan, sheet(plan, text, session.t()), submitting.open_errors(plan, text))
    submitting.error_list(desk.words, desk.errors)
    main, side = st.columns([2, 1], gap="medium")
    with main:
        if not text.rows:
            st.info(session.t()("empty.agreements"), icon=":material/info:")
        for section in Section:
            _section(desk, section)
    with side:
        st.space("small")
        proposals.beside(desk.plan, text, desk.button, _open)
        smart.good_agreement()
    desk.act()


def _section(desk: Desk, section: Section) -> None:
    t, rows = session.t(), desk.words.text.of(section)
    page.section(t(f"plan.section.{section}"))
    if t.has(f"plan.about.{section}"):
        st.markdown(t(f"plan.about.{section}"))
    for row in rows:
        with st.container(border=True):
            _card(desk, row)
    if not rows and section in MUST_BE_DISCUSSED:
        _mark(desk, section)
    _errors(desk, f"section.{section}")
    desk.button(t(f"plan.add.{section}"), f"plan.add.{section}", "add", partial(_add, desk.plan, section), quiet=False)


def _add(plan: Plan, section: Section) -> None:
    _open(recording.add_row(*_place(plan), section, now=session.now()))


def _open(agreement_id: UUID | None) -> None:
    st.session_state[_OPEN] = agreement_id


def _place(plan: Plan) -> tuple[Any, Any, UUID]:
    return session.database(), session.actor(), plan.loaded.id


def _mark(desk: Desk, section: Section) -> None:
    t, mark = session.t(), desk.words.text.marks.get(section)
    chosen = st.radio(
        t("plan.mark.question"),
        list(Mark),
        index=list(Mark).index(mark) if mark else None,
        key=f"plan.mark.{section}",
        format_func=lambda each: t(f"plan.mark.{each}"),
        horizontal=True,
    )
    place = st.container()
    if chosen is not None and chosen is not mark:
        act = partial(recording.mark_section, *_place(desk.plan), section, chosen, now=session.now())
        desk.asked.append((place, act))


def _errors(desk: Desk, path: str) -> None:
    for error in desk.errors:
        if error.field == path or error.field.startswith(f"{path}."):
            st.markdown(f":red[:material/error: {page.plain(desk.words.error(error))}]")


def _card(desk: Desk, row: PlanRow) -> None:
    if row.agreement_id == st.session_state.get(_OPEN):
        _open_card(desk, row)
    else:
        reading.agreement(desk.words, row)
        reading.remarks(desk.plan, desk.plan.remarks_on(row.agreement_id))
        _errors(desk, str(row.agreement_id))
        _buttons(desk, row)


def _open_card(desk: Desk, row: PlanRow) -> None:
    st.subheader(page.plain(desk.words.heading(row)), anchor=False)
    st.caption(page.plain(desk.words.proposer(row)))
    reading.remarks(desk.plan, desk.plan.remarks_on(row.agreement_id))
    fields.draw(fields.Card(desk.plan.loaded.id, desk.words, row, desk.errors))
    desk.button(
        session.t()("plan.ready"), f"agreement.{row.agreement_id}.ready", "check", partial(_open, None), quiet=False
    )
    # Below the button: hints come and go while one types, and the button should stay where it is.
    if row.section is Section.RESULT:
        smart.check(row, desk.words.text)


def _buttons(desk: Desk, row: PlanRow) -> None:
    t, key, same = session.t(), f"agreement.{row.agreement_id}", desk.words.text.of(row.section)
    question = f"{key}.question"
    with st.container(horizontal=True, gap="small"):
        desk.button(t("plan.change"), f"{key}.edit", "edit", partial(_open, row.agreement_id))
        if row is not same[0]:
            desk.button(t("plan.up"), f"{key}.up", "arrow_upward", partial(_move, desk.plan, row, -1))
        if row is not same[-1]:
            desk.button(t("plan.down"), f"{key}.down", "arrow_downward", partial(_move, desk.plan, row, 1))
        desk.button(t("plan.remove"), f"{key}.remove", "delete", partial(acting.ask, question))
    acting.question(
        question,
        t("plan.remove.title", name=desk.words.name(row)),
        [t("plan.remove.text")],
        t("plan.remove"),
        lambda: recording.remove_row(*_place(desk.plan), row.agreement_id, now=session.now()),
    )


def _move(plan: Plan, row: PlanRow, step: int) -> None:
    recording.move_row(*_place(plan), row.agreement_id, step, now=session.now())
