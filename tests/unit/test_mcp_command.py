"""`factdesk mcp` as an assistant meets it: the tools, what they answer, and how the server ends."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.articles import STORM, STORM_BRIEF
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
from tests.command import PATIENCE, Command
from tests.scripted_server import completion, scripted_server

DRAFT = """# Storm in the port

Nearly 480 homes lost power. The repairs would cost $3.2 million over five years.

Only 300 people spent the night in shelters. <!-- factdesk: ok the shelter's own count -->
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("open")
    (folder / "storm.txt").write_text(STORM, encoding="utf-8")
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    (folder / "lines.txt").write_text("22 of the 32 pumps failed.\nThe worst storm since 1989.\n")
    return folder


@pytest.fixture(scope="module", params=[assistant, assistant_here])
def desk(request: pytest.FixtureRequest, folder: Path) -> Iterator[Assistant]:
    """Return the command, and then a server in this process, where coverage is measured."""
    with request.param(folder) as connected:
        yield connected


def test_each_tool_is_listed_with_when_to_use_it_what_it_takes_and_what_it_gives(
    desk: Assistant,
) -> None:
    tools = desk.tools()

    assert list(tools) == [
        "check_statement",
        "check_text",
        "find_quantities",
        "brief_article",
        "explain_check",
    ]
    for tool in tools.values():
        assert "Use it " in str(tool.description)
        assert tool.title
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
    assert tools["check_statement"].output_schema["title"] == "NotedStatement"  # type: ignore[index]
    assert "outcome" in tools["check_statement"].output_schema["required"]  # type: ignore[index]
    assert "check_text" in str(desk.client.instructions)


def test_a_statement_is_checked_against_a_text(desk: Assistant) -> None:
    done = desk.answer(
        "check_statement",
        statement="Repairs would cost $3.2 million over five years.",
        source=STORM,
    )

    assert (done["outcome"], done["flagged"]) == ("unsupported", True)
    cost, years = done["findings"]
    assert (cost["quantity"]["text"], cost["code"]) == ("$3.2 million", "scale")
    assert cost["sentences"][0]["text"].startswith("She said repairs would cost $3.2 billion")
    assert years["outcome"] == "supported"


@pytest.mark.parametrize("given", [{"draft": DRAFT}, {"draft_file": "draft.md"}])
def test_a_draft_is_checked_against_files_and_texts(
    given: dict[str, str], desk: Assistant, folder: Path
) -> None:
    done = desk.answer("check_text", **given, source_files=["storm.txt"], sources=["It hailed."])

    counts = {name: done[name] for name in ("statements", "numbers", "unsupported", "suppressed")}
    assert counts == {"statements": 4, "numbers": 4, "unsupported": 1, "suppressed": 1}
    (doubtful,) = done["doubtful"]
    assert doubtful["statement"] == "The repairs would cost $3.2 million over five years."
    assert doubtful["place"]["line"] == 3
    assert done["sources"] == ["source", str(folder / "storm.txt")]
    assert done["summary"].startswith("4 numbers in 4 statements: 2 supported, 0 to review, 1 uns")


@pytest.mark.parametrize(
    "given",
    [
        {"draft": "22 of the 32 pumps failed.\nThe worst storm since 1989.\n", "form": "lines"},
        {"draft_file": "lines.txt"},
    ],
)
def test_lines_are_a_statement_each(given: dict[str, str], desk: Assistant) -> None:
    done = desk.answer("check_text", **given, sources=[STORM])

    assert done["statements"] == 2
    assert [each["statement"] for each in done["doubtful"]] == ["The worst storm since 1989."]


def test_the_quantities_of_a_text_are_listed(desk: Assistant) -> None:
    done = desk.answer("find_quantities", text="Nearly 480 of some 500 drones flew for 3.5 km.")

    read = [(each["text"], each["low"], each["unit"]) for each in done["quantities"]]
    assert read == [("Nearly 480", "480", None), ("some 500", "500", None), ("3.5 km", "3.5", "km")]


