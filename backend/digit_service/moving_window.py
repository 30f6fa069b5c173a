"""A moving window, in memory: how often each client has asked within the last so many seconds."""

import time
from collections import OrderedDict, deque
from itertools import islice
from math import ceil

from limits import RateLimitItem

# Clients that asked longest ago are forgotten beyond so many.
MOST_CLIENTS = 100_000


class MovingWindow:
    """The requests of each client that still count against a limit."""

    def __init__(self, limit: RateLimitItem) -> None:
        """So many requests in a window of so many seconds."""
        self.limit = limit
        self._window_s = limit.get_expiry()
        # Who asked last comes last.
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def left(self, client: str) -> int:
        """How many requests the client may send at this moment."""
        return self.limit.amount - len(self._recent(client))

    def renewed_in_s(self, client: str) -> int:
        """Whole seconds until the client's oldest request counts no more; at least 1."""
        recent = self._recent(client)
        oldest = recent[0] if recent else time.monotonic()
        return max(ceil(oldest + self._window_s - time.monotonic()), 1)

    def add(self, client: str, cost: int) -> None:
        """The client has sent a request that costs so many."""
        recent = self._times.setdefault(client, deque())
        recent.extend([time.monotonic()] * cost)
        self._times.move_to_end(client)
        self._forget()

    def _recent(self, client: str) -> deque[float]:
        recent = self._times.get(client, deque())
        began = time.monotonic() - self._window_s
        while recent and recent[0] <= began:
            recent.popleft()
        return recent

    def _forget(self) -> None:
        """Drop clients none of whose requests count; a few at a time, so that nobody waits."""
        began = time.monotonic() - self._window_s
        for client, times in list(islice(self._times.items(), 2)):
            # Whose requests were looked at since they ran out has none left.
            if times and times[-1] > began and len(self._times) <= MOST_CLIENTS:
                return
            del self._times[client]
