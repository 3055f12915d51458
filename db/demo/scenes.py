"""One conversation of the demo, step by step, each step at its own moment and by the person whose step it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from db import conversations, development, preparations, recording, review
from db.connection import Database
from db.demo import texts
from db.review import SignatureKind
from domain.actor import Actor
from domain.conversation import Side
from domain.development import DECISIONS, RequestAction
from domain.plan import Mark, ProposedBy, Section

Act = Callable[[datetime], None]


# What becomes of a request for development; they come round.
FATES: tuple[tuple[RequestAction, ...], ...] = (
    (RequestAction.GRANT,),
    (RequestAction.GRANT, RequestAction.START, RequestAction.COMPLETE),
    (RequestAction.DECLINE,),
    (RequestAction.GRANT, RequestAction.START),
    (),
    (RequestAction.HOLD,),
    (RequestAction.GRANT, RequestAction.CANCEL),
)


class Reaction(StrEnum):
    """What the reader of a submitted text did."""

    FEEDBACK = "feedback"
    NO_REMARKS = "no_remarks"
    REVISED = "revised"  # feedback, a changed text, and then no remarks
    NONE = "none"


@dataclass(frozen=True)
class Place:
    """Where and with whom a conversation is. `index` counts through the organisation, so that everything occurs."""

    conversation_id: UUID
    employee: Actor
    manager: Actor
    department: str
    goals: tuple[UUID, ...]
    until: date
    year: int
    index: int
    role: str


@dataclass
class Scene:
    """The steps of one conversation; what a step needs of an earlier one is kept here."""

    db: Database
    place: Place
    random: Random
    recorder: Side = Side.MANAGER
    reaction: Reaction = Reaction.NO_REMARKS
    signature: str = "agreed"
    wants_development: bool = True
    more_answers: tuple[int, ...] = (0, 0, 1, 1, 2)  # besides the required one, drawn from these
    proposed: tuple[str, ...] = ()
    result_id: UUID | None = None
    result_title: str = ""
    submission_id: UUID | None = None

    def person(self, side: Side) -> Actor:
        """Who is on a side."""
        return self.place.employee if side is Side.EMPLOYEE else self.place.manager

    def answer(self, side: Side, question: str, value: str) -> Act:
        """Somebody answers one question."""
        return lambda now: self._answer(side, question, value, now)

    def _answer(self, side: Side, question: str, value: str, now: datetime) -> None:
        preparations.save_answer(self.db, self.person(side), self.place.conversation_id, question, value, "", now=now)

    def prepare_employee(self, now: datetime) -> None:
        """The employee fills in the form and hands it in."""
        side, others = Side.EMPLOYEE, ("proud", "less_well", "behaviour", "needs", "ambitions")
        self._answer(side, "focus", texts.answer(self.random, "focus"), now)
        for question in self.random.sample(others, self.random.choice(self.more_answers)):
            self._answer(side, question, texts.answer(self.random, question), now)
        if self.wants_development:
            wish = texts.development(self.place.index)
            wanted = {name: str(wish[name]) for name in ("title", "type", "when", "cost")}
            self._answer(side, "training", texts.rows([wanted]), now)
            self.proposed += ("employee.training.0",)
        preparations.hand_in(self.db, self.person(side), self.place.conversation_id, now=now)

    def prepare_manager(self, now: datetime) -> None:
        """The manager fills in the form and hands it in."""
        side, others = Side.MANAGER, ("expected_behaviour", "going_well", "attention", "growth", "offer")
        found = texts.results(self.random, self.place.department, self.random.choice((1, 2, 2)))
        proposed = [{**each, "due_on": self._due(now)} for each in found]
        self._answer(side, "expected_results", texts.rows(proposed), now)
        self.proposed += tuple(f"manager.expected_results.{number}" for number in range(len(proposed)))
        for question in self.random.sample(others, self.random.choice(self.more_answers)):
            self._answer(side, question, texts.answer(self.random, question), now)
        preparations.hand_in(self.db, self.person(side), self.place.conversation_id, now=now)

    def _due(self, now: datetime) -> str:
        return texts.due(self.random, min(now.date() + timedelta(days=45), self.place.until), self.place.until)

    def point(self, side: Side) -> Act:
        """Somebody puts a point on the agenda."""
        point = texts.answer(self.random, "agenda")
        return lambda now: conversations.add_agenda_point(
            self.db, self.person(side), self.place.conversation_id, point, now=now
        )

    def schedule(self, talk: datetime, by: Side = Side.MANAGER) -> Act:
        """Somebody proposes a date."""
        place = texts.text(self.random, "place")
        return lambda now: conversations.schedule(
            self.db, self.person(by), self.place.conversation_id, when=talk, place=place, recorder=self.recorder,
            record_by=None, now=now,
        )  # fmt: skip

    def agree(self, by: Side = Side.EMPLOYEE) -> Act:
        """The other says yes to it."""
        return lambda now: conversations.agree_date(self.db, self.person(by), self.place.conversation_id, now=now)

    def ask_recorder(self, now: datetime) -> None:
        """The employee would rather write the plan, or not."""
        asked = self.recorder.other
        conversations.ask_recorder(self.db, self.place.employee, self.place.conversation_id, asked, now=now)

    def hold(self, now: datetime) -> None:
        """The talk took place today."""
        with_third = self.place.index % 17 == 0
        others = [conversations.Attendee("Mirjam Kuipers", "Externe begeleider")] if with_third else []
        conversations.hold(
            self.db,
            self.person(self.recorder),
            self.place.conversation_id,
            held_on=now.date(),
            attendees=others,
            now=now,
        )

    def contest(self, now: datetime) -> None:
        """The other side says that it did not."""
        other = self.person(self.recorder.other)
        conversations.contest(self.db, other, self.place.conversation_id, now=now)

    def record(self, now: datetime) -> None:
        """The recorder writes the plan: proposals taken over, one more result, and what it takes."""
        writer, id_ = self.person(self.recorder), self.place.conversation_id
        recording.start(self.db, writer, id_, now=now)
        if self.proposed:
            recording.take_proposals(self.db, writer, id_, self.proposed, now=now)
        extra = texts.results(self.random, self.place.department, 1)[0]
        self.result_title = extra["title"]
        fields = {**extra, "due_on": self._due(now), "priority": texts.priority(self.random), "goal": self._goal()}
        self.result_id = recording.add_row(
            self.db, writer, id_, Section.RESULT, fields=fields, proposed_by=ProposedBy(self.recorder.value), now=now
        )
        discussed = self.random.choice((Section.BEHAVIOUR, Section.KNOWLEDGE, Section.SKILL))
        for section in (Section.BEHAVIOUR, Section.KNOWLEDGE, Section.SKILL):
            self._competence(writer, section, discussed, now)
        if self.place.index % 3 == 0:
            promise = {"title": texts.text(self.random, "commitment"), "due_on": ""}
            recording.add_row(self.db, writer, id_, Section.COMMITMENT, fields=promise, now=now)

    def _competence(self, writer: Actor, section: Section, discussed: Section, now: datetime) -> None:
        if section is discussed:
            fields = {**texts.competence(self.random, section), "results": [str(self.result_id)]}
            recording.add_row(self.db, writer, self.place.conversation_id, section, fields=fields, now=now)
            return
        mark = self.random.choice((Mark.NOT_DISCUSSED, Mark.NOT_APPLICABLE))
        recording.mark_section(self.db, writer, self.place.conversation_id, section, mark, now=now)

    def _goal(self) -> str:
        return str(self.random.choice(self.place.goals))

    def submit(self, now: datetime) -> None:
        """The recorder puts the text before the other."""
        done = recording.submit(self.db, self.person(self.recorder), self.place.conversation_id, now=now)
        self.submission_id = done.id

    def react(self, now: datetime) -> None:
        """The other reads it and reacts, or does not."""
        assert self.submission_id is not None
        reader, id_ = self.person(self.recorder.other), self.place.conversation_id
        if self.reaction in (Reaction.FEEDBACK, Reaction.REVISED):
            remarks: dict[UUID | None, str] = {None: texts.text(self.random, "feedback_overall")}
            if self.random.random() < 0.6 or self.reaction is Reaction.REVISED:
                remarks[self.result_id] = texts.text(self.random, "feedback_row")
            review.give_feedback(self.db, reader, id_, self.submission_id, remarks, now=now)
        elif self.reaction is Reaction.NO_REMARKS:
            review.no_remarks(self.db, reader, id_, self.submission_id, now=now)

    def revise(self, now: datetime) -> None:
        """The recorder changes the text after the feedback and puts it before the other again."""
        assert self.result_id is not None
        writer, title = self.person(self.recorder), f"{self.result_title}. {texts.revision()}"
        recording.save_field(
            self.db, writer, self.place.conversation_id, self.result_id, "title", title, self.result_title, now=now
        )
        self.submit(now)

    def accept(self, now: datetime) -> None:
        """The reader has no remarks about the changed text."""
        assert self.submission_id is not None
        reader = self.person(self.recorder.other)
        review.no_remarks(self.db, reader, self.place.conversation_id, self.submission_id, now=now)

    def finalise(self, now: datetime) -> None:
        """The manager makes it final."""
        assert self.submission_id is not None
        review.finalise(self.db, self.place.manager, self.place.conversation_id, self.submission_id, now=now)

    def move_request(self, action: RequestAction) -> Act:
        """The manager decides on the request that came of the plan, or the employee tells how it goes."""
        return lambda now: self._move_request(action, now)

    def _move_request(self, action: RequestAction, now: datetime) -> None:
        mine = development.my_requests(self.db, self.place.employee)
        request_id = next(each.id for each in mine if each.year == self.place.year)
        reason = {RequestAction.DECLINE: "decline", RequestAction.HOLD: "hold"}.get(action)
        by = self.place.manager if action in DECISIONS else self.place.employee
        words = texts.text(self.random, reason) if reason else ""
        development.move(self.db, by, request_id, action, reason=words, now=now)

    def sign(self, now: datetime) -> None:
        """The employee signs, in one of three ways, or the manager notes that the employee will not."""
        id_, kind = self.place.conversation_id, self.signature
        if kind == "refused":
            review.note_refusal(self.db, self.place.manager, id_, texts.text(self.random, "refusal"), now=now)
            return
        sha256 = conversations.conversation(self.db, self.place.employee, id_, now=now).loaded.row["sha256"]
        name = {"agreed": "statement_agreed", "seen": "statement_seen", "seen_disagree": "statement_disagree"}[kind]
        words = texts.text(self.random, name)
        review.sign(self.db, self.place.employee, id_, sha256, SignatureKind(kind), words, now=now)
