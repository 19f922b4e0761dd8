"""A server that is started by the first request: a run whose answers are all kept needs none.

It saves such a run the vendor's client, which takes more than a second to load, and llama.cpp its file.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Self

from pipeline.llm.completion import Completion
from pipeline.llm.loading import loaded
from pipeline.llm.request import Body
from pipeline.llm.traffic import Traffic
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm.server import Server

Start = Callable[[], AbstractAsyncContextManager["Server"]]


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

    async def post(
        self, body: Body, keep: Callable[[str, Completion], Awaitable[None]]
    ) -> Completion:
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
    if settings.weights is not None and not settings.replays:
        weights = await loaded("pipeline.llm.weights")
        async with weights.weights_server(settings, traffic, sleep, admit) as server:
            yield server
    else:
        module = await loaded("pipeline.llm.server")
        # In a thread as well: a client takes a tenth of a second to make.
        async with await asyncio.to_thread(
            module.Server, settings, traffic, sleep, admit
        ) as server:
            yield server
