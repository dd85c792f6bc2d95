"""How often somebody may ask for what costs much or may be guessed."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from threading import Lock

MOST_KNOWN = 10_000


class Pace:
    """Counts what each asker did lately; whoever did too much has to wait until some of it is long ago."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self._lock = Lock()
        self._lately: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, asker: str) -> bool:
        """Whether this asker may go on; if so, it counts."""
        now = time.monotonic()
        with self._lock:
            lately = self._lately.setdefault(asker, deque())
            self._lately.move_to_end(asker)
            while lately and lately[0] < now - self.seconds:
                lately.popleft()
            while len(self._lately) > MOST_KNOWN:
                self._lately.popitem(last=False)
            if len(lately) >= self.most:
                return False
            lately.append(now)
            return True
