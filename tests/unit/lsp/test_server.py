"""What an editor is shown and answered, by pygls' own client."""

import asyncio
import sys
from glob import glob
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from lsprotocol.types import DiagnosticSeverity

from pipeline.limits import DEFAULT, Limits
from pipeline.lsp.draft_check import check_draft
from pipeline.lsp.messages import Client, diagnostics_of
from pipeline.lsp.positions import Lines
from pipeline.stages.check_statements import check_placed
from tests.editor import ALL_OF_IT, RIGHT, WRONG, Editor, in_editor
from tests.unit.test_language import OTHERS

PLANNED = "It bought 97 windows."
GERMAN = OTHERS["German"]
SOURCES = {"sources": {"*": ["story.txt"]}}
ERROR, WARNING, INFORMATION = (
    DiagnosticSeverity.Error,
    DiagnosticSeverity.Warning,
    DiagnosticSeverity.Information,
)


def severities(shown: list[types.Diagnostic]) -> list[DiagnosticSeverity | None]:
    return [each.severity for each in shown]


def test_numbers_are_marked_with_what_is_wrong(desk: Path) -> None:
    text = f"{RIGHT}\n{WRONG}\n{PLANNED}\n"

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", text)
        wrong, planned = await editor.shown("draft.txt")

        assert severities([wrong, planned]) == [ERROR, INFORMATION]
        assert editor.marked("draft.txt", wrong.range) == "13,412"
        assert (wrong.code, wrong.source) == ("value", "factdesk")
        said, evidence, meaning = wrong.message.splitlines()
        assert said.startswith("“13,412” not supported, support .0")
        assert evidence == "story.txt, s2: It bought 412 doors in May."
        assert meaning.startswith("Another value: ")
        assert planned.code == "projection"
        (related,) = wrong.related_information or ()
        assert related.location.uri == (desk / "story.txt").as_uri()
        assert related.location.range.start == types.Position(2, 0)
        assert related.message == "It bought 412 doors in May."

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize(
    "line",
    [
        f"The 🚢 and the 👩‍👩‍👧: {WRONG}",
        f"The cafe\u0301: {WRONG}",
        f"\ufeff{WRONG}",
        f"It rained.\r\n{WRONG}",
        f"A broken \ud83d: {WRONG}",
        f"**🚢** *{WRONG}*",
    ],
)
def test_columns_count_as_editors_do(desk: Path, line: str) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.md", line)
        (wrong,) = await editor.shown("draft.md")

        before = line.rpartition("\n")[2].partition("13,412")[0]
        width = len(before.encode("utf-16-le", "surrogatepass")) // 2
        assert wrong.range.start.character == width
        assert wrong.range.end.character == width + len("13,412")

    in_editor(desk, session, options=SOURCES)


def test_an_editor_may_count_otherwise(desk: Path) -> None:
    can = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", f"🚢 {WRONG}")
        (wrong,) = await editor.shown("draft.txt")

        assert wrong.range.start.character == len("🚢 It bought ".encode())

    in_editor(desk, session, options=SOURCES, can=can)


