"""What people do at their screens; each act returns the seconds they waited for what it is named after."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from itertools import count

from bench.driver import Person
from bench.places import Seat

_numbers = count(1)
Waited = tuple[str, float]


async def day(seat: Seat, url: str) -> AsyncGenerator[Waited, None]:
    """Everything somebody does, one act after another, for ever; the caller thinks between two acts."""
    async with Person(url, seat.token) as person:
        yield "first_page", await person.open("" if seat.work == "watch" else "my-year")
        while True:
            async for waited in _WORK[seat.work](person, seat):
                if person.screen.faults:
                    raise RuntimeError(f"{waited[0]}: {person.screen.faults[0]}")
                yield waited


async def _write(person: Person, seat: Seat) -> AsyncIterator[Waited]:
    yield "my_page", await person.open("my-year")
    yield "form", await person.open("conversation-preparation", f"id={seat.conversation_id}")
    for _ in range(4):
        text = f"Dit jaar wil ik mij richten op betere brieven, versie {next(_numbers)}."
        yield "autosave", await person.type(f"prep.{seat.conversation_id}.focus", text)


async def _submit(person: Person, seat: Seat) -> AsyncIterator[Waited]:
    id_, row = seat.conversation_id, f"agreement.{seat.agreement_id}"
    yield "plan", await person.open("conversation-plan", f"id={id_}")
    if "plan.revise" in person.screen.widgets:
        yield "plan", await person.press("plan.revise")
    if f"{row}.title" not in person.screen.widgets:
        yield "plan", await person.press(f"{row}.edit")
    yield "plan_autosave", await person.type(f"{row}.title", f"Meldingen op tijd verholpen, versie {next(_numbers)}")
    yield "plan", await person.press("plan.submit")
    yield "plan_submit", await person.press(f"plan.submit.{id_}.act")


async def _lead(person: Person, _seat: Seat) -> AsyncIterator[Waited]:
    yield "team_board", await person.open("team-board")
    yield "team_board", await person.again()


async def _watch(person: Person, _seat: Seat) -> AsyncIterator[Waited]:
    yield "dashboard", await person.open("hr-figures")
    yield "dashboard", await person.again()


_WORK = {"write": _write, "submit": _submit, "lead": _lead, "watch": _watch}
