"""`factdesk check`: its arguments; the work is in `checking`, imported when the command runs."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.brief_options import Private
from pipeline.cli.choices import CheckFailOn, CheckFormat, CheckInput, Sensitivity


def check(
    statements: Annotated[
        list[str],
        typer.Argument(
            help="What to check: a text file with one statement a line, a Markdown draft, a brief "
            "(brief.md, result.json), a .jsonl file of pairs, or - for standard input."
        ),
    ],
    *,
    source: Annotated[
        list[str] | None,
        typer.Option(
            help="The article: a file (text, Markdown, HTML), a URL, or -. Give it again for "
            "several: a number is fine when one of them bears it out. Pairs and result.json bring "
            "their own.",
            metavar="ARTICLE",
        ),
    ] = None,
    private: Private = False,
    form: Annotated[
        CheckInput,
        typer.Option("--input", help="How the statements are written; auto looks for itself."),
    ] = CheckInput.AUTO,
    output: Annotated[
        CheckFormat,
        typer.Option(
            "--format",
            help="text to read, jsonl for programs, github for annotations, sarif for code "
            "scanning, junit for test reports.",
        ),
    ] = CheckFormat.TEXT,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write it to this file; the counts are still printed."),
    ] = None,
    sensitivity: Annotated[
        Sensitivity,
        typer.Option(
            help="What is flagged: relaxed only high risk (altered, invented), normal also medium "
            "(belongs to something else), strict also low (a bound was left out)."
        ),
    ] = Sensitivity.NORMAL,
    fail_on: Annotated[
        CheckFailOn, typer.Option(help="Exit 1 on a flagged number, or on none.")
    ] = CheckFailOn.FLAGGED,
) -> None:
    """Check every number of a draft, headline or summary against its article. No model.

    The status of a number says how it stands to the article:
      exact, reformatted, rounded, within_bound, derived: borne out
      unclear: cannot be judged, and why
      elsewhere (said of something else), changed, absent: has a risk

    What is flagged (!) ends the command with code 1, what could not be checked with 3.

    Examples:
      factdesk check summary.txt --source article.html
      factdesk check draft.md --source report.txt --source release.txt
      echo "Nine of the 13 voted." | factdesk check - --source article.html
      factdesk check result.json --sensitivity strict
      factdesk check pairs.jsonl --format junit --out checks.xml
      factdesk check draft.md --source article.html --format github
    """
    from pipeline.cli.checking import Request, check_drafts

    request = Request(statements, source or [], private, form, output, out, sensitivity, fail_on)
    check_drafts(request)