def test_diagnostics_follow_what_is_typed(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", "It bought 4")
        await editor.shown("draft.txt")
        for text in ("It bought 41", "It bought 41 doors", WRONG, f"{WRONG}\n{RIGHT}"):
            editor.type("draft.txt", text)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        editor.type("draft.txt", RIGHT)
        assert await editor.shown("draft.txt") == []
        editor.type("draft.txt", "")
        assert await editor.shown("draft.txt") == []

    in_editor(desk, session, options=SOURCES)


def test_a_text_that_is_typed_over_is_never_checked(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def counted(draft: Any, basis: Any) -> Any:
        checked.append(draft.text)
        return check_draft(draft, basis)

    monkeypatch.setattr("pipeline.lsp.server.check_draft", counted)
    gate = asyncio.Event()

    async def pause() -> None:
        await gate.wait()

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", RIGHT)
        await editor.shown("draft.txt")
        editor.type("draft.txt", "It bought 13,")
        editor.type("draft.txt", WRONG)
        editor.open("other.txt", RIGHT)
        await editor.shown("other.txt")  # so the changes before have come as well
        gate.set()
        assert severities(await editor.shown("draft.txt")) == [ERROR]

    in_editor(desk, session, options=SOURCES, pause=pause)

    assert checked == [RIGHT, RIGHT, WRONG]


def test_a_newer_text_ends_the_check_of_an_older_one(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(draft: Any, basis: Any) -> Any:
        while draft.text == WRONG:
            yield
        return (yield from check_draft(draft, basis))

    monkeypatch.setattr("pipeline.lsp.server.check_draft", endless)

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        editor.type("draft.txt", RIGHT)
        assert await editor.shown("draft.txt") == []

    in_editor(desk, session, options=SOURCES)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("is_asked", [True, False], ids=["shutdown", "end of input"])
def test_an_editor_that_leaves_ends_a_check_where_it_stands(
    desk: Path, monkeypatch: pytest.MonkeyPatch, *, is_asked: bool
) -> None:
    async def session(editor: Editor) -> None:
        has_begun = asyncio.Event()

        def endless(_draft: Any, _basis: Any) -> Any:
            has_begun.set()
            if is_asked:
                editor.client.shutdown(None)
            else:
                editor.hang_up()
            while True:
                pass
            yield

        monkeypatch.setattr("pipeline.lsp.server.check_draft", endless)
        editor.open("draft.txt", WRONG)
        await has_begun.wait()

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize("work", ["diagnostics_of", "hover_text"])
def test_all_work_on_a_draft_is_held_to_the_limit_of_time(
    desk: Path, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(f"pipeline.lsp.server.{work}", endless)

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        (shown,) = await editor.shown("draft.txt")
        assert ("took more than 1 s" in shown.message) is (work == "diagnostics_of")
        assert await editor.hover("draft.txt", "13,412") is None

    in_editor(desk, session, options=SOURCES, limits=Limits(seconds=1))


def test_patterns_of_sources_are_not_looked_up_while_somebody_types(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    def counted(name: str, **how: Any) -> list[str]:
        looked_up.append(name)
        return glob(name, **how)  # noqa: PTH207  # what it stands for

    monkeypatch.setattr("pipeline.lsp.draft_sources.glob", counted)

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        await editor.shown("draft.txt")
        editor.type("draft.txt", RIGHT)
        await editor.shown("draft.txt")
        assert looked_up == ["*.txt"]
        (desk / "other.txt").write_text(f"The depot.\n\n{WRONG}\n")
        editor.type("draft.txt", WRONG)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        editor.tell_of_changed_files("other.txt")
        assert await editor.shown("draft.txt") == []

    in_editor(desk, session, options={"sources": {"draft.*": ["*.txt"]}})


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("412", ["“412” supported", "story.txt, s2:", "> It bought 412 doors in May."]),
        ("13,412", ["“13,412” not supported", "> It bought 412 doors", "Code value: right"]),
        ("97", ["“97” review", "> It plans to buy 97 windows", "Plan told as done: "]),
        ("5,555", ["suppressed: counted by hand"]),
        ("It", None),
        ("rained", None),
    ],
)
def test_a_hover_shows_the_verdict_and_the_sentence(
    desk: Path, word: str, parts: list[str] | None
) -> None:
    comment = "<!-- factdesk: ok counted by hand -->"
    text = f"# It rained\n\n{RIGHT} {WRONG} {PLANNED} It bought 5,555 doors in May. {comment}\n"

    async def session(editor: Editor) -> None:
        editor.open("draft.md", text)
        hover = await editor.hover("draft.md", word)

        if parts is None:
            assert hover is None
            return
        assert hover
        assert hover.range
        assert isinstance(hover.contents, types.MarkupContent)
        shown = hover.contents.value.replace("\\", "")
        assert [part for part in parts if part not in shown] == []
        assert editor.marked("draft.md", hover.range).startswith(word)

    in_editor(desk, session, options=SOURCES)


def test_an_absent_number_is_shown_beside_the_nearest_sentence(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", "Half of the doors that it bought in May are red.")
        hover = await editor.hover("draft.txt", "Half")

        assert hover
        assert "nearest in story.txt, s2" in str(hover.contents)

    in_editor(desk, session, options=SOURCES)


def test_a_hover_and_an_action_wait_for_the_text_as_it_is_now(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", RIGHT)
        editor.type("draft.txt", WRONG)
        assert "not supported" in str(await editor.hover("draft.txt", "13,412"))
        assert len(await editor.actions("draft.txt", "13,412")) == 1

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize(
    ("name", "comment", "behind"),
    [
        ("draft.md", "{} <!-- factdesk: ok(value)  -->", 4),
        ("draft.txt", "{}  # factdesk: ok(value) ", 0),
    ],
)
def test_an_action_inserts_the_comment_that_lets_a_finding_stand(
    desk: Path, name: str, comment: str, behind: int
) -> None:
    text = f"It rained.\n\n🚢 {WRONG}\n"

    async def session(editor: Editor) -> None:
        editor.open(name, text)
        shown = await editor.shown(name)
        (action,) = await editor.actions(name, "13,412", shown)
        assert action.kind == types.CodeActionKind.QuickFix
        assert list(action.diagnostics or ()) == shown
        assert "13,412" in action.title

        changed = await editor.apply(name, action)

        line = comment.format(f"🚢 {WRONG}")
        assert changed == f"It rained.\n\n{line}\n"
        assert editor.cursor
        units = len(line.encode("utf-16-le")) // 2
        assert editor.cursor.start == editor.cursor.end == types.Position(2, units - behind)
        (warning,) = await editor.shown(name)
        assert (warning.severity, warning.code) == (WARNING, "suppression")
        assert warning.message == "a suppression without a reason: say why"
        assert not warning.tags
        editor.type(name, changed.replace("ok(value) ", "ok(value) counted by hand"))
        assert await editor.shown(name) == []
        assert await editor.actions(name, "13,412") == []

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize(
    ("only", "count"),
    [
        (None, 1),
        (["quickfix"], 1),
        ([""], 1),
        (["refactor"], 0),
        (["quickfix.other"], 0),
        (["quick"], 0),
    ],
)
def test_an_editor_may_ask_for_actions_of_a_kind(
    desk: Path, only: list[str] | None, count: int
) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        assert len(await editor.actions("draft.txt", "13,412", only=only)) == count
        assert await editor.actions("draft.txt", "It") == []

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("<!-- factdesk: ok -->", "a suppression without a reason: say why"),
        ("<!-- factdesk: ok(range) by hand -->", "this comment suppresses no finding: take it out"),
        ("<!-- factdesk: ok(valeu) by hand -->", "there is no code 'valeu'"),
    ],
)
def test_a_comment_that_is_no_good_is_a_warning(desk: Path, comment: str, says: str) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.md", f"{RIGHT} {WRONG} {comment}\n")
        shown = await editor.shown("draft.md")

        (warning,) = (each for each in shown if each.code == "suppression")
        assert warning.severity == WARNING
        assert says in warning.message
        assert editor.marked("draft.md", warning.range) == comment
        is_unused = "take it out" in warning.message
        assert list(warning.tags or ()) == [types.DiagnosticTag.Unnecessary] * is_unused
        assert len(shown) == 1 + is_unused

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize(
    ("name", "shown_as"),
    [
        ("draft.md", '"draft.md"'),
        ("drafts/my draft.txt", '"drafts/my draft.txt"'),
        ("untitled:Untitled-1", "Untitled-1"),
        ("file:///elsewhere/draft.md", '"draft.md"'),
    ],
)
def test_without_sources_one_message_says_how_to_name_them(
    desk: Path, name: str, shown_as: str
) -> None:
    async def session(editor: Editor) -> None:
        editor.open(name, f"# {WRONG}\n\n{WRONG}\n", "markdown")
        (note,) = await editor.shown(name)

        assert note.severity == INFORMATION
        assert note.range == types.Range(types.Position(0, 0), types.Position(0, len(WRONG) + 2))
        assert '"sources": {' in note.message
        assert "in a factdesk.toml" in note.message
        assert shown_as in note.message
        assert await editor.hover(name, "13,412") is None
        assert await editor.actions(name, "13,412") == []

    in_editor(desk, session)


def test_sources_that_a_factdesk_toml_names_and_that_are_not_there_are_told(desk: Path) -> None:
    pairs = '[[check]]\ndrafts = "*.txt"\nsources = ["{name}.html", "old/*.html"]\n'
    (desk / "factdesk.toml").write_text(f'[[check]]\ndrafts = "a"\nsources = "b"\n{pairs}')

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        (note,) = await editor.shown("draft.txt")

        assert note.severity == types.DiagnosticSeverity.Warning
        assert "factdesk.toml holds this draft against '{name}.html', 'old/*.html'" in note.message
        assert "No source is named" not in note.message

    in_editor(desk, session)


def test_settings_are_asked_for_and_taken_when_they_change(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        editor.settings = {"sources": {"other.txt": ["story.txt"]}}
        editor.change_settings(None)
        assert severities(await editor.shown("draft.txt")) == [INFORMATION]
        assert editor.registered == [
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.WORKSPACE_DID_CHANGE_CONFIGURATION,
        ]

    in_editor(desk, session, settings=SOURCES)


def test_an_editor_that_refuses_what_it_said_it_can_do_is_served_all_the_same(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        assert severities(await editor.shown("draft.txt")) == [ERROR]

    in_editor(desk, session, options=SOURCES, settings=ZeroDivisionError())


def test_a_text_in_no_file_yet_belongs_to_the_workspace_folder(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("untitled:Untitled-1", WRONG, "plaintext")
        assert severities(await editor.shown("untitled:Untitled-1")) == [ERROR]

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize("name", ["draft%00.txt", "draft%00/draft.txt"])
def test_an_address_that_no_file_can_have_belongs_to_the_workspace_folder(
    desk: Path, name: str
) -> None:
    (desk / "factdesk.toml").write_text('[[check]]\ndrafts = "*.txt"\nsources = "story.txt"\n')
    uri = f"{desk.as_uri()}/{name}"

    async def session(editor: Editor) -> None:
        editor.open(uri, WRONG)
        assert severities(await editor.shown(uri)) == [ERROR]
        assert editor.said == []

    in_editor(desk, session)


def test_settings_may_be_sent_unasked(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", PLANNED)
        assert severities(await editor.shown("draft.txt")) == [INFORMATION]
        assert editor.registered == []
        strict = {"factdesk": {**SOURCES, "sensitivity": "strict"}}
        editor.change_settings(strict)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        editor.change_settings({"factdesk": {"sources": ["story.txt"]}})
        await editor.shown("draft.txt")
        assert len(editor.said) == 1
        assert "factdesk.sources: input should be an object" in editor.said[0]

    in_editor(desk, session, options={"factdesk": SOURCES}, can={})


def test_an_editor_that_can_do_little_is_served_too(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        (wrong,) = await editor.shown("draft.txt")
        hover = await editor.hover("draft.txt", "13,412")
        (action,) = await editor.actions("draft.txt", "13,412")

        assert not wrong.related_information
        assert hover
        assert isinstance(hover.contents, types.MarkupContent)
        assert hover.contents.kind == types.MarkupKind.PlainText
        assert "\n\nIt bought 412 doors in May." in hover.contents.value
        assert action.command is None
        await editor.apply("draft.txt", action)
        assert severities(await editor.shown("draft.txt")) == [WARNING]

    in_editor(desk, session, options=SOURCES, can={})


def test_a_source_that_changes_on_disk_is_read_again(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        editor.open("other.txt", RIGHT)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        (desk / "story.txt").write_text(f"The depot.\n\n{WRONG}\n")
        editor.tell_of_changed_files("story.txt")
        assert await editor.shown("draft.txt") == []
        assert severities(await editor.shown("other.txt")) == [ERROR]

    in_editor(desk, session, options=SOURCES)


def test_a_number_is_fine_when_one_of_the_sources_bears_it_out(desk: Path) -> None:
    (desk / "release.html").write_text(f"<p>The depot has told us: {WRONG} It rained.</p>")
    both = {"sources": {"draft.*": ["story.txt"], "*.txt": ["release.html"]}}

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", f"{RIGHT}\n{WRONG}")
        assert await editor.shown("draft.txt") == []

    in_editor(desk, session, options=both)


@pytest.mark.parametrize(
    ("source", "content", "says"),
    [
        ("gone.txt", None, "gone.txt does not exist"),
        ("empty.txt", "", "empty.txt is empty"),
        ("in", None, "is a folder"),
        ("german.txt", GERMAN, "is in German, not English"),
        ("https://news.test/story", None, "https://news.test/story is no file"),
    ],
)
def test_a_source_that_cannot_be_used_is_one_diagnostic(
    desk: Path, source: str, content: str | None, says: str
) -> None:
    (desk / "in").mkdir()
    if content is not None:
        (desk / source).write_text(content)

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        (note,) = await editor.shown("draft.txt")

        assert note.severity == WARNING
        assert says in note.message
        assert note.range.start.line == 0

    in_editor(desk, session, options={"sources": {"*": ["story.txt", source]}})


@pytest.mark.parametrize(
    ("text", "limits", "says"),
    [
        (GERMAN, DEFAULT, "draft.txt is in German, not English"),
        (f"{WRONG}\n" * 20_000, DEFAULT, "draft.txt has 620,000 characters, over the limit"),
        (f"{RIGHT}\n{WRONG}", Limits(seconds=2), "draft.txt: took more than 2 s of work"),
    ],
    ids=["another language", "too long", "too much work"],
)
def test_a_draft_that_cannot_be_checked_is_one_diagnostic(
    desk: Path, monkeypatch: pytest.MonkeyPatch, text: str, limits: Limits, says: str
) -> None:
    def for_ever_on_what_is_wrong(words: Any, *more: Any) -> Any:
        while words.text == WRONG:
            pass
        return check_placed(words, *more)

    monkeypatch.setattr("pipeline.lsp.draft_check.check_placed", for_ever_on_what_is_wrong)

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", text)
        (note,) = await editor.shown("draft.txt")

        assert note.severity == WARNING
        assert says in note.message
        editor.type("draft.txt", "")
        assert await editor.shown("draft.txt") == []

    in_editor(desk, session, options=SOURCES, limits=limits)


def test_another_language_may_be_let_pass(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", GERMAN)
        assert all(each.code for each in await editor.shown("draft.txt"))

    in_editor(desk, session, options=SOURCES, language_check=False)


@pytest.mark.parametrize("text", ["", "\n", "\0\0", "🚢", "<!--", "```\n13,412 doors", "# \n---\n"])
def test_a_text_without_statements_is_fine(desk: Path, text: str) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.md", text)
        assert await editor.shown("draft.md") == []

    in_editor(desk, session, options=SOURCES)


def test_a_closed_draft_shows_nothing_any_more(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        editor.close("draft.txt")
        assert await editor.shown("draft.txt") == []
        assert await editor.hover("draft.txt", "13,412") is None

    in_editor(desk, session, options=SOURCES)


def test_what_is_no_draft_is_left_alone(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("page.html", WRONG)
        editor.open("code.py", WRONG)
        editor.open("readme", WRONG, "text")
        assert await editor.hover("page.html", "13,412") is None
        assert await editor.actions("code.py", "13,412") == []
        assert severities(await editor.shown("readme")) == [ERROR]

    in_editor(desk, session, options=SOURCES)


def test_a_change_of_a_text_that_was_never_opened_is_told_and_costs_nothing(desk: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        changed = types.VersionedTextDocumentIdentifier(7, editor.uri("other.txt"))
        whole = types.TextDocumentContentChangeWholeDocument(RIGHT)
        params = types.DidChangeTextDocumentParams(changed, [whole])
        editor.client.text_document_did_change(params)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        assert await editor.hover("draft.txt", "It") is None
        assert any("other.txt" in said for said in editor.said)

    in_editor(desk, session, options=SOURCES)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"word"',
        b'{"jsonrpc": "2.0"}',
        b'{"jsonrpc": "1.0", "method": "initialized"}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}',
        b'{"jsonrpc": "2.0", "method": "no/such/thing", "params": {"a": 1}}',
        b'{"jsonrpc": "2.0", "id": 99, "result": null}',
        b"\xff\xfe",
    ],
)
def test_the_server_outlives_a_message_that_is_none(desk: Path, body: bytes) -> None:
    async def session(editor: Editor) -> None:
        writer = editor.client.protocol.writer
        assert writer
        writer.write(b"X-Header: 1\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        editor.open("draft.txt", WRONG)
        assert severities(await editor.shown("draft.txt")) == [ERROR]

    in_editor(desk, session, options=SOURCES)


def test_a_fault_of_ours_is_told_to_the_log_of_the_editor(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = iter([ZeroDivisionError("by zero")])

    def faulty(*args: Any) -> Any:
        if fault := next(faults, None):
            raise fault
        return diagnostics_of(*args)

    monkeypatch.setattr("pipeline.lsp.server.diagnostics_of", faulty)

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", WRONG)
        await editor.hover("draft.txt", "It")
        editor.type("draft.txt", RIGHT)
        assert await editor.shown("draft.txt") == []
        assert editor.said == ["ZeroDivisionError: by zero"]

    in_editor(desk, session, options=SOURCES)


def test_the_lines_of_a_source_are_looked_for_once(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = f"The café.\n\n{RIGHT}\n"
    (desk / "story.txt").write_text(story)
    looked_at: list[str] = []

    def lines(client: Client, text: str) -> Lines:
        looked_at.append(text)
        return Lines(text, client.units)

    monkeypatch.setattr(Client, "lines", lines)

    async def session(editor: Editor) -> None:
        editor.open("draft.txt", f"{WRONG}\n" * 5)
        assert len(await editor.shown("draft.txt")) == 5
        assert looked_at.count(story) == 1

    in_editor(desk, session, options=SOURCES)


def test_of_several_workspace_folders_the_inmost_counts(desk: Path) -> None:
    (desk / "in").mkdir()
    (desk / "in" / "story.txt").write_text(f"The depot.\n\n{WRONG}\n")

    async def session(editor: Editor) -> None:
        added = [types.WorkspaceFolder(editor.uri("in"), "in")]
        event = types.WorkspaceFoldersChangeEvent(added, [])
        params = types.DidChangeWorkspaceFoldersParams(event)
        editor.client.workspace_did_change_workspace_folders(params)
        editor.open("draft.txt", WRONG)
        editor.open("in/draft.txt", WRONG)
        assert severities(await editor.shown("draft.txt")) == [ERROR]
        assert await editor.shown("in/draft.txt") == []

    in_editor(desk, session, options=SOURCES, can=ALL_OF_IT)
