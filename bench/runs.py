"""One organisation measured: cold start, one person alone, twenty-five at once, and memory."""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path
from random import Random
from typing import Any

import settings
from bench import acts
from bench.driver import Person
from bench.measuring import Meter, Waits, ms
from bench.places import Seat, seats
from tests.server import Server

ALONE = {"write": 22, "submit": 37, "lead": 15, "watch": 15}  # acts of each kind
CROWD = {"write": 12, "submit": 4, "lead": 6, "watch": 3}
THINK = 5.0  # seconds between two acts of one person, on average
CROWD_SECONDS = 75.0
MORE_SESSIONS = 25


def measure(path: Path) -> dict[str, Any]:
    """Everything about the file at `path` (`.../jaarplan.duckdb`), which the benchmark writes in."""
    found = seats(path, CROWD, settings.now())
    begin = time.perf_counter()
    with Server(path.parent, demo=True) as server:
        answers = time.perf_counter() - begin
        meter = Meter(server.pid)
        return asyncio.run(_measured(server.url, meter, found, begin, answers))


async def _measured(url: str, meter: Meter, found: list[Seat], begin: float, answers: float) -> dict[str, Any]:
    async with Person(url, found[0].token) as person:
        await person.open("my-year")
        drawn = time.perf_counter() - begin
    report: dict[str, Any] = {"cold_start": {"answers_ms": ms(answers), "first_page_ms": ms(drawn)}}
    report["alone"] = await _alone(url, meter, found)
    before = meter.memory()
    report["crowd"] = await _crowd(url, meter, found)
    report["memory"] = {"before_crowd_mb": round(before, 1), "after_crowd_mb": round(meter.memory(), 1)}
    report["memory"] |= await _memory(url, meter, found)
    return report


async def _alone(url: str, meter: Meter, found: list[Seat]) -> dict[str, Any]:
    waits = Waits()
    for work, count in ALONE.items():
        seat = next(seat for seat in found if seat.work == work)
        day, used = acts.day(seat, url), meter.cpu()
        async with contextlib.aclosing(day):
            for _ in range(count):
                name, waited = await anext(day)
                await asyncio.sleep(0.05)  # what the server does after its last message counts too
                now = meter.cpu()
                waits.add(name, waited)
                waits.cpu[name] = waits.cpu.get(name, 0.0) + now - used
                used = now
    return waits.report()


async def _crowd(url: str, meter: Meter, found: list[Seat]) -> dict[str, Any]:
    waits, end, used, begin = Waits(), time.monotonic() + CROWD_SECONDS, meter.cpu(), time.perf_counter()
    await asyncio.gather(*(_sit(seat, url, end, waits, Random(place)) for place, seat in enumerate(found)))
    count, seconds = sum(len(each) for each in waits.seconds.values()), time.perf_counter() - begin
    spent = meter.cpu() - used
    return {
        "people": len(found),
        "acts_per_second": round(count / seconds, 2),
        "cpu_ms_per_act": ms(spent / max(count, 1)),
        "cpu_share_of_one_core": round(spent / seconds, 3),
        "acts": waits.report(),
        "faults": waits.faults,
    }


async def _sit(seat: Seat, url: str, end: float, waits: Waits, random: Random) -> None:
    await asyncio.sleep(random.uniform(0, THINK))
    day = acts.day(seat, url)
    async with contextlib.aclosing(day):
        try:
            async for name, waited in day:
                waits.add(name, waited)
                if time.monotonic() > end:
                    return
                await asyncio.sleep(random.uniform(THINK / 2, THINK * 1.5))
        except Exception as fault:  # noqa: BLE001 - one person's trouble is a finding, not the end of the measurement
            waits.faults.append(f"{seat.work}: {type(fault).__name__}: {fault}"[:300])


async def _memory(url: str, meter: Meter, found: list[Seat]) -> dict[str, float]:
    """What one more open screen costs."""
    before = meter.memory()
    async with contextlib.AsyncExitStack() as stack:
        writers = [seat for seat in found if seat.work == "write"]
        for place in range(MORE_SESSIONS):
            person = await stack.enter_async_context(Person(url, writers[place % len(writers)].token))
            await person.open("my-year")
        more = meter.memory() - before
    return {"more_sessions": MORE_SESSIONS, "mb_per_session": round(more / MORE_SESSIONS, 3)}
