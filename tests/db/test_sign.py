"""The employee signs: agreed, seen, or seen and not agreed. The plan is in force either way."""

import pytest

from db import plans, review
from db.review import SignatureKind
from domain.conversation import State
from domain.errors import Conflict, Invalid, NotAllowed
from tests.cast import Cast, to_state


def sha256(cast: Cast) -> str:
    """The hash of the text in force."""
    return str(cast.value("SELECT sha256 FROM submissions ORDER BY number DESC LIMIT 1"))


def sign(cast: Cast, kind: SignatureKind, statement: str = "", who: str = "anna") -> None:
    """Sign the text in force."""
    review.sign(cast.db, cast.people[who], cast.conversation_id, sha256(cast), kind, statement, now=cast.now)


@pytest.mark.parametrize("kind", list(SignatureKind))
def test_three_ways_to_sign_and_the_plan_stays_in_force(cast: Cast, kind: SignatureKind) -> None:
    """R14: disagreement is kept and blocks nothing."""
    to_state(cast, State.FINAL)
    sign(cast, kind, "In mijn eigen woorden")
    seen = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now)
    assert seen.loaded.state is State.FINAL and seen.signature is not None
    assert (seen.signature.kind, seen.signature.statement) == (kind, "In mijn eigen woorden")
    assert cast.rows("SELECT sha256 FROM signatures") == [(sha256(cast),)]


def test_not_agreed_says_why(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    with pytest.raises(Invalid) as refusal:
        sign(cast, SignatureKind.SEEN_DISAGREE)
    assert refusal.value.errors[0].key == "valid.statement"


def test_one_signs_the_text_one_has_read_and_once(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    with pytest.raises(Conflict) as other_text:
        review.sign(cast.db, cast.anna, cast.conversation_id, "0" * 64, SignatureKind.SEEN, "", now=cast.now)
    assert other_text.value.key == "refuse.version"
    sign(cast, SignatureKind.SEEN)
    with pytest.raises(Conflict) as twice:
        sign(cast, SignatureKind.AGREED)
    assert twice.value.key == "refuse.twice"


def test_nobody_signs_for_the_employee(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    for who in ("boris", "daan", "helena"):
        with pytest.raises(NotAllowed):
            sign(cast, SignatureKind.AGREED, who=who)


def test_a_refusal_is_noted_by_the_manager_and_can_still_become_a_signature(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    with pytest.raises(Invalid):
        review.note_refusal(cast.db, cast.boris, cast.conversation_id, " ", now=cast.now)
    review.note_refusal(cast.db, cast.boris, cast.conversation_id, "Wil eerst overleggen", now=cast.now)
    seen = plans.plan(cast.db, cast.anna, cast.conversation_id, now=cast.now).signature
    assert seen is not None and (seen.kind, seen.noted_by_name) == ("refused", "Boris")
    sign(cast, SignatureKind.SEEN)
    seen = plans.plan(cast.db, cast.boris, cast.conversation_id, now=cast.now).signature
    assert seen is not None and seen.kind == "seen"
