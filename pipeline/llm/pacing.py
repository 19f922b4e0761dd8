"""How many requests at once, and how many requests and tokens a minute.

At once: what the settings allow, less while the server has too much. Additive rise, multiplicative
fall, as TCP shares a line (RFC 5681): a reply that says "too much" halves what is under way, and
each round of answers gives one slot back.

A minute: spread evenly, nothing is sent before the last has had its time. What a request takes in
tokens is only known from the reply, so it is reckoned from the bytes of its body, by what earlier
requests took, and put right when the reply is there.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from pipeline.llm.completions import Completion
from pipeline.llm.request import Body, canonical_json

_MINUTE_SECONDS = 60.0
# Before any reply is there. English news takes 4.7 bytes a token and JSON 3, measured with OpenAI's
# tokenizer; with an answer half as long as the request that is a token for two bytes.
_FIRST_TOKENS_A_BYTE = 0.5


class AdaptiveLimit:
    """How many requests may be under way, as replies change it: no clock, no loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.limit = most
        """Requests that may be under way now: 1 at least, what the settings allow at most."""
        self._busy = self._begun = 0
        self._answers_since_change = 0
        self._begun_before_fall = 0
        """The number of the request that began last before the limit fell."""

    @property
    def has_room(self) -> bool:
        return self._busy < self.limit

    def begin(self) -> int:
        """Return the number of a request that is under way from now on."""
        self._busy += 1
        self._begun += 1
        return self._begun

    def end(self) -> None:
        self._busy -= 1

    def served(self) -> None:
        """Count an answer; after a round of them the limit rises by one."""
        self._answers_since_change += 1
        if self._answers_since_change >= self.limit:
            self._set(min(self._most, self.limit + 1))

    def turned_away(self, number: int) -> None:
        """Fall to half of what is under way; once for all that were under way together.

        A request that began before the last fall says nothing new: it was part of the same load.
        """
        if number > self._begun_before_fall:
            self._begun_before_fall = self._begun
            self._set(max(1, min(self._busy, self.limit) // 2))

    def _set(self, limit: int) -> None:
        self.limit, self._answers_since_change = limit, 0


class Slots:
    """Slots for requests, given in the order in which they were asked for."""

    def __init__(self, most: int) -> None:
        self.limit = AdaptiveLimit(most)
        self._queue = asyncio.Lock()
        """One at a time waits for a slot, the others behind it in order."""
        self._free = asyncio.Event()
        self._pauses = 0
        self._update()

    @asynccontextmanager
    async def taken(self, turn: Callable[[], Awaitable[None]]) -> AsyncIterator[int]:
        """Hold a slot for the block, once one is free and `turn` has waited until it is time.

        Yields the number of the request. Whoever comes later waits behind, so that `turn` is called
        by one at a time, in order.
        """
        async with self._queue:
            await self._wait_until_free()
            await turn()
            await self._wait_until_free()  # the server may have asked for a pause meanwhile
            number = self.limit.begin()
            self._update()
        try:
            yield number
        finally:
            self.limit.end()
            self._update()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Give no slot to anybody for the time of the block, as when the server asks to wait."""
        self._pauses += 1
        self._update()
        try:
            yield
        finally:
            self._pauses -= 1
            self._update()

    async def _wait_until_free(self) -> None:
        while not self._free.is_set():  # another may have taken it between the call and the waking
            await self._free.wait()

    def _update(self) -> None:
        if self.limit.has_room and not self._pauses:
            self._free.set()
        else:
            self._free.clear()


class Schedule:
    """When the next request may go, by both measures; the caller brings the clock, in seconds."""

    def __init__(self, rpm: int | None, tpm: int | None) -> None:
        self._request_seconds = _MINUTE_SECONDS / rpm if rpm else 0.0
        self._token_seconds = _MINUTE_SECONDS / tpm if tpm else 0.0
        self._free_for_requests = self._free_for_tokens = float("-inf")
        self._tokens = self._bytes = 0

    def reckoned(self, size: int) -> float:
        """Return the tokens that a body of so many bytes takes with its answer, as is known."""
        return size * (self._tokens / self._bytes if self._tokens else _FIRST_TOKENS_A_BYTE)

    def wait(self, now: float, tokens: float) -> float:
        """Return the seconds until a request of so many tokens may go; plan the ones after it."""
        start = max(now, self._free_for_requests, self._free_for_tokens)
        self._free_for_requests = start + self._request_seconds
        self._free_for_tokens = start + tokens * self._token_seconds
        return start - now

    def correct(self, size: int, reckoned: float, taken: int) -> None:
        """Put right what a request was reckoned to take, once its reply says so."""
        self._free_for_tokens += (taken - reckoned) * self._token_seconds
        self._tokens += taken
        self._bytes += size


class Turn:
    """One request's turn, each attempt having its own."""

    def __init__(
        self,
        schedule: Schedule,
        body: Body,
        sleep: Callable[[float], Awaitable[None]],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._schedule, self._sleep, self._now = schedule, sleep, now
        self._size = len(canonical_json(body).encode("utf-8", "surrogatepass"))
        self._reckoned = 0.0

    async def wait(self) -> None:
        """Wait until it has come; to be called by one at a time."""
        self._reckoned = self._schedule.reckoned(self._size)
        if seconds := self._schedule.wait(self._now(), self._reckoned):
            await self._sleep(seconds)

    def correct(self, completion: Completion) -> None:
        """Take note of what the request took; a server that counts no tokens tells nothing."""
        if taken := completion.input_tokens + completion.output_tokens:
            self._schedule.correct(self._size, self._reckoned, taken)
