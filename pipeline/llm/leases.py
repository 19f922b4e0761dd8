"""Who is asking for what: an object a request, which its owner renews for as long as it asks.

No clock is compared with another: a lease is over when whoever waits has seen it unchanged for as
long as a lease lasts, by their own clock. So a worker that was killed costs the others that long.
"""

import asyncio
import contextlib
import itertools
import json
import secrets
import time

from pipeline.llm.storage_calls import StorageCalls, StorageFails

LEASE_SECONDS = 30.0
"""How long a lease stands that is not renewed."""
RENEWALS = 3
"""Times that a lease is renewed while it would stand: one renewal may fail, or come late."""


class Leases:
    """The leases that this process holds."""

    def __init__(self, storage: StorageCalls, seconds: float = LEASE_SECONDS) -> None:
        self._storage, self.seconds = storage, seconds
        self._owner = secrets.token_hex(8)
        self._held: dict[str, tuple[asyncio.Event, asyncio.Task[None]]] = {}

    async def take(self, name: str) -> bool:
        """Return whether the lease is ours from now on; raises StorageFails."""
        if not await self._storage.create(name, self._content(0)):
            return False
        over = asyncio.Event()
        self._held[name] = over, asyncio.create_task(self._renew(name, over))
        return True

    async def drop(self, name: str) -> None:
        """Give the lease up if it is ours; raises StorageFails, and then it runs out by itself."""
        if name not in self._held:
            return
        over, renewing = self._held.pop(name)
        over.set()
        await renewing  # or a renewal under way would bring back what is removed next
        await self._storage.remove(name)

    async def _renew(self, name: str, over: asyncio.Event) -> None:
        for count in itertools.count(1):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.seconds / RENEWALS):
                    await over.wait()
            if over.is_set():
                return
            with contextlib.suppress(StorageFails):
                await self._storage.write(name, self._content(count))

    def _content(self, renewals: int) -> bytes:
        return json.dumps({"owner": self._owner, "renewals": renewals}).encode()


class Watch:
    """Another's lease as one who waits sees it."""

    def __init__(self, storage: StorageCalls, name: str, seconds: float) -> None:
        self._storage, self._name, self._seconds = storage, name, seconds
        self._looks = 0
        self._seen: bytes | None = None
        self._since = time.monotonic()

    async def allows(self) -> bool:
        """Return whether to try to take it: at first, when it is gone, and when it has run out.

        One that has run out is removed. Raises StorageFails.
        """
        self._looks += 1
        if self._looks == 1:  # mostly there is none: trying tells as much as looking
            return True
        content = await self._storage.read(self._name)
        if content is None:
            return True
        if content != self._seen:
            self._seen, self._since = content, time.monotonic()
        if time.monotonic() - self._since < self._seconds:
            return False
        await self._storage.remove(self._name)
        return True
