"""The process of one dossier for who guards it: where it stands, whom it waits for, by when. Never a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from db import cases, queries, team
from db.cases import Loaded
from db.connection import Database
from domain.actor import Actor
from domain.conversation import Side
from domain.next_step import Situation, deadline, waits_for
from domain.permissions import Permission, can

_sql = queries.load("dossiers")


@dataclass(frozen=True)
class Process:
    """Where a conversation stands. waits: the side it waits for (None: both or nobody).

    may_guide: whether the reader may put it on hold, settle a contested talk or cancel it.
    """

    loaded: Loaded
    situation: Situation
    waits: Side | None
    deadline: date | None
    late: bool
    may_guide: bool


def process(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> Process:
    """The process for a party, a second manager or HR; NotFound for everybody else."""
    with db.read() as cursor:
        loaded = cases.load(cursor, actor, conversation_id, now)
        at = team.situation(_sql.facts.one(cursor, id=conversation_id) or {}, loaded.today)
        due = deadline(at)
        return Process(
            loaded=loaded,
            situation=at,
            waits=waits_for(at, loaded.today),
            deadline=due,
            late=due is not None and loaded.today > due,
            may_guide=can(actor, Permission.CONVERSATION_SUSPEND, loaded.case),
        )
