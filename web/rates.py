"""No more than twenty failing tries a minute from one address, whichever names are tried."""

from __future__ import annotations

import math
import threading
import time

PER_MINUTE = 20
_COST = 60 / PER_MINUTE  # seconds until a try is forgotten
_MOST_ADDRESSES = 10_000


class Rates:
    """Per address the moment at which its last try is forgotten. A minute of tries may be open; success costs none."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, address: str, clock: float | None = None) -> int:
        """Take one try: 0, or the seconds to wait. `clock`: the monotonic clock, for tests."""
        moment = time.monotonic() if clock is None else clock
        with self._lock:
            open_seconds = max(0.0, self._free_at.get(address, moment) - moment)
            if open_seconds > 60 - _COST:
                return math.ceil(open_seconds + _COST - 60)
            if len(self._free_at) >= _MOST_ADDRESSES:
                self._free_at = {name: free_at for name, free_at in self._free_at.items() if free_at > moment}
            self._free_at[address] = moment + open_seconds + _COST
            return 0

    def give_back(self, address: str) -> None:
        """The try was good."""
        with self._lock:
            if address in self._free_at:
                self._free_at[address] -= _COST


posts = Rates()
