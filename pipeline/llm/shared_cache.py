"""Answers that several machines share, behind those at hand: one of them asks, the others wait.

An answer is an object `ab/KEY.json`, in the form it has in the folder; `ab/KEY.lease` beside it says
that somebody is asking. The storage is not trusted: whatever is odd in it is a miss.
"""

import asyncio
import contextlib
from typing import Any, NamedTuple

import tenacity

from pipeline.llm.cache import AnswerCache
from pipeline.llm.entry import Entry, entry_of, read_entry
from pipeline.llm.key import Origin
from pipeline.llm.leases import Leases, Watch
from pipeline.llm.storage_calls import StorageCalls, StorageFails

FIRST_LOOK, SLOWEST_LOOK = 0.1, 1.0
"""Seconds between two looks of one who waits, at most: at first, and after some of them."""


class _Turn(NamedTuple):
    """What waiting came to: the reply that another paid, or None when it is ours to ask."""

    reply: str | None


class SharedCache:
    """A cache at hand before a storage: what is found in the storage is kept at hand too."""

    def __init__(
        self,
        at_hand: AnswerCache,
        storage: StorageCalls,
        leases: Leases,
        origin: Origin | None = None,
        patience: float = 600.0,
    ) -> None:
        """Take, beside the two, how many seconds to wait for another's answer at most."""
        self._at_hand, self._storage, self._leases = at_hand, storage, leases
        self._origin, self._patience = origin, patience

    def get(self, key: str) -> str | None:
        """Return the reply that is at hand, or None."""
        return self._at_hand.get(key)

    async def shares(self, key: str) -> bool:
        """Return whether the storage has the reply; nothing is read, written or claimed."""
        try:
            return await self._storage.holds(_answer(key))
        except StorageFails:
            return False

    async def put(self, key: str, request: dict[str, Any], reply: str) -> None:
        """Keep a reply at hand and in the storage."""
        await asyncio.gather(
            self._at_hand.put(key, request, reply), self._share(key, request, reply)
        )

    async def claim(self, key: str) -> str | None:
        """Return the reply that is in the storage, waiting for whoever asks; or None: ask."""
        waiting = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_result(lambda turn: turn is None),
            # Full jitter: of those who wait, no two look at the same moment.
            wait=tenacity.wait_random_exponential(multiplier=FIRST_LOOK, max=SLOWEST_LOOK),
            stop=tenacity.stop_after_delay(self._patience),
            retry_error_callback=lambda _: _Turn(None),
        )
        watch = Watch(self._storage, _lease(key), self._leases.seconds)
        try:
            turn: _Turn = await waiting(self._look, key, watch)
        except StorageFails:
            return None
        return turn.reply

    async def release(self, key: str) -> None:
        """Let others ask."""
        with contextlib.suppress(StorageFails):
            await self._leases.drop(_lease(key))

    def close(self) -> None:
        """Let go of the files and the threads."""
        self._at_hand.close()
        self._storage.close()

    async def _look(self, key: str, watch: Watch) -> _Turn | None:
        """Return the turn, or None while another asks."""
        if (reply := await self._shared(key)) is not None:
            return _Turn(reply)
        if not await watch.allows() or not await self._leases.take(_lease(key)):
            return None
        # Whoever held the lease may have kept the answer between our look at it and at the lease.
        return _Turn(await self._shared(key))

    async def _shared(self, key: str) -> str | None:
        content = await self._storage.read(_answer(key))
        entry = _entry_in(content, key)
        if entry is None:
            return None
        await self._at_hand.put(key, entry.request, entry.reply)
        return entry.reply

    async def _share(self, key: str, request: dict[str, Any], reply: str) -> None:
        with contextlib.suppress(StorageFails, ValueError):  # text that cannot be encoded
            content = entry_of(key, request, reply, self._origin).encode()
            await self._storage.write(_answer(key), content)


def _entry_in(content: bytes | None, key: str) -> Entry | None:
    """Return what an object holds, or None when it is not an entry of that key."""
    try:
        return None if content is None else read_entry(content.decode(), key)
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def _answer(key: str) -> str:
    return f"{key[:2]}/{key}.json"


def _lease(key: str) -> str:
    return f"{key[:2]}/{key}.lease"
