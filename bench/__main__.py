"""All measurements in one run: `python -m bench [PYTHON]`, where PYTHON holds the peers.

Without it, or where it is not there, the peers are left out and the rest is measured all the same.
What the judge of numbers is worth has commands of its own, for .venv-fit: `python -m bench
statements`, `ablation` and `authors` (`bench.judge`). `python -m bench house` counts the code.
"""

import importlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import (
    house,
    linear,
    mutations,
    page,
    paths,
    priority,
    quantities,
    speed,
    statements,
)

JUDGE = {
    "statements": "bench.judge.folds",
    "ablation": "bench.judge.ablation",
    "authors": "bench.judge.authors",
}


def measure_judge(module: str, arguments: Sequence[str]) -> None:
    """Run one of the commands about the judge."""
    try:
        command = importlib.import_module(module)
    except ModuleNotFoundError as error:
        sys.exit(
            f"{error.name} is not installed here. `make bench-judge` makes .venv-fit; "
            f"from then on: .venv-fit/bin/python -m {module}"
        )
    command.main(arguments)


def main(peers: str | None) -> None:
    """Print each table as soon as it is measured."""
    python = Path(peers) if peers and Path(peers).exists() else None
    if python is None:
        sys.stdout.write("The peers are not installed: ours and the baselines alone.\n\n")
    parts: list[Callable[[], str]] = [
        lambda: quantities.report(python),
        lambda: statements.report(python),
        mutations.report,
        priority.report,
        speed.report,
        linear.report,
        paths.report,
        *([page.report] if page.chromium() else []),
    ]
    for part in parts:
        sys.stdout.write(part() + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"Took {time.process_time():.0f} s of CPU, the peers not counted.\n")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in JUDGE:
        measure_judge(JUDGE[sys.argv[1]], sys.argv[2:])
    elif sys.argv[1:] == ["house"]:
        sys.stdout.write(house.report())
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else None)
