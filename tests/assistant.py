"""An assistant's program that tests play: the SDK's own client, and the command that it starts."""

import json
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


@contextmanager
def assistant_here(folder: Path) -> Iterator[Assistant]:
    """Serve from this process, where what the server does is measured."""

    async def here(work: Callable[..., Any], *given: object) -> Any:
        return work(*given)

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
