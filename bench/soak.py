"""`make soak`: eight people who hardly think, for some minutes, and the server's memory meanwhile. Prints JSON."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

import settings
from bench import acts
from bench.measuring import Meter
from bench.places import Seat, seats
from tests.demo_file import demo_copy
from tests.server import Server

PEOPLE = {"write": 4, "submit": 1, "lead": 2, "watch": 1}
THINK = 0.3
EVERY = 20.0  # seconds between two looks at the memory
WARM = 3  # looks that do not count: what the first acts load stays


def main() -> None:
    """Let them work, tell how the memory went; exits with 1 when it grew by a tenth after the first minute."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory(prefix="jaarplan-soak-") as folder:
        path = demo_copy(Path(folder) / "data")
        found = seats(path, PEOPLE, settings.now())
        with Server(path.parent, demo=True) as server:
            report = asyncio.run(_soak(server.url, Meter(server.pid), found, minutes * 60))
    print(json.dumps(report, indent=2))
    sys.exit(report["grown"] > 1.1)


async def _soak(url: str, meter: Meter, found: list[Seat], seconds: float) -> dict[str, Any]:
    end, done, looks = time.monotonic() + seconds, [0], list[float]()
    people = [asyncio.create_task(_work(seat, url, end, done, Random(place))) for place, seat in enumerate(found)]
    while time.monotonic() < end:
        looks.append(round(meter.memory(), 1))
        await asyncio.sleep(min(EVERY, max(end - time.monotonic(), 0)))
    await asyncio.gather(*people)
    looks.append(round(meter.memory(), 1))
    steady = looks[WARM:] or looks
    return {"acts": done[0], "memory_mb": looks, "grown": round(steady[-1] / steady[0], 3)}


async def _work(seat: Seat, url: str, end: float, done: list[int], random: Random) -> None:
    async with contextlib.aclosing(acts.day(seat, url)) as day:
        async for _ in day:
            done[0] += 1
            if time.monotonic() > end:
                return
            await asyncio.sleep(random.uniform(0, 2 * THINK))


if __name__ == "__main__":
    main()
