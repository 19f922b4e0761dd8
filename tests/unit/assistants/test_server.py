"""The server and the work of its tools, inside this process: what comes back and what goes wrong."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mcp import Client
from mcp.shared.message import SessionMessage
from mcp_types import CallToolResult, TextContent, jsonrpc_message_adapter
from pydantic import ValidationError

from pipeline.assistants import answers
from pipeline.assistants.answers import Bounds, within
from pipeline.assistants.messages import Message, mended
from pipeline.assistants.server import Desk, server_of, shortened
from pipeline.assistants.tools import TOOLS
from pipeline.errors import ArticleError, ModelUnavailable
from pipeline.limits import Limits
from pipeline.stages.draft import Drafted, Drafter
from pipeline.stages.draft.extractive import ExtractiveDrafter
from schemas import Article, CheckedStatement
from tests.articles import STORM
from tests.assistant import here
from tests.unit.test_language import OTHERS

GERMAN = OTHERS["German"]
CALLS: list[tuple[str, dict[str, object]]] = [
    ("check_statement", {"statement": "  It cost $3.2 billion.\n", "source": STORM}),
    ("check_text", {"draft": "It cost $3.2 billion.\n\nNo number.", "sources": [STORM]}),
    ("check_text", {"draft": "It cost $4 billion.", "form": "lines", "sources": [STORM, STORM]}),
    ("find_quantities", {"text": "Nearly 480 of some 500 drones"}),
    ("brief_article", {"article": STORM, "figures": "3"}),
    ("explain_check", {"check": "A04"}),
    ("explain_check", {"check": "unit"}),
    ("explain_check", {"check": "C02"}),
]


def called(
    tool: str, given: dict[str, object], desk: Desk | None = None
) -> tuple[CallToolResult, str]:
    """Return what the call of a tool comes to, and its text."""

    async def call() -> CallToolResult:
        async with Client(server_of(desk or Desk(Bounds(), here))) as client:
            return await client.call_tool(tool, given)

    done = asyncio.run(call())
    (content,) = done.content
    assert isinstance(content, TextContent)
    return done, content.text


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("check_statement", {"statement": "The city won.", "source": STORM}),
        ("check_text", {"draft": "The city won. It lost.", "sources": [STORM]}),
    ],
)
def test_that_nothing_was_checked_is_said(tool: str, given: dict[str, object]) -> None:
    done, text = called(tool, given)
    (note,) = (done.structured_content or {})["notes"]

    assert "no number that can be checked, so nothing was checked" in note
    assert note in text


@pytest.mark.parametrize("sensitivity", ["relaxed", "strict"])
def test_a_statement_with_numbers_is_answered_as_before(sensitivity: str) -> None:
    given: dict[str, object] = {"statement": "It cost $3.2 million.", "source": STORM}

    done, _ = called("check_statement", {**given, "sensitivity": sensitivity})

    data = done.structured_content or {}
    assert data.pop("notes") == []
    schema = CheckedStatement.model_json_schema(mode="serialization")
    Draft202012Validator(schema).validate(data)
    assert (data["outcome"], data["flagged"]) == ("unsupported", True)


@pytest.mark.parametrize(("tool", "given"), CALLS)
def test_an_answer_fits_its_schema_and_its_text_leaves_out_nulls_and_offsets(
    tool: str, given: dict[str, object]
) -> None:
    done, text = called(tool, given)

    assert not done.is_error, text
    schema = TOOLS[tool].gives.model_json_schema(mode="serialization")
    Draft202012Validator(schema).validate(done.structured_content)
    read, data = json.loads(text), done.structured_content or {}
    assert not re.search(r'null|"(start|end|span)":', text)
    assert list(read) == [name for name, value in data.items() if value is not None]
    assert all(read[name] == data[name] for name in data if isinstance(data[name], str | int))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"a": None, "b": [], "c": {}, "d": 0, "e": "“x”"}, '{"b":[],"c":{},"d":0,"e":"“x”"}'),
        ({"a": {"start": 1, "end": 2}, "b": [{"start": 1, "end": 2}]}, "{}"),
        (
            {"place": {"file": "a", "start": 1, "end": 2, "line": 1}},
            '{"place":{"file":"a","line":1}}',
        ),
        ({"a": [None, {"b": None}, False]}, '{"a":[false]}'),
    ],
)
def test_an_answer_is_shortened(data: dict[str, object], text: str) -> None:
    assert shortened(data) == text


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("check_statement", {"statement": "It cost $3 million.", "source": GERMAN}),
        ("check_text", {"draft": "It cost $3 million.", "sources": [GERMAN]}),
        ("find_quantities", {"text": GERMAN}),
        ("brief_article", {"article": GERMAN}),
    ],
)
def test_what_is_in_another_language_is_refused_with_what_an_assistant_can_do(
    tool: str, given: dict[str, object]
) -> None:
    done, text = called(tool, given)
    read, _ = called(tool, given, Desk(Bounds(checks_language=False), here))

    assert done.is_error
    assert " is in German, and only English is read: give it in English, or tell the person" in text
    assert not read.is_error


@pytest.mark.parametrize("check", ["A04", "C02", "B01", "unit", "unbound"])
def test_what_follows_is_a_sentence(check: str) -> None:
    done, _ = called("explain_check", {"check": check})

    follows = (done.structured_content or {})["follows"]
    assert follows[0].isupper()
    assert follows.endswith(".")


def test_of_many_statements_in_doubt_the_first_are_told_in_full() -> None:
    draft = "\n".join(f"The storm cost ${number} billion." for number in range(100, 160))

    done, _ = called("check_text", {"draft": draft, "form": "lines", "sources": [STORM]})

    told = done.structured_content or {}
    assert told["not_shown"] == told["unsupported"] + told["review"] - 50 > 0
    assert len(told["doubtful"]) == 50


class Failing(Drafter):
    """A drafter that fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def draft(self, article: Article) -> Drafted:  # noqa: ARG002  # as drafters take it
        raise self.error


