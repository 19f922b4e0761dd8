"""Every ending is a code and one line: 70 for a fault of ours, never a traceback, never 1."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import app
from tests.articles import STORM, STORM_BRIEF
from tests.command import PATIENCE, Command, Done
from tests.scripted_server import completion, scripted_server
from tests.unit.test_cli import CLAIM

PAGE = """<html><head><meta property="article:published_time" content="{day}"></head><body><article>
<h1>Budget passes</h1><p>The council of 32 voted 22 to 10 on Tuesday for a budget of $3.2 million,
the mayor said.</p><p>It was 5 percent more than last year, she said on Monday of last week, and in
three weeks another vote follows.</p></article></body></html>"""


def outside(command: Sequence[str], folder: Path) -> Done:
    """Return how a command ended that ran in a process of its own, in a folder."""
    done = subprocess.run(  # noqa: S603  # ourselves
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def is_one_line(done: Done) -> bool:
    return done.err.startswith("factdesk: ") and done.err.count("\n") == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00"])
def test_a_day_that_a_system_made_up_is_read_like_any_other(factdesk: Command, day: str) -> None:
    Path("page.html").write_text(PAGE.format(day=day))

    done = factdesk("brief", "page.html", "--model", "extractive")

    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_BASE_URL", "http://[::1/v1"),
        ("OPENAI_BASE_URL", "http://ex\u00e4mple.invalid/v1"),
        ("OPENAI_BASE_URL", "http://127.0.0.1:99999/v1"),
        ("OPENAI_BASE_URL", "127.0.0.1/v1"),
        ("FACTDESK_CACHE_DIR", "~nouser-of-this-machine/x"),
        ("FACTDESK_CACHE_DIR", "/dev/null/x"),
        ("FACTDESK_CACHE_URL", "s3://[x"),
        ("ALL_PROXY", "socks5://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://[::1"),
        ("SSL_CERT_FILE", "/no/such/file.pem"),
    ],
)
@pytest.mark.usefixtures("without_pauses")
def test_a_setting_that_cannot_be_used_is_one_line(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv(name, value)

    done = factdesk("brief", "storm.txt", "--model", "m")

    assert done.code in {0, 2}
    assert "Traceback" not in done.err
    assert done.code == 0 or done.err.splitlines()[-1].startswith("factdesk: ")


def test_half_a_character_in_an_answer_is_written_to_no_file(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reply(body: dict[str, Any]) -> Any:
        is_brief = body["response_format"]["json_schema"]["name"] == "Brief"
        content = json.dumps(STORM_BRIEF if is_brief else {"claims": [CLAIM]})
        return completion(content.replace("480 homes", "480 homes \\ud83d"))

    with scripted_server(reply) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        done = factdesk("brief", "storm.txt", "--model", "m", "--out", "out")

    assert done.code == 0, done.err
    assert "Traceback" not in done.err
    for path in Path("out/storm").glob("[!.]*.[!x]*"):
        assert "480 homes" in path.read_text("utf-8")  # all of it is UTF-8


@pytest.mark.parametrize("args", ["brief -", "check --pairs -"])
def test_standard_input_that_is_closed_is_one_line(tmp_path: Path, args: str) -> None:
    shell = ["/bin/sh", "-c", f'"$0" -m factdesk {args} <&-', sys.executable]

    done = outside(shell, tmp_path)

    assert done.code == 2
    assert is_one_line(done)
    assert "standard input is closed" in done.err


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    story = tmp_path / "storm.txt"
    story.write_text(STORM)
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f'rmdir "$PWD"; exec {sys.executable} -m factdesk brief {story} --out out'

    done = outside(["/bin/sh", "-c", script], gone)

    assert done.code == 2
    assert is_one_line(done)


INTERRUPTED_IMPORT = """
import os, runpy, signal, sys
from importlib.abc import MetaPathFinder

