"""Opens the model that the settings name, with its cache or its cassette."""

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from pipeline.gc_tuning import import_for_good
from pipeline.llm.cache import AnswerCache, FolderCache, FreshCache, RunCache
from pipeline.llm.cassette import cassette, cassette_is_open
from pipeline.llm.completions import Completion, Completions, Keep, NotKept, Traffic
from pipeline.llm.conversation import Conversation
from pipeline.llm.prices import budget_guard
from pipeline.llm.request import (
    Answer,
    Body,
    Form,
    Question,
    Receipt,
    origin_of,
    request_key,
)
from pipeline.llm.weights import require_runnable, running_weights
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm.server import Server

Sleep = Callable[[float], Awaitable[None]]
KeyOf = Callable[[Body], str]
PutAside = Callable[[str, Body], None]
"""Takes the key and the body of a request that has no answer yet."""


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model behind an OpenAI-compatible server; `traffic` counts what was sent."""

    settings: Settings
    traffic: Traffic
    completions: Completions

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return the answers that fitted the form, at least one, the last one last.

        Raises ModelUnavailable, ModelDenied, ModelRefused or ModelOutputInvalid, each naming the
        prompt; CassetteError when a recording is open that lacks the question; and NotKept where
        the model never asks and an answer is missing.
        """
        return await Conversation(question, self.completions, self.settings).run()

    def keeps(self, receipt: Receipt) -> bool:
        """Return whether the answer of a receipt is kept, as it was when the receipt was made."""
        completion = self.completions.kept(receipt.key)
        return completion is not None and completion.digest == receipt.digest


@asynccontextmanager
async def open_model(
    settings: Settings, *, sleep: Sleep = asyncio.sleep, strict: bool = True
) -> AsyncIterator[ServedModel]:
    """Return the model that the settings name, for use within the running loop.

    With `settings.cassette` the answers are recorded or replayed and the cache is left alone. At
    the end of a `strict` replay CassetteError is raised when recorded answers were never asked for.
    `sleep` is how it waits between attempts.
    """
    if settings.weights is not None and not settings.replays:
        require_runnable(settings.weights)
    traffic = Traffic()
    async with AsyncExitStack() as open_until_the_end:
        if settings.cassette is not None:
            tape = cassette(settings.cassette, settings.record, strict=strict)
            open_until_the_end.enter_context(tape)
        cache = open_cache(settings, traffic.note)
        open_until_the_end.callback(cache.close)
        server = _LateServer(settings, traffic, sleep, open_until_the_end)
        completions = Completions(server, cache, key_function(settings), traffic)
        try:
            yield ServedModel(settings, traffic, completions)
        finally:
            await completions.close()


def open_kept(settings: Settings) -> ServedModel:
    """Return a model that answers from the settings' cache folder alone; else it raises NotKept.

    The folder stays open as long as the process. What several machines share is left alone: who
    never asks has nothing to claim or to wait for.
    """
    cache = open_cache(replace(settings, shared_cache=None), lambda _line: None)
    return deferring_model(settings, cache, lambda _key, _body: None)


def deferring_model(settings: Settings, cache: AnswerCache, put_aside: PutAside) -> ServedModel:
    """Return a model that answers from the cache; another request is put aside, and NotKept raised.

    It is asked through the very conversation of an ordinary run, so what it puts aside is by
    construction what an ordinary run would send.
    """
    traffic, key_of = Traffic(), key_function(settings)
    server = _NoServer(key_of, put_aside)
    return ServedModel(settings, traffic, Completions(server, cache, key_of, traffic))


def open_cache(settings: Settings, note: Callable[[str], None]) -> AnswerCache:
    """Return where answers of a run are kept: the folder, or memory while a cassette is open.

    What the settings share lies behind it. `note` gets a line for the user when one of them cannot
    be used. Raises SettingsError when the package for the shared storage is missing.
    """
    if cassette_is_open():
        return RunCache()
    origin = origin_of(settings)
    cache: AnswerCache = (
        RunCache() if settings.cache_dir is None else FolderCache(settings.cache_dir, note, origin)
    )
    if settings.shared_cache is not None:
        from pipeline.llm.shared import open_shared  # noqa: PLC0415  # loads tenacity

        cache = open_shared(settings.shared_cache, cache, note, origin, settings.deadline)
    return FreshCache(cache) if settings.refresh else cache


def key_function(settings: Settings) -> KeyOf:
    """Return what gives the body of a request the key that its answer is kept under."""
    return functools.partial(request_key, **origin_of(settings)._asdict())


class _LateServer:
    """The server that the settings name, started by the first request.

    A run whose answers are all kept needs none. It saves such a run the vendor's client, which
    takes more than a second to load, and llama.cpp its file.
    """

    asks = True

    def __init__(
        self, settings: Settings, traffic: Traffic, sleep: Sleep, open_until_the_end: AsyncExitStack
    ) -> None:
        self._settings, self._traffic, self._sleep = settings, traffic, sleep
        self._admit = budget_guard(settings, traffic)
        self._open_until_the_end = open_until_the_end
        self._starting = asyncio.Lock()
        self._server: Server | None = None

    async def post(self, body: Body, keep: Keep) -> Completion:
        async with self._starting:
            if self._server is None:
                self._server = await self._started()
        return await self._server.post(body, keep)

    async def _started(self) -> "Server":
        settings, enter = self._settings, self._open_until_the_end.enter_async_context
        if settings.weights is not None and not settings.replays:
            settings = await enter(running_weights(settings))
        module = await asyncio.to_thread(import_for_good, "pipeline.llm.server")
        # In a thread as well: a client takes a tenth of a second to make.
        client = await enter(await asyncio.to_thread(module.open_client, settings))
        server: Server = module.Server(settings, client, self._traffic, self._sleep, self._admit)
        return server


class _NoServer:
    """Stands where the server does, and puts aside what would be sent."""

    asks = False

    def __init__(self, key_of: KeyOf, put_aside: PutAside) -> None:
        self._key_of, self._put_aside = key_of, put_aside

    async def post(self, body: Body, keep: Keep) -> NoReturn:  # noqa: ARG002  # nothing to keep
        """Put the body aside under its key; always raises NotKept."""
        key = self._key_of(body)
        self._put_aside(key, body)
        raise NotKept(key)
