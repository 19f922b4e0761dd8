"""What one `factdesk run` was asked for, and the settings that follow from it."""

import os
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.cli.choices import BriefFailOn, EngineName, RunFormat, ShownProgress
from pipeline.errors import SettingsError
from pipeline.settings import Settings
from schemas import DeskSettings

ATTEMPTS = 10
"""HTTP attempts for one answer: a minute of pauses on average, so that a server may be started anew amid a run."""


@dataclass(frozen=True, slots=True)
class Output:
    """What is written, and where."""

    out: str
    results: RunFormat
    folders: bool
    bom: bool


@dataclass(frozen=True, slots=True)
class Again:
    """What is tried once more."""

    failed: bool
    dead: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, how fast, and for how much."""

    model: str | None
    window: int | None
    concurrency: int | None
    rpm: int | None
    tpm: int | None
    budget: float | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is done with answers that were paid for."""

    shared: str | None
    no_cache: bool
    refresh: bool


@dataclass(frozen=True, slots=True)
class Batched:
    """Whether answers come by batches, and whether to wait for them."""

    wanted: bool
    no_wait: bool


@dataclass(frozen=True, slots=True)
class Machine:
    """What the run works with."""

    engine: EngineName
    processes: int | None
    ledger: Path | None


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one `factdesk run`."""

    corpus: str
    columns: tuple[str, ...]
    """As given: "text=body,title=headline"."""
    output: Output
    again: Again
    asking: Asking
    kept: Kept
    batch: Batched
    machine: Machine
    progress: ShownProgress
    dry_run: bool
    private: bool
    fail_on: BriefFailOn
    desk: DeskSettings


def settings_of(request: Request) -> Settings:
    """Return the settings of a run: its options win over the environment. Raises SettingsError."""
    asking, kept = request.asking, request.kept
    if kept.no_cache and (kept.refresh or kept.shared):
        raise SettingsError("--no-cache leaves nothing to refresh or to share: give one of them")
    settings = Settings.from_environment(
        os.environ,
        model=asking.model,
        window=asking.window,
        concurrency=asking.concurrency,
        attempts=ATTEMPTS,
        rpm=asking.rpm,
        tpm=asking.tpm,
        budget=None if asking.budget is None else Decimal(str(asking.budget)),
        shared_cache=kept.shared,
        refresh=kept.refresh,
    )
    return replace(settings, cache_dir=None, shared_cache=None) if kept.no_cache else settings
