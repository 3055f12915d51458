"""How far each conversation gets, and when: last year's are done, this year's stand in every state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from db.connection import Database
from db.demo import texts
from db.demo.scenes import FATES, Act, Place, Reaction, Scene
from db.demo.season import Season, working
from domain.conversation import Side
from domain.deadlines import add_working_days

Step = tuple[datetime, Act]

# How far a conversation of this year has come: (name, how many), the furthest first.
_SPREAD = (
    ("signed", 18), ("seen", 3), ("disagree", 1), ("final", 4), ("sign_late", 2), ("waived", 5), ("feedback", 5),
    ("lapsed", 3), ("submitted", 7), ("draft", 5), ("draft_late", 3), ("held", 4), ("held_late", 2), ("overdue", 4),
    ("scheduled", 16), ("preparing", 7),
)  # fmt: skip
# Boris's team shows one of each; Anna's own conversation is told by `annas`.
_TEAM = (
    "signed", "disagree", "refused", "final", "waived", "revised", "feedback", "lapsed", "submitted", "draft_late",
    "contested", "asked", "not_started",
)  # fmt: skip
# Departments that are quicker or slower than the rest.
_PACE = {
    "burgerzaken": 0.0,
    "samenleving": 0.25,
    "personeel": 0.2,
    "ruimte": -0.1,
    "openbare-ruimte": -0.3,
    "directie": 0.1,
}


@dataclass(frozen=True)
class Course:
    """Which steps are done, how many working days ago the last one was, and how it goes."""

    steps: tuple[str, ...]
    ago: int
    reaction: Reaction = Reaction.NO_REMARKS
    signature: str = "agreed"
    talk_in: int = 0  # working days from now, for a talk that is still to come (or was due: negative)
    extra: str = ""


_UP_TO = ("prepare_employee", "schedule", "prepare_manager", "hold", "record", "submit", "react", "finalise", "sign")


def past_year(db: Database, season: Season, places: Sequence[Place], seed: str) -> list[Step]:
    """Last year's conversations: nearly all final and signed, some after the window."""
    steps: list[Step] = []
    for place in places:
        random = _drawn(f"{seed}:past:{place.index}")
        kinds = ["agreed"] * 16 + ["seen"] * 3 + ["seen_disagree", "refused", "unsigned"]
        signature = kinds[place.index % len(kinds)]
        reaction = random.choice((Reaction.NO_REMARKS, Reaction.NO_REMARKS, Reaction.FEEDBACK))
        scene = _scene(db, place, random, reaction, signature)
        scene.more_answers = (0, 0, 0, 1)
        dated = dict(zip(_UP_TO, _last_years_days(season, random), strict=True))
        for name in _left_out(random, signature):
            del dated[name]
        scene.wants_development &= "prepare_employee" in dated
        steps += _dated(season, scene, dated.keys(), dated.values(), random)
        steps += _fate(scene, season.moment(dated["finalise"], 17, 30), timedelta(days=random.randrange(3, 30)))
    return steps


