"""`factdesk doctor`: look at each part of a run and say how to mend what is wrong."""

import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import typer
from rich.table import Table
from rich.text import Text

from pipeline.cli.exits import UNUSABLE
from pipeline.cli.options import SharedCacheOption, command, option
from pipeline.cli.standard_output import Screen
from pipeline.errors import FactdeskError
from pipeline.settings import Settings
from pipeline.stages.render import printable
from pipeline.version import VERSION


@dataclass(frozen=True, kw_only=True)
class DoctorOptions(SharedCacheOption):
    model: str | None = option("Look at this model instead of the configured one.")
    network: bool = option(
        "Ask the model's server for its models, and the shared cache for a small object.",
        "--network/--no-network",
        default=True,
    )


class State(StrEnum):
    FINE = "✓"
    ABSENT = "–"
    BROKEN = "✗"


class Part(NamedTuple):
    name: str
    state: State
    line: str
    mend: str | None = None


_STYLES = {State.FINE: "green", State.ABSENT: "dim", State.BROKEN: "red"}


def diagnose(options: DoctorOptions) -> None:
    """Say what is configured, reachable, cached and missing, and how to mend it.

    Nothing is paid for and no key is printed. In the shared cache a small object is put and
    removed. Ends with code 2 when what is configured cannot work.

    Examples:
      factdesk doctor
      factdesk doctor --model gguf:models/qwen2.5-1.5b.gguf
      factdesk doctor --cache s3://desk/answers
    """
    parts = list(_parts(options))
    table = Table.grid(padding=(0, 2))
    for part in parts:
        line = Text(printable(part.line))
        if part.mend:
            line.append(f"\n→ {printable(part.mend)}", style="bold")
        table.add_row(Text(part.state, style=_STYLES[part.state]), part.name, line)
    Screen().print(table)
    if any(part.state is State.BROKEN for part in parts):
        raise typer.Exit(UNUSABLE)


doctor = command(diagnose, DoctorOptions)


def _parts(options: DoctorOptions) -> Iterator[Part]:
    yield Part("factdesk", State.FINE, f"{VERSION} on Python {platform.python_version()}")
    try:
        settings = Settings.from_environment(
            os.environ, model=options.model, shared_cache=options.shared_cache
        )
    except FactdeskError as error:
        yield Part("settings", State.BROKEN, str(error))
        return
    yield _model(settings)
    yield from _server(settings, network=options.network)
    yield _cache(settings.cache_dir)
    yield _shared_cache(settings.shared_cache, network=options.network)
    yield _llama(settings)


def _model(settings: Settings) -> Part:
    if not settings.uses_model:
        line = "none: the extractive drafter takes the article's own sentences"
        mend = "set OPENAI_API_KEY, or OPENAI_BASE_URL and FACTDESK_MODEL, for a model to write"
        return Part("model", State.ABSENT, line, mend)
    key = "with a key" if settings.api_key else "without a key"
    shown = f"{settings.model} ({key}; {settings.window} sentences a request for claims)"
    return Part("model", State.FINE, shown)


def _server(settings: Settings, *, network: bool) -> Iterator[Part]:
    if not settings.uses_model or settings.weights or not network:
        return
    from pipeline.llm.reach import reach

    answer = reach(settings)
    yield Part("server", State.FINE if answer.works else State.BROKEN, answer.line, answer.mend)


def _cache(folder: Path | None) -> Part:
    if folder is None or not folder.exists():
        return Part(
            "cache", State.ABSENT, f"{folder}: nothing kept yet; it is made at the first answer"
        )
    size = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it may go meanwhile
                size += Path(parent, name).lstat().st_size
    if not os.access(folder, os.W_OK):
        mend = "allow writing there, or set FACTDESK_CACHE_DIR"
        return Part("cache", State.BROKEN, f"{folder} cannot be written", mend)
    return Part("cache", State.FINE, f"{folder}, {size / 1e6:.1f} MB")


def _shared_cache(url: str | None, *, network: bool) -> Part:
    name = "shared cache"
    if url is None:
        return Part(name, State.ABSENT, "none: answers are shared with no other machine")
    if not network:
        return Part(name, State.ABSENT, "one is set, and not asked (--no-network)")
    from pipeline.llm.reach import probe

    answer = probe(url)
    return Part(name, State.FINE if answer.works else State.BROKEN, answer.line, answer.mend)


def _llama(settings: Settings) -> Part:
    if settings.weights:
        from pipeline.llm.weights import require_runnable

        try:
            require_runnable(settings.weights)
        except FactdeskError as error:
            return Part("llama.cpp", State.BROKEN, str(error))
        return Part("llama.cpp", State.FINE, f"can run {settings.weights.name}")
    if find_spec("xllamacpp") is None:
        line = "not installed; --model gguf:PATH needs it"
        return Part("llama.cpp", State.ABSENT, line, "pip install 'factdesk[local]'")
    return Part("llama.cpp", State.FINE, "installed; --model gguf:PATH runs a model file")
