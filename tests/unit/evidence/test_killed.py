"""Killed at any statement, adding leaves nothing half there, and the same command goes on."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.evidence.library.passages import SourceEntry
from pipeline.evidence.library.searching import Library
from tests.unit.evidence.wholeness import Contents, contents, damage, half_there

TREE = Path(str(pipeline.__file__)).parents[1]
KILLED = """
import functools, os, signal, sys
from contextlib import contextmanager

from pipeline.cli import evidence, main
from pipeline.evidence.library import storing
from pipeline.evidence.library.reader_processes import ReaderProcesses

reader = "tests.unit.evidence.plain_readers"
evidence.ReaderProcesses = functools.partial(ReaderProcesses, reading=reader, cells=reader)
left, number = int(sys.argv.pop(1)), int(sys.argv.pop(1))
opened = storing.writing_connection


@contextmanager
def counted(path):
    with opened(path) as connection:
        connection.set_trace_callback(count)
        yield connection


def count(_):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), number)


def watched(put):
    def counting(self, source, items):
        return put(self, source, (item for item in items if count(item) is None))
    return counting


if number == signal.SIGKILL:
    storing.writing_connection = counted
else:  # what a callback of SQLite raises is lost
    storing.Storing.put = watched(storing.Storing.put)
main()
"""
"""`factdesk`, with readers of ours, killed at so many statements, or sent another signal at so many
parts and passages; 0 is never.
"""


def add(folder: Path, statements: int = 0) -> int:
    return run(folder, statements, signal.SIGKILL).returncode


def run(folder: Path, steps: int, number: signal.Signals) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, "-c", KILLED, str(steps), str(int(number))]
    return subprocess.run(  # noqa: S603  # ourselves
        [*script, "evidence", "add", "documents", "--quiet"],
        cwd=folder,
        env={"PYTHONPATH": str(TREE), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def write(folder: Path, version: int) -> None:
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    for number in range(4):
        lines = (f"Version {version}: {n} of {number} were there." for n in range(450 * number + 1))
        (documents / f"{number}.txt").write_text("\n".join(["Report", *lines]))
        rows = (f"Service {n},{n + version},{n * number}" for n in range(30))
        (documents / f"{number}.csv").write_text("\n".join(["Service,2023,2024", *rows]))


def entries(folder: Path) -> set[SourceEntry]:
    with Library.open(folder / "evidence.sqlite") as library:
        return set(library.sources())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Contents]:
    """A folder with the library of a first version of its documents, and that of the second."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write(folder, 1)
    assert add(folder) == 0
    first = folder / "evidence.sqlite"
    (folder / "first.sqlite").write_bytes(first.read_bytes())
    write(folder, 2)
    assert add(folder) == 0
    return folder, contents(first)


# Those of SQLite itself are counted too: the first adding takes 14,000, the second 20,000.
@pytest.mark.parametrize("statements", [1, 400, 2_500, 7_000, 12_000, 16_000, 19_900])
def test_a_kill_leaves_old_or_new_documents_and_the_same_command_goes_on(
    tmp_path: Path, undisturbed: tuple[Path, Contents], statements: int
) -> None:
    folder, wanted = undisturbed
    path = tmp_path / "evidence.sqlite"
    path.write_bytes((folder / "first.sqlite").read_bytes())
    versions = [entries_of(each) for each in (folder / "first.sqlite", folder / "evidence.sqlite")]
    known = {name: frozenset(v[name] for v in versions) for name in versions[0]}
    write(tmp_path, 2)

    killed = add(tmp_path, statements)
    found = [*damage(path), *half_there(path, known)]
    ended = add(tmp_path)

    assert (killed, found, ended) == (-signal.SIGKILL, [], 0)
    assert contents(path) == wanted
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["evidence.sqlite"]


def entries_of(path: Path) -> dict[str, SourceEntry]:
    with Library.open(path) as library:
        return {entry.name: entry for entry in library.sources()}


@pytest.mark.parametrize("statements", [1, 9_000])
def test_a_kill_while_the_library_is_new_leaves_what_goes_on(
    tmp_path: Path, statements: int
) -> None:
    write(tmp_path, 1)

    killed = add(tmp_path, statements)
    found = damage(tmp_path / "evidence.sqlite")
    ended = add(tmp_path)

    assert (killed, found, ended) == (-signal.SIGKILL, [], 0)
    assert len(entries(tmp_path)) == 8


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_a_line_and_the_same_command_goes_on(
    tmp_path: Path, number: signal.Signals
) -> None:
    write(tmp_path, 1)

    stopped = run(tmp_path, 1_000, number)

    assert stopped.returncode == 130
    assert stopped.stderr.startswith("stopped: added ")
    assert stopped.stderr.endswith("the same command goes on\n")
    assert stopped.stderr.count("\n") == 1
    assert damage(tmp_path / "evidence.sqlite") == []
    assert add(tmp_path) == 0
    assert len(entries(tmp_path)) == 8
