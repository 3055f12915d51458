"""Who may do what, to what, when: one table. `db/` enforces it, screens ask it, docs/permissions.md prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from domain.actor import Actor, Role
from domain.conversation import AFTER_TALK, BEFORE_TALK, EVERY, FIXED, IN_REVIEW, OPEN, Side, State
from domain.errors import NotAllowed, NotFound, WrongState


class Permission(StrEnum):
    """What may be asked, as resource:action. Alphabetical."""

    ACCOUNT_INVITE = "account:invite"
    ACCOUNT_MANAGE = "account:manage"
    AGENDA_ADD = "agenda:add"
    CONVERSATION_CANCEL = "conversation:cancel"
    CONVERSATION_CONTEST = "conversation:contest"
    CONVERSATION_HOLD = "conversation:hold"
    CONVERSATION_READ = "conversation:read"
    CONVERSATION_RECORDER = "conversation:recorder"
    CONVERSATION_RESOLVE = "conversation:resolve"
    CONVERSATION_SCHEDULE = "conversation:schedule"
    CONVERSATION_STATUS = "conversation:status"
    CONVERSATION_SUSPEND = "conversation:suspend"
    CYCLE_MANAGE = "cycle:manage"
    DEVELOPMENT_DECIDE = "development:decide"
    DEVELOPMENT_READ = "development:read"
    DEVELOPMENT_REPORT = "development:report"
    FIGURES_NAMED = "figures:named"
    FIGURES_READ = "figures:read"
    GOAL_MANAGE = "goal:manage"
    PEOPLE_IMPORT = "people:import"
    PEOPLE_MANAGE = "people:manage"
    PEOPLE_READ = "people:read"
    PLAN_FEEDBACK = "plan:feedback"
    PLAN_FINALISE = "plan:finalise"
    PLAN_NOTE_REFUSAL = "plan:note_refusal"
    PLAN_READ = "plan:read"
    PLAN_READ_DRAFT = "plan:read_draft"
    PLAN_RECORD = "plan:record"
    PLAN_REVISE = "plan:revise"
    PLAN_SIGN = "plan:sign"
    PLAN_SUBMIT = "plan:submit"
    PLAN_TAKE_OVER = "plan:take_over"
    PREPARATION_READ = "preparation:read"
    PREPARATION_WRITE = "preparation:write"


class Standing(StrEnum):
    """What somebody is to a conversation, or to the organisation."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    DELEGATE_CONVERSE = "delegate_converse"
    DELEGATE_RECORD = "delegate_record"
    DELEGATE_FINALISE = "delegate_finalise"
    RECORDER = "recorder"  # of the side that records
    READER = "reader"  # of the side that did not submit the present text
    FORMER_MANAGER = "former_manager"
    SECOND_MANAGER = "second_manager"
    HR = "hr"
    ADMINISTRATOR = "administrator"
    WORKS_COUNCIL = "works_council"
    CONSOLE = "console"


class DelegateRight(StrEnum):
    """What a stand-in for the manager was given."""

    CONVERSE = "converse"
    RECORD = "record"
    FINALISE = "finalise"


@dataclass(frozen=True)
class Case:
    """The facts about one conversation that decide who may do what.

    `manager_id` is today's manager; `former_managers` those within their days of grace; `submitted_side` the side
    whose text lies open for review.
    """

    employee_id: UUID
    manager_id: UUID | None
    state: State
    recorder: Side | None = None
    submitted_side: Side | None = None
    second_manager_id: UUID | None = None
    former_managers: frozenset[UUID] = frozenset()
    delegates: dict[UUID, frozenset[DelegateRight]] = field(default_factory=dict)


S, P = Standing, Permission
_DELEGATES = frozenset({S.DELEGATE_CONVERSE, S.DELEGATE_RECORD, S.DELEGATE_FINALISE})
_PARTIES = frozenset({S.EMPLOYEE, S.MANAGER}) | _DELEGATES
_TALKERS = frozenset({S.EMPLOYEE, S.MANAGER, S.DELEGATE_CONVERSE})
_SHARED = IN_REVIEW | FIXED


