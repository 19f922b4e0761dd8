"""The server of `factdesk mcp`, on the SDK of the Model Context Protocol: tools in, answers out."""

import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, TypeVar

from mcp import MCPError
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ListedTool
from pydantic import ValidationError

from pipeline.assistants.answers import Bounds, article_of, as_json, short_report, within
from pipeline.assistants.inputs import ArticleInput, Input
from pipeline.assistants.messages import mended
from pipeline.assistants.one_at_a_time import Elsewhere, OneAtATime
from pipeline.assistants.tools import BRIEF_ARTICLE, INSTRUCTIONS, TOOLS, Tool
from pipeline.corpus.processes import Workers
from pipeline.errors import FactdeskError, unforeseen
from pipeline.llm import open_model
from pipeline.settings import Settings
from pipeline.stages.draft import Drafter
from pipeline.stages.draft.model_drafter import ModelDrafter
from pipeline.text.escaping import printable
from pipeline.version import VERSION
from schemas import Sensitivity

Result = TypeVar("Result")
_LONGEST_LINE = 2_000
"""Characters of what an assistant is told went wrong: the list of all checks fits."""
_OFFSETS = frozenset({"start", "end"})
_NOTHING = object()
"""Stands for what is left out of an answer; None is what is null."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers calls: processes for the work, and a model where one is set."""

    bounds: Bounds
    elsewhere: Elsewhere
    drafter: Drafter | None = None
    """None where articles are briefed by rule."""

    async def answer(self, name: str, given: Input) -> str | FactdeskError:
        """Return the answer of a tool as JSON, or what went wrong."""
        try:
            if name == BRIEF_ARTICLE and self.drafter and isinstance(given, ArticleInput):
                return await self._brief(given, self.drafter)
            return await self._within(name, as_json, TOOLS[name].work, given, self.bounds)
        except FactdeskError as error:
            return error
        except Exception as error:  # noqa: BLE001  # a fault of ours costs this call and no other
            return unforeseen(name, error)

    async def _brief(self, given: ArticleInput, drafter: Drafter) -> str | FactdeskError:
        article = await self._within(BRIEF_ARTICLE, article_of, given, self.bounds)
        if isinstance(article, FactdeskError):
            return article
        drafted = await drafter.draft(article)
        return await self._within(BRIEF_ARTICLE, as_json, short_report, given, article, drafted)

    async def _within(
        self, name: str, work: Callable[..., Result], *given: object
    ) -> Result | FactdeskError:
        return await self.elsewhere(within, self.bounds.limits, name, work, *given)


def server_of(desk: Desk) -> Server[Any]:
    """Return the server whose tools a desk answers."""

    async def on_list_tools(
        _: ServerRequestContext[Any], __: PaginatedRequestParams | None
    ) -> ListToolsResult:
        asks_model = desk.drafter is not None
        return ListToolsResult(
            tools=[
                _listed(name, tool, open_world=asks_model and name == BRIEF_ARTICLE)
                for name, tool in TOOLS.items()
            ]
        )

    async def on_call_tool(
        _: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        if params.name not in TOOLS:
            known = ", ".join(TOOLS)
            raise MCPError(
                INVALID_PARAMS, f"there is no tool {params.name[:99]!r}; there are {known}"
            )
        try:
            given = TOOLS[params.name].takes.model_validate(params.arguments or {})
        except ValidationError as error:
            return _refused(_first_of(error))
        answer = await desk.answer(params.name, given)
        return _refused(str(answer)) if isinstance(answer, FactdeskError) else _answered(answer)

    return Server(
        "factdesk",
        version=VERSION,
        title="factdesk",
        instructions=INSTRUCTIONS,
        on_list_tools=on_list_tools,
        on_call_tool=on_call_tool,
    )


def _listed(name: str, tool: Tool, *, open_world: bool) -> ListedTool:
    return ListedTool(
        name=name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        # As it is sent: with what is computed, such as the outcome of a statement.
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=ToolAnnotations(
            read_only_hint=True, idempotent_hint=True, open_world_hint=open_world
        ),
    )


def _answered(answer: str) -> CallToolResult:
    """Return the answer as data and, for an assistant to read, as shorter JSON."""
    data = json.loads(answer)
    text = TextContent(type="text", text=shortened(data))
    return CallToolResult(content=[text], structured_content=data)


def shortened(data: dict[str, Any]) -> str:
    """Return data as JSON in one line, without what is of no use to an assistant that reads it.

    What is null, and offsets, are left out: most of an answer in full. What is empty stays, what
    becomes empty goes.
    """
    kept = _kept(data)
    return json.dumps({} if kept is _NOTHING else kept, ensure_ascii=False, separators=(",", ":"))


def _kept(value: object) -> object:
    if value is None:
        return _NOTHING
    kept: object = value
    if isinstance(value, dict):
        inner = {name: _kept(each) for name, each in value.items() if name not in _OFFSETS}
        kept = {name: each for name, each in inner.items() if each is not _NOTHING}
    elif isinstance(value, list):
        kept = [each for each in map(_kept, value) if each is not _NOTHING]
    is_emptied = isinstance(value, dict | list) and value and not kept
    return _NOTHING if is_emptied else kept


def _refused(line: str) -> CallToolResult:
    """Return one line that says what is wrong, for the assistant to read and mend."""
    shown = " ".join(printable(line).split())[:_LONGEST_LINE]
    return CallToolResult(content=[TextContent(type="text", text=shown)], is_error=True)


def _first_of(error: ValidationError) -> str:
    """Return what is wrong with the first argument that is, without repeating it."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"


async def serve(bounds: Bounds, settings: Settings) -> None:
    """Serve on standard input and output until the input ends.

    Raises SettingsError where the model cannot be opened, and OSError where the assistant's program
    reads no more.
    """
    try:
        await _serve(bounds, settings)
    except BaseExceptionGroup as group:  # of the tasks that read and write
        refused: BaseException | None = group.subgroup(OSError)
        while isinstance(refused, BaseExceptionGroup):
            refused = refused.exceptions[0]
        raise (refused or group) from None


async def _serve(bounds: Bounds, settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        drafter = None
        if settings.uses_model:
            model = await stack.enter_async_context(open_model(settings))
            drafter = ModelDrafter.of(model, settings, Sensitivity.NORMAL)
        # Before the workers: what anything else prints while it is open goes to standard error,
        # and so does what processes print that begin meanwhile.
        read, write = await stack.enter_async_context(stdio_server())
        messages = await stack.enter_async_context(mended(read))
        workers = await stack.enter_async_context(Workers(1, bounds.limits))
        server = server_of(Desk(bounds, OneAtATime(workers), drafter))
        await server.run(messages, write, server.create_initialization_options())
