"""`factdesk lsp`: a language server, which shows in an editor what `factdesk check` finds."""

import asyncio
import sys
from dataclasses import dataclass
from importlib.util import find_spec

from pipeline.cli.exits import ended_at_once_when_stopped
from pipeline.cli.options import LanguageOption, LimitOptions, command
from pipeline.cli.standard_output import note
from pipeline.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class LspOptions(LanguageOption, LimitOptions):
    """The options of `factdesk lsp`."""


def serve_editor(options: LspOptions) -> None:
    """Show in an editor what check finds, while a draft is written. No model.

    An editor starts it and speaks the Language Server Protocol on standard input and output;
    docs/editors.md sets up VS Code, Neovim and Helix. In Markdown and plain text it marks
    unsupported numbers as errors and those for review as information, shows the sentence of the
    source on a hover, and inserts the comment that lets a finding stand.

    Which sources a draft is held against is set in the editor:
      {"factdesk": {"sources": {"drafts/*.md": ["story.html"]}}}

    Examples:
      factdesk lsp
      factdesk lsp --max-seconds 5
    """
    if find_spec("pygls") is None:
        raise SettingsError(
            "a language server needs pygls: install the extra, as in pip install 'factdesk[lsp]'"
        )
    if sys.stdin is None:  # closed by whoever started us: "<&-"
        raise SettingsError("standard input is closed: an editor speaks to a server through it")
    if sys.stdin.isatty():
        note("waiting for an editor, which starts this command by itself: docs/editors.md")
    from pipeline.lsp.server import ServerOptions, serve

    how = ServerOptions(limits=options.limits, language_check=options.checks_language)
    with ended_at_once_when_stopped():
        asyncio.run(serve(how, sys.stdin.fileno(), sys.stdout.buffer))


lsp = command(serve_editor, LspOptions)
