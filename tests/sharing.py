"""Workers that share their answers, each a process: they ask for numbered answers and say what they paid."""

import asyncio
import multiprocessing
import os
import random
import re
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pipeline.corpus.processes import _start_server
from pipeline.llm import Question, open_model
from pipeline.llm.request import no_problems
from pipeline.settings import Settings
from tests.scripted_server import Reply, completion

AT_ONCE = 8
SECONDS = 0.05
"""How long the model takes for an answer, so that workers meet."""
LOADED = [
    "tests.sharing",
    "pipeline.llm.cache",
    "pipeline.llm.reasking",
    "pipeline.llm.server",
    "s3fs",
]
"""What the process that workers are forked from imports for all of them: it takes seconds each."""


class Number(BaseModel):
    """The form: the number that the document names."""

    number: int


@dataclass(frozen=True, slots=True)
class Worker:
    """What one worker is told."""

    server: str
    storage: str
    folder: Path
    order: int
    """Numbers are asked for in an order that follows from it."""
    count: int
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Said:
    """What a worker says in the end."""

    paid: int
    kept: int
    wrong: tuple[int, ...]
    """Numbers that got another's answer."""
    notes: tuple[str, ...]
    seconds: float
    """How long it asked."""


def question(number: int) -> Question[Number]:
    """Return a question that is the same in every worker."""
    return Question("number.v1", "Which number is it?", f"Number {number}.", Number, no_problems)


def answer(body: dict[str, Any]) -> Reply:
    """Return the model's reply: the number that was asked for."""
    found = re.search(r"Number (\d+)\.", body["messages"][1]["content"])
    return completion({"number": int(found[1]) if found else -1}, delay=SECONDS)


def work(told: Sequence[Worker], environ: Mapping[str, str]) -> list[Said]:
    """Return what the workers said, which worked at once with these variables set."""
    with ProcessPoolExecutor(len(told), mp_context=forking()) as pool:
        return list(pool.map(_be, told, [dict(environ)] * len(told)))


def forking() -> ForkServerContext:
    """Return how to begin processes that have loaded what they need.

    A process has one server of forks. It is started as a run starts it: a later test in the same
    process may begin a run, whose workers leave Ctrl-C to it.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    _start_server()
    return context


def _be(worker: Worker, environ: dict[str, str]) -> Said:
    os.environ.update(environ)
    numbers = list(range(worker.count))
    random.Random(worker.order).shuffle(numbers)  # noqa: S311  # no secret depends on it
    return asyncio.run(_ask(worker, numbers))


async def _ask(worker: Worker, numbers: Sequence[int]) -> Said:
    async with open_model(_settings(worker)) as model:
        begun = time.monotonic()
        slots = asyncio.Semaphore(worker.at_once)

        async def ask(number: int) -> bool:
            async with slots:
                return (await model.ask(question(number))).attempts[-1].number == number

        right = await asyncio.gather(*map(ask, numbers))
        seconds = time.monotonic() - begun
        traffic = model.traffic
    return Said(
        traffic.all_paid.answers,
        traffic.all_kept.answers,
        tuple(each for each, is_right in zip(numbers, right, strict=True) if not is_right),
        tuple(traffic.notes),
        seconds,
    )


def _settings(worker: Worker) -> Settings:
    return Settings(
        model="scripted",
        base_url=worker.server,
        cache_dir=worker.folder,
        shared_cache=worker.storage,
        concurrency=AT_ONCE,
        deadline=60.0,
    )
