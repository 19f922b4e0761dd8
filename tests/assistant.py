"""An assistant's program that tests play: the SDK's own client, and the command that it starts."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import TextContent, Tool

from pipeline.assistants.answers import Bounds
from pipeline.assistants.open_folders import OpenFolders
from pipeline.assistants.server import Desk, server_of

COMMAND = Path(sys.executable).with_name("factdesk")
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def call(number: int, tool: str, **arguments: object) -> dict[str, object]:
    """Return the message that calls a tool."""
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def lines(*messages: object) -> bytes:
    """Return messages as they are sent."""
    return "".join(f"{json.dumps(message)}\n" for message in messages).encode()


@contextmanager
def piped(*args: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command with a pipe at each end, as a client does that knows no SDK."""
    pipe = subprocess.PIPE
    with subprocess.Popen([COMMAND, *args], stdin=pipe, stdout=pipe, stderr=pipe) as started:  # noqa: S603
        try:
            yield started
        finally:
            started.kill()


def replies(server: subprocess.Popen[bytes], sent: bytes, *numbers: int) -> dict[object, Any]:
    """Return what comes, by the numbers of the calls, until all of these are answered."""
    assert server.stdin
    assert server.stdout
    server.stdin.write(sent)
    server.stdin.flush()
    come: dict[object, Any] = {}
    while not come.keys() >= set(numbers):
        reply = json.loads(server.stdout.readline())
        assert reply["jsonrpc"] == "2.0"
        come[reply.get("id")] = reply
    return come


class Called(NamedTuple):
    """What a call of a tool came to."""

    is_error: bool
    text: str
    data: dict[str, Any]


class Assistant(NamedTuple):
    """A client that is connected; `told` is what its server has printed on standard error."""

    portal: BlockingPortal
    client: Client
    errors: Path

    def tools(self) -> dict[str, Tool]:
        """Return what the server lists, by name."""
        return {tool.name: tool for tool in self.portal.call(self.client.list_tools).tools}

    def call(self, tool: str, **arguments: object) -> Called:
        """Return the answer; the client raises where it does not fit the schema of the tool."""
        done = self.portal.call(self.client.call_tool, tool, arguments)
        (content,) = done.content
        assert isinstance(content, TextContent)
        return Called(bool(done.is_error), content.text, done.structured_content or {})

    def refusal(self, tool: str, **arguments: object) -> str:
        """Return the line that refuses a call."""
        done = self.call(tool, **arguments)
        assert done.is_error
        assert len(done.text.splitlines()) == 1
        return done.text

    def answer(self, tool: str, **arguments: object) -> dict[str, Any]:
        """Return the data of an answer; its text says no more."""
        done = self.call(tool, **arguments)
        assert not done.is_error, done.text
        assert set(json.loads(done.text)) <= set(done.data)
        assert len(done.text) <= len(json.dumps(done.data))
        return done.data

    def told(self) -> str:
        """Return what the server has printed on standard error."""
        return self.errors.read_text(encoding="utf-8")


@contextmanager
def assistant(
    *args: str | Path, environment: Mapping[str, str] | None = None
) -> Iterator[Assistant]:
    """Start `factdesk mcp` with these arguments, and end it."""
    with tempfile.TemporaryDirectory() as folder:
        cache = {"FACTDESK_CACHE_DIR": str(Path(folder) / "cache")}
        server = StdioServerParameters(
            command=str(COMMAND), args=["mcp", *map(str, args)], env=cache | dict(environment or {})
        )
        errors = Path(folder) / "errors.txt"
        with (
            errors.open("w", encoding="utf-8") as stream,
            _connected(Client(stdio_client(server, errlog=stream)), errors) as started,
        ):
            yield started


async def here(work: Callable[..., Any], *given: object) -> Any:
    """Do the work in this process."""
    return work(*given)


@contextmanager
def assistant_here(folder: Path) -> Iterator[Assistant]:
    """Serve from this process, where what the server does is measured."""
    desk = Desk(Bounds(OpenFolders.of([folder])), here)
    with _connected(Client(server_of(desk)), folder) as connected:
        yield connected


@contextmanager
def _connected(client: Client, errors: Path) -> Iterator[Assistant]:
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(client) as connected,
    ):
        yield Assistant(portal, connected, errors)
