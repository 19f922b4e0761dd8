"""Fuzz each target for a while: `python -m tests.fuzz.run [SECONDS]`, with atheris (`make fuzz`).

A finding ends it with the bytes that broke it, in a file that it names; make a test of them.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import SEEDS, TARGETS

_SECONDS = 120


def main() -> int:
    """Return how many targets broke; each runs in a process of its own, which a crash may end."""
    if len(sys.argv) == 3:
        return _fuzz(*sys.argv[1:])
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else _SECONDS
    share = max(1, seconds // len(TARGETS))
    broken = [name for name in TARGETS if _run(name, share)]
    sys.stdout.write(
        f"{len(TARGETS)} targets, {share} s each; broken: {', '.join(broken) or 'none'}\n"
    )
    return len(broken)


def _run(name: str, seconds: int) -> int:
    sys.stdout.write(f"fuzzing {name} ...\n")
    sys.stdout.flush()
    run = [sys.executable, "-m", "tests.fuzz.run", name, str(seconds)]
    return subprocess.run(run, check=False).returncode  # noqa: S603  # ourselves


def _fuzz(name: str, seconds: str) -> int:
    import atheris  # noqa: PLC0415  # only where it is installed

    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.instrument_all()
        options = [
            f"-max_total_time={seconds}",
            "-max_len=4000",
            "-timeout=20",
            "-print_final_stats=0",
        ]
        atheris.Setup([sys.argv[0], *options, corpus], TARGETS[name])
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
