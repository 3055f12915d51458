"""Planning a talk, who records it, that it was held, and its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import settings
from db import cases, queries
from db.cases import Loaded
from db.connection import Cursor, Database
from db.verbs import on_conversation
from domain.actor import Actor
from domain.conversation import Action, Side, next_state
from domain.deadlines import add_working_days, local_date
from domain.errors import Conflict, FieldError, Invalid, NotAllowed, NotFound, WrongState
from domain.permissions import Permission

_sql = queries.load("conversations")
MAX_POINT = 1_000


@dataclass(frozen=True)
class Attendee:
    """A third person at the talk, with the role they had there (R12)."""

    name: str
    role: str


@dataclass(frozen=True)
class AgendaPoint:
    """One point and who brought it in (R11)."""

    id: UUID
    side: Side
    author_id: UUID
    author_name: str
    text: str


@dataclass(frozen=True)
class Conversation:
    """What a party sees of a conversation. `loaded` holds its facts, `mine` the reader's side (None: status only)."""

    loaded: Loaded
    agenda: tuple[AgendaPoint, ...]
    attendees: tuple[Attendee, ...]

    @property
    def mine(self) -> Side | None:
        """The reader's side."""
        return self.loaded.side


def conversation(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> Conversation:
    """The conversation for one who takes part in it, or did; NotFound for everybody else."""
    with db.read() as cursor:
        loaded = cases.load(cursor, actor, conversation_id, now)
        try:
            loaded.require(actor, Permission.CONVERSATION_READ)
        except NotAllowed:
            raise NotFound from None
        points = tuple(
            AgendaPoint(each["id"], Side(each["side"]), each["author_id"], each["author_name"], each["text"])
            for each in _sql.agenda.all(cursor, id=conversation_id)
        )
        others = tuple(Attendee(each["name"], each["role"]) for each in _sql.attendees.all(cursor, id=conversation_id))
        return Conversation(loaded, points, others)


def schedule(
    db: Database,
    actor: Actor,
    conversation_id: UUID,
    *,
    when: datetime,
    place: str,
    recorder: Side,
    record_by: date | None,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Propose or change the date (an aware moment), place, recorder and record-by date (R16, R17).

    Invalid for a day in the past (`when`) or a record-by before the talk (`record_by`; None: the cycle's number of
    working days after it). A date after the window is allowed (R09). Once there is a recorder, another one waits for
    the other side's confirmation. `seen_version`: Conflict when somebody changed the conversation since.
    """

    def work(cursor: Cursor, loaded: Loaded) -> dict[str, Any]:
        _refuse_stale(loaded, seen_version)
        day = local_date(when, settings.current.zone)
        last = record_by or add_working_days(day, loaded.row["record_days"])
        _check_dates(day, last, loaded.today)
        agreed = Side(loaded.row["recorder"] or recorder)
        asked = recorder if recorder is not agreed else None
        _sql.schedule.run(
            cursor,
            id=loaded.id,
            scheduled_at=when,
            place=place.strip()[:200],
            side=loaded.side,
            now=now,
            recorder=agreed,
            record_by=last,
            asked=asked,
            asked_side=loaded.side if asked else None,
            opened_at=loaded.row["opened_at"] or (now if loaded.opened else None),
        )
        cases.move(cursor, loaded, Action.SCHEDULE)
        late = day > loaded.row["due_on"]
        return {"day": day, "recorder": agreed.value, "asked": asked, "record_by": last, "after_window": late}

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_SCHEDULE, now, work)


def _refuse_stale(loaded: Loaded, seen_version: int | None) -> None:
    if seen_version is not None and seen_version != loaded.row["version"]:
        raise Conflict("refuse.changed")


def _check_dates(day: date, record_by: date, today: date) -> None:
    errors: list[FieldError] = []
    if day < today:
        errors.append(FieldError("when", "date.past"))
    if record_by < day:
        errors.append(FieldError("record_by", "date.record_by"))
    if errors:
        raise Invalid(errors)


def agree_date(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """The side that did not propose the date says yes to it, and to the recorder that came with it."""

    def work(cursor: Cursor, loaded: Loaded) -> None:
        next_state(loaded.state, Action.AGREE_DATE)
        if loaded.row["proposed_side"] == loaded.side:
            raise NotAllowed("refuse.own_proposal")
        _sql.agree.run(cursor, id=loaded.id, now=now)

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_SCHEDULE, now, work, "conversation:agree_date")


def ask_recorder(db: Database, actor: Actor, conversation_id: UUID, recorder: Side, *, now: datetime) -> bool:
    """Ask for another recorder (R16). True: it holds at once, since there was none; False: it waits for the other."""
    settled: list[bool] = []

    def work(cursor: Cursor, loaded: Loaded) -> dict[str, Any]:
        next_state(loaded.state, Action.ASK_RECORDER)
        at_once = loaded.row["recorder"] is None
        settled[:] = [at_once]
        if at_once:
            _sql.set_recorder.run(cursor, id=loaded.id, recorder=recorder, record_by=loaded.row["record_by"])
        else:
            _sql.ask_recorder.run(cursor, id=loaded.id, recorder=recorder, side=loaded.side)
        return {"recorder": recorder.value, "waits": not at_once}

    on_conversation(
        db, actor, conversation_id, Permission.CONVERSATION_RECORDER, now, work, "conversation:ask_recorder"
    )
    return settled[0]


def answer_recorder(db: Database, actor: Actor, conversation_id: UUID, *, agree: bool, now: datetime) -> None:
    """The other side says yes or no to the recorder that was asked for."""

    def work(cursor: Cursor, loaded: Loaded) -> dict[str, Any]:
        asked = loaded.row["recorder_asked"]
        if asked is None:
            raise WrongState("refuse.nothing_asked")
        if loaded.row["recorder_asked_side"] == loaded.side:
            raise NotAllowed("refuse.own_proposal")
        if agree:
            _withdraw_draft(cursor, loaded, now)
            _sql.set_recorder.run(cursor, id=loaded.id, recorder=asked, record_by=loaded.row["record_by"])
        else:
            _sql.ask_recorder.run(cursor, id=loaded.id, recorder=None, side=None)
        return {"recorder": asked, "agreed": agree}

    on_conversation(
        db, actor, conversation_id, Permission.CONVERSATION_RECORDER, now, work, "conversation:answer_recorder"
    )


def _withdraw_draft(cursor: Cursor, loaded: Loaded, now: datetime) -> None:
    # Left by a talk that HR found not to have taken place: what one recorder wrote is not the next one's to read.
    if loaded.row["plan_version_id"] is not None:
        queries.load("plans").withdraw_version.run(cursor, id=loaded.row["plan_version_id"], now=now)


def hold(
    db: Database,
    actor: Actor,
    conversation_id: UUID,
    *,
    held_on: date,
    attendees: Sequence[Attendee] = (),
    recorder: Side | None = None,
    now: datetime,
) -> None:
    """The talk took place (R12). `recorder` is needed when none was agreed; it never replaces an agreed one (R16).

    Invalid: `held_on` in the future, `attendee.<n>` without name or role, `recorder` missing. From here the
    preparations can no longer change; one that was not handed in stays its author's.
    """

    def work(cursor: Cursor, loaded: Loaded) -> dict[str, Any]:
        chosen = loaded.row["recorder"] or recorder
        _check_held(loaded, held_on, attendees, chosen)
        by = loaded.row["record_by"] or add_working_days(held_on, loaded.row["record_days"])
        opened = loaded.row["opened_at"] or (now if loaded.handed_in else None)
        _sql.hold.run(
            cursor,
            id=loaded.id,
            held_on=held_on,
            side=loaded.side,
            now=now,
            recorder=chosen,
            record_by=by,
            opened_at=opened,
        )
        _sql.clear_attendees.run(cursor, id=loaded.id)
        for position, each in enumerate(attendees):
            _sql.add_attendee.run(
                cursor, id=loaded.id, position=position, name=each.name.strip(), role=each.role.strip()
            )
        held = next_state(loaded.state, Action.HOLD)
        begun = loaded.row["plan_version_id"] is not None  # before HR found that an earlier talk did not take place
        cases.put(cursor, loaded, next_state(held, Action.RECORD) if begun else held)
        return {"held_on": held_on, "recorder": str(chosen), "others": len(attendees)}

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_HOLD, now, work)


def _check_held(loaded: Loaded, held_on: date, attendees: Sequence[Attendee], recorder: str | None) -> None:
    errors: list[FieldError] = []
    if held_on > loaded.today:
        errors.append(FieldError("held_on", "date.future"))
    errors += [
        FieldError(f"attendee.{number}", "valid.attendee")
        for number, each in enumerate(attendees)
        if not each.name.strip() or not each.role.strip()
    ]
    if recorder is None:
        errors.append(FieldError("recorder", "valid.recorder"))
    if errors:
        raise Invalid(errors)


def contest(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """The side that did not mark the talk as held says that it did not take place: sending waits for HR."""

    def work(cursor: Cursor, loaded: Loaded) -> None:
        next_state(loaded.state, Action.CONTEST)
        if loaded.row["held_marked_side"] == loaded.side:
            raise NotAllowed("refuse.own_proposal")
        _sql.contest.run(cursor, id=loaded.id, contested_at=now)

    on_conversation(db, actor, conversation_id, Permission.CONVERSATION_CONTEST, now, work)


def add_agenda_point(db: Database, actor: Actor, conversation_id: UUID, text: str, *, now: datetime) -> None:
    """Put a point on the agenda; the other side sees it at once (R11). Invalid at `point` when empty or too long."""

    def work(cursor: Cursor, loaded: Loaded) -> None:
        if not text.strip():
            raise Invalid.of("point", "valid.required")
        if len(text) > MAX_POINT:
            raise Invalid.of("point", "valid.too_long", n=len(text), max=MAX_POINT)
        _sql.add_agenda_point.value(
            cursor, conversation_id=loaded.id, author_id=actor.person_id, side=loaded.side, text=text.strip(), now=now
        )

    on_conversation(db, actor, conversation_id, Permission.AGENDA_ADD, now, work)


def withdraw_agenda_point(db: Database, actor: Actor, conversation_id: UUID, point_id: UUID, *, now: datetime) -> None:
    """Take one's own point off the agenda; nobody can remove the other's (R11)."""

    def work(cursor: Cursor, loaded: Loaded) -> None:
        point = _sql.agenda_point.one(cursor, id=point_id)
        if point is None or point["conversation_id"] != loaded.id or point["withdrawn_at"] is not None:
            raise NotFound
        if point["author_id"] != actor.person_id:
            raise NotAllowed("refuse.other_point")
        _sql.withdraw_agenda_point.run(cursor, id=point_id, now=now)

    on_conversation(db, actor, conversation_id, Permission.AGENDA_ADD, now, work, "agenda:withdraw")
