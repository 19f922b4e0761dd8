"""`factdesk brief`: its arguments; the work is in `briefing`, imported when the command runs."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import BriefFailOn, BriefFormat, Record
from pipeline.cli.desk_options import Alert, Desk, NoAlert, Off

_FILES = "brief.md, result.json, worklist.csv, .xlsx and .jsonl, and claimreview.json"
_FORMATS = (
    "text or markdown to read; json for all that was found; jsonl or csv for the worklist; claimreview "
    "for drafts of markup. For a CI, the alerts: github for annotations, sarif for code scanning, junit "
    "for test reports."
)


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
        typer.Option(help=f"Write {_FILES} to OUT/<article>/."),
    ] = None,
    output: Annotated[
        BriefFormat, typer.Option("--format", help=f"What to print: {_FORMATS}")
    ] = BriefFormat.TEXT,
    bom: Annotated[
        bool,
        typer.Option(
            "--bom", help="Begin the CSV with a byte order mark, so that Excel reads UTF-8."
        ),
    ] = False,
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
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what a model would be asked and what it would cost."),
    ] = False,
    fail_on: Annotated[
        BriefFailOn,
        typer.Option(help="Exit 1 on alerts: error (of tier S or A), warning (any)."),
    ] = BriefFailOn.NONE,
    desk: Desk = None,
    off: Off = None,
    alert: Alert = None,
    no_alert: NoAlert = None,
) -> None:
    """Write the brief and the worklist of one or several articles.

    Every number of the article ends in one place: covered by a claim, swept onto the list by code, or
    set aside with a reason. The ledger is printed and adds up.

    Examples:
      factdesk brief story.html --out out
      factdesk brief stories/*.txt --format sarif --fail-on error > factdesk.sarif
    """
    from pipeline.cli.briefing import Request, write_briefs
    from pipeline.cli.desk import desk_settings

    settings = desk_settings(desk, off=off or (), alert=alert or (), no_alert=no_alert or ())
    request = Request(model, out, output, bom, cassette, record, window, dry_run, fail_on, settings)
    write_briefs(sources, request)
