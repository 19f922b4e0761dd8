"""`factdesk run` as a user starts it, with the time, CPU and memory of all its processes."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_MOMENT = 0.05
"""Seconds between looks at the memory."""
_MEGABYTE = 1_000_000
_KEPT = ("PATH", "HOME")


@dataclass(frozen=True, slots=True)
class Took:
    """What one run took."""

    seconds: float
    cpu: float
    """CPU seconds of all its processes, but for what each did in its last twentieth of a second."""
    megabytes: float
    """The most that they held together; pages that several share are counted once."""


def write_corpus(file: Path, texts: Iterable[str]) -> None:
    """Write texts as a corpus of JSON lines."""
    with file.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(texts):
            stream.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")


def run(
    *options: str,
    environ: Mapping[str, str] | None = None,
    python: Path | str = sys.executable,
    codes: Collection[int] = (0,),
) -> Took:
    """Run `factdesk run` with the options to its end.

    Raises AssertionError where it ends with another code than one of these.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  # our own command
        [python, "-m", "pipeline", "run", *options, "--quiet"],
        env={**kept, **(environ or {})},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watch = Watch(process.pid)
        said = process.communicate()[1]
        seconds = time.perf_counter() - began
        watch.end()
    assert process.returncode in codes, said  # noqa: S101  # or what was measured is not what is told
    return Took(seconds, watch.cpu, watch.megabytes)


class Watch:
    """Looks again and again at a process and all that descend from it.

    The system's own count of a run's CPU lacks the worker processes, whose parent nobody waits for.
    """

    def __init__(self, process: int) -> None:
        self._process, self._most, self._over = process, 0, threading.Event()
        self._ticks: dict[int, int] = {}
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def megabytes(self) -> float:
        """The most that they held together."""
        return self._most / _MEGABYTE

    @property
    def cpu(self) -> float:
        """Seconds of all of them, those that have ended too."""
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_MOMENT):
            family = list(_family(self._process))
            self._ticks |= {each: ticks for each in family if (ticks := _ticks(each))}
            self._most = max(self._most, sum(map(_held, family)))


def _family(process: int) -> Iterator[int]:
    """Yield a process and its descendants."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _held(process: int) -> int:
    """Return the bytes of a process, its part of what is shared."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:  # it has ended meanwhile
        return 0
    lines = (line.split() for line in told.splitlines())
    return sum(int(each[1]) * 1024 for each in lines if each[0] == "Pss:")


def _ticks(process: int) -> int:
    """Return the clock ticks that a process has taken, its ended children's not counted."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0
    fields = told.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
