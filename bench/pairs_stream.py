"""`factdesk check --pairs`: rows a second, and memory: `python -m bench.pairs_stream`.

Speed is listed by number of workers, memory by number of rows. Speed is that of our own statements
on our own articles, some fourteen in a row on each. Memory is that of one process that reads,
checks and writes; one row in a hundred is such a pair, the others hold no number, so that a hundred
thousand take seconds.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from bench import labelled
from bench.table import table

ROOT = Path(__file__).parents[1]
FAST = 3_000
"""Rows whose checking is timed."""
MANY = (10_000, 100_000)
PLAIN = (
    '{"statement": "The mayor spoke of the storm.", "source": "The storm came to Elm at night."}'
)
_ONE_IN = 100
_PEAK = """
import atexit, re, runpy, sys
from pathlib import Path

def say():
    found = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
    sys.stderr.write(f"peak {found[1]}")

if Path("/proc/self/status").exists():
    atexit.register(say)
runpy.run_module("pipeline", run_name="__main__")
"""
"""`python -m pipeline`, which says at its end how many kilobytes it held at most. What the
system counts of a child (ru_maxrss) would hold what its parent took."""


class Run(NamedTuple):
    """What one command took."""

    seconds: float
    megabytes: float | None
    """At most at once; None where the system does not tell."""


def report(fast: int = FAST, many: tuple[int, ...] = MANY) -> str:
    """Return the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return "\n".join([speed(folder, fast), memory(folder, many)])


def speed(folder: Path, rows: int) -> str:
    """Return rows a second with one and with two workers, the start of the command included."""
    file = _written(folder / "fast.jsonl", islice(cycle(pairs()), rows))
    runs = [(number, check(file, workers=number)) for number in (1, 2)]
    return table(
        f"factdesk check --pairs: {rows:,} rows, our own statements and articles",
        ("workers", "seconds", "rows/s"),
        [(str(n), f"{run.seconds:.1f}", f"{rows / run.seconds:,.0f}") for n, run in runs],
    )


def memory(folder: Path, sizes: tuple[int, ...]) -> str:
    """Return the peak memory at each number of rows."""
    runs = [
        (rows, check(_written(folder / f"{rows}.jsonl", mixed(rows)), workers=1)) for rows in sizes
    ]
    return table(
        "factdesk check --pairs: memory, one process",
        ("rows", "seconds", "peak MB"),
        [
            (f"{rows:,}", f"{run.seconds:.1f}", f"{run.megabytes:.0f}" if run.megabytes else "-")
            for rows, run in runs
        ],
    )


def pairs() -> list[str]:
    """Return lines of our own pairs."""
    statements = [*labelled.statements("recon"), *labelled.statements("later")]
    return [json.dumps({"statement": each.text, "source": each.source}) for each in statements]


def mixed(rows: int) -> Iterator[str]:
    """Yield so many lines, most of them without a number."""
    real = cycle(pairs())
    return (next(real) if number % _ONE_IN == 0 else PLAIN for number in range(rows))


def check(file: Path, *, workers: int) -> Run:
    """Return what checking a file takes; raises CalledProcessError when it fails."""
    out = file.with_suffix(f".{workers}.out")
    options = ("--workers", str(workers), "--out", str(out), "--quiet", "--fail-on", "none")
    command = [sys.executable, "-c", _PEAK, "check", "--pairs", str(file), *options]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603  # ours
    said = done.stderr.split()
    return Run(time.perf_counter() - begun, int(said[1]) / 1024 if said[:1] == ["peak"] else None)


def _written(file: Path, lines: Iterator[str]) -> Path:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


if __name__ == "__main__":
    sys.stdout.write(report())
