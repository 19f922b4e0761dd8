"""An editor for tests: pygls' own client, beside the server in one process or over the command."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.io_ import run_async
from pygls.lsp.client import LanguageClient

from pipeline.limits import DEFAULT
from pipeline.lsp.server import ServerOptions, serve
from pipeline.lsp.standard_streams import StreamReader, StreamWriter
from tests.command import PATIENCE

STORY = "The depot.\n\nIt bought 412 doors in May.\nIt plans to buy 97 windows at a cost of $2 million.\n"
RIGHT = "It bought 412 doors in May."
WRONG = "It bought 13,412 doors in May."
ALL_OF_IT: dict[str, Any] = {
    "workspace": {
        "configuration": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "window": {"showDocument": {"support": True}},
}
"""Capabilities of an editor that can do all that the server knows of."""


async def at_once() -> None:
    """Stand for the pause before a text that is being typed is checked."""


class Editor:
    """What a test does in an editor, and what it is shown there."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.settings: object = None
        self.registered: list[str] = []
        self.said: list[str] = []
        self.cursor: types.Range | None = None
        self._texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        answers: dict[str, Callable[[Any], object]] = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: self._published.put_nowait,
            types.CLIENT_REGISTER_CAPABILITY: self._register,
            types.WORKSPACE_CONFIGURATION: self._tell_settings,
            types.WINDOW_SHOW_MESSAGE: lambda params: self.said.append(params.message),
            types.WINDOW_LOG_MESSAGE: lambda params: self.said.append(params.message),
            types.WINDOW_SHOW_DOCUMENT: self._show,
        }
        # lsprotocol takes an action that has a command for a command.
        converter = client.protocol._converter
        converter.register_structure_hook(
            types.Command | types.CodeAction,
            lambda value, _: converter.structure(value, types.CodeAction),
        )
        for method, answer in answers.items():
            client.feature(method)(lambda params, answer=answer: answer(params))

    def _tell_settings(self, _params: types.ConfigurationParams) -> list[object]:
        if isinstance(self.settings, Exception):
            raise self.settings
        return [self.settings]

    def _register(self, params: types.RegistrationParams) -> None:
        self.registered += [each.method for each in params.registrations]

    def _show(self, params: types.ShowDocumentParams) -> types.ShowDocumentResult:
        self.cursor = params.selection
        return types.ShowDocumentResult(success=True)

    def hang_up(self) -> None:
        """Send nothing more, as an editor that has ended."""
        writer = self.client.protocol.writer
        assert isinstance(writer, StreamWriter)
        writer._stream.close()

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.folder / name).as_uri()

    async def begin(self, can: dict[str, Any], options: object) -> types.InitializeResult:
        """Greet the server."""
        sent = {
            "capabilities": can,
            "rootUri": self.folder.as_uri(),
            "initializationOptions": options,
            "processId": None,
        }
        params = self.client.protocol._converter.structure(sent, types.InitializeParams)
        result = await asyncio.wait_for(self.client.initialize_async(params), PATIENCE)
        self.client.initialized(types.InitializedParams())
        return result

    def open(self, name: str, text: str, language: str = "") -> None:
        ending = name.rpartition(".")[2]
        language = language or {"md": "markdown", "txt": "plaintext"}.get(ending, ending)
        self._texts[name], self._versions[name] = text, 1
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> None:
        """Change the whole text."""
        self._texts[name] = text
        self._versions[name] += 1
        changed = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(changed, [whole]))

    def close(self, name: str) -> None:
        identifier = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))

    def change_settings(self, settings: object) -> None:
        params = types.DidChangeConfigurationParams(settings)
        self.client.workspace_did_change_configuration(params)

    def tell_of_changed_files(self, *names: str) -> None:
        kind = types.FileChangeType.Changed
        events = [types.FileEvent(self.uri(name), kind) for name in names]
        params = types.DidChangeWatchedFilesParams(events)
        self.client.workspace_did_change_watched_files(params)

    async def shown(self, name: str) -> list[types.Diagnostic]:
        """Return what is shown of the text as it is now, as soon as the server has told."""
        while True:
            told = await asyncio.wait_for(self._published.get(), PATIENCE)
            if told.uri == self.uri(name) and told.version in (None, self._versions[name]):
                return list(told.diagnostics)

    def at(self, name: str, words: str) -> types.Position:
        """Return the position where words begin, as an editor counts it."""
        before = self._texts[name][: self._texts[name].index(words)]
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def marked(self, name: str, place: types.Range) -> str:
        """Return the words in a range of one line, as an editor counts it."""
        line = self._texts[name].split("\n")[place.start.line].encode("utf-16-le")
        assert place.end.line == place.start.line
        return line[place.start.character * 2 : place.end.character * 2].decode("utf-16-le")

    async def hover(self, name: str, words: str) -> types.Hover | None:
        place = types.TextDocumentIdentifier(self.uri(name))
        asked = self.client.text_document_hover_async(
            types.HoverParams(place, self.at(name, words))
        )
        return await asyncio.wait_for(asked, PATIENCE)

    async def actions(
        self, name: str, words: str, shown: list[types.Diagnostic] | None = None, **context: Any
    ) -> list[types.CodeAction]:
        at = self.at(name, words)
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri(name)),
            types.Range(at, at),
            types.CodeActionContext(shown or [], **context),
        )
        asked = self.client.text_document_code_action_async(params)
        found = await asyncio.wait_for(asked, PATIENCE)
        return [each for each in found or [] if isinstance(each, types.CodeAction)]

    async def apply(self, name: str, action: types.CodeAction) -> str:
        """Make the edit of an action and run its command; return the text that results."""
        assert action.edit
        assert action.edit.changes
        ((uri, (edit,)),) = action.edit.changes.items()
        assert uri == self.uri(name)
        assert isinstance(edit, types.TextEdit)
        lines = self._texts[name].split("\n")
        at = edit.range.start
        raw = lines[at.line].encode("utf-16-le")
        new = edit.new_text.encode("utf-16-le")
        changed = raw[: at.character * 2] + new + raw[at.character * 2 :]
        lines[at.line] = changed.decode("utf-16-le")
        self.type(name, "\n".join(lines))
        if action.command:
            run = types.ExecuteCommandParams(action.command.command, action.command.arguments)
            asked = self.client.workspace_execute_command_async(run)
            await asyncio.wait_for(asked, PATIENCE)
        return self._texts[name]


