"""What we add to the time of a model: `python -m bench.overhead [PYTHON]`; PYTHON holds langextract.

256 short articles, 64 requests at once, a model on loopback that takes a second for an answer. The
ideal is calls × latency / concurrency. Beside ours: the vendor's client and asyncio alone, sending
the very same requests and reading nothing, and langextract on a comparable task. Each has answered
one article before, so that loading its libraries is not counted. `loop` is the longest that the event
loop was not free to read a reply, by a ticker that wakes every 5 ms.
"""

import asyncio
import json
import math
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.short_articles import short_articles
from bench.slow_model import requests_since, slow_model
from bench.table import table
from pipeline import ModelDrafter
from pipeline.llm import open_model
from pipeline.run import fact_check_all
from pipeline.settings import Settings
from schemas import Article

ARTICLES, AT_ONCE, LATENCY = 256, 64, 1.0
_TICK = 0.005
_WORKER = Path(__file__).with_name("langextract_worker.py")


@dataclass(frozen=True, slots=True)
class Run:
    """How one of them did."""

    name: str
    requests: int
    seconds: float
    cpu: float
    """Seconds of CPU of its process."""
    lag: float = math.nan
    """The longest that its event loop was held up, in seconds; NaN where it has none."""

    @property
    def ideal(self) -> float:
        """Seconds that the model alone takes."""
        return self.requests * LATENCY / AT_ONCE


def report(python: Path | None) -> str:
    """Return the table; without `python` langextract is left out."""
    first, *articles = short_articles(ARTICLES + 1)
    with slow_model(LATENCY) as address:
        runs = [_ours(first, articles, address), _bare(articles, address)]
        runs += [_langextract(first, articles, address, python)] if python else []
    head = ("", "requests", "ideal s", "wall s", "wall/ideal", "CPU s", "loop ms")
    title = f"{ARTICLES} articles, {AT_ONCE} requests at once, {LATENCY:g} s an answer"
    left_out = "" if python else "langextract is left out: its environment is not installed.\n"
    return table(title, head, [_line(run) for run in runs]) + left_out


def _line(run: Run) -> list[str]:
    lag = "-" if math.isnan(run.lag) else f"{run.lag * 1000:.0f}"
    figures = [run.ideal, run.seconds, run.seconds / run.ideal, run.cpu]
    return [run.name, str(run.requests), *(f"{figure:.2f}" for figure in figures), lag]


def _ours(first: Article, articles: Sequence[Article], address: str) -> Run:
    async def work() -> tuple[float, float, float]:
        settings = Settings(model="gpt-4.1-mini", base_url=address, concurrency=AT_ONCE)
        async with open_model(settings) as model:
            drafter = ModelDrafter(model, settings.model, settings.window)

            async def check(some: Sequence[Article]) -> None:
                await fact_check_all(some, drafter=drafter, done=lambda *_: None)

            await check([first])
            requests_since(address)
            return await _timed(lambda: check(articles))

    seconds, cpu, lag = asyncio.run(work())
    return Run("factdesk", requests_since(address), seconds, cpu, lag)


def _bare(articles: Sequence[Article], address: str) -> Run:
    import openai  # noqa: PLC0415  # what `_ours` has loaded

    from pipeline.llm.request import complete_body, messages_of  # noqa: PLC0415
    from pipeline.stages.draft.model import questions_on  # noqa: PLC0415

    settings = Settings(model="gpt-4.1-mini", base_url=address)
    asked = [each for article in articles for each in questions_on(article, settings.window)]
    bodies = [complete_body(each, messages_of(each), settings) for each in asked]

    async def work() -> tuple[float, float, float]:
        slots = asyncio.Semaphore(AT_ONCE)
        async with openai.AsyncOpenAI(api_key="unused", base_url=address) as client:

            async def ask(body: dict[str, object]) -> None:
                async with slots:
                    await client.chat.completions.create(**body)  # type: ignore[call-overload]

            await ask(bodies[0])
            requests_since(address)
            return await _timed(lambda: asyncio.gather(*(ask(body) for body in bodies)))

    seconds, cpu, lag = asyncio.run(work())
    return Run("openai + asyncio alone", requests_since(address), seconds, cpu, lag)


def _langextract(first: Article, articles: Sequence[Article], address: str, python: Path) -> Run:
    texts = [article.text for article in (first, *articles)]
    done = subprocess.run(  # noqa: S603  # our own script
        [python, _WORKER, address, str(AT_ONCE)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    requests = requests_since(address)
    return Run(f"langextract {told['version']}", requests, told["seconds"], told["cpu"])


async def _timed(work: Callable[[], Awaitable[object]]) -> tuple[float, float, float]:
    """Return wall and CPU seconds of the work, and the longest that the loop was held up."""
    lags: list[float] = []

    async def tick() -> None:
        while True:
            due = time.perf_counter() + _TICK
            await asyncio.sleep(_TICK)
            lags.append(time.perf_counter() - due)

    ticker = asyncio.create_task(tick())
    began, busy = time.perf_counter(), time.process_time()
    await work()
    took = time.perf_counter() - began, time.process_time() - busy
    ticker.cancel()
    return *took, max(lags)


if __name__ == "__main__":
    peers = Path(sys.argv[1] if len(sys.argv) > 1 else ".venv-peers/bin/python")
    sys.stdout.write(report(peers if peers.exists() else None))
