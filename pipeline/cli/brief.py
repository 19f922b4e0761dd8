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
        typer.Option(help="Write brief.md, result.json and worklist.csv to OUT/<article>/."),
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
        typer.Option(help="Exit 1 on alerts: error (of tier S or A), warning (any)."),
    ] = BriefFailOn.NONE,
    desk: Annotated[
        Path | None,
        typer.Option(
            help="A desk's settings (TOML): weights of the score, checks (docs/checks.md)."
        ),
    ] = None,
    off: Annotated[
        list[str] | None,
        typer.Option(help="Checks that do not fire, such as B05,C07.", metavar="IDS"),
    ] = None,
    alert: Annotated[
        list[str] | None,
        typer.Option(help="Checks that alert instead of feeding the score.", metavar="IDS"),
    ] = None,
    no_alert: Annotated[
        list[str] | None,
        typer.Option("--no-alert", help="Checks that feed the score only.", metavar="IDS"),
    ] = None,
) -> None:
    """Write the brief and the worklist of one or several articles.

    Every number of the article ends in one place: covered by a claim, swept onto the list by code, or
    set aside with a reason. The ledger is printed and adds up.

    Example: [bold]factdesk brief story.html --out out[/bold]
    """
    from pipeline.cli.briefing import Request, write_briefs
    from pipeline.cli.desk import desk_settings

    settings = desk_settings(desk, off=off or (), alert=alert or (), no_alert=no_alert or ())
    write_briefs(sources, Request(model, out, output, cassette, record, window, fail_on, settings))
