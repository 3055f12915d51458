"""Gesprek: when we talk, who records, what we talk about, and that it took place."""

from __future__ import annotations

from components import page, session, talk
from db import conversations, history, team
from domain.errors import NotFound


def show() -> None:
    """The conversation in the address, for those who take part in it."""
    actor, db, now, t = session.actor(), session.database(), session.now(), session.t()
    try:
        found = conversations.conversation(db, actor, session.asked_id(), now=now)
    except NotFound:
        with page.page(t("nav.conversation")):
            raise
        return
    line = team.line(db, actor, found.loaded.id, now=now)
    with page.page(talk.title(found), t("talk.lead", year=found.loaded.row["year"]), page.MEDIUM):
        first = talk.first_act(found, line)
        talk.who_sees(found)
        talk.status(found, line, first)
        talk.appointment(found, actor, first)
        talk.agenda_and_preparations(found, talk.preparations_of(found, actor))
        talk.held_or_hold(found, actor, first)
        talk.history(history.history(db, actor, found.loaded.id, now=now))


show()
