"""The options of `factdesk brief`: what is read, who writes, what comes out."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import panels
from pipeline.cli.choices import BriefFailOn, BriefFormat, Record

_FILES = "brief.md, report.html, result.json, worklist.csv, .xlsx and .jsonl, and claimreview.json"
_FORMATS = (
    "text or markdown to read; html for the page; json for all that was found; jsonl or csv for the "
    "worklist; claimreview for drafts of markup. For a CI, the alerts: github for annotations, sarif "
    "for code scanning, junit for test reports."
)

Sources = Annotated[
    list[str],
    typer.Argument(help="Articles: files (text, Markdown, HTML), URLs, or - for standard input."),
]
Private = Annotated[
    bool,
    typer.Option(
        "--private-network", help="Read URLs inside your own network too; they are refused else."
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        help="A model name at OpenAI or at OPENAI_BASE_URL, gguf:PATH for a model file that is run "
        "here, or 'extractive' for none. Default: FACTDESK_MODEL, else an OpenAI model when a key is "
        "set, else extractive.",
        rich_help_panel=panels.MODEL,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(help=f"Write {_FILES} to OUT/<article>/."),
]
Format = Annotated[
    BriefFormat,
    typer.Option("--format", help=f"What to print: {_FORMATS}"),
]
Bom = Annotated[
    bool,
    typer.Option(
        "--bom",
        help="Begin the CSV with a byte order mark, so that Excel reads UTF-8.",
        rich_help_panel=panels.FILES,
    ),
]
CassetteFile = Annotated[
    Path | None,
    typer.Option(
        help="Replay the model's answers from this file: no key, no network.",
        rich_help_panel=panels.ANSWERS,
    ),
]
RecordMode = Annotated[
    Record,
    typer.Option(
        help="With --cassette: none replays, once records where there is none, all records afresh.",
        rich_help_panel=panels.ANSWERS,
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Neither use nor keep answers on this machine.",
        rich_help_panel=panels.ANSWERS,
    ),
]
Refresh = Annotated[
    bool,
    typer.Option(
        "--refresh",
        help="Ask afresh, and replace the answers that are kept.",
        rich_help_panel=panels.ANSWERS,
    ),
]
Window = Annotated[
    int | None,
    typer.Option(
        help="Sentences a request for claims. Default: 60, or 5 for a small model.",
        rich_help_panel=panels.MODEL,
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what a model would be asked and what it would cost.")
]
Budget = Annotated[
    float | None,
    typer.Option(
        min=0,
        help="Ask for nothing more once this many US dollars are spent (exit code 4); what is "
        "finished is kept.",
        metavar="USD",
        rich_help_panel=panels.MODEL,
    ),
]
FailOn = Annotated[
    BriefFailOn,
    typer.Option(
        help="Exit 1 on alerts: error (of tier S or A), warning (any).",
        rich_help_panel=panels.CHECKS,
    ),
]
