"""Who stands how to a conversation, decided from facts alone. The whole matrix: tests/db/test_permission_matrix.py."""

from uuid import UUID, uuid4

import pytest

from domain.actor import CONSOLE, Actor, Role
from domain.conversation import Side, State
from domain.errors import NotAllowed, NotFound, WrongState
from domain.permissions import RULES, Case, DelegateRight, Permission, Standing, can, require, side_of, standings

ANNA, BORIS, DAAN, DIRK = (Actor(uuid4(), name) for name in ("Anna", "Boris", "Daan", "Dirk"))
HELENA = Actor(uuid4(), "Helena", frozenset({Role.HR}))


def case(state: State = State.SUBMITTED, **facts: object) -> Case:
    """Anna's conversation with Boris."""
    people: dict[str, object] = {"employee_id": ANNA.person_id, "manager_id": BORIS.person_id}
    return Case(**people, state=state, **facts)  # type: ignore[arg-type]


def test_every_permission_has_its_rule() -> None:
    assert set(RULES) == set(Permission)
    assert [permission.value for permission in Permission] == sorted(permission.value for permission in Permission)


def test_only_the_manager_or_a_granted_stand_in_finalises() -> None:
    """R13."""
    may = {standing for rule in RULES[Permission.PLAN_FINALISE] for standing in rule.standings}
    assert may == {Standing.MANAGER, Standing.DELEGATE_FINALISE}


def test_nobody_has_a_second_view_of_their_own_file_through_a_role() -> None:
    own = Case(employee_id=UUID(str(HELENA.person_id)), manager_id=BORIS.person_id, state=State.SUBMITTED)
    assert standings(HELENA, own) == {Standing.EMPLOYEE}
    assert not can(HELENA, Permission.CONVERSATION_CANCEL, own)


def test_standing_in_for_ones_own_manager_gives_nothing_over_ones_own_file() -> None:
    rights = {ANNA.person_id: frozenset(DelegateRight)}
    assert standings(ANNA, case(delegates=rights)) == {Standing.EMPLOYEE}
    assert side_of(ANNA, case(delegates=rights)) is Side.EMPLOYEE


def test_the_pen_and_the_reading_glasses_lie_on_opposite_sides() -> None:
    """R16, R18: whoever submitted is not the one who reads."""
    found = case(recorder=Side.EMPLOYEE, submitted_side=Side.EMPLOYEE)
    assert Standing.RECORDER in standings(ANNA, found) and Standing.READER not in standings(ANNA, found)
    assert Standing.READER in standings(BORIS, found) and Standing.RECORDER not in standings(BORIS, found)


def test_a_stranger_is_not_found_a_wrong_role_is_told_and_a_wrong_state_too() -> None:
    with pytest.raises(NotFound):
        require(Actor(uuid4(), "Sam"), Permission.PLAN_FINALISE, case())
    with pytest.raises(NotAllowed) as wrong_role:
        require(ANNA, Permission.PLAN_FINALISE, case())
    assert wrong_role.value.key == "refuse.role"
    with pytest.raises(WrongState) as early:
        require(BORIS, Permission.PLAN_FINALISE, case(State.DRAFT))
    assert early.value.params["state"] is State.DRAFT


@pytest.mark.parametrize(
    ("permission", "state", "key"),
    [
        (Permission.PREPARATION_WRITE, State.HELD, "refuse.prep_open"),
        (Permission.PLAN_SUBMIT, State.SCHEDULED, "refuse.before_held"),
        (Permission.PLAN_SUBMIT, State.SUSPENDED, "refuse.suspended"),
        (Permission.PLAN_SUBMIT, State.CLOSED, "refuse.closed"),
    ],
)
def test_a_refusal_says_what_is_the_matter(permission: Permission, state: State, key: str) -> None:
    with pytest.raises(WrongState) as refusal:
        require(BORIS, permission, case(state, recorder=Side.MANAGER))
    assert refusal.value.key == key


def test_the_console_manages_accounts_and_opens_no_conversation() -> None:
    assert can(CONSOLE, Permission.ACCOUNT_MANAGE)
    assert not any(
        can(CONSOLE, permission, case()) for permission in (Permission.PLAN_READ, Permission.CONVERSATION_STATUS)
    )


def test_the_second_manager_knows_the_status_and_reads_nothing() -> None:
    found = case(second_manager_id=DIRK.person_id)
    assert can(DIRK, Permission.CONVERSATION_STATUS, found)
    assert not can(DIRK, Permission.PLAN_READ, found) and not can(DIRK, Permission.PREPARATION_READ, found)


def test_a_role_of_the_works_council_reads_figures_without_names() -> None:
    olga = Actor(uuid4(), "Olga", frozenset({Role.WORKS_COUNCIL}))
    assert can(olga, Permission.FIGURES_READ) and not can(olga, Permission.FIGURES_NAMED)
