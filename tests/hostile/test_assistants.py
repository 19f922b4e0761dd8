"""What an assistant passes on is a stranger's: each call gets an answer or one line, and no call ends the server."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import MCPError

from tests.assistant import (
    INITIALIZE,
    Assistant,
    assistant,
    assistant_here,
    call,
    lines,
    piped,
    replies,
)
from tests.hostile.articles import HOSTILE
from tests.unit.test_language import OTHERS

CALM = "The storm cut power to nearly 480 homes on Monday."
ENDLESS = "5 + 5 = 10, " * 40_000
MANY_LINES = f"{CALM} \N{GRINNING FACE}" + "\nx" * 490_000
"""Its memory runs out in Python itself, which says so; in pydantic's core, which is of Rust, it would
end the process."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder to open, with a secret beside it and links that lead there."""
    home = tmp_path_factory.mktemp("home")
    (home / "secret.txt").write_text("The password has 480 letters.")
    folder = home / "open"
    folder.mkdir()
    (folder / "calm.txt").write_text(CALM)
    (folder / "empty.txt").write_text(" \n")
    (folder / "large.txt").write_text("It rose 5%. " * 450_000)
    (folder / "picture.txt").write_bytes(bytes(range(256)))
    (folder / "pairs.jsonl").write_text(
        json.dumps({"statement": CALM, "source_path": "../secret.txt"})
    )
    (folder / "page.html").write_text("<p>5%")
    (folder / "link.txt").symlink_to(home / "secret.txt")
    (folder / "up").symlink_to(home)
    os.mkfifo(folder / "pipe.txt")
    return folder


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Assistant]:
    with assistant(folder) as started:
        yield started


@pytest.fixture(scope="module", params=["the command", "this process"])
def asked(request: pytest.FixtureRequest, folder: Path) -> Iterator[Assistant]:
    """Return the command, and then a server in this process, where coverage is measured."""
    if request.param == "the command":
        yield request.getfixturevalue("desk")
        return
    with assistant_here(folder) as connected:
        yield connected


def refused(tool: str, said: str, **arguments: object) -> Any:
    return pytest.param(tool, arguments, said, id=f"{tool}: {said}")


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        refused("check_statement", "statement is empty", statement=" \n", source=CALM),
        refused("check_statement", "source is empty", statement=CALM, source=""),
        refused("check_statement", "binary data", statement=CALM, source="a\0b"),
        refused("check_statement", "no article in its HTML", statement=CALM, source="<b>"),
        refused("check_statement", "source is in German", statement=CALM, source=OTHERS["German"]),
        refused("check_statement", "at most 10000", statement="5" * 10_001, source=CALM),
        refused("check_statement", "at most 1000000", statement=CALM, source="5" * 1_000_001),
        refused("check_statement", "statement: field required", source=CALM),
        refused("check_statement", "source: input should be a valid string", statement=CALM, source=5),
        refused("check_statement", "sensitivity: ", statement=CALM, source=CALM, sensitivity="odd"),
        refused("check_statement", "extra: extra inputs", statement=CALM, source=CALM, extra=1),
        refused("check_text", "there is no draft", sources=[CALM]),
        refused("check_text", "there is no source", draft=CALM),
        refused("check_text", "not both", draft=CALM, draft_file="calm.txt", sources=[CALM]),
        refused("check_text", "draft holds no statement", draft="```\n5\n```", sources=[CALM]),
        refused("check_text", "source 2 is in French", draft=CALM, sources=[CALM, OTHERS["French"]]),
        refused("check_text", "at most 20 items", draft=CALM, sources=[CALM] * 21),
        refused("check_text", "empty.txt is empty", draft_file="empty.txt", sources=[CALM]),
        refused("check_text", "is JSON", draft_file="pairs.jsonl", sources=[CALM]),
        refused("check_text", "over the limit of 5,000,000", draft=CALM, source_files=["large.txt"]),
        refused("check_text", "picture.txt", draft=CALM, source_files=["picture.txt"]),
        refused("check_text", "'pipe.txt' is no file in", draft=CALM, source_files=["pipe.txt"]),
        refused("check_text", "'none.txt' is no file in", draft=CALM, source_files=["none.txt"]),
        refused("find_quantities", "text is empty", text=" "),
        refused("find_quantities", "text is in Polish", text=OTHERS["Polish"]),
        refused("find_quantities", "at most 50000", text="5" * 50_001),
        refused("find_quantities", "give the text in parts", text="1 " * 4_000),
        refused("brief_article", "there is no article"),
        refused("brief_article", "not both", article=CALM, article_file="calm.txt"),
        refused("brief_article", "article is empty", article=" "),
        refused("brief_article", "article is in Turkish", article=OTHERS["Turkish"]),
        refused("brief_article", "figures: ", article=CALM, figures=-1),
        refused("explain_check", "there is no check or code 'A99'; there are S01, ", check="A99"),
        refused("explain_check", "at most 100", check="A" * 101),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(
    tool: str, arguments: dict[str, object], said: str, asked: Assistant
) -> None:
    assert said in asked.refusal(tool, **arguments)


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "link.txt", "up/secret.txt", "{home}/secret.txt", "{home}/none.txt", "/etc/passwd"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("tool", "key"),
    [("check_text", "draft_file"), ("check_text", "source_files"), ("brief_article", "article_file")],
)  # fmt: skip
def test_no_file_outside_of_the_open_folders_is_read(
    tool: str, key: str, name: str, asked: Assistant, folder: Path
) -> None:
    name = name.format(home=folder.parent)
    given: dict[str, object] = {key: [name] if key == "source_files" else name}
    if tool == "check_text":
        given = {"sources": [CALM], **given} if key == "draft_file" else {"draft": CALM, **given}

    line = asked.refusal(tool, **given)

    assert line == f"{name!r} is outside of the folders that are open: {folder}"