def _drawn(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - the same at every build is what we want


def _left_out(random: Random, signature: str) -> list[str]:
    # Not everybody prepares, and here and there a signature is missing.
    chances = {"prepare_employee": 0.2, "prepare_manager": 0.12}
    left_out = [name for name, chance in chances.items() if random.random() < chance]
    return [*left_out, "sign"] if signature == "unsigned" else left_out


def _last_years_days(season: Season, random: Random) -> list[date]:
    # Most talks early in the window, one in twelve long after it.
    window = (season.past.planning_until - season.past.planning_from).days
    late = random.random() < 1 / 12
    after = int(random.triangular(6, window - 2, window / 4)) + (window if late else 0)
    talk = season.past.planning_from + timedelta(days=after)
    before = [add_working_days(talk, -days) for days in (6, 5, 2)]
    later, day = [working(talk)], working(talk)
    for most in (4, 2, 6, 3, 5):
        day = add_working_days(day, random.randrange(1, most + 1))
        later.append(day)
    return [*before, *later]


def present_year(db: Database, season: Season, places: Sequence[Place], seed: str, anna: int) -> list[Step]:
    """This year's conversations. `anna` is the index of Anna's; her colleagues show one of everything."""
    courses = _courses(places, seed, anna)
    steps: list[Step] = []
    for place in places:
        random = _drawn(f"{seed}:present:{place.index}")
        if place.index == anna:
            steps += annas(db, season, place, random)
        elif place.index in courses:
            steps += _played(db, season, place, random, courses[place.index])
    return steps


def _courses(places: Sequence[Place], seed: str, anna: int) -> dict[int, Course]:
    random = _drawn(f"{seed}:courses")
    boris = next(place.manager for place in places if place.index == anna)
    team = [place for place in places if place.manager == boris and place.index != anna]
    rest = [place for place in places if place.manager != boris]
    ranked = sorted(rest, key=lambda p: -(_PACE.get(p.department, 0.0) + random.random()))
    names = [name for name, count in _SPREAD for _ in range(count)]
    chosen = [*zip(team, _TEAM, strict=False), *zip(ranked, names, strict=False)]
    return {place.index: course for place, name in chosen if (course := _course(name, random)) is not None}


def _course(name: str, random: Random) -> Course | None:
    few = random.randrange
    match name:
        case "signed" | "seen" | "disagree" | "refused":
            kind = {"signed": "agreed", "disagree": "seen_disagree"}.get(name, name)
            return Course(_UP_TO, few(1, 6), signature=kind)
        case "final" | "sign_late":
            return Course(_UP_TO[:8], few(1, 5) if name == "final" else 12)
        case "waived" | "feedback":
            return Course(_UP_TO[:7], few(1, 5), Reaction.NO_REMARKS if name == "waived" else Reaction.FEEDBACK)
        case "revised":
            return Course((*_UP_TO[:7], "revise", "accept"), 1, Reaction.REVISED)
        case "submitted" | "lapsed":
            return Course(_UP_TO[:6], few(1, 6) if name == "submitted" else few(11, 14), Reaction.NONE)
        case "draft" | "draft_late":
            return Course(_UP_TO[:5], few(1, 3) if name == "draft" else few(8, 11))
        case "held" | "held_late" | "contested":
            return Course(_UP_TO[:4], few(8, 11) if name == "held_late" else few(1, 3), extra=name)
        case "scheduled" | "overdue" | "asked":
            steps = _UP_TO[: few(2, 4)] if name == "scheduled" else _UP_TO[:2]
            return Course(steps, few(2, 6) + 3, talk_in=-2 if name == "overdue" else few(1, 9), extra=name)
        case "preparing":
            return Course(_UP_TO[:1], few(1, 8))
    return None


def _played(db: Database, season: Season, place: Place, random: Random, course: Course) -> list[Step]:
    scene = _scene(db, place, random, course.reaction, course.signature)
    days = _days_back(season.ago(course.ago), len(course.steps), random)
    talk = season.ahead(course.talk_in) if course.talk_in >= 0 else season.ago(-course.talk_in)
    steps = _dated(season, scene, course.steps, days, random, None if "hold" in course.steps else talk)
    done = {name: moment for name, (moment, _) in zip(course.steps, steps, strict=False)}
    if course.extra == "contested":
        steps.append((done["hold"] + timedelta(hours=3), scene.contest))
    if course.extra == "asked":
        steps.append((done["schedule"] + timedelta(hours=2), scene.agree()))
        steps.append((done["schedule"] + timedelta(days=1), scene.ask_recorder))
    if "finalise" in done:
        steps += _fate(scene, min(done["finalise"], season.moment(season.ago(1), 17)), timedelta(minutes=20))
    return steps


def _fate(scene: Scene, after: datetime, apart: timedelta) -> list[Step]:
    if not scene.wants_development:
        return []
    moves = FATES[scene.place.index % len(FATES)]
    return [(after + number * apart, scene.move_request(action)) for number, action in enumerate(moves, 1)]


def _scene(db: Database, place: Place, random: Random, reaction: Reaction, signature: str) -> Scene:
    recorder = Side.EMPLOYEE if random.random() < 0.25 else Side.MANAGER
    return Scene(db, place, random, recorder, reaction, signature, wants_development=random.random() < 0.6)


def _days_back(last: date, count: int, random: Random) -> list[date]:
    """So many working days, at most three apart, the newest being `last`."""
    days = [last]
    for _ in range(count - 1):
        days.append(add_working_days(days[-1], -random.choice((1, 1, 2, 2, 3))))
    return days[::-1]


def _dated(
    season: Season, scene: Scene, names: Iterable[str], days: Iterable[date], random: Random, talk: date | None = None
) -> list[Step]:
    dated = {name: season.office_hour(day, random) for name, day in zip(names, days, strict=True)}
    when = dated.get("hold") or season.office_hour(talk or season.today, random)
    acts = {name: scene.schedule(when) if name == "schedule" else getattr(scene, name) for name in dated}
    steps = [(moment, acts[name]) for name, moment in dated.items()]
    if "schedule" in dated and random.random() < 0.3:
        steps.append((dated["schedule"] + timedelta(minutes=70), scene.point(random.choice(list(Side)))))
    return steps


def annas(db: Database, season: Season, place: Place, random: Random) -> list[Step]:
    """Anna's talk is in a few days. Boris handed in; her own form is half filled in."""
    scene = Scene(db, place, random)
    talk, employee = season.moment(season.ahead(3), 10), Side.EMPLOYEE
    evening = {"title": "Avondopenstelling op donderdag voorbereiden", "measure": "Rooster en tekst voor de site klaar"}
    wished = texts.rows([{**evening, "due_on": ""}])
    return [
        (season.moment(season.ago(6), 11, 5), scene.schedule(talk)),
        (season.moment(season.ago(5), 9, 40), scene.agree()),
        (season.moment(season.ago(5), 9, 45), scene.point(employee)),
        (season.moment(season.ago(4), 16, 10), scene.prepare_manager),
        (season.moment(season.ago(4), 16, 15), scene.point(Side.MANAGER)),
        (
            season.moment(season.ago(2), 13, 20),
            scene.answer(employee, "proud", "Dat de balie in de drukke weken voor de zomer bijna geen wachttijd had."),
        ),
        (
            season.moment(season.ago(2), 13, 31),
            scene.answer(employee, "less_well", "Ik heb te lang gewacht met vragen over het nieuwe zaaksysteem."),
        ),
        (season.moment(season.ago(1), 15, 2), scene.answer(employee, "proposed_results", wished)),
        (
            season.moment(season.ago(1), 15, 9),
            scene.answer(employee, "needs", "Twee ochtenden om de avondopenstelling voor te bereiden."),
        ),
    ]
