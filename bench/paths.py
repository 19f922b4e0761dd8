"""How long the ways of two new users take, command by command: `python -m bench.paths`.

From a key to a brief: a server on loopback answers in the place of the model, so that the time is
ours alone. From a recording to a green job: the commands of examples/ci/numbers.yml, on the
example.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.table import table
from tests.pay_once.corpus import answer
from tests.scripted_server import scripted_server

ROOT = Path(__file__).parents[1]
STORY, CASSETTE = "examples/harbour-budget.html", "cassettes/harbour-budget.yaml"
FROM_A_KEY = (
    ("doctor",),
    ("brief", STORY, "--dry-run"),
    ("brief", STORY, "--out", "OUT"),
)
FROM_A_RECORDING = (
    ("cassette", "check", "cassettes", "--articles", "examples"),
    (
        "brief",
        STORY,
        "--cassette",
        CASSETTE,
        "--out",
        "OUT",
        "--fail-on",
        "error",
        "--no-alert",
        "S01",
    ),
    ("check", "examples/harbour-summary.txt", "--source", STORY, "--fail-on", "none"),
)


def report() -> str:
    """Return seconds for each command, and for each way as a whole."""
    with tempfile.TemporaryDirectory() as folder, scripted_server(answer) as server:
        key = {"OPENAI_API_KEY": "sk-not-needed", "OPENAI_BASE_URL": server.base_url}
        key |= {"FACTDESK_MODEL": "scripted"}
        ways = [
            ("from a key to a brief (the model's own time not counted)", FROM_A_KEY, key),
            ("from a recording to a green job", FROM_A_RECORDING, {}),
        ]
        lines = [line for way in ways for line in _timed(*way, folder)]
    return table("The ways of two new users", ("", "seconds"), lines)


def _timed(
    name: str, commands: Sequence[Sequence[str]], settings: dict[str, str], folder: str
) -> list[tuple[str, str]]:
    took = [(command, _seconds(command, settings, folder)) for command in commands]
    lines = [(f"  factdesk {' '.join(command)}", f"{each:.1f}") for command, each in took]
    return [(name, f"{sum(each for _, each in took):.1f}"), *lines]


def _seconds(command: Sequence[str], settings: dict[str, str], folder: str) -> float:
    words = [folder if word == "OUT" else word for word in command]
    plain = {"PATH": os.environ["PATH"], "FACTDESK_CACHE_DIR": f"{folder}/cache", **settings}
    begun = time.perf_counter()
    run = [sys.executable, "-m", "pipeline", *words]
    subprocess.run(run, cwd=ROOT, env=plain, check=True, capture_output=True)  # noqa: S603  # ours
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.stdout.write(report())
