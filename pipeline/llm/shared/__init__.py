"""The cache of answers that several machines share: one of them asks, the others wait.

It stands behind the cache of a run, on the protocol of a storage (`storage`).
An answer is an object `ab/KEY.json`, in the form it has in the folder; `ab/KEY.lease` beside it
says that somebody is asking, who renews it for as long as they ask. The storage is not trusted:
whatever is odd in it is a miss; and when it fails, the run goes on without it.

No clock is compared with another: a lease is over when whoever waits has seen it unchanged for as
long as a lease lasts, by their own clock. So a worker that was killed costs the others that long.
"""

import asyncio
import contextlib
import errno
import itertools
import json
import os
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar, TypeVarTuple, Unpack

import tenacity

from pipeline.llm.cache import AnswerCache, Entry, entry_of, read_entry
from pipeline.llm.request import Origin
from pipeline.llm.shared.storage import CALL_SECONDS, Storage, open_storage

CALLS_AT_ONCE = 16
"""To the storage: at 30 ms each, as from S3, some 500 a second."""
REST_SECONDS = 30.0
"""A storage that failed is left alone for so long: not every answer waits for it to fail."""
FIRST_LOOK_SECONDS, SLOWEST_LOOK_SECONDS = 0.1, 1.0
"""Between two looks of one who waits, at most: at first, and after some of them."""
LEASE_SECONDS = 30.0
"""How long a lease stands that is not renewed."""
RENEWALS = 3
"""Times that a lease is renewed while it would stand: one renewal may fail, or come late."""

Args = TypeVarTuple("Args")
Result = TypeVar("Result")


class StorageFails(Exception):
    """The storage cannot be used now; the user has been told."""


class StorageCalls:
    """Calls of a storage's methods as coroutines, which raise StorageFails and nothing else.

    `note` gets a line for the user when the storage fails; the address is not in it.
    """

    def __init__(
        self, storage: Storage, note: Callable[[str], None], rest: float = REST_SECONDS
    ) -> None:
        self.storage, self._note, self._rest = storage, note, rest
        self._threads = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="shared answers")
        self._rests_until = 0.0

    async def __call__(self, work: Callable[[Unpack[Args]], Result], *args: *Args) -> Result:
        """Return what a method of the storage returns, called in a thread."""
        if time.monotonic() < self._rests_until:
            raise StorageFails
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)
        except Exception as error:
            self._tell(error)
            raise StorageFails from error

    def close(self) -> None:
        """Let go of the threads; what they have begun they end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _tell(self, error: Exception) -> None:
        """Leave the storage alone from now on; say why, once for all calls that were under way."""
        now = time.monotonic()
        if now >= self._rests_until:
            self._note(
                f"the shared answers (FACTDESK_CACHE_URL) cannot be used: {cause_of(error)}; the "
                "run goes on without them, and may pay for answers that others have paid already"
            )
        self._rests_until = now + self._rest


class Leases:
    """The leases that this process holds."""

    def __init__(self, calls: StorageCalls, seconds: float = LEASE_SECONDS) -> None:
        self._call, self._storage, self.seconds = calls, calls.storage, seconds
        self._owner = secrets.token_hex(8)
        self._held: dict[str, tuple[asyncio.Event, asyncio.Task[None]]] = {}

    async def take(self, name: str) -> bool:
        """Return whether the lease is ours from now on; raises StorageFails."""
        if not await self._call(self._storage.create, name, self._content(0)):
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
        await self._call(self._storage.remove, name)

    async def _renew(self, name: str, over: asyncio.Event) -> None:
        for count in itertools.count(1):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), self.seconds / RENEWALS)
                return
            with contextlib.suppress(StorageFails):
                await self._call(self._storage.write, name, self._content(count))

    def _content(self, renewals: int) -> bytes:
        return json.dumps({"owner": self._owner, "renewals": renewals}).encode()


class Watch:
    """Another's lease as one who waits sees it."""

    def __init__(self, calls: StorageCalls, name: str, seconds: float) -> None:
        self._call, self._name, self._seconds = calls, name, seconds
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
        content = await self._call(self._call.storage.read, self._name)
        if content is None:
            return True
        if content != self._seen:
            self._seen, self._since = content, time.monotonic()
        if time.monotonic() - self._since < self._seconds:
            return False
        await self._call(self._call.storage.remove, self._name)
        return True


