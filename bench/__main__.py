"""`make bench`: measures Jaarplan over real websockets on this machine and prints JSON. See docs/performance.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from bench import organisation, runs
from tests.demo_file import demo_copy


def main() -> None:
    """Measure the organisations asked for, each on a file of its own in a temporary folder."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(_FILES), help="one organisation instead of both")
    chosen = parser.parse_args().only
    report: dict[str, object] = {"machine": _machine()}
    for name in [chosen] if chosen else list(_FILES):
        with tempfile.TemporaryDirectory(prefix="jaarplan-bench-") as folder:
            begin = time.perf_counter()
            path = _FILES[name](Path(folder) / "data")
            made = round(time.perf_counter() - begin, 1)
            print(f"{name}: file ready after {made} s, measuring", file=sys.stderr, flush=True)
            report[name] = {"file_mb": round(path.stat().st_size / 2**20, 1), "made_in_s": made, **runs.measure(path)}
    print(json.dumps(report, indent=2))


_FILES: dict[str, Callable[[Path], Path]] = {"demo": demo_copy, "thousand": organisation.make}


def _machine() -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "load_before": round(os.getloadavg()[0], 2),  # near 0, or the numbers tell about the others too
        "python": platform.python_version(),
        "system": platform.platform(),
    }


if __name__ == "__main__":
    main()
