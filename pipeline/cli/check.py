"""`factdesk check`: its arguments; the work is in `checking`, imported when the command runs."""

from typing import Annotated

import typer

from pipeline.cli.choices import CheckFailOn, CheckFormat


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
    from pipeline.cli.checking import check_statements

    check_statements(statements, source, output, fail_on)