@pytest.mark.parametrize(
    ("drafter", "said"),
    [
        (ExtractiveDrafter(), '"drafter":"extractive"'),
        (Failing(ModelUnavailable("brief: no server")), "brief: no server"),
        (Failing(RuntimeError("odd")), "brief_article: a fault of factdesk itself, please report"),
    ],
)
def test_a_drafter_writes_or_its_failure_is_one_line(drafter: Drafter, said: str) -> None:
    done, text = called("brief_article", {"article": STORM}, Desk(Bounds(), here, drafter))

    assert said in text
    assert bool(done.is_error) is isinstance(drafter, Failing)


def test_a_fault_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(answers, "find_quantities", odd)

    done, text = called("find_quantities", {"text": "480 homes"})

    assert done.is_error
    assert text.startswith("find_quantities: a fault of factdesk itself, please report it: ZeroDi")


def test_what_takes_more_memory_than_its_limit_is_one_line() -> None:
    error = within(Limits(megabytes=300), "tool", lambda: "x" * 900_000_000)

    assert isinstance(error, ArticleError)
    assert str(error).startswith("needs more memory than 300 MB")


def test_what_ended_its_process_is_one_line() -> None:
    async def lost(work: Callable[..., Any], *given: object) -> Any:  # noqa: ARG001
        return ArticleError("the process was ended\ntwice")

    done, text = called("explain_check", {"check": "A04"}, Desk(Bounds(), lost))

    assert done.is_error
    assert text == "the process was ended twice"


# --- messages ---


def odd(line: str) -> Exception:
    with pytest.raises(ValidationError) as error:
        jsonrpc_message_adapter.validate_json(line, by_name=False)
    return error.value


@asynccontextmanager
async def coming(*messages: Message) -> AsyncIterator[AsyncIterator[Message]]:
    async def each() -> AsyncIterator[Message]:
        for message in messages:
            yield message

    yield each()


def test_a_text_that_was_cut_within_a_character_is_read_and_the_rest_stays() -> None:
    cut = odd('{"jsonrpc": "2.0", "id": 1, "method": "m", "params": {"text": "😀 480 \\ud83d"}}')
    others = [odd("5"), odd("{"), odd("[" * 100_000), odd('"\\ud83d"'), OSError()]

    async def received() -> list[Message]:
        async with mended(coming(cut, *others)) as messages:
            return [message async for message in messages]

    first, *rest = asyncio.run(received())

    assert isinstance(first, SessionMessage)
    assert first.message.params == {"text": "😀 480 ?"}  # type: ignore[union-attr]
    assert rest == others
