"""The engine on Ray beside the one of this machine: `python -m bench.on_ray PYTHON [ARTICLES]`.

PYTHON holds Ray (`make ray-test` installs it). The same command on one article, which is the start,
and on so many of some 60 words without a model; what an article takes beyond the start, and whether
the files are the same bytes.
"""

import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench import synthetic
from bench.corpus_runs import Took, run, write_corpus
from bench.table import table

ARTICLES, WORDS, PROCESSES = 400, 60, 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A run on one article and one on many."""

    start: Took
    many: Took

    def each(self, articles: int) -> float:
        """Return the seconds that an article takes beyond the start."""
        return (self.many.seconds - self.start.seconds) / articles


def report(python: Path, articles: int = ARTICLES) -> str:
    """Return the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder / "one.jsonl", islice(synthetic.articles(WORDS), 1))
        write_corpus(folder / "many.jsonl", islice(synthetic.articles(WORDS), articles))
        pairs = {engine: _pair(folder, engine, python) for engine in ("local", "ray")}
        same = _files(folder / "local-many") == _files(folder / "ray-many")
    head = ("engine", "start s", "seconds", "ms an article", "CPU s", "peak MB")
    lines = [_line(engine, pair, articles) for engine, pair in pairs.items()]
    title = f"{articles} articles of {WORDS} words on {PROCESSES} cores, drafted by rule"
    said = "The results are the same bytes.\n" if same else "THE RESULTS DIFFER.\n"
    return table(title, head, lines) + said


def _pair(folder: Path, engine: str, python: Path) -> Pair:
    def took(corpus: str) -> Took:
        options = ("--engine", engine, "--processes", str(PROCESSES), "--model", "extractive")
        out = folder / f"{engine}-{corpus}"
        return run(str(folder / f"{corpus}.jsonl"), "--out", str(out), *options, python=python)

    return Pair(took("one"), took("many"))


def _files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.iterdir() if not file.name.startswith("run.db"))
    return {file.name: file.read_bytes() for file in found}


def _line(engine: str, pair: Pair, articles: int) -> list[str]:
    start, many = pair.start.seconds, pair.many
    each = pair.each(articles) * 1000
    return [
        engine,
        f"{start:.1f}",
        f"{many.seconds:.1f}",
        f"{each:.1f}" if each > 0 else "-",
        f"{many.cpu:.1f}",
        f"{many.megabytes:.0f}",
    ]


if __name__ == "__main__":
    sys.stdout.write(report(Path(sys.argv[1]), *map(int, sys.argv[2:3])))
