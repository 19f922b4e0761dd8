"""Putting a file in its place, and what a process leaves that is killed as it does so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.files import clear_leftovers, replacing, take
from pipeline.llm.shared.storage import open_storage

KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.files import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def killed_as_it_writes(path: Path) -> Path:
    """Return what is left in the folder of a file whose writer was killed."""
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)  # noqa: S603  # our own code
    (left,) = path.parent.glob(".*.part")
    return left


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_a_killed_process_left_goes_with_the_next_file_that_is_written(tmp_path: Path) -> None:
    left = killed_as_it_writes(tmp_path / "results.jsonl")
    assert left.read_bytes() == b"half"

    with replacing(tmp_path / "summary.json") as stream:
        stream.write(b"whole")

    assert names(tmp_path) == ["summary.json"]


def test_what_another_goes_on_with_is_left_alone(tmp_path: Path) -> None:
    with replacing(tmp_path / "a") as first:
        first.write(b"the first")
        with replacing(tmp_path / "b") as second:
            second.write(b"the second")

    assert (tmp_path / "a").read_bytes() == b"the first"
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("name", [".results.jsonl.part", "a.0123456789abcdef.part", ".x.0123.part"])
def test_a_file_that_may_be_another_programs_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    clear_leftovers(tmp_path)

    assert names(tmp_path) == [name]


def test_what_only_looks_like_a_leftover_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("mine")
    (tmp_path / ".a.0123456789abcdef.part").symlink_to(tmp_path / "work")
    os.mkfifo(tmp_path / ".b.0123456789abcdef.part")

    clear_leftovers(tmp_path)

    assert (tmp_path / "work").read_text() == "mine"
    assert len(names(tmp_path)) == 3


def test_a_file_cleared_away_before_it_was_held_is_begun_under_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def too_late(file: int, *, wait: bool = False) -> bool:
        if not taken:
            (part,) = tmp_path.glob(".*.part")
            part.unlink()
        taken.append("once")
        return take(file, wait=wait)

    monkeypatch.setattr("pipeline.files.take", too_late)
    with replacing(tmp_path / "a") as stream:
        stream.write(b"whole")
        assert len(list(tmp_path.glob(".*.part"))) == 1

    assert len(taken) == 2
    assert names(tmp_path) == ["a"]


def test_a_shared_storage_clears_away_what_a_killed_process_left_there(tmp_path: Path) -> None:
    left = killed_as_it_writes(tmp_path / ".begun" / "answer.json")

    open_storage(str(tmp_path)).write("ab/x.json", b"{}")

    assert not left.exists()
    assert (tmp_path / "ab" / "x.json").read_bytes() == b"{}"