@dataclass(frozen=True)
class Rule:
    """Those who stand so may, in these states."""

    standings: frozenset[Standing]
    states: frozenset[State] = EVERY


RULES: dict[Permission, tuple[Rule, ...]] = {
    P.ACCOUNT_INVITE: (Rule(frozenset({S.HR, S.ADMINISTRATOR, S.CONSOLE})),),
    P.ACCOUNT_MANAGE: (Rule(frozenset({S.ADMINISTRATOR, S.CONSOLE})),),
    P.AGENDA_ADD: (Rule(_PARTIES, BEFORE_TALK | AFTER_TALK),),
    P.CONVERSATION_CANCEL: (Rule(frozenset({S.HR}), OPEN | {State.SUSPENDED}),),
    P.CONVERSATION_CONTEST: (Rule(_TALKERS, AFTER_TALK),),
    P.CONVERSATION_HOLD: (Rule(_TALKERS, frozenset({State.SCHEDULED})),),
    P.CONVERSATION_READ: (Rule(_PARTIES | {S.FORMER_MANAGER}),),
    P.CONVERSATION_RECORDER: (Rule(_TALKERS, frozenset({State.SCHEDULED, State.HELD})),),
    P.CONVERSATION_RESOLVE: (Rule(frozenset({S.HR}), AFTER_TALK),),
    P.CONVERSATION_SCHEDULE: (Rule(_TALKERS, BEFORE_TALK),),
    P.CONVERSATION_STATUS: (Rule(_PARTIES | {S.FORMER_MANAGER, S.SECOND_MANAGER, S.HR}),),
    P.CONVERSATION_SUSPEND: (Rule(frozenset({S.HR}), OPEN | {State.SUSPENDED}),),
    P.CYCLE_MANAGE: (Rule(frozenset({S.HR})),),
    P.DEVELOPMENT_DECIDE: (Rule(frozenset({S.MANAGER})),),
    P.DEVELOPMENT_READ: (Rule(frozenset({S.EMPLOYEE, S.MANAGER, S.HR})),),
    P.DEVELOPMENT_REPORT: (Rule(frozenset({S.EMPLOYEE}), FIXED),),
    P.FIGURES_NAMED: (Rule(frozenset({S.HR})),),
    P.FIGURES_READ: (Rule(frozenset({S.HR, S.WORKS_COUNCIL})),),
    P.GOAL_MANAGE: (Rule(frozenset({S.HR})),),
    P.PEOPLE_IMPORT: (Rule(frozenset({S.HR, S.CONSOLE})),),
    P.PEOPLE_MANAGE: (Rule(frozenset({S.HR})),),
    P.PEOPLE_READ: (Rule(frozenset({S.HR, S.ADMINISTRATOR, S.CONSOLE})),),
    P.PLAN_FEEDBACK: (Rule(frozenset({S.READER}), IN_REVIEW),),
    P.PLAN_FINALISE: (Rule(frozenset({S.MANAGER, S.DELEGATE_FINALISE}), IN_REVIEW),),
    P.PLAN_NOTE_REFUSAL: (Rule(frozenset({S.MANAGER}), frozenset({State.FINAL})),),
    P.PLAN_READ: (Rule(_PARTIES | {S.FORMER_MANAGER}, _SHARED),),
    P.PLAN_READ_DRAFT: (Rule(frozenset({S.RECORDER}), frozenset({State.DRAFT})),),
    P.PLAN_RECORD: (Rule(frozenset({S.RECORDER}), AFTER_TALK),),
    P.PLAN_REVISE: (Rule(frozenset({S.RECORDER, S.MANAGER, S.DELEGATE_RECORD}), IN_REVIEW),),
    P.PLAN_SIGN: (Rule(frozenset({S.EMPLOYEE}), frozenset({State.FINAL})),),
    P.PLAN_SUBMIT: (
        Rule(frozenset({S.RECORDER}), IN_REVIEW | {State.DRAFT}),
        Rule(frozenset({S.MANAGER, S.DELEGATE_RECORD}), IN_REVIEW),
    ),
    P.PLAN_TAKE_OVER: (Rule(frozenset({S.MANAGER, S.DELEGATE_RECORD}), AFTER_TALK),),
    P.PREPARATION_READ: (Rule(_TALKERS | {S.DELEGATE_RECORD}),),
    P.PREPARATION_WRITE: (Rule(_TALKERS, BEFORE_TALK),),
}

