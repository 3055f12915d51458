"""Both sides prepare on their own form, sealed from each other until both are handed in or the day has come (R10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from db import audit, cases, forms, queries
from db.cases import Loaded
from db.connection import Cursor, Database
from db.verbs import perform
from domain.actor import Actor
from domain.conversation import Action, Side, State, next_state
from domain.errors import Conflict, Invalid, NotAllowed, NotFound, WrongState
from domain.forms import Template, Visibility, hand_in_errors, is_answered
from domain.permissions import Permission, can

_sql = queries.load("preparations")
MAX_ANSWER = 10_000


@dataclass(frozen=True)
class Answer:
    """One stored answer: text, or JSON for rows and goals."""

    value: str
    saved_at: datetime
    shared: bool = False


@dataclass(frozen=True)
class Preparation:
    """One side's form as the reader may see it: the answers hold nothing that is not theirs to read."""

    side: Side
    author_name: str
    template: Template
    answers: Mapping[str, Answer]
    handed_in_at: datetime | None

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(
            is_answered(question, self.answers[question.id].value)
            for question in self.template.questions
            if question.id in self.answers
        )


@dataclass(frozen=True)
class Preparations:
    """What a party sees: their own form, and the other's once it is open (None while sealed or never handed in).

    writable: whether the own form can still change; opened: whether what was handed in lies open.
    """

    loaded: Loaded
    mine: Preparation
    theirs: Preparation | None
    writable: bool
    opened: bool

    @property
    def other_handed_in(self) -> bool:
        """Whether the other side handed in."""
        return self.mine.side.other in self.loaded.handed_in


@dataclass(frozen=True)
class Saved:
    """What was stored, and when; "Saved" may be shown only after this."""

    value: str
    saved_at: datetime


