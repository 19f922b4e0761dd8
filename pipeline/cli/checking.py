"""What `factdesk check` does: read statements and article, compare, print."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import typer
from rich.console import Console

from pipeline.cli.choices import CheckFailOn, CheckFormat
from pipeline.errors import ArticleError
from pipeline.numbers import Source, check_statement
from pipeline.stages.read_article import read_article
from pipeline.stages.render.screen import show_check
from pipeline.text.decode import decode
from schemas import StatementCheck

FLAGGED = 1


def check_statements(
    statements: str, source: str, output: CheckFormat, fail_on: CheckFailOn
) -> None:
    """Print the findings on each statement; raises typer.Exit(1) when one is flagged.

    Raises ArticleError when the statements or the article cannot be read.
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
