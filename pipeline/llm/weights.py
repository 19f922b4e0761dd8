"""A model file run by ourselves: llama.cpp within this process, spoken to over loopback.

It speaks the same protocol as any server, so that cache, retries and recordings are the same code.
"""

import asyncio
import hashlib
import json
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.settings import Settings

_MAGIC = b"GGUF"
_DIGESTS = "weights.json"
# The whole of an article of 60 sentences, its instructions and a long answer; llama.cpp reserves
# memory for it.
_CONTEXT_TOKENS = 16_384
_SILENT = 0


def require_runnable(weights: Path) -> None:
    """Raise SettingsError, saying what to do, where a file is no model or llama.cpp is missing."""
    from importlib.util import find_spec  # noqa: PLC0415

    with _readable(weights), weights.open("rb") as file:
        magic = file.read(len(_MAGIC))
    if magic != _MAGIC:
        raise SettingsError(f"{str(weights)!r} is no GGUF file: llama.cpp runs models in that form")
    if find_spec("xllamacpp") is None:
        raise SettingsError(
            "a model file needs llama.cpp: install the extra, as in pip install 'factdesk[local]'"
        )


def weights_digest(weights: Path, folder: Path | None) -> str:
    """Return the SHA-256 of a model file: what an answer depends on, whatever the file is called.

    Reading gigabytes takes seconds, so the folder remembers it by name, size and time of change.
    Raises SettingsError where the file cannot be read.
    """
    with _readable(weights):
        state = weights.stat()
        name = f"{weights.resolve()}:{state.st_size}:{state.st_mtime_ns}"
        digests = _remembered(folder)
        if name not in digests:
            with weights.open("rb") as file:
                digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
            _remember(folder, digests)
        return digests[name]


@asynccontextmanager
async def running_weights(settings: Settings) -> AsyncIterator[Settings]:
    """Run the model of a file; yield the settings that reach it on loopback.

    Raises SettingsError when the file cannot be run.
    """
    key = secrets.token_urlsafe(32)  # other programs of this machine can reach loopback too
    # In a thread: loading takes seconds to minutes, and the bar should go on moving. The engine's
    # destructor, when this block is left, stops its threads and frees the memory.
    engine = await asyncio.to_thread(_start_engine, settings, key)
    yield replace(settings, base_url=f"{engine.listening_address}/v1", api_key=key)


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


@contextmanager
def _readable(weights: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingsError(f"cannot read model file {str(weights)!r}: {error.strerror}") from error


def _remembered(folder: Path | None) -> dict[str, str]:
    with suppress(OSError, ValueError, AttributeError):  # nothing there, no JSON, or no object
        if folder:
            digests = json.loads((folder / _DIGESTS).read_text(encoding="utf-8"))
            return {str(name): str(digest) for name, digest in digests.items()}
    return {}


def _remember(folder: Path | None, digests: dict[str, str]) -> None:
    if folder is None:
        return
    with suppress(OSError):  # it only saves time
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / _DIGESTS).write_text(json.dumps(digests, indent=1), encoding="utf-8")
