"""Asking a peer: it runs in an environment of its own, so that its dependencies never meet ours."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.agreement import Reading, Value

_WORKER = Path(__file__).with_name("peer_worker.py")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a peer answered to each question, in their order, and the CPU seconds it took."""

    version: str
    seconds: float
    rows: tuple[Row, ...]


def ask(python: Path, peer: str, questions: Sequence[Row]) -> Answers:
    """Return a peer's answers; `python` is the interpreter of the environment that holds it.

    The first question is asked twice: many a peer loads its tables at first use, which is no
    matter of sentences a second.
    """
    asked = [*questions[:1], *questions]
    lines = "".join(json.dumps(question) + "\n" for question in asked)
    done = subprocess.run(  # noqa: S603  our own script, no shell
        [python, "-I", "-X", "utf8", _WORKER, peer],
        input=lines,
        capture_output=True,
        encoding="utf-8",
        env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        check=True,
    )
    _, *answers, last = (json.loads(line) for line in done.stdout.splitlines())
    return Answers(last["version"], last["seconds"], tuple(answers))


def readings(answer: Row) -> list[Reading]:
    """Return the quantities of one answer; none where the peer failed."""
    return [
        Reading(
            value=_value(found["value"]),
            unit=found.get("unit"),
            start=found["start"],
            end=found["end"],
        )
        for found in answer.get("found", ())
    ]


def _value(value: float | list[float]) -> Value:
    return (value[0], value[1]) if isinstance(value, list) else value