def test_without_an_open_folder_no_file_is_read_and_every_language_may_be(folder: Path) -> None:
    with assistant("--language-check", "off") as closed:
        line = closed.refusal("brief_article", article_file=str(folder / "calm.txt"))
        done = closed.answer("find_quantities", text=OTHERS["German"])

    assert "no folder is open: give the text itself" in line
    assert "12" in [each["low"] for each in done["quantities"]]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_text_gets_an_answer_or_one_line(hostile: Any, desk: Assistant) -> None:
    text = hostile.content.decode("utf-8", "replace")[:5_000]

    for done in (
        desk.call("brief_article", article=text),
        desk.call("check_text", draft=text, sources=[CALM]),
        desk.call("check_statement", statement=text[:1_000], source=text),
        desk.call("find_quantities", text=text),
    ):
        assert len(done.text.splitlines()) == 1 or not done.is_error
        assert "a fault of factdesk itself" not in done.text


@pytest.mark.parametrize(
    ("limit", "article", "said"),
    [
        (("--max-seconds", "1"), ENDLESS, "took more than 1 s of work"),
        (("--max-memory", "200"), MANY_LINES, "needs more memory than 200 MB"),
    ],
)
def test_a_text_that_takes_too_much_is_one_line_and_the_next_call_is_answered(
    limit: tuple[str, str], article: str, said: str
) -> None:
    with assistant(*limit) as limited:
        line = limited.refusal("brief_article", article=article)
        done = limited.answer("explain_check", check="A04")

    assert line == f"{said}: give it in parts, or more {limit[0]}"
    assert done["id"] == "A04"


def test_a_tool_that_is_none_is_an_error_of_the_protocol(asked: Assistant) -> None:
    with pytest.raises(MCPError, match="there is no tool 'delete'; there are check_statement, "):
        asked.call("delete", path="/")


def test_calls_that_are_cancelled_hold_up_no_later_one() -> None:
    numbers = range(1, 6)
    sent = lines(
        INITIALIZE,
        *(call(number, "brief_article", article=ENDLESS) for number in numbers),
        *(
            {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": number}}
            for number in numbers
        ),
        call(6, "explain_check", check="A04"),
    )

    with piped("mcp", "--max-seconds", "86400") as server:
        come = replies(server, sent, 6)
        server.communicate()

    assert come[6]["result"]["structuredContent"]["id"] == "A04"


ODD_LINES = {
    "no JSON": b"5",
    "half of it": b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name":',
    "no UTF-8": b"\xff\xfe",
    "nested deep": b"[" * 100_000,
    "a long line": b'{"jsonrpc": "2.0", "id": 8, "method": "tools/call", "params": "' + b"x" * 9_000_000 + b'"}',
    "a reply": b'{"jsonrpc": "2.0", "id": 9, "result": {}}',
}  # fmt: skip


def test_no_line_ends_the_server_or_has_it_print_what_is_no_reply() -> None:
    odd = b"".join(line + b"\n" for line in ODD_LINES.values())
    half = lines(call(2, "explain_check", check="480 \ud83d homes"))
    sent = odd + lines(INITIALIZE) + half + lines(call(1, "explain_check", check="A04"))

    with piped("mcp") as server:
        come = replies(server, sent, 1, 2)
        server.communicate()

    assert server.returncode == 0
    assert come[1]["result"]["structuredContent"]["id"] == "A04"
    assert come[2]["result"]["isError"]
    assert "there is no check or code" in come[2]["result"]["content"][0]["text"]
