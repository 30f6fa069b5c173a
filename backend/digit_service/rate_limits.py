"""How often each client may ask: so many requests in any window, counted here or in Redis.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10.
"""

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from typing import Literal, cast

from limits import RateLimitItem, parse_many
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import BlockingConnectionPool
from redis.exceptions import RedisError

from digit_service.errors import TooManyRequests
from digit_service.metrics import REDIS_LOST
from digit_service.moving_window import MovingWindow
from digit_service.settings import Settings

logger = logging.getLogger(__name__)

# A request waits no longer than this for Redis; on a busy machine an answer may be slow to be seen.
# Once Redis is known to be lost nobody waits for it, and it is asked for again this often.
PATIENCE_S = 1.0
RECOVERY_S = 0.5
MOST_CONNECTIONS = 20

State = Literal["off", "in memory", "in redis", "redis lost"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client has left of a limit: so many requests of so many in a window."""

    limit: RateLimitItem
    left: int
    renewed_in_s: int

    @property
    def headers(self) -> dict[str, str]:
        """What the client is told of it."""
        window = self.limit.get_expiry()
        return {
            "RateLimit-Policy": f'"default";q={self.limit.amount};w={window}',
            "RateLimit": f'"default";r={self.left};t={self.renewed_in_s}',
        }

    def used_up(self) -> TooManyRequests:
        """The error of a request for which not enough is left."""
        return TooManyRequests(self.limit, self.headers, self.renewed_in_s)


class RateLimits:
    """Counts the requests of each client, in Redis where there is one.

    While Redis is lost, each process counts for itself, and asks for it again by itself.
    """

    def __init__(self, settings: Settings) -> None:
        """Nothing is counted where `settings.rate_limit` is empty."""
        self._limits = parse_many(settings.rate_limit) if settings.rate_limit else []
        # Processes that cannot see each other's counts share the limit out.
        self._windows = [MovingWindow(_shared_out(each, settings.workers)) for each in self._limits]
        self._redis: RedisStorage | None = None
        if self._limits and settings.redis_url:
            # A crowd waits for a connection; beyond the usual pool it would look like a lost Redis.
            self._pool = BlockingConnectionPool.from_url(
                settings.redis_url,
                max_connections=MOST_CONNECTIONS,
                timeout=PATIENCE_S,
                socket_timeout=PATIENCE_S,
                socket_connect_timeout=PATIENCE_S,
            )
            self._redis = RedisStorage(
                f"async+{settings.redis_url}",
                implementation="redispy",
                key_prefix="digit-reader",
                # Declared as a plain value, documented as a pool.
                connection_pool=cast("str", self._pool),
            )
            self._in_redis = MovingWindowRateLimiter(self._redis)
        self._lost = False
        self._recovery: asyncio.Task[None] | None = None

    @property
    def state(self) -> State:
        """Where requests are counted at this moment."""
        if not self._limits:
            return "off"
        if self._redis is None:
            return "in memory"
        return "redis lost" if self._lost else "in redis"

    async def count(self, client: str, cost: int = 1) -> Allowance | None:
        """Count a request that costs so many; the scarcest allowance, or None without limits.

        Raises TooManyRequests where the client has not so many left; it then costs nothing.
        """
        if self._redis is not None and not self._lost:
            try:
                return await self._count_in_redis(client, cost)
            except (RedisError, OSError, TimeoutError) as error:
                self._lose(self._redis, error)
        return self._count_here(client, cost)

    async def close(self) -> None:
        """End what runs by itself."""
        if self._recovery is not None:
            self._recovery.cancel()
            await asyncio.gather(self._recovery, return_exceptions=True)
        if self._redis is not None:
            await self._pool.disconnect()

    def _count_here(self, client: str, cost: int) -> Allowance | None:
        for window in self._windows:
            if window.left(client) < cost:
                raise _allowance_of(window, client).used_up()
        for window in self._windows:
            window.add(client, cost)
        return _scarcest([_allowance_of(window, client) for window in self._windows])

    async def _count_in_redis(self, client: str, cost: int) -> Allowance | None:
        # A request that one limit refuses must not use up another.
        for limit in self._limits[: -1 if len(self._limits) == 1 else None]:
            if not await self._in_redis.test(limit, client, cost=cost):
                raise (await self._allowance_in_redis(limit, client)).used_up()
        allowances = []
        for limit in self._limits:
            allowed = await self._in_redis.hit(limit, client, cost=cost)
            allowance = await self._allowance_in_redis(limit, client)
            if not allowed:
                raise allowance.used_up()
            allowances.append(allowance)
        return _scarcest(allowances)

    async def _allowance_in_redis(self, limit: RateLimitItem, client: str) -> Allowance:
        window = await self._in_redis.get_window_stats(limit, client)
        return Allowance(limit, window.remaining, max(ceil(window.reset_time - time.time()), 1))

    def _lose(self, redis: RedisStorage, error: Exception) -> None:
        if not self._lost:
            self._lost = True
            REDIS_LOST.set(1)
            logger.warning("Redis is lost, each process counts for itself: %s", error)
            self._recovery = asyncio.create_task(self._recover(redis))

    async def _recover(self, redis: RedisStorage) -> None:
        while self._lost:
            await asyncio.sleep(RECOVERY_S)
            # `check` tells of some failures by False and raises others.
            with suppress(RedisError, OSError, TimeoutError):
                self._lost = not await redis.check()
        REDIS_LOST.set(0)
        logger.info("Redis is back")


def _allowance_of(window: MovingWindow, client: str) -> Allowance:
    return Allowance(window.limit, window.left(client), window.renewed_in_s(client))


def _scarcest(allowances: list[Allowance]) -> Allowance | None:
    return min(allowances, key=lambda each: each.left / each.limit.amount, default=None)


def _shared_out(limit: RateLimitItem, workers: int) -> RateLimitItem:
    return type(limit)(max(limit.amount // workers, 1), limit.multiples)