Session = Callable[[Editor], Awaitable[None]]


def in_editor(
    folder: Path,
    session: Session,
    *,
    can: dict[str, Any] | None = None,
    options: object = None,
    settings: object = None,
    **server: Any,
) -> None:
    """Run a session with a server in this process, whose pauses take no time unless told."""
    usual: dict[str, Any] = {"limits": DEFAULT, "language_check": True, "pause": at_once}

    async def run(to_server: Ends, to_client: Ends) -> None:
        server_options = ServerOptions(**(usual | server))
        async with _beside(server_options, to_server, to_client) as client:
            editor = Editor(client, folder)
            editor.settings = settings
            await editor.begin(ALL_OF_IT if can is None else can, options)
            await session(editor)

    with read_by_threads() as to_server, read_by_threads() as to_client:
        asyncio.run(run(to_server, to_client))


Ends = tuple[int, int]
"""Of a pipe: what is read from, what is written to."""


@contextmanager
def read_by_threads() -> Iterator[Ends]:
    """Open a pipe, whose end that is written to is closed within.

    The other one is closed when no thread that was started within reads it any more: its number
    is soon another file's, of which such a thread would take the bytes.
    """
    before = set(threading.enumerate())
    ends = os.pipe()
    yield ends
    for thread in set(threading.enumerate()) - before:
        thread.join()
    os.close(ends[0])


@asynccontextmanager
async def _beside(
    options: ServerOptions, to_server: Ends, to_client: Ends
) -> AsyncIterator[LanguageClient]:
    """Connect a client and a server by two pipes."""
    client = LanguageClient("test", "1")
    with os.fdopen(to_server[1], "wb") as up, os.fdopen(to_client[1], "wb") as down:
        client.protocol.set_writer(StreamWriter(up, lambda: None))
        reading = run_async(
            client._stop_event, StreamReader(to_client[0], lambda: None), client.protocol
        )
        listening = asyncio.ensure_future(reading)
        serving = asyncio.ensure_future(serve(options, to_server[0], down))
        try:
            yield client
        finally:
            up.close()
            await asyncio.wait_for(serving, PATIENCE)
            down.close()
            await asyncio.wait_for(listening, PATIENCE)


def with_command(folder: Path, session: Session, *args: str, options: object = None) -> int:
    """Run a session with `factdesk lsp` itself; return the code that it ends with."""

    async def run() -> int:
        client = LanguageClient("test", "1")
        command = [sys.executable, "-m", "pipeline", "lsp", *args]
        await client.start_io(*command)
        process = client._server
        assert process
        editor = Editor(client, folder)
        await editor.begin(ALL_OF_IT, options)
        await session(editor)
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
        client.exit(None)
        code = await asyncio.wait_for(process.wait(), PATIENCE)
        await client.stop()  # type: ignore[no-untyped-call]  # of pygls
        return code

    return asyncio.run(run())
