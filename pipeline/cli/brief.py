"""`factdesk brief`: its arguments; the work is in `briefing`, imported when the command runs."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import BriefFailOn, BriefFormat, Record


def brief(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Articles: files (text, Markdown, HTML), URLs, or - for standard input."
        ),
    ],
    *,
    model: Annotated[
        str | None,
        typer.Option(
            help="A model name at OpenAI or at OPENAI_BASE_URL, or 'extractive' for none. "
            "Default: FACTDESK_MODEL, else an OpenAI model when a key is set, else extractive."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write brief.md, report.html, result.json and worklist.csv to OUT/<article>/."
        ),
    ] = None,
    output: Annotated[
        BriefFormat, typer.Option("--format", help="What to print on standard output.")
    ] = BriefFormat.TEXT,
    cassette: Annotated[
        Path | None,
        typer.Option(help="Replay the model's answers from this file: no key, no network."),
    ] = None,
    record: Annotated[
        Record,
        typer.Option(
            help="With --cassette: none replays, once records where there is none, all records afresh."
        ),
    ] = Record.NONE,
    window: Annotated[
        int | None,
        typer.Option(help="Sentences a request for claims. Default: 60, or 5 for a small model."),
    ] = None,
    fail_on: Annotated[
        BriefFailOn,
        typer.Option(
            help="Exit 1 when a check of this tier fires: error (S, A), warning (also B)."
        ),
    ] = BriefFailOn.NONE,
) -> None:
    """Write the brief and the worklist of one or several articles.

    Every number of the article ends in one place: covered by a claim, swept onto the list by code, or
    set aside with a reason. The ledger is printed and adds up.

    Example: [bold]factdesk brief story.html --out out[/bold]
    """
    from pipeline.cli.briefing import Request, write_briefs

    write_briefs(sources, Request(model, out, output, cassette, record, window, fail_on))
