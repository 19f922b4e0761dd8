"""A model file run by ourselves: llama.cpp within this process, spoken to over loopback.

It speaks the same protocol as any server, so that cache, retries and recordings are the same code.
It is started at the first request: a run that finds all its answers in the cache loads nothing.
"""

import asyncio
import os
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.errors import SettingsError
from pipeline.llm.completion import Completion
from pipeline.llm.request import Body
from pipeline.llm.retrying import Sleep
from pipeline.llm.server import Keep, Server
from pipeline.llm.traffic import Traffic
from pipeline.settings import Settings

# The whole of an article of 60 sentences, its instructions and a long answer; llama.cpp reserves memory for it.
_CONTEXT_TOKENS = 16_384
_SILENT = 0
_MAGIC = b"GGUF"


class WeightsServer:
    """The model of a file; used in place of `Server`, within one running loop."""

    def __init__(
        self, settings: Settings, traffic: Traffic, sleep: Sleep, admit: Callable[[], None]
    ) -> None:
        self._settings, self._traffic, self._sleep, self._admit = settings, traffic, sleep, admit
        self._starting = asyncio.Lock()
        self._server: Server | None = None
        self._engine: Any = None
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._open.aclose()
        self._engine = None  # its destructor stops the threads and frees the memory

    async def post(self, body: Body, keep: Keep) -> Completion:
        """Return the completion, kept; the first call loads the file.

        Raises what the last attempt raised, and SettingsError when the file cannot be run.
        """
        async with self._starting:
            server = self._server or await self._start()
        return await server.post(body, keep)

    async def _start(self) -> Server:
        key = secrets.token_urlsafe(32)  # other programs of this machine can reach loopback too
        # In a thread: loading takes seconds to minutes, and the bar should go on moving.
        self._engine = await asyncio.to_thread(_start_engine, self._settings, key)
        reached = replace(
            self._settings, base_url=f"{self._engine.listening_address}/v1", api_key=key
        )
        server = Server(reached, self._traffic, self._sleep, self._admit)
        self._server = await self._open.enter_async_context(server)
        return self._server


def _start_engine(settings: Settings, key: str) -> Any:  # noqa: ANN401  # xllamacpp has no types
    import xllamacpp  # noqa: PLC0415  # 100 MB that only this needs

    params = xllamacpp.CommonParams()
    params.model.path = str(settings.weights)
    params.model_alias = {settings.model}
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]
    params.n_ctx, params.use_jinja, params.verbosity = _CONTEXT_TOKENS, True, _SILENT
    params.n_parallel = 1  # one slot: an answer does not depend on what else is asked
    threads = os.cpu_count() or 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise SettingsError(
            f"llama.cpp cannot run {str(settings.weights)!r}: {error} It may be too large for the "
            "memory, damaged, or of a kind that this version does not know"
        ) from error


def require_runnable(weights: Path) -> None:
    """Raise SettingsError, saying what to do, where a file is no model or llama.cpp is missing."""
    from importlib.util import find_spec  # noqa: PLC0415

    try:
        with weights.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise SettingsError(f"cannot read model file {str(weights)!r}: {error.strerror}") from error
    if magic != _MAGIC:
        raise SettingsError(f"{str(weights)!r} is no GGUF file: llama.cpp runs models in that form")
    if find_spec("xllamacpp") is None:
        raise SettingsError(
            "a model file needs llama.cpp: install the extra, as in pip install 'factdesk[local]'"
        )
