"""What we add to the time of a model: `python -m bench.overhead [PYTHON]`.

PYTHON is an interpreter that has langextract. 256 short articles, 64 requests at once, a model on
loopback that takes a second for an answer. The ideal is calls × latency / concurrency. Beside ours,
the whole of `factdesk run` with nothing kept: the vendor's client and asyncio alone, sending the
very same requests and reading nothing, and langextract on a comparable task. Each has answered one
article before, so that loading its libraries is not counted. `bench.loop_lag` says what the last
two columns are; CPU is that of the process which asks, without its worker processes.
"""

import asyncio
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.loop_lag import Timed, timed
from bench.short_articles import short_articles
from bench.slow_model import requests_since, slow_model
from bench.table import table
from pipeline.cli.run_progress import telling
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.local_run import run_locally
from pipeline.corpus.plan import Plan
from pipeline.corpus.processes import processes_here
from pipeline.corpus.work import Recipe
from pipeline.llm.request import complete_body, messages_of
from pipeline.settings import Settings
from pipeline.stages.draft.questions import asking_of, questions_on
from schemas import Article, DeskSettings

MODEL = "gpt-4.1-mini"
ARTICLES, AT_ONCE, LATENCY = 256, 64, 1.0
_PART = 600
"""Characters that langextract takes at once (its default is 1,000): two requests an article, as
ours.
"""
_WORKER = Path(__file__).with_name("langextract_worker.py")


@dataclass(frozen=True, slots=True)
class Run:
    """Recipe one of them did."""

    name: str
    requests: int
    seconds: float
    cpu: float
    """Seconds of CPU of its process."""
    lag: float = math.nan
    step: float = math.nan
    """Recipe long its event loop was held up, in seconds; NaN where it has none."""

    @property
    def ideal(self) -> float:
        """Seconds that the model alone takes."""
        return self.requests * LATENCY / AT_ONCE


def report(python: Path | None, count: int = ARTICLES) -> str:
    """Return the table of so many articles; without `python` langextract is left out."""
    first, *articles = short_articles(count + 1)
    with slow_model(LATENCY) as address:
        runs = [_ours(first, articles, address), _bare(articles, address)]
        runs += [_langextract(first, articles, address, python)] if python else []
    head = ("", "requests", "ideal s", "wall s", "wall/ideal", "CPU s", "late ms", "step ms")
    title = f"{count} articles, {AT_ONCE} requests at once, {LATENCY:g} s an answer"
    left_out = "" if python else "langextract is left out: its environment is not installed.\n"
    return table(title, head, [_line(run) for run in runs]) + left_out


def _line(run: Run) -> list[str]:
    figures = [run.ideal, run.seconds, run.seconds / run.ideal, run.cpu]
    late = ["-" if math.isnan(each) else f"{each * 1000:.0f}" for each in (run.lag, run.step)]
    return [run.name, str(run.requests), *(f"{figure:.2f}" for figure in figures), *late]


def _ours(first: Article, articles: Sequence[Article], address: str) -> Run:
    """Run the corpus as `factdesk run` does: worker processes, a ledger, no answer kept before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _corpus(folder / "first.jsonl", [first])
        _corpus(folder / "all.jsonl", articles)
        settings = Settings(
            model=MODEL, base_url=address, concurrency=AT_ONCE, cache_dir=folder / "cache"
        )

        async def work() -> Timed:
            await _run(folder / "first.jsonl", settings)
            requests_since(address)
            return await timed(lambda: _run(folder / "all.jsonl", settings))

        took = asyncio.run(work())
        return Run("factdesk run", requests_since(address), *took)


async def _run(corpus: Path, settings: Settings) -> None:
    folder = corpus.with_suffix("")
    plan = Plan(str(corpus), folder, Recipe(settings, DeskSettings()), processes_here())
    ledger = Ledger.open(folder)
    try:
        with telling("quiet", settings) as watcher:
            end = await run_locally(plan, ledger, watcher)
    finally:
        ledger.close()
    assert not end.stopped, end.stopped  # noqa: S101  # or what was measured is not what is told


def _corpus(file: Path, articles: Sequence[Article]) -> None:
    rows = ({"id": str(at), "text": each.text} for at, each in enumerate(articles))
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _bare(articles: Sequence[Article], address: str) -> Run:
    import openai  # noqa: PLC0415  # which `factdesk run` has loaded

    settings = Settings(model=MODEL, base_url=address)
    asked = [each for article in articles for each in questions_on(article, asking_of(settings))]
    bodies = [complete_body(each, messages_of(each), settings) for each in asked]

    async def work() -> Timed:
        slots = asyncio.Semaphore(AT_ONCE)
        async with openai.AsyncOpenAI(api_key="unused", base_url=address) as client:

            async def ask(body: dict[str, object]) -> None:
                async with slots:
                    await client.chat.completions.create(**body)  # type: ignore[call-overload]

            await ask(bodies[0])
            requests_since(address)
            return await timed(lambda: asyncio.gather(*(ask(body) for body in bodies)))

    took = asyncio.run(work())
    return Run("openai + asyncio alone", requests_since(address), *took)


def _langextract(first: Article, articles: Sequence[Article], address: str, python: Path) -> Run:
    texts = [article.text for article in (first, *articles)]
    done = subprocess.run(  # noqa: S603  # our own script
        [python, _WORKER, address, str(AT_ONCE), str(_PART)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    requests = requests_since(address)
    return Run(f"langextract {told['version']}", requests, told["seconds"], told["cpu"])


if __name__ == "__main__":
    peers = Path(sys.argv[1] if len(sys.argv) > 1 else ".venv-peers/bin/python")
    sys.stdout.write(report(peers if peers.exists() else None))