def preparations(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> Preparations:
    """Both preparations as far as the actor may read them; NotFound for who takes no part in the talk."""
    with db.read() as cursor:
        loaded = _load(cursor, actor, conversation_id, now)
        side = _side(loaded)
        opened = loaded.opened
        return Preparations(
            loaded,
            _own(cursor, loaded, actor, side),
            _theirs(cursor, loaded, side.other, opened),
            _writable(loaded, actor, _sql.own.one(cursor, **_key(loaded, actor, side))),
            opened,
        )


def _load(cursor: Cursor, actor: Actor, conversation_id: UUID, now: datetime) -> Loaded:
    loaded = cases.load(cursor, actor, conversation_id, now)
    if not can(actor, Permission.PREPARATION_READ, loaded.case):
        raise NotFound
    return loaded


def _side(loaded: Loaded) -> Side:
    if loaded.side is None:
        raise NotFound
    return loaded.side


def _key(loaded: Loaded, actor: Actor, side: Side) -> dict[str, Any]:
    return {"conversation_id": loaded.id, "side": side.value, "author_id": actor.person_id}


def _form_id(loaded: Loaded, side: Side) -> UUID:
    return UUID(str(loaded.row[f"{side}_form_id"]))


def _own(cursor: Cursor, loaded: Loaded, actor: Actor, side: Side) -> Preparation:
    row = _sql.own.one(cursor, **_key(loaded, actor, side))
    template = forms.template(cursor, row["form_version_id"] if row else _form_id(loaded, side))
    answers = _answers(cursor, row["id"]) if row else {}
    return Preparation(side, actor.name, template, answers, row["handed_in_at"] if row else None)


def _theirs(cursor: Cursor, loaded: Loaded, side: Side, opened: bool) -> Preparation | None:
    row = _sql.handed_in_by.one(cursor, conversation_id=loaded.id, side=side.value) if opened else None
    if row is None:
        return _shared_apart(cursor, loaded, side)
    template = forms.template(cursor, row["form_version_id"])
    readable = _readable(template, _answers(cursor, row["id"]), opened=True)
    return Preparation(side, row["author_name"], _open_questions(template), readable, row["handed_in_at"])


def _shared_apart(cursor: Cursor, loaded: Loaded, side: Side) -> Preparation | None:
    """Only the answers that their author let the other read while the rest is sealed; None when there are none."""
    row = _sql.of_side.one(cursor, conversation_id=loaded.id, side=side.value)
    if row is None:
        return None
    template = forms.template(cursor, row["form_version_id"])
    shared = _readable(template, _answers(cursor, row["id"]), opened=False)
    only = tuple(question for question in template.questions if question.id in shared)
    return Preparation(side, loaded.name_of(side), Template(template.form, only), shared, None) if shared else None


def _answers(cursor: Cursor, preparation_id: UUID) -> dict[str, Answer]:
    return {
        row["question"]: Answer(row["value"], row["saved_at"], row["shared_at"] is not None)
        for row in _sql.answers.all(cursor, preparation_id=preparation_id)
    }


def _readable(template: Template, answers: Mapping[str, Answer], *, opened: bool) -> dict[str, Answer]:
    sealed = {q.id for q in template.questions if q.visibility is Visibility.SEALED}
    separate = {q.id for q in template.questions if q.visibility is Visibility.SEPARATE}
    return {
        name: answer
        for name, answer in answers.items()
        if (opened and name in sealed) or (name in separate and answer.shared)
    }


def _open_questions(template: Template) -> Template:
    shown = tuple(q for q in template.questions if q.visibility in (Visibility.SEALED, Visibility.SEPARATE))
    return Template(template.form, shown)


def _writable(loaded: Loaded, actor: Actor, own: Mapping[str, Any] | None) -> bool:
    if not can(actor, Permission.PREPARATION_WRITE, loaded.case):
        return False
    return own is None or own["handed_in_at"] is None


def save_answer(
    db: Database, actor: Actor, conversation_id: UUID, question: str, value: str, base: str, *, now: datetime
) -> Saved:
    """Store one answer of one's own form. `base` is the text that the screen had loaded.

    Conflict (`refuse.conflict_self`, with `theirs` and `mine`) when another window stored something else meanwhile;
    WrongState once handed in or after the talk; Invalid when too long. The first answer starts the conversation.
    """

    def work(cursor: Cursor) -> Saved:
        loaded, own, template = _pen(cursor, actor, conversation_id, now)
        if question not in {each.id for each in template.questions}:
            raise NotFound
        if len(value) > MAX_ANSWER:
            raise Invalid.of(question, "valid.too_long", n=len(value), max=MAX_ANSWER)
        _store(cursor, own["id"], question, value, base, now)
        if loaded.state is State.NOT_STARTED:
            cases.move(cursor, loaded, Action.START_PREPARING)
        audit.record(
            cursor, actor, "preparation:save", "preparation", own["id"], now=now, dossier_id=loaded.dossier_id,
            detail={"question": question},
        )  # fmt: skip
        return Saved(value, now)

    return perform(db, actor, "preparation:save", "conversation", conversation_id, work, now=now)


def _pen(cursor: Cursor, actor: Actor, conversation_id: UUID, now: datetime) -> tuple[Loaded, dict[str, Any], Template]:
    """The actor's own preparation, made when it does not exist; refused when it can no longer change."""
    loaded = cases.load(cursor, actor, conversation_id, now)
    loaded.require(actor, Permission.PREPARATION_WRITE)
    side = _side(loaded)
    own = _sql.own.one(cursor, **_key(loaded, actor, side)) or _sql.begin.one(
        cursor, **_key(loaded, actor, side), form_version_id=_form_id(loaded, side), now=now
    )
    if own is None:
        raise NotFound
    if own["handed_in_at"] is not None:
        raise WrongState("refuse.prep_open" if loaded.opened else "refuse.prep_handed_in")
    return loaded, own, forms.template(cursor, own["form_version_id"])


def _store(cursor: Cursor, preparation_id: UUID, question: str, value: str, base: str, now: datetime) -> None:
    stored = _sql.answer.one(cursor, preparation_id=preparation_id, question=question)
    if stored is None:
        _sql.add_answer.run(cursor, preparation_id=preparation_id, question=question, value=value, now=now)
        return
    if stored["value"] not in (base, value):
        raise Conflict("autosave.conflict_self", time=stored["saved_at"], theirs=stored["value"], mine=value)
    _sql.change_answer.run(cursor, id=stored["id"], value=value, now=now)


def share_answer(
    db: Database, actor: Actor, conversation_id: UUID, question: str, *, shared: bool, now: datetime
) -> None:
    """Let the other side read an answer that is shared apart (or stop it while the form is still one's own)."""

    def work(cursor: Cursor) -> None:
        loaded = _load(cursor, actor, conversation_id, now)
        side = _side(loaded)
        own = _sql.own.one(cursor, **_key(loaded, actor, side))
        answer = _sql.answer.one(cursor, preparation_id=own["id"], question=question) if own else None
        if own is None or answer is None:
            raise NotFound
        template = forms.template(cursor, own["form_version_id"])
        if template.question(question).visibility is not Visibility.SEPARATE:
            raise NotAllowed
        if loaded.state in (State.SUSPENDED, State.CANCELLED, State.CLOSED):
            raise WrongState(state=loaded.state)
        _sql.share_answer.run(cursor, id=answer["id"], shared_at=now if shared else None)
        audit.record(
            cursor, actor, "preparation:share", "preparation", own["id"], now=now, dossier_id=loaded.dossier_id,
            detail={"question": question, "shared": shared},
        )  # fmt: skip

    perform(db, actor, "preparation:share", "conversation", conversation_id, work, now=now)


def hand_in(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> bool:
    """Hand in. Returns whether both now lie open: the second to hand in opens both, and the moment is kept (R10).

    Invalid when a required question is empty. Handing in twice is refused with `refuse.prep_handed_in`.
    """

    def work(cursor: Cursor) -> bool:
        loaded, own, template = _pen(cursor, actor, conversation_id, now)
        answers = {name: answer.value for name, answer in _answers(cursor, own["id"]).items()}
        if errors := hand_in_errors(template, answers):
            raise Invalid(errors)
        _sql.hand_in.run(cursor, id=own["id"], handed_in_at=now)
        opens = loaded.row["opened_at"] is None and (_side(loaded).other in loaded.handed_in or loaded.day_has_come)
        if opens:
            _sql.open.run(cursor, id=loaded.id, now=now)
        if loaded.state is State.NOT_STARTED:
            cases.move(cursor, loaded, Action.START_PREPARING)
        audit.record(
            cursor, actor, "preparation:hand_in", "preparation", own["id"], now=now, dossier_id=loaded.dossier_id,
            detail={"opened": opens},
        )  # fmt: skip
        return opens or loaded.row["opened_at"] is not None

    return perform(db, actor, "preparation:hand_in", "conversation", conversation_id, work, now=now)


def take_back(db: Database, actor: Actor, conversation_id: UUID, *, now: datetime) -> None:
    """Take back what was handed in, while it is still sealed; `refuse.prep_open` after that."""

    def work(cursor: Cursor) -> None:
        loaded = cases.load(cursor, actor, conversation_id, now)
        loaded.require(actor, Permission.PREPARATION_WRITE)
        next_state(loaded.state, Action.TAKE_BACK)
        own = _sql.own.one(cursor, **_key(loaded, actor, _side(loaded)))
        if own is None or own["handed_in_at"] is None:
            raise WrongState("refuse.nothing_asked")
        if loaded.opened:
            raise WrongState("refuse.prep_open")
        _sql.hand_in.run(cursor, id=own["id"], handed_in_at=None)
        audit.record(
            cursor, actor, "preparation:take_back", "preparation", own["id"], now=now, dossier_id=loaded.dossier_id
        )

    perform(db, actor, "preparation:take_back", "conversation", conversation_id, work, now=now)
