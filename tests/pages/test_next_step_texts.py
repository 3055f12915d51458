"""Every next step that can come up has its sentence, its button and its place on the board, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from domain.conversation import IN_REVIEW, Side, State
from domain.next_step import Situation, Step, step_for
from i18n.catalogue import translator

TODAY = date(2027, 1, 12)
_SIDES = (None, *Side)
_HANDED = (frozenset(), frozenset({Side.EMPLOYEE}), frozenset({Side.MANAGER}), frozenset(Side))
_DAYS = (None, *(TODAY + timedelta(days=days) for days in (-3, 0, 3)))


def _situations() -> Iterator[Situation]:
    """All states with all that changes the step inside them."""
    for state in State:
        for handed, day, agreed, proposed, asked in product(_HANDED, _DAYS, (True, False), _SIDES, _SIDES):
            if state in (State.NOT_STARTED, State.PREPARING, State.SCHEDULED):
                yield Situation(
                    state, scheduled_on=day, handed_in=handed, agreed=agreed, proposed_side=proposed,
                    recorder_asked_side=asked, recorder=Side.MANAGER,
                )  # fmt: skip
        for recorder, late, unsent, signature, sign_by in product(
            _SIDES, (True, False), (True, False), ("", "agreed", "seen", "seen_disagree", "refused"), _DAYS
        ):
            yield Situation(
                state, recorder=recorder, late_recording=late, unsent=unsent, signature=signature, sign_by=sign_by,
                record_by=TODAY, review_until=TODAY, submitted_side=recorder if state in IN_REVIEW else None,
            )  # fmt: skip


def _steps() -> list[tuple[Side, Step]]:
    found = {(side, step_for(side, at, TODAY).code, step_for(side, at, TODAY).act): step_for(side, at, TODAY)
             for at in _situations() for side in Side}  # fmt: skip
    return [(key[0], step) for key, step in sorted(found.items())]


STEPS = _steps()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_next_step_has_a_sentence_and_a_button(language: str) -> None:
    """No code of the table lacks its text."""
    t = translator(language)
    missing = {step.code for _, step in STEPS if not t.has(f"next.{step.code}")}
    missing |= {step.act for _, step in STEPS if not t.has(step.act)}
    assert not missing


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_step_of_a_manager_has_a_short_text_on_the_board_that_fits_its_link(language: str) -> None:
    t = translator(language)
    codes = {step.code for side, step in STEPS if side is Side.MANAGER}
    assert all(t.has(f"board.step.{code}") for code in codes), codes
    assert max(len(t(f"board.step.{code}")) for code in codes) <= 24


def test_the_sentences_of_both_sides_were_all_reached() -> None:
    """The walk above is wide: it meets every sentence that the catalogue holds."""
    reached = {f"next.{step.code}" for _, step in STEPS}
    written = {key for key in translator("nl")._texts if key.startswith("next.")} - {"next.by"}
    assert written == reached
