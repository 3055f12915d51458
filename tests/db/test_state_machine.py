"""A planning conversation under random hands: whatever happens, what must never happen does not.

Anna, Boris, his stand-in Daan, Clara from next door and Helena of HR do anything, in any order, while time passes.
After every step: R13 (only the manager or a stand-in finalises), R18 (nothing is readable before it is shared), one
event in the log per change, and a final text that stays as it is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db import (
    aggregates,
    audit,
    conversations,
    cycles,
    development,
    dossiers,
    drafts,
    figures,
    guiding,
    history,
    people,
    plans,
    preparations,
    recording,
    review,
    team,
)
from db.review import SignatureKind
from domain.conversation import Side, State
from domain.errors import Invalid, Refused
from domain.plan import Mark, Section
from tests import cast as the_cast
from tests.cast import GOOD_RESULT, Cast, to_state

SIDES = {"anna": Side.EMPLOYEE, "boris": Side.MANAGER, "daan": Side.MANAGER}
ACTORS = st.sampled_from(["anna", "anna", "boris", "boris", "daan", "clara", "helena"])
WRITERS = st.sampled_from(["anna", "boris", "daan"])
STARTS = [State.NOT_STARTED, State.PREPARING, State.SCHEDULED, State.DRAFT, State.SUBMITTED, State.FEEDBACK_RECEIVED]
REFUSED = object()


class PlanningConversation(RuleBasedStateMachine):
    """The verbs against a small memory of what was written, by whom, and what was shared."""

    recorder: Side

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.cast: Cast = the_cast.build(self.folder)
        self.count = 0
        self.own: dict[str, str] = {}  # text for nobody else's eyes, by author
        self.sealed: dict[str, str] = {}  # text of a preparation, by author
        self.written: dict[str, Side] = {}  # text of the working copy, by the side that wrote it
        self.handed_in: set[str] = set()
        self.opened = False
        self.talk_on: date | None = None
        self.frozen: tuple[Any, ...] | None = None
        self.changed = True

    def teardown(self) -> None:
        """What has to hold for the whole file at the end."""
        assert audit.first_broken_link(self.cast.db) is None
        assert self.cast.rows("SELECT reference, id FROM orphans") == []
        unsound = (
            "SELECT count(*) FROM signatures g ANTI JOIN plan_versions v ON v.final_submission_id = g.submission_id"
        )
        assert self.cast.value(unsound) == 0
        other_hash = (
            "SELECT count(*) FROM signatures g JOIN submissions s ON s.id = g.submission_id WHERE s.sha256 != g.sha256"
        )
        assert self.cast.value(other_hash) == 0
        self.cast.db.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start: State) -> None:
        """Somewhere on the way, with private notes on both sides from the first day."""
        for who in ("anna", "boris"):
            self.note_to_self(who)
            text, question = self.token(), "proud" if who == "anna" else "going_well"
            self.attempt(who, preparations.save_answer, self.id, question, text, "")
            self.sealed[text] = who
        to_state(self.cast, start, self.recorder)
        if start is not State.NOT_STARTED:
            self.handed_in = {"anna"} if start is State.PREPARING else {"anna", "boris"}
        self.opened = len(self.handed_in) == 2
        if start not in (State.NOT_STARTED, State.PREPARING):
            self.talk_on = self.cast.value("SELECT scheduled_at FROM conversations WHERE id = $id", id=self.id).date()

    @property
    def id(self) -> UUID:
        """The conversation."""
        return self.cast.conversation_id

    def token(self) -> str:
        """A text that occurs nowhere else."""
        self.count += 1
        return f"kanarie-{self.count}-vogel"

    def attempt(self, who: str, act: Callable[..., Any], *args: Any, events: int = 1, **kwargs: Any) -> Any:
        """Call a verb; REFUSED when it says no. Checks what the log says about it."""
        before = self.cast.value("SELECT coalesce(max(id), 0) FROM audit_events")
        try:
            value = act(self.cast.db, self.cast.people[who], *args, now=self.cast.now, **kwargs)
            expected, self.changed = ["done"] * events, True
        except Invalid:
            value, expected = REFUSED, []
        except Refused:
            value, expected = REFUSED, ["denied"]
        logged = self.cast.rows("SELECT outcome, actor_id FROM audit_events WHERE id > $last", last=before)
        if act is recording.start and not logged:
            expected = []  # started before: nothing changed
        assert [outcome for outcome, _ in logged] == expected, (who, act.__name__)
        assert {actor for _, actor in logged} <= {self.cast.people[who].person_id}
        assert who != "clara" or value is REFUSED
        return value

    # Before the talk
    @rule(who=WRITERS)
    def note_to_self(self, who: str) -> None:
        """A private note: nobody else's, for ever."""
        stored = self.last_of(who, "private_notes")
        text = self.token()
        if self.attempt(who, preparations.save_answer, self.id, "private_notes", text, stored) is not REFUSED:
            self.own[text] = who

    @rule(who=ACTORS)
    def answer(self, who: str) -> None:
        """A sealed answer."""
        question = "focus" if who == "anna" else "going_well"
        text = self.token()
        if (
            self.attempt(who, preparations.save_answer, self.id, question, text, self.last_of(who, question))
            is not REFUSED
        ):
            self.sealed[text] = who

    def last_of(self, who: str, question: str) -> str:
        """What a window of this person has loaded."""
        sql = (
            "SELECT a.value FROM answers a JOIN preparations p ON p.id = a.preparation_id "
            "WHERE p.conversation_id = $id AND p.author_id = $author AND a.question = $question"
        )
        return str(self.cast.value(sql, id=self.id, author=self.cast.people[who].person_id, question=question) or "")

    @rule(who=WRITERS)
    def hand_in(self, who: str) -> None:
        """Second one opens both."""
        result = self.attempt(who, preparations.hand_in, self.id)
        if result is not REFUSED:
            self.handed_in.add(who)
            self.look_at_the_calendar()
            self.opened |= len({SIDES[each] for each in self.handed_in}) == 2
            assert result == self.opened

    @rule(who=WRITERS)
    def take_back(self, who: str) -> None:
        """Only while sealed."""
        if self.attempt(who, preparations.take_back, self.id) is not REFUSED:
            assert not self.opened
            self.handed_in.discard(who)

    @rule(who=ACTORS, days=st.integers(0, 3))
    def schedule(self, who: str, days: int) -> None:
        """Propose a day."""
        when = self.cast.now + timedelta(days=days)
        done = self.attempt(
            who, conversations.schedule, self.id, when=when, place="", recorder=self.recorder, record_by=None
        )
        if done is not REFUSED:
            self.talk_on = when.date()
            self.look_at_the_calendar()

    @rule(who=WRITERS, agree=st.booleans())
    def agree(self, who: str, agree: bool) -> None:
        """Say yes to the date, or answer about the recorder."""
        self.attempt(who, conversations.agree_date, self.id)
        self.attempt(who, conversations.answer_recorder, self.id, agree=agree)

    @rule(who=WRITERS, recorder=st.sampled_from(Side))
    def ask_recorder(self, who: str, recorder: Side) -> None:
        """Somebody would rather have the other write."""
        self.attempt(who, conversations.ask_recorder, self.id, recorder)

    @rule(days=st.sampled_from([0, 1, 1, 2, 7, 20]))
    def time_passes(self, days: int) -> None:
        """Hours or days later."""
        self.cast.later(days=days, minutes=20)
        self.changed = True
        self.look_at_the_calendar()

    def look_at_the_calendar(self) -> None:
        """The day of the talk opens what was handed in."""
        if self.handed_in and self.talk_on and self.cast.now.date() >= self.talk_on:
            self.opened = True

    # The talk and the plan
    @rule(who=ACTORS)
    def hold(self, who: str) -> None:
        """The talk took place today."""
        if self.attempt(who, conversations.hold, self.id, held_on=self.cast.now.date()) is not REFUSED:
            self.opened |= bool(self.handed_in)

    @rule(who=st.sampled_from(["anna", "boris", "helena"]), held=st.booleans())
    def contest_and_resolve(self, who: str, held: bool) -> None:
        """One says it was not held, HR settles it."""
        self.attempt(who, conversations.contest, self.id)
        self.attempt("helena", guiding.resolve_contest, self.id, held=held)

    @rule(who=ACTORS, section=st.sampled_from(Section))
    def write(self, who: str, section: Section) -> None:
        """Start, and add an agreement."""
        self.attempt(who, recording.start, self.id)
        text = self.token()
        fields = dict(GOOD_RESULT, title=text, type="course", results=["general"])
        if self.attempt(who, recording.add_row, self.id, section, fields=fields) is not REFUSED:
            self.written[text] = SIDES[who]

    @rule(who=ACTORS)
    def mark(self, who: str) -> None:
        """Say what was not discussed."""
        for section in (Section.BEHAVIOUR, Section.KNOWLEDGE, Section.SKILL):
            self.attempt(who, recording.mark_section, self.id, section, Mark.NOT_DISCUSSED)

    @rule(who=ACTORS)
    def rewrite(self, who: str) -> None:
        """Change a field of the first agreement."""
        row = self.cast.rows(
            "SELECT agreement_id, fields->>'title' FROM draft_rows WHERE removed_at IS NULL ORDER BY id LIMIT 1"
        )
        if row:
            text = self.token()
            if self.attempt(who, recording.save_field, self.id, row[0][0], "title", text, row[0][1]) is not REFUSED:
                self.written[text] = SIDES[who]

    @rule(who=ACTORS, keep=st.booleans())
    def submit(self, who: str, keep: bool) -> None:
        """Put it before the other side, or put it back."""
        self.attempt(who, recording.submit if keep else recording.discard_changes, self.id)

    @rule(who=WRITERS)
    def take_over(self, who: str) -> None:
        """The manager takes the pen of a late recorder."""
        self.attempt(who, recording.take_over, self.id)

    # Review and after
    @rule(who=WRITERS)
    def type_feedback(self, who: str) -> None:
        """A draft of feedback, not sent."""
        text, subject = self.token(), f"feedback:{self.newest()}:{self.count}"
        if self.attempt(who, drafts.save, subject, text, "", events=0) is not REFUSED:
            self.own[text] = who

    @rule(who=ACTORS, words=st.booleans())
    def react(self, who: str, words: bool) -> None:
        """Feedback, or no remarks."""
        if (submission := self.newest()) is not None:
            if words:
                self.attempt(who, review.give_feedback, self.id, submission, {None: "Kan dit eerder?"})
            else:
                self.attempt(who, review.no_remarks, self.id, submission)

    @rule(who=ACTORS)
    def finalise(self, who: str) -> None:
        """R13."""
        if (submission := self.newest()) is not None:
            done = self.attempt(who, review.finalise, self.id, submission)
            assert done is REFUSED or who in ("boris", "daan")
            if done is not REFUSED:
                assert self.frozen is None
                self.frozen = self.final_text()

    @rule(who=ACTORS, kind=st.sampled_from(SignatureKind))
    def sign(self, who: str, kind: SignatureKind) -> None:
        """Only the employee, once, on the final text."""
        sha256 = self.cast.value("SELECT sha256 FROM submissions ORDER BY submitted_at DESC, number DESC LIMIT 1") or ""
        done = self.attempt(who, review.sign, self.id, sha256, kind, "Mijn eigen woorden")
        assert done is REFUSED or (who == "anna" and self.frozen is not None)
        self.attempt(who, review.note_refusal, self.id, "Wilde niet")

    @rule(who=st.sampled_from(["helena", "anna", "boris"]))
    def pause(self, who: str) -> None:
        """HR stops the clock, and starts it again."""
        self.attempt(who, guiding.suspend, self.id)
        self.attempt("helena", guiding.resume, self.id)

    def newest(self) -> UUID | None:
        """The text in review."""
        sql = (
            "SELECT s.id FROM submissions s JOIN plan_versions v ON v.id = s.plan_version_id "
            "WHERE v.withdrawn_at IS NULL ORDER BY s.number DESC LIMIT 1"
        )
        return self.cast.value(sql)

    def final_text(self) -> tuple[Any, ...]:
        """The text in force, byte for byte."""
        sql = "SELECT s.id, s.content, s.sha256 FROM plan_versions v JOIN submissions s ON s.id = v.final_submission_id"
        return self.cast.rows(sql)[0]

    # What must hold after every step
    @invariant()
    @precondition(lambda self: self.frozen is not None)
    def a_final_text_never_changes(self) -> None:
        """Text and hash."""
        assert self.final_text() == self.frozen

    @invariant()
    @precondition(lambda self: self.changed)
    def nobody_reads_what_was_not_shared(self) -> None:
        """R10, R18: sealed answers, private notes, drafts and unsent text stay where they are."""
        self.changed = False
        shared = " ".join(content for (content,) in self.cast.rows("SELECT content FROM submissions"))
        for who, side in SIDES.items():
            seen = self.everything_for(who)
            for text in self.visible(self.own, seen):
                assert self.own[text] == who, f"{who} reads a private text of {self.own[text]}"
            for text in self.visible(self.sealed, seen):
                author = self.sealed[text]
                open_to_them = self.opened and author in self.handed_in and SIDES[author] is not side
                assert author == who or open_to_them, f"{who} reads a sealed answer of {author}"
            for text in self.visible(self.written, seen):
                assert self.written[text] is side or text in shared, f"{who} reads an unsent text of the other side"

    def visible(self, texts: dict[str, Any], seen: str) -> list[str]:
        """The texts that occur in what was seen."""
        return [text for text in texts if text in seen]

    def everything_for(self, who: str) -> str:
        """All that a person can load about the conversation."""
        db, actor, now = self.cast.db, self.cast.people[who], self.cast.now
        reads: list[Callable[[], Any]] = [
            lambda: preparations.preparations(db, actor, self.id, now=now),
            lambda: plans.plan(db, actor, self.id, now=now),
            lambda: drafts.drafts(db, actor, ""),
        ]
        if self.count % 5 == 4 or who not in SIDES:  # what is made of these, or holds process only
            reads += [
                lambda: conversations.conversation(db, actor, self.id, now=now),
                lambda: history.history(db, actor, self.id, now=now),
                lambda: recording.proposals(db, actor, self.id, now=now),
                lambda: team.board(db, actor, now=now),
                lambda: development.my_requests(db, actor),
                lambda: development.team_requests(db, actor, now.date()),
            ]
        return " ".join(self.seen(read) for read in reads)

    def seen(self, read: Callable[[], Any]) -> str:
        """What a read gives, refusals included."""
        try:
            return repr(read())
        except Refused as refusal:
            return repr((refusal, refusal.params))

    @invariant()
    @precondition(lambda self: self.count % 5 == 4)
    def others_read_no_text_at_all(self) -> None:
        """HR, the administrator, the works council and the manager next door: process and figures, never words."""
        db, now, year = self.cast.db, self.cast.now, self.cast.cycle_id
        for who in ("helena", "adam", "olga", "clara"):
            actor = self.cast.people[who]
            more: list[Callable[[], Any]] = [
                lambda actor=actor: dossiers.process(db, actor, self.id, now=now),
                lambda actor=actor: figures.progress(db, actor, year, now.date(), now=now),
                lambda actor=actor: figures.behind(db, actor, year, now.date(), now=now),
                lambda actor=actor: aggregates.development(db, actor, year, now.date(), now=now),
                lambda actor=actor: aggregates.summary(db, actor, year, now.date(), now=now),
                lambda actor=actor: people.directory(db, actor, now.date()),
                lambda: cycles.goals(db, year),
            ]
            seen = self.everything_for(who) + " ".join(self.seen(read) for read in more)
            assert "kanarie" not in seen, who
        in_the_log = "SELECT count(*) FROM audit_events WHERE detail LIKE '%kanarie%'"
        assert self.cast.value(in_the_log) == 0


@pytest.mark.parametrize("recorder", list(Side))
def test_whatever_they_do_the_promises_hold(recorder: Side) -> None:
    """R10, R13, R14, R18, R19 with either recorder."""
    machine = type(f"RecordedBy{recorder.title()}", (PlanningConversation,), {"recorder": recorder})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=6, stateful_step_count=25, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
