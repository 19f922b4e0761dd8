"""`factdesk mcp`: opens folders, settles who drafts, and serves tools to an assistant."""

import asyncio
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pipeline.cli.exits import ended_at_once_when_stopped
from pipeline.cli.options import (
    MODEL,
    LanguageOption,
    LimitOptions,
    ModelOptions,
    argument,
    command,
    option,
)
from pipeline.cli.standard_output import note
from pipeline.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class McpOptions(LanguageOption, LimitOptions):
    folders: list[Path] | None = argument(
        "Folders whose files the assistant may have read. None: only texts that it passes.",
        metavar="FOLDER",
        default=None,
        show_default=False,
    )
    model: str | None = option(
        "Who drafts for brief_article, as of factdesk brief: a model name at OpenAI or at "
        "OPENAI_BASE_URL, gguf:PATH, or 'extractive' for none. Default: FACTDESK_MODEL, else an "
        "OpenAI model when a key is set, else extractive.",
        panel=MODEL,
    )
    budget: float | None = option(
        "Ask the model for nothing more once this many US dollars are spent.",
        panel=MODEL,
        min=0,
        metavar="USD",
    )


def serve_assistant(options: McpOptions) -> None:
    """Serve the checks to an AI assistant as tools (Model Context Protocol).

    The assistant's program starts this command, speaks to it on standard input and output, and
    calls check_statement, check_text, find_quantities, brief_article and explain_check.

    No file outside of the folders is read, none is written, and nothing leaves this machine unless
    a model is set for brief_article: it is sent the article, and its answers are kept as those of
    factdesk brief. Each call is held to the limits of time and memory.

    In the configuration of a client:
      {"mcpServers": {"factdesk": {"command": "factdesk", "args": ["mcp", "/path/to/drafts"]}}}

    Examples:
      factdesk mcp
      factdesk mcp drafts sources
      factdesk mcp --model extractive --max-seconds 10
    """
    if find_spec("mcp") is None:
        raise SettingsError(
            "factdesk mcp needs the SDK of the Model Context Protocol: install it with "
            "pip install 'factdesk[mcp]'"
        )
    if sys.stdin is None:  # closed by whoever started us: "<&-"
        raise SettingsError("standard input is closed, and an assistant would speak there")
    settings = ModelOptions(model=options.model, budget=options.budget).settings()
    from pipeline.assistants.answers import Bounds
    from pipeline.assistants.open_folders import OpenFolders
    from pipeline.assistants.server import serve

    folders = OpenFolders.of(options.folders or ())
    if sys.stdin.isatty():
        note("waiting for an assistant on standard input: its program should start this command")
    with ended_at_once_when_stopped():
        asyncio.run(serve(Bounds(folders, options.limits, options.checks_language), settings))


mcp = command(serve_assistant, McpOptions)
