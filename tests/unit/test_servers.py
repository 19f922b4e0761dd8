"""How the servers for editors and assistants begin and end: `factdesk lsp` and `factdesk mcp`."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assistant import COMMAND, INITIALIZE, lines, piped
from tests.command import PATIENCE, Command

MESSAGE = json.dumps(INITIALIZE).encode()
GREETINGS = {
    "lsp": b"Content-Length: %d\r\n\r\n" % len(MESSAGE) + MESSAGE,
    "mcp": lines(INITIALIZE),
}
"""What a client says first, by the name of the server."""


def answered_into(output: int, name: str) -> subprocess.CompletedProcess[str]:
    """Run a server on a first message, its answer going to a descriptor."""
    return subprocess.run(  # noqa: S603
        [COMMAND, name],
        input=GREETINGS[name].decode(),
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("name", GREETINGS)
def test_a_client_that_reads_no_more_ends_the_server_without_a_word(name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = answered_into(writing, name)
    os.close(writing)

    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("name", GREETINGS)
def test_a_full_disk_is_one_line(name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = answered_into(full.fileno(), name)

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "cannot write to standard output" in line


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("name", GREETINGS)
def test_a_signal_ends_the_server_though_its_input_is_open(name: str, sent: signal.Signals) -> None:
    with piped(name) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write(GREETINGS[name])
        server.stdin.flush()
        assert server.stdout.readline()

        server.send_signal(sent)

        assert server.wait(PATIENCE) == 130


@pytest.mark.parametrize(("name", "library"), [("lsp", "pygls"), ("mcp", "mcp")])
def test_without_the_extra_one_line_says_what_to_install(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    done = factdesk(name)

    assert done.code == 2
    (line,) = done.err.splitlines()
    assert f"pip install 'factdesk[{name}]'" in line


@pytest.mark.parametrize("name", GREETINGS)
def test_a_standard_input_that_is_closed_is_told(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    done = factdesk(name)

    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "standard input is closed" in done.err
