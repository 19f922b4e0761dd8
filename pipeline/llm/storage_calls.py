"""A storage asked from the loop without stopping it; when it fails, the run goes on without it."""

import asyncio
import errno
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from pipeline.llm.storage import CALL_SECONDS, Storage

AT_ONCE = 16
"""Calls under way at once: at 30 ms each, as from S3, some 500 a second."""
REST_SECONDS = 30.0
"""A storage that failed is left alone for so long, so that not every answer waits for it to fail."""

Args = ParamSpec("Args")
Result = TypeVar("Result")


class StorageFails(Exception):
    """The storage cannot be used now; the user has been told."""


class StorageCalls:
    """The methods of a storage as coroutines, which raise StorageFails and nothing else.

    `note` gets a line for the user when the storage fails; the address is not in it.
    """

    def __init__(
        self, storage: Storage, note: Callable[[str], None], rest: float = REST_SECONDS
    ) -> None:
        self._storage, self._note, self._rest = storage, note, rest
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="shared answers")
        self._rests_until = 0.0

    async def read(self, name: str) -> bytes | None:
        """Return the content, or None when there is none."""
        return await self._call(self._storage.read, name)

    async def holds(self, name: str) -> bool:
        """Return whether there is content."""
        return await self._call(self._storage.holds, name)

    async def write(self, name: str, content: bytes) -> None:
        """Put the content in the place of what is there."""
        await self._call(self._storage.write, name, content)

    async def create(self, name: str, content: bytes) -> bool:
        """Put the content where there is none; return False where there is some."""
        return await self._call(self._storage.create, name, content)

    async def remove(self, name: str) -> None:
        """Take the content away, if there is any."""
        await self._call(self._storage.remove, name)

    def close(self) -> None:
        """Let go of the threads; what they have begun they end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _call(
        self, work: Callable[Args, Result], *args: Args.args, **named: Args.kwargs
    ) -> Result:
        if time.monotonic() < self._rests_until:
            raise StorageFails
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, lambda: work(*args, **named))
        except Exception as error:
            self._tell(error)
            raise StorageFails from error

    def _tell(self, error: Exception) -> None:
        """Leave the storage alone from now on, and say why; once for all calls that were under way."""
        now = time.monotonic()
        if now >= self._rests_until:
            self._note(
                f"the shared answers (FACTDESK_CACHE_URL) cannot be used: {cause_of(error)}; the run "
                "goes on without them, and answers may be paid for that others have paid already"
            )
        self._rests_until = now + self._rest


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
