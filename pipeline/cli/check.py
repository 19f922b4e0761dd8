"""`factdesk check`: is every number of these statements supported by that article?"""

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.errors import ArticleError
from pipeline.numbers import Source, check_statement
from pipeline.stages.read_article import read_article
from pipeline.stages.render import show_check
from pipeline.text.decode import decode
from schemas import StatementCheck

FLAGGED = 1


class CheckFormat(StrEnum):
    """How the findings are printed."""

    TEXT = "text"
    JSONL = "jsonl"


class CheckFailOn(StrEnum):
    """What makes the command end with exit code 1."""

    FLAGGED = "flagged"
    NONE = "none"


def check(
    statements: Annotated[
        str, typer.Argument(help="A file with one statement a line, or - for standard input.")
    ],
    *,
    source: Annotated[
        str,
        typer.Option(help="The article: a file (text, Markdown, HTML), a URL.", metavar="ARTICLE"),
    ],
    output: Annotated[
        CheckFormat, typer.Option("--format", help="text to read, jsonl one object a statement.")
    ] = CheckFormat.TEXT,
    fail_on: Annotated[
        CheckFailOn, typer.Option(help="Exit 1 on a flagged number, or never.")
    ] = CheckFailOn.FLAGGED,
) -> None:
    """Check every number of a draft, headline or summary against its article. No model.

    Each number is exact, reformatted, rounded, within_bound, derived or unclear; or it is flagged:
    elsewhere (it belongs to something else), changed, or absent.

    Example: [bold]factdesk check summary.txt --source article.html[/bold]
    """
    lines = _read_statements(statements)
    article = read_article(source)
    read = Source(article)
    checks = [check_statement(line, read) for line in lines]
    if output is CheckFormat.JSONL:
        _print_lines(checks)
    else:
        console = Console()
        show_check(checks, article, console)
        flagged = sum(each.flagged for each in checks)
        console.print(f"\n{len(checks)} statements, {flagged} flagged")
    if fail_on is CheckFailOn.FLAGGED and any(each.flagged for each in checks):
        raise typer.Exit(FLAGGED)


def _read_statements(name: str) -> list[str]:
    """Return the statements of a file or of standard input, one a line, blank lines left out."""
    if name == "-":
        raw = sys.stdin.buffer.read()
    else:
        try:
            raw = Path(name).read_bytes()
        except OSError as error:
            raise ArticleError(f"{name} cannot be read: {error.strerror}") from error
    lines = [line.strip() for line in decode(raw, name, None).splitlines()]
    statements = [line for line in lines if line]
    if not statements:
        raise ArticleError(f"{name} holds no statement: write one a line")
    return statements


def _print_lines(checks: Iterable[StatementCheck]) -> None:
    for each in checks:
        typer.echo(json.dumps(each.model_dump(mode="json"), ensure_ascii=False))
