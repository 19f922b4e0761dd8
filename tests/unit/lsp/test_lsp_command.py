"""`factdesk lsp` itself, over standard input and output, as an editor runs it."""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol.types import DiagnosticSeverity

from tests.command import PATIENCE, Command
from tests.editor import Editor, with_command

STORY = "The depot.\n\nIt bought 412 doors in May.\nIt bought 97 windows in May.\n"
RIGHT = "It bought 412 doors in May."
WRONG = "It bought 13,412 doors in May."
SOURCES = {"factdesk": {"sources": {"drafts/*": ["story.txt"]}}}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a workspace folder with a source."""
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


@pytest.mark.parametrize("name", ["drafts/draft.md", "drafts/draft.txt"])
def test_a_draft_is_written_checked_and_a_finding_let_stand(desk: Path, name: str) -> None:
    async def session(editor: Editor) -> None:
        editor.open(name, f"{RIGHT}\n\n🚢 {WRONG}\n")
        (wrong,) = await editor.shown(name)
        assert wrong.severity == DiagnosticSeverity.Error
        assert editor.marked(name, wrong.range) == "13,412"
        assert "It bought 412 doors in May." in str(await editor.hover(name, "13,412"))
        (action,) = await editor.actions(name, "13,412", [wrong])
        await editor.apply(name, action)
        (warning,) = await editor.shown(name)
        assert warning.severity == DiagnosticSeverity.Warning
        assert editor.cursor
        editor.type(name, RIGHT)
        editor.type(name, WRONG)
        assert [each.code for each in await editor.shown(name)] == ["value"]
        editor.open("draft.md", WRONG)
        (note,) = await editor.shown("draft.md")
        assert note.severity == DiagnosticSeverity.Information

    assert with_command(desk, session, options=SOURCES) == 0


def test_options_hold_for_every_check(desk: Path) -> None:
    german = "Der Rat hat am Dienstag beschlossen, den Hafen für 212 Millionen Euro zu erneuern."

    async def session(editor: Editor) -> None:
        editor.open("drafts/draft.txt", german)
        assert all(each.code for each in await editor.shown("drafts/draft.txt"))

    assert with_command(desk, session, "--language-check", "off", options=SOURCES) == 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", 0),
        (b"Content-Length: 40\r\n\r\n{", 0),
        (b'Content-Length: 33\r\n\r\n{"jsonrpc":"2.0","method":"exit"}', 1),
    ],
    ids=["nothing", "half a message", "exit without shutdown"],
)
def test_the_server_ends_with_its_input(sent: bytes, code: int) -> None:
    command = [sys.executable, "-m", "pipeline", "lsp"]

    done = subprocess.run(command, input=sent, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603

    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


SHUTDOWN = b'Content-Length: 44\r\n\r\n{"jsonrpc":"2.0","id":0,"method":"shutdown"}'


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_disk_is_one_line() -> None:
    command = [sys.executable, "-m", "pipeline", "lsp"]

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603
            command,
            input=SHUTDOWN,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )

    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "cannot write to standard output" in line


def test_an_editor_that_reads_no_more_ends_the_server_without_a_word() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "pipeline", "lsp"]

    done = subprocess.run(  # noqa: S603
        command,
        input=SHUTDOWN,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (141, b"")


def test_what_is_no_editor_is_told_in_one_line() -> None:
    command = [sys.executable, "-m", "pipeline", "lsp"]

    done = subprocess.run(  # noqa: S603
        command, input=b"5" * 300_000, capture_output=True, timeout=PATIENCE, check=False
    )

    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert "standard input has a line of more than 65,536 bytes" in line


def test_the_command_serves_what_it_is_told(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "nothing").touch()
    with (tmp_path / "nothing").open() as nothing, (tmp_path / "output").open("w") as output:
        monkeypatch.setattr(sys, "stdin", nothing)
        monkeypatch.setattr("pipeline.cli.lsp.sys.stdout", output)
        done = factdesk("lsp", "--max-seconds", "5")

    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "output").read_text() == ""


def test_a_person_who_starts_it_by_hand_is_told_what_it_waits_for(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "nothing").touch()
    with (tmp_path / "nothing").open() as nothing, (tmp_path / "output").open("w") as output:
        monkeypatch.setattr(nothing, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", nothing)
        monkeypatch.setattr("pipeline.cli.lsp.sys.stdout", output)
        done = factdesk("lsp")

    assert done.code == 0
    assert "waiting for an editor" in done.err


def test_without_standard_input_there_is_one_line(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    done = factdesk("lsp")

    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "standard input is closed" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_though_its_input_is_open(
    desk: Path, sent: signal.Signals
) -> None:
    async def session(editor: Editor) -> None:
        editor.open("drafts/draft.txt", WRONG)
        await editor.shown("drafts/draft.txt")
        process = editor.client._server
        assert process
        process.send_signal(sent)

    assert with_command(desk, session, options=SOURCES, leave=False) == 130


def test_without_the_extra_one_line_says_what_to_install(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = importlib.util.find_spec
    monkeypatch.setattr(
        "pipeline.cli.lsp.find_spec", lambda name: None if name == "pygls" else genuine(name)
    )

    done = factdesk("lsp")

    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "pip install 'factdesk[lsp]'" in done.err


@pytest.mark.parametrize("args", [("--help",), ("lsp", "--help"), ("checks",)])
def test_other_commands_do_not_load_the_library_for_editors(args: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom pipeline.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('pygls', 'lsprotocol'))])"
    )

    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )

    assert done.stdout.splitlines()[-1] == "[]"
