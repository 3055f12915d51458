"""What happened to a conversation, as its parties may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db import audit, cases
from db.connection import Database
from domain.actor import Actor
from domain.errors import NotAllowed, NotFound
from domain.permissions import Permission


@dataclass(frozen=True)
class Event:
    """One thing that happened, in the open: nothing of what somebody was still writing."""

    occurred_at: datetime
    actor_name: str
    action: str


# Writing a sealed answer, a draft or a row of the plan is its author's business; these are everybody's at the talk.
HISTORY = frozenset(
    {
        "conversation:schedule", "conversation:agree_date", "conversation:ask_recorder", "conversation:answer_recorder",
        "conversation:hold", "conversation:contest", "conversation:resolve", "conversation:suspend",
        "conversation:resume", "conversation:cancel", "agenda:add", "agenda:withdraw", "preparation:hand_in",
        "preparation:take_back", "plan:record", "plan:take_over", "plan:submit", "plan:feedback", "plan:no_remarks",
        "plan:finalise", "plan:sign", "plan:note_refusal",
    }
)  # fmt: skip


def history(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> list[Event]:
    """What happened to the conversation, newest first, for one who takes part in it; NotFound for everybody else."""
    with db.read() as cursor:
        loaded = cases.load(cursor, actor, conversation_id, now)
        try:
            loaded.require(actor, Permission.CONVERSATION_READ)
        except NotAllowed:
            raise NotFound from None
        events = audit.for_dossier(cursor, loaded.dossier_id)
    return [
        Event(each["occurred_at"], each["actor_name"] or "", each["action"])
        for each in events
        if each["outcome"] == "done" and each["action"] in HISTORY
    ]