class Interrupting(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
sys.argv = ["factdesk", "brief", "storm.txt"]
runpy.run_module("factdesk", run_name="__main__")
"""


@pytest.mark.parametrize(
    "module",
    ["pipeline.cli", "typer", "pipeline.cli.app", "pipeline.cli.brief", "pydantic", "pipeline.run"],
)
def test_ctrl_c_while_it_is_loaded_says_nothing(tmp_path: Path, module: str) -> None:
    (tmp_path / "storm.txt").write_text(STORM)
    done = outside([sys.executable, "-c", INTERRUPTED_IMPORT.format(module=module)], tmp_path)

    assert done.err == ""
    assert done.code in {130, -signal.SIGINT}


@pytest.mark.parametrize(
    "text",
    [
        "interactions: " + "[" * 200_000,
        "interactions: " + "{a: " * 200_000,
        "interactions:\n" + "".join("  " * level + "-\n" for level in range(400)),
        "a: &a [x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join(f'*{old}' for _ in range(9))}]\n"
            for old, new in pairwise("abcdefghijkl")
        )
        + "interactions: *l\n",
        "interactions: &a [*a]\n",
    ],
    ids=["lists", "mappings", "blocks", "references", "a circle"],
)
def test_a_cassette_that_builds_without_end_is_one_line(factdesk: Command, text: str) -> None:
    Path("deep.yaml").write_text(text)

    done = factdesk("brief", "storm.txt", "--cassette", "deep.yaml", "--model", "m")

    assert done.code == 2
    assert is_one_line(done)


def test_a_fault_of_ours_is_code_70_with_its_details_in_a_file(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> Sequence[str]:
        raise RuntimeError("planted: http://desk:pw@host/")

    monkeypatch.setattr(app, "loaded", broken)

    done = factdesk("checks")

    assert done.code == 70
    assert is_one_line(done)
    details = Path(done.err.rpartition("details are in ")[2].strip())
    assert "RuntimeError: planted: http://host/" in details.read_text()
    details.unlink()


def test_odd_entries_of_a_folder_cost_themselves_alone(factdesk: Command, tmp_path: Path) -> None:
    odd = Path("odd")
    odd.mkdir()
    (odd / "storm.txt").write_text(STORM)
    (odd / "self.txt").symlink_to("self.txt")
    (odd / "nowhere.txt").symlink_to("missing.txt")
    (odd / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(odd / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "odd/socket.txt"))

        done = factdesk("run", "odd", "--out", "out")

    assert done.code == 0
    assert "1 article: 1 done" in done.err + done.out
    for name in ("self.txt", "zero.txt", "pipe.txt", "socket.txt"):
        assert name in done.err + done.out


@pytest.mark.parametrize("name", ["brief.md", "worklist.xlsx", "other"])
def test_a_pipe_in_a_folder_of_results_is_one_line(factdesk: Command, name: str) -> None:
    assert factdesk("brief", "storm.txt", "--out", "out").code == 0
    Path("out/storm", name).unlink(missing_ok=True)
    os.mkfifo(Path("out/storm", name))

    done = factdesk("brief", "storm.txt", "--out", "out")

    assert done.code == 2
    assert is_one_line(done)
    assert "is a pipe" in done.err


def test_a_record_that_nests_without_end_knows_nothing(factdesk: Command) -> None:
    assert factdesk("brief", "storm.txt", "--out", "out").code == 0
    Path("out/storm/.factdesk-written.json").write_text("[" * 100_000)

    assert factdesk("brief", "storm.txt", "--out", "out").code == 0


@pytest.mark.parametrize("option", ["--max-seconds", "--max-memory"])
@pytest.mark.parametrize("command", ["brief", "run"])
def test_a_limit_without_sense_is_refused(factdesk: Command, command: str, option: str) -> None:
    done = factdesk(command, "storm.txt", "--out", "out", option, "9" * 17)

    assert done.code == 2
    assert option in done.err


def test_no_pairs_end_as_no_statements_do(factdesk: Command) -> None:
    Path("none.jsonl").write_text("")

    pairs = factdesk("check", "--pairs", "none.jsonl", "--out", "out.jsonl")
    plain = factdesk("check", "none.jsonl", "--source", "storm.txt")

    assert (pairs.code, plain.code) == (2, 2)
    assert is_one_line(pairs)
    assert not Path("out.jsonl").exists()


def test_recording_once_what_is_recorded_says_that_nothing_was_written(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")

    done = factdesk(
        "brief", "storm.txt", "--cassette", "t.yaml", "--record", "once", "--model", "extractive"
    )

    assert done.code == 2
    assert is_one_line(done)
    assert not Path("t.yaml").exists()


def ending(factdesk: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Done:
    def broken(_: str) -> Sequence[str]:
        raise error

    monkeypatch.setattr(app, "loaded", broken)
    return factdesk("checks")


def test_details_hold_no_key_and_are_for_their_owner_alone(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-9f8e7d")

    done = ending(factdesk, monkeypatch, RuntimeError("sent sk-planted-9f8e7d"))

    details = Path(done.err.rpartition("details are in ")[2].strip())
    assert "RuntimeError: sent [key]" in details.read_text()
    assert details.stat().st_mode & 0o077 == 0
    details.unlink()


def test_details_that_cannot_be_written_are_said_to_be_missing(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))

    done = ending(factdesk, monkeypatch, RuntimeError("planted"))

    assert done.code == 70
    assert is_one_line(done)
    assert "no file, which cannot be written" in done.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EOFError(), 70),
        (MemoryError(), 70),
        (RecursionError(), 70),
        (OSError(5, "planted", "x"), 70),
        (KeyboardInterrupt(), 130),
    ],
)
def test_no_error_ends_with_the_code_of_findings(
    factdesk: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: BaseException,
    code: int,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    done = ending(factdesk, monkeypatch, error)

    assert done.code == code
    assert is_one_line(done) if code == 70 else done.err == ""


def test_a_fault_is_in_the_exit_codes_that_are_listed(factdesk: Command) -> None:
    listed = "70 a fault of factdesk itself"

    assert all(listed in " ".join(factdesk(*name, "--help").out.split()) for name in ([], ["run"]))
    assert listed in (Path(__file__).parents[2] / "README.md").read_text()
