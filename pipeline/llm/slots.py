"""How many requests may be under way at once: what the settings allow, less while the server has too much.

Additive rise, multiplicative fall, as TCP shares a line (RFC 5681): a reply that says "too much" halves
what is under way, and each round of answers gives one slot back.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass


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
