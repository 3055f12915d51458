"""The whole conversation with the public verbs, with either recorder."""

import pytest

from db import plans, review
from db.audit import first_broken_link
from domain.conversation import Side, State
from tests.cast import Cast, to_state


@pytest.mark.parametrize("recorder", list(Side))
def test_a_conversation_goes_from_nothing_to_a_signed_plan(cast: Cast, recorder: Side) -> None:
    to_state(cast, State.FINAL, recorder)
    plan = plans.plan(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    review.sign(
        cast.db, cast.anna, cast.conversation_id, plan.newest.sha256, review.SignatureKind.AGREED, "", now=cast.now
    )
    signed = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert signed.signature is not None and signed.signature.kind == "agreed"
    assert first_broken_link(cast.db) is None
    assert cast.rows("SELECT reference, id FROM orphans") == []
