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
from dataclasses import dataclass

from pipeline.llm.completions import Completion
from pipeline.llm.request import Body, canonical_json
from pipeline.llm.retrying import Sleep
from pipeline.settings import Settings

_MINUTE_SECONDS = 60.0
# Before any reply is there. English news takes 4.7 bytes a token and JSON 3, measured with OpenAI's
# tokenizer; with an answer half as long as the request that is a token for two bytes.
_FIRST_TOKENS_A_BYTE = 0.5


class Share:
    """The number of slots, as replies change it: no clock, no loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.limit = most
        """Requests that may be under way now: 1 at least, what the settings allow at most."""
        self._busy = self._begun = 0
        self._answers = 0
        """Since the limit last changed."""
        self._last_of_crowd = 0
        """The number of the request that began last before the limit fell."""

    @property
    def has_room(self) -> bool:
        """Whether one more may be under way."""
        return self._busy < self.limit

    def begin(self) -> int:
        """Return the number of a request that is under way from now on."""
        self._busy += 1
        self._begun += 1
        return self._begun

    def end(self) -> None:
        """Count a request as over, however it went."""
        self._busy -= 1

    def served(self) -> None:
        """Rise by one slot a round of answers."""
        self._answers += 1
        if self._answers >= self.limit:
            self._set(min(self._most, self.limit + 1))

    def turned_away(self, number: int) -> None:
        """Fall to half of what is under way; once for all that were under way together.

        A request that began before the last fall says nothing new: it met the same crowd.
        """
        if number > self._last_of_crowd:
            self._last_of_crowd = self._begun
            self._set(max(1, min(self._busy, self.limit) // 2))

    def _set(self, limit: int) -> None:
        self.limit, self._answers = limit, 0


@dataclass(frozen=True, slots=True)
class Slot:
    """Leave for one request; it is told how the server took it."""

    _share: Share
    _number: int

    def served(self) -> None:
        """Say that the server answered."""
        self._share.served()

    def turned_away(self) -> None:
        """Say that it was too much for the server."""
        self._share.turned_away(self._number)


class Slots:
    """Slots for requests, given in the order in which they were asked for."""

    def __init__(self, most: int) -> None:
        self._share = Share(most)
        self._door = asyncio.Lock()  # one at a time waits for room, the others behind it in order
        self._room = asyncio.Event()
        self._keeping_shut = 0
        self._look()

    @asynccontextmanager
    async def taken(self, turn: Callable[[], Awaitable[None]]) -> AsyncIterator[Slot]:
        """Hold a slot for the block, once there is room; then `turn` waits until it is time.

        Whoever comes later waits behind, so that `turn` is called by one at a time, in order.
        """
        async with self._door:
            await self._room_made()
            await turn()
            await self._room_made()  # the server may have asked for a pause meanwhile
            number = self._share.begin()
            self._look()
        try:
            yield Slot(self._share, number)
        finally:
            self._share.end()
            self._look()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Give no slot to anybody for the time of the block, as when the server asks to wait."""
        self._keeping_shut += 1
        self._look()
        try:
            yield
        finally:
            self._keeping_shut -= 1
            self._look()

    async def _room_made(self) -> None:
        while not self._room.is_set():  # another may have taken it between the call and the waking
            await self._room.wait()

    def _look(self) -> None:
        if self._share.has_room and not self._keeping_shut:
            self._room.set()
        else:
            self._room.clear()


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


@dataclass(slots=True)
class Turn:
    """One request's turn."""

    _schedule: Schedule
    _sleep: Sleep
    _now: Callable[[], float]
    _size: int
    _reckoned: float = 0.0

    async def come(self) -> None:
        """Wait until it has come; to be called by one at a time."""
        self._reckoned = self._schedule.reckoned(self._size)
        if wait := self._schedule.wait(self._now(), self._reckoned):
            await self._sleep(wait)

    def took(self, completion: Completion) -> None:
        """Take note of what the request took; a server that counts no tokens tells nothing."""
        if taken := completion.input_tokens + completion.output_tokens:
            self._schedule.correct(self._size, self._reckoned, taken)


class Pace:
    """The pace of a run: as its settings say, and none in a replay, which asks nobody."""

    def __init__(
        self, settings: Settings, sleep: Sleep, now: Callable[[], float] = time.monotonic
    ) -> None:
        rpm, tpm = (None, None) if settings.replays else (settings.rpm, settings.tpm)
        self._schedule, self._sleep, self._now = Schedule(rpm, tpm), sleep, now
        self._counts_tokens = tpm is not None

    def turn(self, body: Body) -> Turn:
        """Return the turn of a request, each attempt having its own."""
        return Turn(
            self._schedule, self._sleep, self._now, _size(body) if self._counts_tokens else 1
        )


def _size(body: Body) -> int:
    return len(canonical_json(body).encode("utf-8", "surrogatepass"))
