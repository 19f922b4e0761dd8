"""What corpora take, in one run: `python -m bench.corpora [--tenth] [PEERS [RAY]]`.

PEERS and RAY are interpreters that have the peers and Ray. What is not installed is left out, and
said to be. `make bench` calls it. With --tenth, sizes are a tenth: enough to see that all of it
works, too little to quote.
"""

import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench import cost, growth, merging, on_ray, overhead, pairs_stream, rerun, stages

Part = Callable[[], str]


def main(named: Sequence[str]) -> None:
    """Print each table as soon as it is measured."""
    tenth = "--tenth" in named
    found = [_there(each) for each in named if each != "--tenth"]
    peers, ray = (*found, None, None)[:2]
    began = time.monotonic()
    for part in _tenth(peers, ray) if tenth else _whole(peers, ray):
        sys.stdout.write(part() + "\n")
        sys.stdout.flush()
    if ray is None:
        sys.stdout.write("Ray is left out: it is not installed (make ray-test installs it).\n")
    sys.stdout.write(f"Took {time.monotonic() - began:.0f} s.\n")


def _whole(peers: Path | None, ray: Path | None) -> list[Part]:
    return [
        lambda: overhead.report(peers),
        lambda: cost.report(peers),
        rerun.report,
        growth.report,
        stages.report,
        merging.pairs_report,
        pairs_stream.report,
        *([lambda: _shared(200)] if find_spec("moto") else []),
        *([lambda: on_ray.report(ray)] if ray else []),
    ]


def _tenth(peers: Path | None, ray: Path | None) -> list[Part]:
    return [
        lambda: overhead.report(peers, 64),
        lambda: cost.report(peers),
        lambda: rerun.report(100),
        lambda: growth.report(1000),
        lambda: stages.by_stage(30),
        merging.pairs_report,
        lambda: pairs_stream.report(300, (1000, 10_000)),
        *([lambda: _shared(20)] if find_spec("moto") else []),
        *([lambda: on_ray.report(ray, 40)] if ray else []),
    ]


def _there(python: str) -> Path | None:
    return Path(python) if Path(python).exists() else None


def _shared(answers: int) -> str:
    from bench import shared_cache  # noqa: PLC0415  # it needs the S3 of the tests

    return shared_cache.report(answers)


if __name__ == "__main__":
    main(sys.argv[1:])
