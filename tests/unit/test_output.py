"""Standard output that cannot show, take or pass on what is printed."""

import errno
import io
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.output_files import alone_in, write_file
from pipeline.cli.standard_output import (
    Screen,
    let_any_text_be_printed,
    output_that_may_fail,
    print_data,
)
from pipeline.errors import OutputError, SettingsError
from tests.articles import STORM

CHECK = ("check", "draft.txt", "--source", "storm.txt", "--fail-on", "none")
COMMANDS = [CHECK, (*CHECK, "--format", "sarif"), ("brief", "storm.txt"), ("schema",)]


class Failing(io.RawIOBase):
    """A device that takes nothing, and says why, until it is mended."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code: int | None = code

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.code is not None:
            raise OSError(self.code, os.strerror(self.code))
        return len(data)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("storm.txt").write_text(STORM, encoding="utf-8")
    Path("draft.txt").write_text("Repairs cost “$3.2 million” – in all.\n", encoding="utf-8")


def factdesk(args: tuple[str, ...], stdout: int, **environment: str) -> tuple[int, str, str]:
    """Return code, output and errors of a command in a process of its own, with its own output."""
    root = str(Path(__file__).parents[2])
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": root, "COLUMNS": "100", **environment}
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "pipeline", *args],
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        env=settings,
    )
    return done.returncode, (done.stdout or b"").decode(), done.stderr.decode()


@pytest.mark.parametrize("args", [CHECK, ("brief", "storm.txt")])
def test_a_terminal_without_unicode_gets_plain_signs(args: tuple[str, ...]) -> None:
    code, out, err = factdesk(args, subprocess.PIPE, PYTHONIOENCODING="ascii")

    assert (code, err) == (0, "")
    assert out.isascii()
    assert 'says "$3.2 billion"' in out or "* " in out


def test_what_programs_read_is_utf_8_on_any_terminal() -> None:
    args = (*CHECK, "--format", "jsonl")
    code, out, _ = factdesk(args, subprocess.PIPE, PYTHONIOENCODING="ascii")

    assert code == 0
    assert json.loads(out)["statement"] == "Repairs cost “$3.2 million” – in all."


@pytest.mark.parametrize("args", COMMANDS)
def test_a_reader_that_left_ends_a_command_quietly(args: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    code, _, err = factdesk(args, writing)

    os.close(writing)
    assert (code, err) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize("args", [*COMMANDS, ("--help",)])
def test_a_full_device_gets_one_line_and_exit_2(args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        code, _, err = factdesk(args, full.fileno())

    assert code == 2
    assert err == "factdesk: cannot write to standard output: No space left on device\n"


@pytest.mark.parametrize(
    ("code", "expected"), [(errno.ENOSPC, OutputError), (errno.EPIPE, SystemExit)]
)
def test_an_output_that_fails_is_told_from_a_bug(
    monkeypatch: pytest.MonkeyPatch, code: int, expected: type[BaseException]
) -> None:
    device = Failing(code)
    stream = io.TextIOWrapper(io.BufferedWriter(device), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stream)

    with pytest.raises(expected), output_that_may_fail():
        sys.stdout.write("text")

    device.code = None


def test_an_output_that_was_closed_takes_nothing_and_costs_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    let_any_text_be_printed()

    with sys.stdout, output_that_may_fail():
        sys.stdout.write("text")


def test_an_error_of_the_network_is_not_one_of_the_output() -> None:
    with pytest.raises(ConnectionRefusedError), output_that_may_fail():
        raise ConnectionRefusedError(errno.ECONNREFUSED, "refused")


def test_an_error_that_names_a_file_is_not_one_of_the_output() -> None:
    with pytest.raises(FileNotFoundError), output_that_may_fail():
        Path("gone").read_bytes()


def test_rich_does_not_make_code_1_of_a_closed_pipe() -> None:
    with pytest.raises(BrokenPipeError):
        Screen().on_broken_pipe()


def test_any_text_can_be_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    let_any_text_be_printed()

    print("“é” – 5\u00a0% … ✓\ud800")  # noqa: T201  # what is tested
    print_data("é")
    stream.flush()

    assert stream.buffer.getvalue() == b'"?" - 5 % ... +?\n\xc3\xa9'


def test_data_goes_to_a_stream_that_has_no_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)

    print_data("é")

    assert stream.getvalue() == "é"


def test_a_file_is_written_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(SettingsError, match=r"cannot write 'draft\.txt': No space left"):
        write_file(Path("draft.txt"), "new")

    assert Path("draft.txt").read_text(encoding="utf-8").startswith("Repairs")
    assert not list(Path().glob(".*.part"))


@pytest.mark.parametrize("name", ["a\0b", "storm.txt/a", "."])
def test_a_name_that_is_no_file_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="cannot write"):
        write_file(Path(name), "new")


def test_of_two_that_write_the_same_file_each_writes_its_own_and_the_later_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_in_place = Path.replace

    def meanwhile(beside: Path, path: Path) -> Path:
        monkeypatch.setattr(Path, "replace", put_in_place)
        write_file(Path("brief.md"), "a short one")
        return put_in_place(beside, path)

    monkeypatch.setattr(Path, "replace", meanwhile)
    write_file(Path("brief.md"), "a longer one")

    assert Path("brief.md").read_text() == "a longer one"
    assert not list(Path().glob(".*.part"))


def test_what_reads_and_writes_a_folder_waits_until_another_has_done_so(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with alone_in(tmp_path / "out"):
            order.append("second")

    waiting = threading.Thread(target=second)
    with alone_in(tmp_path / "out"):
        waiting.start()
        time.sleep(0.05)
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]
    assert list((tmp_path / "out").iterdir()) == []
