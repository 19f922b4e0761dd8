"""A model file run by ourselves: llama.cpp within this process, spoken to over loopback.

It speaks the same protocol as any server, so that cache, retries and recordings are the same code.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from pipeline.errors import SettingsError
from pipeline.llm.retrying import Sleep
from pipeline.llm.server import Server
from pipeline.llm.traffic import Traffic
from pipeline.settings import Settings

# The whole of an article of 60 sentences, its instructions and a long answer; llama.cpp reserves memory for it.
_CONTEXT_TOKENS = 16_384
_SILENT = 0


@asynccontextmanager
async def weights_server(
    settings: Settings, traffic: Traffic, sleep: Sleep, admit: Callable[[], None]
) -> AsyncIterator[Server]:
    """Yield a server that runs the model of a file; takes what `Server` takes.

    Raises SettingsError when the file cannot be run.
    """
    key = secrets.token_urlsafe(32)  # other programs of this machine can reach loopback too
    # In a thread: loading takes seconds to minutes, and the bar should go on moving. The engine's
    # destructor, when this block is left, stops its threads and frees the memory.
    engine = await asyncio.to_thread(_start_engine, settings, key)
    reached = replace(settings, base_url=f"{engine.listening_address}/v1", api_key=key)
    async with Server(reached, traffic, sleep, admit) as server:
        yield server


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
