"""A corpus run again, every answer kept: `python -m bench.rerun [ARTICLES]`.

Articles of some 400 words (`bench.synthetic`), drafted once by a model on loopback that answers at
once; then run again into an empty folder, with the reports that are kept beside the answers and
once more without them, where every report is made anew; and into the same folder, where the ledger
has them. Counted is the whole command: start, reading, reports, the merged worklist and all files.
"""

import sys
import tempfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from bench import synthetic
from bench.corpus_runs import Took, run, write_corpus
from bench.slow_model import requests_since, slow_model
from bench.table import table
from pipeline.corpus.kept_reports import discard

ARTICLES, WORDS = 1000, 400
_MODEL = "gpt-4.1-mini"
_CACHE = "cache"
_AGAIN: tuple[tuple[str, str, Callable[[Path], object]], ...] = (
    ("into another folder", "again", lambda _: None),
    ("and no report kept", "anew", discard),
    ("the same command", "first", lambda _: None),
)


def report(articles: int = ARTICLES) -> str:
    """Return the table."""
    with tempfile.TemporaryDirectory() as name, slow_model(0) as address:
        folder = Path(name)
        write_corpus(folder / "corpus.jsonl", islice(synthetic.articles(WORDS), articles))
        first = _run(folder, "first", address)
        asked = requests_since(address)
        lines = [_line("first run", articles, first, asked)]
        for label, out, prepare in _AGAIN:
            prepare(folder / _CACHE)
            again = _run(folder, out, address)
            lines.append(_line(label, articles, again, requests_since(address)))
    title = f"{articles:,} articles of {WORDS} words, every answer kept from the second run on"
    head = ("", "requests", "seconds", "CPU s", "articles/s", "articles/s a core", "peak MB")
    return table(title, head, lines)


def _run(folder: Path, out: str, address: str) -> Took:
    environ = {"OPENAI_BASE_URL": address, "FACTDESK_CACHE_DIR": str(folder / _CACHE)}
    options = ("--out", str(folder / out), "--model", _MODEL, "--concurrency", "32")
    return run(str(folder / "corpus.jsonl"), *options, environ=environ)


def _line(name: str, articles: int, took: Took, requests: int) -> list[str]:
    a_second, a_core = articles / took.seconds, articles / took.cpu
    figures = (took.seconds, took.cpu, a_second, a_core, took.megabytes)
    return [name, f"{requests:,}", *(f"{figure:.1f}" for figure in figures)]


if __name__ == "__main__":
    sys.stdout.write(report(*map(int, sys.argv[1:2])))