# What a refusal says when the general sentence would not help.
_ROLE_KEYS = {P.PLAN_FINALISE: "refuse.role"}
_STATE_KEYS: dict[tuple[Permission, frozenset[State]], str] = {
    (P.PREPARATION_WRITE, AFTER_TALK | IN_REVIEW | FIXED): "refuse.prep_open",
    (P.PLAN_RECORD, BEFORE_TALK): "refuse.before_held",
    (P.PLAN_SUBMIT, BEFORE_TALK): "refuse.before_held",
    (P.PLAN_FEEDBACK, FIXED): "refuse.window_closed",
}
_ROLE_STANDINGS = {role: Standing(role.value) for role in Role}


def side_of(actor: Actor, case: Case) -> Side | None:
    """The side that the actor is on, or None."""
    if actor.person_id is None:
        return None
    if actor.person_id == case.employee_id:
        return Side.EMPLOYEE
    if actor.person_id == case.manager_id or actor.person_id in case.delegates:
        return Side.MANAGER
    return None


def standings(actor: Actor, case: Case | None = None) -> frozenset[Standing]:
    """All that the actor is: granted roles, and relations to the case.

    Towards their own file everyone is an employee only: a role gives no second view of it.
    """
    granted = frozenset(_ROLE_STANDINGS[role] for role in actor.roles)
    if case is None:
        return granted
    if actor.person_id == case.employee_id:
        granted = frozenset()
    return granted | _relations(actor, case)


def _relations(actor: Actor, case: Case) -> set[Standing]:
    if actor.person_id is None:
        return set()
    found: set[Standing] = set()
    rights = case.delegates.get(actor.person_id, frozenset())
    found |= {Standing(f"delegate_{right}") for right in rights}
    if actor.person_id == case.employee_id:
        return {S.EMPLOYEE} | _pen(Side.EMPLOYEE, case)
    if actor.person_id == case.manager_id:
        found.add(S.MANAGER)
    if actor.person_id == case.second_manager_id:
        found.add(S.SECOND_MANAGER)
    if actor.person_id in case.former_managers:
        found.add(S.FORMER_MANAGER)
    if found & {S.MANAGER, S.DELEGATE_RECORD}:
        found |= _pen(Side.MANAGER, case)
    return found


def _pen(side: Side, case: Case) -> set[Standing]:
    pens: set[Standing] = set()
    if case.recorder is side:
        pens.add(S.RECORDER)
    if case.submitted_side is side.other:
        pens.add(S.READER)
    return pens


def can(actor: Actor, permission: Permission, case: Case | None = None) -> bool:
    """Whether the actor may, now."""
    held = standings(actor, case)
    return any(held & rule.standings and (case is None or case.state in rule.states) for rule in RULES[permission])


def require(actor: Actor, permission: Permission, case: Case | None = None) -> None:
    """Return when the actor may; else raise NotFound (a stranger), NotAllowed (wrong role) or WrongState."""
    if can(actor, permission, case):
        return
    held = standings(actor, case)
    if case is None:
        raise NotAllowed(action=permission)
    if not can(actor, Permission.CONVERSATION_STATUS, case):
        raise NotFound
    if not any(held & rule.standings for rule in RULES[permission]):
        raise NotAllowed(_ROLE_KEYS.get(permission), action=permission)
    raise WrongState(_state_key(permission, case.state), state=case.state)


def _state_key(permission: Permission, state: State) -> str | None:
    if state is State.SUSPENDED:
        return "refuse.suspended"
    if state is State.CLOSED:
        return "refuse.closed"
    for (asked, states), key in _STATE_KEYS.items():
        if asked is permission and state in states:
            return key
    return None