@pytest.mark.parametrize("given", [{"article": STORM}, {"article_file": "storm.txt"}])
def test_an_article_is_briefed_by_rule_and_no_file_is_written(
    given: dict[str, str], desk: Assistant, folder: Path
) -> None:
    before = sorted(folder.rglob("*"))

    done = desk.answer("brief_article", **given, figures=2)

    assert done["drafter"] == "extractive"
    assert done["headline"] == "Storm leaves port without power"
    assert done["points"][0]["rests_on"]
    assert [row["rank"] for row in done["figures"]] == [1, 2]
    assert done["figures_in_all"] > 2
    assert done["ledger"].startswith("13 quantities in the article = ")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("check", "kind", "told"),
    [
        ("a04", "check", "Cases rose from 100 to 400"),
        ("Scale", "code", "right in"),
        ("B01", "retired", "it fired in none"),
    ],
)
def test_a_check_or_code_is_explained(check: str, kind: str, told: str, desk: Assistant) -> None:
    done = desk.call("explain_check", check=check)

    assert done.data["kind"] == kind
    assert told in done.text


def test_the_same_call_gives_the_same_bytes_in_another_server_which_says_nothing_beside(
    desk: Assistant, folder: Path
) -> None:
    calls: list[tuple[str, dict[str, object]]] = [
        ("check_text", {"draft": DRAFT, "source_files": ["storm.txt"]}),
        ("brief_article", {"article": STORM}),
        ("check_statement", {"statement": "It cost $3.2 billion.", "source": STORM}),
    ]

    with assistant(folder) as other:
        texts = [other.call(tool, **given).text for tool, given in calls]
        assert other.told() == ""

    assert texts == [desk.call(tool, **given).text for tool, given in reversed(calls)][::-1]


def answers(body: dict[str, Any]) -> Any:
    """Answer both prompts as a good model would."""
    if body["response_format"]["json_schema"]["name"] != "Brief":
        return completion({"claims": []})
    return completion(STORM_BRIEF)


def test_a_model_that_is_configured_drafts_and_is_asked_once(folder: Path) -> None:
    with scripted_server(answers) as server:
        settings = {"OPENAI_BASE_URL": server.base_url, "FACTDESK_MODEL": "scripted"}
        with assistant(environment=settings) as modelled:
            first, second = (modelled.answer("brief_article", article=STORM) for _ in range(2))
            told = modelled.tools()["brief_article"].annotations
            refused = modelled.refusal("brief_article", article="  ")

        assert len(server.requests) == 2
    assert first == second
    assert (first["drafter"], first["headline"]) == ("scripted", "Storm cuts power in port")
    assert told
    assert told.open_world_hint
    assert refused == "article is empty: give it the text of an article"
    assert sorted(path.name for path in folder.iterdir()) == ["draft.md", "lines.txt", "storm.txt"]


def test_what_a_model_may_spend_is_bounded() -> None:
    settings = {"OPENAI_API_KEY": "a key that is not sent"}
    with assistant("--model", "gpt-5-mini", "--budget", "0", environment=settings) as modelled:
        refused = modelled.refusal("brief_article", article=STORM)

    assert refused.startswith("the budget of $0.00 is spent ($0.00)")


# --- the command itself ---


def test_the_server_ends_with_its_input() -> None:
    with piped("mcp") as server:
        come = replies(server, lines(INITIALIZE, call(1, "explain_check", check="A04")), 1)
        rest, told = server.communicate(timeout=PATIENCE)

    assert come[1]["result"]["structuredContent"]["id"] == "A04"
    assert (server.returncode, rest, told) == (0, b"", b"")


def test_the_command_serves_what_stands_on_its_standard_input(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    terminal = io.TextIOWrapper(io.BytesIO(lines(INITIALIZE, listing)))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)

    done = factdesk("mcp", "--model", "extractive", ".")

    assert done.code == 0
    replies = {reply["id"]: reply["result"] for reply in map(json.loads, done.out.splitlines())}
    assert replies[0]["serverInfo"]["name"] == "factdesk"
    assert done.err.startswith("waiting for an assistant on standard input")


def test_help_shows_the_configuration_of_a_client(factdesk: Command) -> None:
    done = factdesk("mcp", "--help")

    assert done.code == 0
    assert '{"mcpServers": {"factdesk": {"command": "factdesk"' in done.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("missing",), "'missing' is no folder: name folders whose files may be read"),
        (("storm.txt",), "'storm.txt' is no folder"),
        (("x" * 5_000,), "cannot be opened: check the name"),
        (("--model", "gpt-5-mini"), "OPENAI_API_KEY is not set"),
        (("--model", "gguf:missing.gguf"), "missing.gguf"),
        (("--budget", "-1"), "Invalid value for '--budget'"),
    ],
)
def test_what_cannot_be_served_is_refused(
    args: tuple[str, ...], said: str, factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))

    done = factdesk("mcp", *args)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
