"""A server that is started by the first request: a run whose answers are all kept needs none.

It saves such a run the vendor's client, which takes more than a second to load, and llama.cpp its
file.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Self

from pipeline.llm.completions import Completion, Keep, Traffic
from pipeline.llm.request import Body
from pipeline.llm.weights import running_weights
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm.server import Server

Start = Callable[[], AbstractAsyncContextManager["Server"]]
_LOADING = Lock()
"""Two threads that load modules of one client at once may find it half loaded."""


class LateServer:
    """Stands for the server that `start` gives; used within one running loop."""

    asks = True

    def __init__(self, start: Start) -> None:
        self._start = start
        self._starting = asyncio.Lock()
        self._server: Server | None = None
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def post(self, body: Body, keep: Keep) -> Completion:
        """Return the completion, kept; raises what the last attempt raised, or the start."""
        async with self._starting:
            if self._server is None:
                self._server = await self._open.enter_async_context(self._start())
        return await self._server.post(body, keep)


@asynccontextmanager
async def started(
    settings: Settings,
    traffic: Traffic,
    sleep: Callable[[float], Awaitable[None]],
    admit: Callable[[], None],
) -> "AsyncIterator[Server]":
    """Yield the server that the settings name: one that is reached, or a model file run here."""
    async with AsyncExitStack() as open_until_the_end:
        if settings.weights is not None and not settings.replays:
            settings = await open_until_the_end.enter_async_context(running_weights(settings))
        module = await loaded("pipeline.llm.server")
        # In a thread as well: a client takes a tenth of a second to make.
        server = await asyncio.to_thread(module.Server, settings, traffic, sleep, admit)
        yield await open_until_the_end.enter_async_context(server)


async def loaded(name: str) -> ModuleType:
    """Return a module of ours that needs a vendor's client, loaded in a thread.

    It takes a second and more, and a hundred thousand objects.
    """
    return await asyncio.to_thread(_loaded, name)


def _loaded(name: str) -> ModuleType:
    # What a client loads stays for good. Were it left to the collector, each full round would look
    # it all through: 60 to 130 ms were measured, in which no thread runs and no reply is read.
    with _LOADING:
        collects = gc.isenabled()
        gc.disable()
        try:
            return import_module(name)
        finally:
            gc.freeze()
            if collects:
                gc.enable()
