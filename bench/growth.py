"""What a corpus costs as it grows, without a model: `python -m bench.growth [ARTICLES]`.

100, 1,000 and 10,000 articles (or up to so many) of some 60 words, `bench.synthetic`: time, memory,
and both beside the size before. A run's start, which is the same for all, is measured alone and
taken off the time of an article.
"""

import sys
import tempfile
from itertools import islice
from pathlib import Path

from bench import synthetic
from bench.corpus_runs import Took, run, write_corpus
from bench.table import table

SIZES, WORDS = (100, 1000, 10_000), 60


def report(most: int = SIZES[-1]) -> str:
    """Return the table."""
    sizes = [size for size in SIZES if size <= most]
    with tempfile.TemporaryDirectory() as name:
        start = _run(Path(name), 1)
        runs = {size: _run(Path(name), size) for size in sizes}
    lines = [_line("1", 1, start, None, 0.0)]
    before: tuple[int, Took] | None = None
    for size, took in runs.items():
        lines.append(_line(f"{size:,}", size, took, before, start.cpu))
        before = size, took
    head = (
        "articles",
        "seconds",
        "CPU s",
        "CPU ms an article",
        "time ratio",
        "peak MB",
        "MB ratio",
    )
    return table(f"Articles of {WORDS} words, drafted by rule", head, lines)


def _run(folder: Path, articles: int) -> Took:
    corpus = folder / f"{articles}.jsonl"
    write_corpus(corpus, islice(synthetic.articles(WORDS), articles))
    return run(str(corpus), "--out", str(folder / str(articles)), "--model", "extractive")


def _line(
    name: str, articles: int, took: Took, before: tuple[int, Took] | None, start: float
) -> list[str]:
    each = (took.cpu - start) / articles
    ratios = ("-", "-")
    if before:
        earlier = (before[1].cpu - start) / before[0]
        ratios = (f"{each / earlier:.2f}", f"{took.megabytes / before[1].megabytes:.2f}")
    milliseconds = f"{each * 1000:.2f}" if start else "-"
    told = (f"{took.seconds:.1f}", f"{took.cpu:.1f}", milliseconds)
    return [name, *told, ratios[0], f"{took.megabytes:.0f}", ratios[1]]


if __name__ == "__main__":
    sys.stdout.write(report(*map(int, sys.argv[1:2])))
