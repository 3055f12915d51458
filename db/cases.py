"""One conversation as the verbs load it: its facts, and the actor's standing towards it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import settings
from db import queries
from db.connection import Cursor
from domain.actor import Actor
from domain.conversation import Action, Side, State, next_state, present_state
from domain.deadlines import local_date
from domain.errors import Conflict, NotFound
from domain.permissions import Case, DelegateRight, Permission, require, side_of

_sql = queries.load("cases")
# A former manager keeps reading for so many days after the change, to hand over.
GRACE_DAYS = 30


@dataclass(frozen=True)
class Loaded:
    """A conversation and who looks at it.

    row: the facts by column (those of db/sql/cases.sql); case: what permissions are decided on; side: the actor's side
    or None; opened: whether handed-in preparations are open to both; handed_in: moment per side.
    """

    row: dict[str, Any]
    case: Case
    side: Side | None
    handed_in: dict[Side, datetime]
    today: date

    @property
    def id(self) -> UUID:
        """The conversation."""
        return UUID(str(self.row["id"]))

    @property
    def dossier_id(self) -> UUID:
        """The dossier it belongs to."""
        return UUID(str(self.row["dossier_id"]))

    @property
    def state(self) -> State:
        """The state as of today."""
        return self.case.state

    @property
    def opened(self) -> bool:
        """Whether what was handed in is open: both handed in, or the day of the talk has come (R10, DESIGN 4.4)."""
        return self.row["opened_at"] is not None or (self.day_has_come and bool(self.handed_in))

    @property
    def opened_on(self) -> date | None:
        """The local date on which the preparations opened, or None while sealed."""
        if self.row["opened_at"] is not None:
            return local_date(self.row["opened_at"], settings.current.zone)
        return self.scheduled_on if self.opened else None

    @property
    def scheduled_on(self) -> date | None:
        """The local date of the talk."""
        moment = self.row["scheduled_at"]
        return local_date(moment, settings.current.zone) if moment else None

    @property
    def day_has_come(self) -> bool:
        """Whether the day of the talk has come, on a date that was agreed, or that stood there before that day.

        A date of today that one side alone puts there opens nothing: the other would be read before they knew.
        """
        day = self.scheduled_on
        if day is None or self.today < day or self.state in (State.SUSPENDED, State.CANCELLED):
            return False
        known = local_date(self.row["proposed_at"], settings.current.zone) < day
        return known or self.row["agreed_at"] is not None

    def name_of(self, side: Side) -> str:
        """Display name of the person on a side; empty when there is no manager."""
        return str(self.row[f"{side}_name"] or "")

    def given_name_of(self, side: Side) -> str:
        """First name of the person on a side, for sentences."""
        return str(self.row[f"{side}_given_name"] or "")

    def require(self, actor: Actor, permission: Permission) -> None:
        """Refuse the actor who may not, now."""
        require(actor, permission, self.case)


def load(cursor: Cursor, actor: Actor, conversation_id: UUID, now: datetime) -> Loaded:
    """The conversation; NotFound when it does not exist or the actor may not even know its status."""
    today = local_date(now, settings.current.zone)
    row = _facts(cursor, conversation_id, today)
    if row is None:
        raise NotFound
    case = _case(cursor, actor, row, today)
    require(actor, Permission.CONVERSATION_STATUS, case)
    handed_in = {
        Side(each["side"]): each["handed_in_at"]
        for each in _sql.handed_in.all(cursor, id=conversation_id)
        if each["handed_in_at"] is not None
    }
    return Loaded(row, case, side_of(actor, case), handed_in, today)


_NO_VERSION = dict.fromkeys(("plan_version_id", "edited_side", "editor_id", "edited_at", "final_submission_id"))
_NO_SUBMISSION = dict.fromkeys(
    ("submission_id", "submission_number", "submitted_side", "submitted_at", "review_until", "sha256")
)
_NOBODY = {"name": None, "given_name": None}


def _facts(cursor: Cursor, conversation_id: UUID, today: date) -> dict[str, Any] | None:
    row = _sql.conversation.one(cursor, id=conversation_id)
    if row is None:
        return None
    row |= _sql.placement.one(cursor, employment_id=row["employment_id"], today=today) or {}
    ids = {Side.EMPLOYEE: row["employee_id"], Side.MANAGER: row["manager_id"]}
    names = {each["id"]: each for each in _sql.people_called.all(cursor, **ids)}
    for side, person_id in ids.items():
        found = names.get(person_id, _NOBODY)
        row |= {f"{side}_name": found["name"], f"{side}_given_name": found["given_name"]}
    row |= _sql.version.one(cursor, id=conversation_id) or _NO_VERSION
    version_id = row["plan_version_id"]
    newest = _sql.submission.one(cursor, plan_version_id=version_id) if version_id else None
    if newest is None:
        return row | _NO_SUBMISSION
    # The window of a text moves by the days on hold; the text itself is a row that never changes.
    return row | newest | {"review_until": newest["review_until"] + timedelta(days=row["paused_days"])}


def _case(cursor: Cursor, actor: Actor, row: dict[str, Any], today: date) -> Case:
    case = Case(
        employee_id=row["employee_id"],
        manager_id=row["manager_id"],
        state=present_state(State(row["state"]), row["review_until"], today),
        recorder=Side(row["recorder"]) if row["recorder"] else None,
        submitted_side=Side(row["submitted_side"]) if row["submitted_side"] else None,
    )
    # Who is a party needs no other standing: three look-ups less on nearly every request.
    return case if actor.person_id in (case.employee_id, case.manager_id) else _with_others(cursor, case, row, today)


def _with_others(cursor: Cursor, case: Case, row: dict[str, Any], today: date) -> Case:
    above, since = row["manager_id"], today - timedelta(days=GRACE_DAYS)
    former = _sql.former_managers.all(cursor, employment_id=row["employment_id"], today=today, since=since)
    return replace(
        case,
        second_manager_id=_sql.manager_of.value(cursor, person_id=above, today=today) if above else None,
        former_managers=frozenset(each["manager_id"] for each in former) - {above},
        delegates=_delegates(cursor, above, today),
    )


def _delegates(cursor: Cursor, manager_id: UUID | None, today: date) -> dict[UUID, frozenset[DelegateRight]]:
    if manager_id is None:
        return {}
    return {
        each["delegate_id"]: frozenset(right for right in DelegateRight if each[f"may_{right}"])
        for each in _sql.delegates.all(cursor, manager_id=manager_id, today=today)
    }


def move(cursor: Cursor, loaded: Loaded, action: Action) -> State:
    """Take the conversation to its next state; Conflict when somebody else moved it since it was read."""
    target = next_state(loaded.state, action)
    put(cursor, loaded, target)
    return target


def put(cursor: Cursor, loaded: Loaded, state: State) -> None:
    """Store a state under the optimistic lock."""
    if not _sql.move.one(cursor, id=loaded.id, state=state.value, version=loaded.row["version"]):
        raise Conflict("refuse.state", state=loaded.state)
