"""What corpora take, in one run: `python -m bench.corpora [PEERS [RAY]]`, interpreters that hold them.

What is not installed is left out, and said to be. `make bench` calls it.
"""

import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench import cost, growth, merging, on_ray, overhead, pairs_stream, rerun, stages

_SHARED = 200
"""Answers that four processes share: enough to count them; `bench.shared_cache` alone takes 500."""


def main(named: Sequence[str]) -> None:
    """Print each table as soon as it is measured."""
    peers, ray = (*(_there(each) for each in named), None, None)[:2]
    began = time.monotonic()
    parts: list[Callable[[], str]] = [
        lambda: overhead.report(peers),
        lambda: cost.report(peers),
        rerun.report,
        growth.report,
        stages.report,
        merging.pairs_report,
        pairs_stream.report,
        *([_shared] if find_spec("moto") else []),
        *([lambda: on_ray.report(ray)] if ray else []),
    ]
    for part in parts:
        sys.stdout.write(part() + "\n")
        sys.stdout.flush()
    if ray is None:
        sys.stdout.write("Ray is left out: it is not installed (make ray-test installs it).\n")
    sys.stdout.write(f"Took {time.monotonic() - began:.0f} s.\n")


def _there(python: str) -> Path | None:
    return Path(python) if Path(python).exists() else None


def _shared() -> str:
    from bench import shared_cache  # noqa: PLC0415  # it needs the S3 of the tests

    return shared_cache.report(_SHARED)


if __name__ == "__main__":
    main(sys.argv[1:])
