"""Adding evidence killed at random: `python -m bench.evidence_kill [KILLS] [SEED]` (100).

`factdesk evidence add` runs on a folder of texts and tables, of which every other is changed before
each round, and is ended by SIGKILL at random points until a run ends by itself. Counted after each
kill is what is half there, and at the end what differs from a library that nobody disturbed.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import evidence_size
from bench.table import table
from pipeline.evidence.library.passages import SourceEntry
from pipeline.evidence.library.searching import Library
from tests.unit.evidence.wholeness import contents, damage, half_there

SENTENCES, CELLS, TABLES = 8_000, 40_000, 8
KILLS_A_ROUND = 6
"""More would find little left to add."""
_MOMENT_SECONDS = 1.0
"""Within which a process that read for a killed one has to end."""


class Tally(NamedTuple):
    """What came of kills."""

    kills: int = 0
    damaged: int = 0
    """Kills after which the file, its index or its counts were in disorder."""
    half_there: int = 0
    """Documents that were neither as before nor as after, over all kills."""
    left_running: int = 0
    strays: int = 0
    differing: int = 0
    """Rounds whose library was not that of an undisturbed adding in the end."""
    rounds: int = 0


def start(folder: Path) -> subprocess.Popen[str]:
    """Return the command, begun."""
    return subprocess.Popen(  # our own command
        [sys.executable, "-m", "pipeline", "evidence", "add", "documents", "--quiet"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stderr=subprocess.PIPE,
        text=True,
    )


def add(folder: Path) -> float:
    """Return the seconds of an adding that nobody disturbs."""
    began = time.monotonic()
    process = start(folder)
    said = process.communicate()[1]
    assert process.returncode == 0, said  # noqa: S101  # or what was measured is not what is told
    return time.monotonic() - began


def write(folder: Path, version: int) -> None:
    """Write the documents; every other one differs from version to version."""
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    evidence_size.write_documents(documents, SENTENCES)
    evidence_size.write_tables(documents, CELLS, TABLES)
    for path in sorted(documents.iterdir())[::2]:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = lines if version % 2 else lines[: len(lines) // 2]
        path.write_text("".join(kept), encoding="utf-8")


def entries(folder: Path) -> dict[str, SourceEntry]:
    """Return how the documents are listed."""
    with Library.open(folder / "evidence.sqlite") as library:
        return {entry.name: entry for entry in library.sources()}


def one_round(folder: Path, chance: random.Random, kills: int) -> Tally:
    """Return what came of a round: a first version added, the second one killed and added."""
    undisturbed, disturbed = folder / "undisturbed", folder / "disturbed"
    for each in (undisturbed, disturbed):
        each.mkdir()
        write(each, 1)
    add(undisturbed)
    versions = [entries(undisturbed)]
    first = (undisturbed / "evidence.sqlite").read_bytes()
    if chance.choice((True, False)):
        (disturbed / "evidence.sqlite").write_bytes(first)
    else:  # killed while all is new
        versions[0] = {}
        (undisturbed / "evidence.sqlite").unlink()
    for each in (undisturbed, disturbed):
        write(each, 2)
    seconds = add(undisturbed)
    versions.append(entries(undisturbed))
    names = {name for version in versions for name in version}
    whole = {name: frozenset(v[name] for v in versions if name in v) for name in names}
    tally = Tally(rounds=1)
    path = disturbed / "evidence.sqlite"
    for _ in range(kills):
        readers = _killed(disturbed, chance.uniform(0, seconds))
        if readers is None:
            break
        tally = tally._replace(
            kills=tally.kills + 1,
            damaged=tally.damaged + bool(damage(path)),
            half_there=tally.half_there + len(half_there(path, whole)),
            left_running=tally.left_running + readers,
        )
    add(disturbed)
    strays = [each for each in disturbed.iterdir() if each.name not in {path.name, "documents"}]
    return tally._replace(
        strays=len(strays),
        differing=int(bool(damage(path)) or contents(path) != contents(undisturbed / path.name)),
    )


def _killed(folder: Path, seconds: float) -> int | None:
    """Kill a run after a time; return how many that read for it go on, None if it had ended."""
    process = start(folder)
    time.sleep(seconds)
    readers = list(_children(process.pid))
    process.kill()
    process.communicate()
    if process.returncode != -signal.SIGKILL:
        return None
    over = time.monotonic() + _MOMENT_SECONDS
    while time.monotonic() < over and any(map(_runs, readers)):
        time.sleep(0.01)
    return sum(map(_runs, readers))


def _children(process: int) -> Iterator[int]:
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return
    yield from map(int, told.split())


def _runs(process: int) -> bool:
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def rounds(kills: int, seed: int) -> Tally:
    """Return what so many kills came to."""
    chance = random.Random(seed)  # noqa: S311  # no secret depends on it
    done = Tally()
    while done.kills < kills:
        with tempfile.TemporaryDirectory() as name:
            most = min(KILLS_A_ROUND, kills - done.kills)
            tally = one_round(Path(name), chance, most)
        done = Tally(*map(sum, zip(done, tally, strict=True)))
    return done


def main(kills: int = 100, seed: int = 7) -> None:
    """Kill, and print the figures."""
    done = rounds(kills, seed)
    lines = [[name.replace("_", " "), f"{count:,}"] for name, count in done._asdict().items()]
    sys.stdout.write(table(f"Adding evidence, killed (seed {seed})", ["", "count"], lines))


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
