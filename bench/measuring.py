"""Numbers of one server: how long people waited, what the processor did for it, and what memory it holds."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass, field

import psutil


@dataclass
class Waits:
    """Seconds people waited, by what they did; `cpu` is what the server used for it when nobody else was there."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, seconds: float) -> None:
        """One wait."""
        self.seconds[name].append(seconds)

    def report(self) -> dict[str, dict[str, float]]:
        """Milliseconds by name: p50_ms, p95_ms, n, and cpu_ms where it was measured."""
        return {name: self._line(name, waited) for name, waited in self.seconds.items()}

    def _line(self, name: str, waited: list[float]) -> dict[str, float]:
        line = {"n": len(waited), "p50_ms": ms(percentile(waited, 50)), "p95_ms": ms(percentile(waited, 95))}
        return line | ({"cpu_ms": ms(self.cpu[name] / len(waited))} if name in self.cpu else {})


def ms(seconds: float) -> float:
    """Milliseconds with one decimal."""
    return round(seconds * 1000, 1)


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many percent lie; the only value when there is one."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


class Meter:
    """A process as the system sees it."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)

    def cpu(self) -> float:
        """Seconds of processor used so far (resolution: a hundredth)."""
        used = self._process.cpu_times()
        return float(used.user + used.system)

    def memory(self) -> float:
        """Resident megabytes."""
        return float(self._process.memory_info().rss) / 2**20
