"""`factdesk lsp` itself, over standard input and output, as an editor runs it."""

import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol.types import DiagnosticSeverity

from tests.command import PATIENCE, Command
from tests.editor import RIGHT, WRONG, Editor, with_command
from tests.unit.test_language import OTHERS

SOURCES = {"factdesk": {"sources": {"drafts/*": ["story.txt"]}}}


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
    async def session(editor: Editor) -> None:
        editor.open("drafts/draft.txt", OTHERS["German"])
        assert all(each.code for each in await editor.shown("drafts/draft.txt"))

    assert with_command(desk, session, "--language-check", "off", options=SOURCES) == 0


def fed(sent: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the command on what is sent to it."""
    command = [sys.executable, "-m", "pipeline", "lsp"]
    return subprocess.run(command, input=sent, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603


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
    done = fed(sent)

    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


def test_what_is_no_editor_is_told_in_one_line() -> None:
    done = fed(b"5" * 300_000)

    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert "standard input has a line of more than 65,536 bytes" in line


@pytest.mark.parametrize("is_terminal", [False, True])
def test_only_a_person_who_starts_it_by_hand_is_told_what_it_waits_for(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, is_terminal: bool
) -> None:
    (tmp_path / "nothing").touch()
    with (tmp_path / "nothing").open() as nothing, (tmp_path / "output").open("w") as output:
        monkeypatch.setattr(nothing, "isatty", lambda: is_terminal)
        monkeypatch.setattr(sys, "stdin", nothing)
        monkeypatch.setattr("pipeline.cli.lsp.sys.stdout", output)
        done = factdesk("lsp", "--max-seconds", "5")

    told = "waiting for an editor, which starts this command by itself: docs/editors.md\n"
    assert (done.code, done.err) == (0, told * is_terminal)
    assert (tmp_path / "output").read_text() == ""


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
