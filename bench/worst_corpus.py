"""A corpus with the worst in it: `python -m bench.worst_corpus [KILOBYTES]`.

90 articles of ours and 10 texts of the shapes that cost most, of a megabyte each (or so many
kilobytes), nine of the one and one of the other in turn. The limits are those of a user who sets
none. It has to end in five minutes, and every article has to be done or named with its reason. On
a machine that does other things too, CPU seconds a process say how long it would take alone.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from bench import labelled
from bench.corpus_runs import Took, run, write_corpus
from bench.linear import HOSTILE, text_of
from bench.table import table
from pipeline.corpus.processes import processes_here

_WORST = (
    "digits and spaces",
    "digits with commas",
    "number words, hyphens",
    "millions",
    "slashes",
    "open brackets, digits",
    "quotes",
    "one word, digits",
    "sums",
    "ends of sentences",
)
"""Those of which 100 kilobytes took longest, 11 to over 20 seconds; ordinary text took 1.6."""
_CALM_BETWEEN = 9
_LARGEST_KILOBYTES = 1000  # a text may have a million characters
_SOME_FAILED = 3


def texts(kilobytes: int) -> Iterator[str]:
    """Yield the articles of the corpus in order."""
    calm = cycle(labelled.articles().values())
    for name in _WORST:
        for _ in range(_CALM_BETWEEN):
            yield next(calm)
        yield text_of(HOSTILE[name], kilobytes * 1000)


def report(kilobytes: int = _LARGEST_KILOBYTES) -> str:
    """Return the table: what the run took, and which of its articles are done or named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder / "corpus.jsonl", texts(kilobytes))
        out = folder / "out"
        options = (str(folder / "corpus.jsonl"), "--out", str(out), "--model", "extractive")
        took = run(*options, codes=(0, _SOME_FAILED))
        results = [json.loads(line) for line in (out / "results.jsonl").open(encoding="utf-8")]
    reasons = [line["reason"] for line in results if line["status"] != "done"]
    title = f"90 articles and 10 of the worst, {kilobytes:,} KB each, {processes_here()} processes"
    head = ["", "seconds", "CPU s a process", "peak MB", "done", "named"]
    lines = [_line(took, len(results) - len(reasons), len(reasons))]
    return table(title, head, lines) + "".join(f"{reason}\n" for reason in reasons)


def _line(took: Took, done: int, named: int) -> list[str]:
    cpu = took.cpu / processes_here()
    figures = (f"{took.seconds:.0f}", f"{cpu:.0f}", f"{took.megabytes:.0f}")
    return ["run", *figures, str(done), str(named)]


if __name__ == "__main__":
    sys.stdout.write(report(*map(int, sys.argv[1:2])))
