"""A recording that stays out: after a while the manager may take the pen."""

import pytest

from db import plans, recording
from domain.conversation import Side, State
from domain.errors import NotAllowed
from tests.cast import Cast, submit, to_state, write_plan

E, M = Side.EMPLOYEE, Side.MANAGER


def test_not_before_five_working_days_after_the_record_by_date(cast: Cast) -> None:
    """R17: the record-by date has consequences."""
    to_state(cast, State.HELD, E)  # record by 21 January
    cast.later(days=14)  # 28 January: the fifth working day
    with pytest.raises(NotAllowed) as refusal:
        recording.take_over(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert refusal.value.key == "refuse.not_late"
    cast.later(days=1)
    recording.take_over(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    write_plan(cast, M)
    submit(cast, M)


def test_the_employees_own_draft_stays_theirs_alone(cast: Cast) -> None:
    """R18."""
    to_state(cast, State.DRAFT, E)
    cast.later(days=20)
    recording.take_over(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    seen = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert seen.draft is not None and seen.draft.rows == ()


def test_there_is_nothing_to_take_over_from_oneself(cast: Cast) -> None:
    to_state(cast, State.DRAFT, M)
    cast.later(days=40)
    with pytest.raises(NotAllowed):
        recording.take_over(cast.db, cast.boris, cast.conversation_id, now=cast.now)