class _Turn(NamedTuple):
    """What waiting came to: the reply that another paid, or None when it is ours to ask."""

    reply: str | None


class SharedCache(AnswerCache):
    """A cache at hand before a storage: what is found in the storage is kept at hand too."""

    def __init__(
        self,
        at_hand: AnswerCache,
        calls: StorageCalls,
        leases: Leases,
        origin: Origin | None = None,
        patience: float = 600.0,
    ) -> None:
        """Take, beside the two, how many seconds to wait for another's answer at most."""
        self._at_hand, self._call, self._leases = at_hand, calls, leases
        self._origin, self._patience = origin, patience

    def get(self, key: str) -> str | None:
        return self._at_hand.get(key)

    async def shares(self, key: str) -> bool:
        """Return whether the storage has the reply; nothing is written or claimed."""
        with contextlib.suppress(StorageFails):
            return await self._entry(key) is not None
        return False

    async def put(self, key: str, request: dict[str, Any], reply: str) -> None:
        await asyncio.gather(
            self._at_hand.put(key, request, reply), self._share(key, request, reply)
        )

    async def claim(self, key: str) -> str | None:
        """Return the reply that is in the storage, waiting for whoever asks; or None: ask."""
        waiting = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_result(lambda turn: turn is None),
            # Full jitter: of those who wait, no two look at the same moment.
            wait=tenacity.wait_random_exponential(
                multiplier=FIRST_LOOK_SECONDS, max=SLOWEST_LOOK_SECONDS
            ),
            stop=tenacity.stop_after_delay(self._patience),
            retry_error_callback=lambda _: _Turn(None),
        )
        watch = Watch(self._call, _lease(key), self._leases.seconds)
        try:
            turn: _Turn = await waiting(self._look, key, watch)
        except StorageFails:
            return None
        return turn.reply

    async def release(self, key: str) -> None:
        with contextlib.suppress(StorageFails):
            await self._leases.drop(_lease(key))

    def close(self) -> None:
        self._at_hand.close()
        self._call.close()

    async def _look(self, key: str, watch: Watch) -> _Turn | None:
        if (reply := await self._shared(key)) is not None:
            return _Turn(reply)
        if not await watch.allows() or not await self._leases.take(_lease(key)):
            return None
        # Whoever held the lease may have kept the answer between our look at it and at the lease.
        return _Turn(await self._shared(key))

    async def _shared(self, key: str) -> str | None:
        entry = await self._entry(key)
        if entry is None:
            return None
        await self._at_hand.put(key, entry.request, entry.reply)
        return entry.reply

    async def _entry(self, key: str) -> Entry | None:
        """Return what the storage has, or None where it is no entry of that key."""
        content = await self._call(self._call.storage.read, _answer(key))
        try:
            return None if content is None else read_entry(content.decode(), key)
        except (ValueError, TypeError, LookupError, RecursionError):
            return None

    async def _share(self, key: str, request: dict[str, Any], reply: str) -> None:
        with contextlib.suppress(StorageFails, ValueError):  # text that cannot be encoded
            content = entry_of(key, request, reply, self._origin).encode()
            await self._call(self._call.storage.write, _answer(key), content)


def open_shared(
    url: str, at_hand: AnswerCache, note: Callable[[str], None], origin: Origin, patience: float
) -> SharedCache:
    """Return the storage at an address behind a cache; nothing is asked of it yet.

    Raises SettingsError for an address that cannot be opened.
    """
    calls = StorageCalls(open_storage(url), note)
    return SharedCache(at_hand, calls, Leases(calls), origin, patience)


def cause_of(error: Exception) -> str:
    """Return what is wrong in words of our own: a storage's may repeat an address or a key."""
    if isinstance(error, PermissionError):
        return "access is denied"
    if isinstance(error, FileNotFoundError):
        return "no such bucket or folder"
    if isinstance(error, TimeoutError):
        return f"no reply within {CALL_SECONDS:g} seconds"
    number = getattr(error, "errno", None) or 0
    return os.strerror(number) if number in errno.errorcode else type(error).__name__


def _answer(key: str) -> str:
    return f"{key[:2]}/{key}.json"


def _lease(key: str) -> str:
    return f"{key[:2]}/{key}.lease"
