"""What goes into a run by batches, what comes out of it, and what each of its steps works with."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.corpus.batch.journal import Journal
from pipeline.llm.batch_api import BatchServer
from pipeline.llm.cache import AnswerCache
from pipeline.settings import Settings
from schemas import Article, Sensitivity

Articles = Callable[[], Iterable[tuple[int, Callable[[], Article]]]]
"""Gives the corpus anew for each wave: each article's place in it, and how to read it.

An article that is settled is not read again. One whose reading fails is passed over: the ordinary
run says so of it.
"""
Say = Callable[[str], None]
"""Takes a line for the user."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """What one batch may hold, by OpenAI's documentation of its Batch API."""

    requests: int = 50_000
    size: int = 200_000_000
    """Bytes of a request file; 200 MB, read as the smaller of its two meanings."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a run by batches goes about it."""

    wait: bool = True
    """Whether to stay until all is answered; else to submit, take what has ended, and leave."""
    retry_failed: bool = False
    """Whether what was given up before is submitted again."""
    limits: BatchLimits = BatchLimits()
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """How it waits, in seconds, between looks and attempts."""
    sensitivity: Sensitivity = Sensitivity.NORMAL
    """Decides, as in the ordinary run, which numbers of an answer are asked for again."""


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What a run by batches came to, all its processes together."""

    submitted: int
    """Requests that were submitted, each as often as it was."""
    answered: int
    """Complete answers that were kept."""
    failed: int
    """Articles with a question that the batches did not answer; `failures` names them."""
    still_running: int
    """Batches that have not ended; the same call goes on with them. 0 when everything is done."""
    input_tokens: int
    output_tokens: int
    """What was billed, answers that could not be used included."""
    price: Decimal | None
    """US dollars for these, at the batch price; None where the model's price is not known."""


@dataclass(frozen=True, slots=True)
class Session:
    """The journal, the server and the cache of one run, and who is told how it goes on."""

    journal: Journal
    server: BatchServer
    cache: AnswerCache
    settings: Settings
    note: Say
    """Of what the user must see."""
    tell: Say
    """Of waves that are submitted and batches that go on, after each look at them."""
    sensitivity: Sensitivity


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 batch", "2 batches"."""
    plural = "es" if noun.endswith("h") else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"
