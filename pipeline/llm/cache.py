"""Paid answers kept between runs. The folder is not trusted: whatever is odd in it is a miss."""

import asyncio
import contextlib
import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.llm.request import Origin, canonical_json


class AnswerCache(ABC):
    """Where completions are looked up first: the text of a server's reply by its request's key.

    No method raises. What is not said of others holds for a cache that no other process uses.
    """

    @abstractmethod
    def get(self, key: str) -> str | None:
        """Return the reply that was kept, or None when there is none that can be read."""

    @abstractmethod
    async def put(self, key: str, request: dict[str, Any], reply: str) -> None:
        """Keep a reply in the place of the one that is there."""

    async def shares(self, key: str) -> bool:  # noqa: ARG002
        """Return whether others keep a reply, as far as it shows; never waits."""
        return False

    async def claim(self, key: str) -> str | None:  # noqa: ARG002
        """Return a reply that others have kept, or None: it is ours to ask for.

        While another process asks, it waits. What is ours stays ours until `release`.
        """
        return None

    async def release(self, key: str) -> None:  # noqa: B027
        """Let others ask, after the reply was kept or none came."""

    def close(self) -> None:  # noqa: B027
        """Let go of the files."""


class RunCache(AnswerCache):
    """Answers of this run alone, in memory.

    It stands in for the folder while a cassette is open: a replay must not be answered from
    elsewhere, and a question asked twice must be in the recording once, however the two were timed.
    """

    def __init__(self) -> None:
        self._replies: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self._replies.get(key)

    async def put(self, key: str, request: dict[str, Any], reply: str) -> None:  # noqa: ARG002
        self._replies[key] = reply


class FreshCache(AnswerCache):
    """A cache of which only what this run keeps counts: each request is asked for once more.

    What others have kept does not count either, so nothing of theirs is waited for.
    """

    def __init__(self, cache: AnswerCache) -> None:
        self._cache = cache
        self._fresh: set[str] = set()

    def get(self, key: str) -> str | None:
        return self._cache.get(key) if key in self._fresh else None

    async def put(self, key: str, request: dict[str, Any], reply: str) -> None:
        await self._cache.put(key, request, reply)
        self._fresh.add(key)

    def close(self) -> None:
        self._cache.close()


class FolderCache(AnswerCache):
    """Answers in a folder, as JSON text beside their requests, so that a person can read them.

    When the folder fails, the run goes on without it and `note` gets one line for the user.
    """

    def __init__(
        self, folder: Path, note: Callable[[str], None], origin: Origin | None = None
    ) -> None:
        self._folder, self._note, self._origin = folder, note, origin
        self._store = self._open()
        # One thread for all writing: diskcache opens a connection in each thread it is used from.
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="answers")

    def get(self, key: str) -> str | None:
        try:
            return read_entry(self._store.get(key), key).reply
        except Exception:  # noqa: BLE001  # bit rot, a forged row, a locked file: all a miss
            return None

    async def put(self, key: str, request: dict[str, Any], reply: str) -> None:
        """Keep a reply. In a thread: another process's lock would stop the whole loop here."""
        if self._store is None:
            return
        loop = asyncio.get_running_loop()
        try:
            entry = entry_of(key, request, reply, self._origin)
            await loop.run_in_executor(self._writer, self._store.set, key, entry)
        except Exception as error:  # noqa: BLE001  # a full disk must not cost a paid answer
            self._go_on_without(error)

    def close(self) -> None:
        if self._store is not None:
            # Each thread closes its own connection, one after the other: of two that close at once
            # each takes the other to be the last, and nobody puts what was written into the file.
            with contextlib.suppress(Exception):
                self._writer.submit(self._store.close).result()
            with contextlib.suppress(Exception):
                self._store.close()
        self._writer.shutdown()

    def _open(self) -> Any:  # noqa: ANN401  # diskcache has no types
        from pipeline.llm import cache_folder  # noqa: PLC0415  # only runs that ask load diskcache

        if cache_folder.is_open_to_others(self._folder):
            self._note(f"others may read the answers in {self._folder}: chmod 700 keeps them out")
        try:
            try:
                return cache_folder.open_folder(self._folder)
            except Exception as error:
                if not cache_folder.is_damaged(error):
                    raise
                store, aside = cache_folder.set_aside_and_open(self._folder)
        # Read-only, or another run was faster; what a damaged one raises depends on the bytes.
        except Exception as error:  # noqa: BLE001
            return self._go_on_without(error)
        self._note(f"the cache could not be read; it was set aside as {aside.name} and begun anew")
        return store

    def _go_on_without(self, error: Exception) -> None:
        elsewhere = "make room there, or set FACTDESK_CACHE_DIR to another folder"
        self._note(f"answers are not being cached in {self._folder}: {error}; {elsewhere}")


class Entry(NamedTuple):
    """A kept answer: what was sent, and the server's reply."""

    request: Any
    reply: str


def entry_of(key: str, request: dict[str, Any], reply: str, origin: Origin | None = None) -> str:
    """Return the text of an entry: JSON with the request, the reply and a digest of them."""
    sealed = {"request": request, "reply": reply, "sha256": _digest(key, request, reply, origin)}
    return json.dumps(sealed | (origin._asdict() if origin else {}), ensure_ascii=False)


def read_entry(text: str, key: str) -> Entry:
    """Return an entry that is still as it was written under that key.

    Raises ValueError, TypeError, LookupError or RecursionError for any other. The digest tells of
    rotten bits, not of forgers: who may write to the folder may seal what they like.
    """
    kept = json.loads(text)
    entry = Entry(kept["request"], kept["reply"])
    # An older version did not keep the origin.
    origin = Origin(kept["endpoint"], kept["salt"]) if "endpoint" in kept else None
    texts = all(isinstance(text, str) for text in (entry.reply, *(origin or ())))
    if not texts or kept["sha256"] != _digest(key, *entry, origin):
        raise ValueError("an entry that is not as it was written")
    return entry


def _digest(key: str, request: dict[str, Any], reply: str, origin: Origin | None) -> str:
    sealed = [key, request, reply, *(origin or ())]
    return hashlib.sha256(canonical_json(sealed).encode()).hexdigest()
