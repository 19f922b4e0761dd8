"""How many articles and sentences a second: `make bench`, or `python -m bench.speed [SECONDS]`.

Each measurement repeats its work for about that long, in one process, and prints the best round,
the one that other programs disturbed least. Reading files and starting Python are not counted.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline import ExtractiveDrafter, fact_check, find_quantities, read_article
from pipeline.numbers import read
from schemas import Article, Report

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLES = ("nato-defence.txt", "harbour-budget.html", "sleep-trial.md")
SECONDS = 3.0


def best_round(work: Callable[[], object], seconds: float) -> float:
    """Return how many seconds the fastest of the rounds took that fit into the time given."""
    work()  # the first round fills caches and compiles patterns
    best, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def report(name: str, taken: float, articles: Sequence[Article]) -> str:
    """Return one line: what was measured, and its rates over these articles."""
    sentences = sum(len(article.sentences) for article in articles)
    rates = f"{len(articles) / taken:9,.0f} articles/s {sentences / taken:11,.0f} sentences/s"
    return f"{name:<28}{rates}"


def _check_afresh(articles: Sequence[Article]) -> list[Report]:
    """Run the whole pipeline with nothing remembered from the round before."""
    read._read_short.cache_clear()  # noqa: SLF001
    return [fact_check(each, drafter=ExtractiveDrafter()) for each in articles]


def main(seconds: float) -> None:
    """Measure reading numbers and the whole extractive run over the examples, and print both."""
    articles = [read_article(str(EXAMPLES / name)) for name in ARTICLES]
    works: dict[str, Callable[[], object]] = {
        "find_quantities": lambda: [find_quantities(each.text) for each in articles],
        "fact_check, extractive": lambda: _check_afresh(articles),
    }
    for name, work in works.items():
        sys.stdout.write(report(name, best_round(work, seconds), articles) + "\n")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
