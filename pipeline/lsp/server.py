"""The server: what an editor sends and asks, and what it is told, by pygls.

All of it happens in one thread, the main one, where limits of time hold. A check gives way to
what the editor sends after each statement, and a newer text ends it there; where the editor leaves,
it is ended where it stands.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from threading import Event
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.io_ import run_async
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from pipeline.errors import ArticleError, SettingsError
from pipeline.limits import Limits
from pipeline.lsp.comment_edit import CommentEdit, comment_edit
from pipeline.lsp.draft_check import Basis, CheckedDraft, Draft, check_draft, form_of
from pipeline.lsp.draft_sources import (
    SECTION,
    DraftSources,
    EditorSettings,
    SourceFiles,
    settings_of,
    sources_of,
)
from pipeline.lsp.interruption import Interruption
from pipeline.lsp.latest_work import LatestWork
from pipeline.lsp.messages import (
    ORIGIN,
    Client,
    diagnostics_of,
    hover_text,
    note_on,
    without_sources,
)
from pipeline.lsp.standard_streams import StreamReader, StreamWriter
from pipeline.version import VERSION
from schemas import CheckedNumber, CheckedStatement

Result = TypeVar("Result")
PLACE_CURSOR = "factdesk.placeCursor"
"""The command that an editor runs after an edit, to have us ask it where to put the cursor."""
_PAUSE_SECONDS = 0.2
"""Without a change, before a text is checked: a number is rarely typed in one stroke."""
_KINDS_ABOVE = {types.CodeActionKind.Empty, types.CodeActionKind.QuickFix}
"""The kinds of actions that take in ours."""
_WATCHED = "**/{*.{txt,md,markdown,html,htm,xhtml,docx,pdf},factdesk.toml}"
"""What may be a source, or names some; of others a change is seen with the draft's next one."""
_pause = partial(asyncio.sleep, _PAUSE_SECONDS)


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What the command line says of every check."""

    limits: Limits
    language_check: bool
    pause: Callable[[], Awaitable[None]] = _pause
    """Waits until nobody seems to type."""


class DraftServer(LanguageServer):
    """Checks the drafts that are open in an editor."""

    def __init__(self, options: ServerOptions, interruption: Interruption) -> None:
        super().__init__(ORIGIN, VERSION, types.TextDocumentSyncKind.Full)
        self.options, self.interruption = options, interruption
        self.settings = EditorSettings()
        self.configured = asyncio.Event()
        self.checked: dict[str, CheckedDraft] = {}
        self.checks = LatestWork(lambda error: self.report_server_error(error, JsonRpcException))
        self._found: dict[str, tuple[DraftSources, dict[str, Path]]] = {}
        self._files = SourceFiles(limits=options.limits, language_check=options.language_check)
        for method, handler in _FEATURES.items():
            self.feature(method, _OPTIONS.get(method))(handler)
        self.command(PLACE_CURSOR)(place_cursor)

    def report_server_error(self, error: Exception | BaseException, source: Any) -> None:  # noqa: ANN401, ARG002
        """Tell the editor's log what went wrong; nobody is interrupted while typing."""
        message = f"{type(error).__name__}: {error}"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    @property
    def client(self) -> Client:
        """What the editor can show."""
        text_document = self.client_capabilities.text_document
        published = text_document.publish_diagnostics if text_document else None
        hover = text_document.hover if text_document else None
        return Client(
            units=self.workspace.position_codec.client_num_units,
            shows_related=bool(published and published.related_information),
            shows_markdown=types.MarkupKind.Markdown in ((hover and hover.content_format) or ()),
        )

    def take_settings(self, value: object) -> None:
        """Take what the editor sends as our settings; what is wrong is told, and the rest taken."""
        self.settings, faults = settings_of(value)
        if faults:
            said = f"factdesk: {'; '.join(faults)}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, said))

    def begin(self, uri: str, *, typing: bool = False) -> None:
        """Check a text anew, while somebody types after a pause."""
        document = self.workspace.get_text_document(uri)
        form = form_of(document.language_id, document.path)
        if form is not None:
            draft = Draft(uri, document.filename or uri, document.source, form)
            self.checks.begin(uri, self._check(document, document.version, draft, typing=typing))

    def begin_all(self) -> None:
        """Check every open text anew: settings or sources may have changed."""
        for document in list(self.workspace.text_documents.values()):
            self.begin(document.uri)

    def forget(self, uri: str) -> None:
        """Drop a text that was closed, and what was shown of it."""
        self.checks.end(uri)
        self.checked.pop(uri, None)
        self._found.pop(uri, None)
        self._publish(uri, None, [])

    async def answered(
        self, uri: str, answer: Callable[[CheckedDraft], Result | None]
    ) -> Result | None:
        """Return what is answered of a text as it is now.

        None where it could not be checked, or where the answer takes more than the limits allow.
        """
        await self.checks.settled(uri)
        checked = self.checked.get(uri)
        if checked is None:
            return None
        try:
            return self.interruption.run(partial(checked.keep, partial(answer, checked)))
        except ArticleError:
            return None

    async def _check(
        self, document: TextDocument, version: int | None, draft: Draft, *, typing: bool
    ) -> None:
        if typing:
            await self.options.pause()
        await self.configured.wait()
        self.checked.pop(document.uri, None)
        client, severities = self.client, types.DiagnosticSeverity
        try:
            path = self._path_of(document)
            told = sources_of(path, self._folder_of(path), self.settings)
            if told.names:
                checked = await self._steps(draft, told, typing=typing)
                told_of = partial(diagnostics_of, checked, client)
                keep = partial(checked.keep, told_of, clock=checked.clock)
                found = self.interruption.run(keep)
                self.checked[document.uri] = checked
            else:
                severity = severities.Warning if told.missing else severities.Information
                is_inside = path.is_relative_to(told.folder)
                name = path.relative_to(told.folder).as_posix() if is_inside else path.name
                message = without_sources(name, told.missing)
                found = [note_on(draft.text, message, severity, client)]
        except (ArticleError, SettingsError) as error:
            found = [note_on(draft.text, str(error), severities.Warning, client)]
        self._publish(document.uri, version, found)

    async def _steps(self, draft: Draft, told: DraftSources, *, typing: bool) -> CheckedDraft:
        if not typing or self._found.get(draft.uri, (None,))[0] != told:
            # A pattern may go through all folders, which takes too long for each key.
            self._found[draft.uri] = told, self.interruption.run(lambda: told.files)
        _, files = self._found[draft.uri]
        sources = {}
        for name, path in files.items():
            sources[name] = self.interruption.run(partial(self._files.of, name, path))
            await asyncio.sleep(0)
        limits, language_check = self.options.limits, self.options.language_check
        basis = Basis(sources, files, told.sensitivity, limits, language_check, told.reasons)
        steps = check_draft(draft, basis)
        while True:
            try:
                self.interruption.run(partial(next, steps))
            except StopIteration as done:
                checked: CheckedDraft = done.value
                return checked
            await asyncio.sleep(0)

    def _path_of(self, document: TextDocument) -> Path:
        """Return the path of a text; one that is in no file belongs to the workspace folder."""
        path = to_fs_path(document.uri)
        if path is None or "\0" in path:  # which no system takes for a name
            name = PurePath(document.path).name.replace("\0", "\N{REPLACEMENT CHARACTER}")
            return Path(self.workspace.root_path or Path.cwd()) / name
        return Path(path)

    def _folder_of(self, path: Path) -> Path:
        """Return the workspace folder that a file is in, the inmost of several."""
        uris = [folder.uri for folder in self.workspace.folders.values()]
        roots = [*map(to_fs_path, uris), self.workspace.root_path]
        holding = [Path(root) for root in roots if root and path.is_relative_to(root)]
        return max(holding, key=lambda folder: len(folder.parts), default=path.parent)

    def _publish(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        published = types.PublishDiagnosticsParams(uri, diagnostics, version)
        self.text_document_publish_diagnostics(published)


def initialize(server: DraftServer, params: types.InitializeParams) -> None:
    """Take the settings that come with the first message."""
    server.take_settings(params.initialization_options)


async def initialized(server: DraftServer, _params: types.InitializedParams) -> None:
    """Ask for the settings, then to be told of changes, where the editor can do so."""
    try:
        await _ask_for_settings(server)
    finally:
        server.configured.set()
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    configuring = workspace.did_change_configuration if workspace else None
    wanted: list[tuple[str, object]] = []
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(_WATCHED)]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        wanted.append((types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
    if configuring and configuring.dynamic_registration:
        section = types.DidChangeConfigurationRegistrationOptions(SECTION)
        wanted.append((types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
    if wanted:
        registrations = [types.Registration(method, method, how) for method, how in wanted]
        await server.client_register_capability_async(types.RegistrationParams(registrations))


async def _ask_for_settings(server: DraftServer) -> None:
    """Take the settings that the editor keeps, where it says what they are."""
    workspace = server.client_capabilities.workspace
    if workspace and workspace.configuration:
        wanted = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        values = await server.workspace_configuration_async(wanted)
        if values and values[0]:
            server.take_settings(values[0])


def opened(server: DraftServer, params: types.DidOpenTextDocumentParams) -> None:
    """Check a text that was opened."""
    server.begin(params.text_document.uri)


def changed(server: DraftServer, params: types.DidChangeTextDocumentParams) -> None:
    """Check a text that is being written."""
    server.begin(params.text_document.uri, typing=True)


def closed(server: DraftServer, params: types.DidCloseTextDocumentParams) -> None:
    """Drop a text that was closed."""
    server.forget(params.text_document.uri)


async def reconfigured(server: DraftServer, params: types.DidChangeConfigurationParams) -> None:
    """Take other settings and check everything by them."""
    if params.settings:
        server.take_settings(params.settings)
    await _ask_for_settings(server)
    server.begin_all()


def files_changed(server: DraftServer, _params: object) -> None:
    """Check everything: what changed may be a source."""
    server.begin_all()


async def hover(server: DraftServer, params: types.HoverParams) -> types.Hover | None:
    """Return the verdict on a number with the sentences that it rests on."""
    return await server.answered(params.text_document.uri, partial(_hover, server, params))


def _hover(
    server: DraftServer, params: types.HoverParams, checked: CheckedDraft
) -> types.Hover | None:
    client = server.client
    lines = client.lines(checked.draft.text)
    finding = checked.number_at(lines.offset(params.position))
    if finding is None:
        return None
    kind = types.MarkupKind.Markdown if client.shows_markdown else types.MarkupKind.PlainText
    content = types.MarkupContent(kind, hover_text(finding, client))
    return types.Hover(content, lines.range(finding.place.start, finding.place.end))


async def code_actions(
    server: DraftServer, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """Return an action for each finding in the range that lets it stand by a comment."""
    only = params.context.only
    if only and not any(kind in _KINDS_ABOVE for kind in only):
        return []
    answer = partial(_code_actions, server, params)
    return await server.answered(params.text_document.uri, answer) or []


def _code_actions(
    server: DraftServer, params: types.CodeActionParams, checked: CheckedDraft
) -> list[types.CodeAction]:
    lines = server.client.lines(checked.draft.text)
    start, end = lines.offset(params.range.start), lines.offset(params.range.end)
    by_comment: dict[tuple[int, str], tuple[CheckedStatement, CheckedNumber]] = {}
    for statement, finding in checked.doubtful(start, end):
        by_comment.setdefault((statement.place.start, finding.code), (statement, finding))
    edits = (
        (finding, comment_edit(checked, statement, finding.code))
        for statement, finding in by_comment.values()
    )
    shown = [each for each in params.context.diagnostics if each.source == ORIGIN]
    return [_action(server, checked, finding, edit, shown) for finding, edit in edits if edit]


def _action(
    server: DraftServer,
    checked: CheckedDraft,
    finding: CheckedNumber,
    edit: CommentEdit,
    shown: list[types.Diagnostic],
) -> types.CodeAction:
    client = server.client
    at = client.lines(checked.draft.text).position(edit.at)
    cursor = client.lines(edit.applied(checked.draft.text)).position(edit.cursor)
    change = types.TextEdit(types.Range(at, at), edit.text)
    window = server.client_capabilities.window
    places_cursor = bool(window and window.show_document and window.show_document.support)
    uri = checked.draft.uri
    arguments = [uri, cursor.line, cursor.character]
    return types.CodeAction(
        title=f"Let “{finding.quantity.text}” stand ({finding.code}): insert a comment",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[each for each in shown if each.code == finding.code],
        edit=types.WorkspaceEdit(changes={uri: [change]}),
        command=types.Command("Type the reason", PLACE_CURSOR, arguments=arguments)
        if places_cursor
        else None,
    )


async def place_cursor(server: DraftServer, uri: str, line: int, character: int) -> None:
    """Ask the editor to put the cursor where a reason is to be typed."""
    at = types.Position(line, character)
    shown = types.ShowDocumentParams(uri, take_focus=True, selection=types.Range(at, at))
    await server.window_show_document_async(shown)


_FEATURES: dict[str, Callable[..., object]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.TEXT_DOCUMENT_DID_OPEN: opened,
    types.TEXT_DOCUMENT_DID_CHANGE: changed,
    types.TEXT_DOCUMENT_DID_CLOSE: closed,
    types.TEXT_DOCUMENT_DID_SAVE: files_changed,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: reconfigured,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: files_changed,
    types.TEXT_DOCUMENT_HOVER: hover,
    types.TEXT_DOCUMENT_CODE_ACTION: code_actions,
}
_OPTIONS: dict[str, object] = {
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([types.CodeActionKind.QuickFix]),
}


async def serve(options: ServerOptions, descriptor: int, output: BinaryIO) -> None:
    """Speak the protocol until the editor leaves; `descriptor` is of what the editor sends.

    Raises SystemExit, with the code that the protocol says, where the editor ends the server, and
    OSError where it reads no more.
    """
    interruption, serving = Interruption(), asyncio.current_task()
    writer = StreamWriter(output, lambda: serving and serving.cancel())
    server = DraftServer(options, interruption)
    server.protocol.set_writer(writer)
    # What prints by mistake must not break the protocol.
    with redirect_stdout(sys.stderr), interruption.heeded():
        try:
            await run_async(
                stop_event=Event(),
                reader=StreamReader(descriptor, interruption.ask),
                protocol=server.protocol,
                error_handler=server.report_server_error,
            )
        finally:
            if writer.error:
                raise writer.error from None
