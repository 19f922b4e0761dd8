"""The options of `factdesk run` that `brief` does not have."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import panels
from pipeline.cli.choices import EngineName, RunFormat, ShownProgress

_FILES = (
    "results.jsonl, worklist.jsonl and .csv over all articles, not-processed.jsonl and summary.json"
)

Corpus = Annotated[
    str,
    typer.Argument(
        help="A folder of articles, a pattern such as 'stories/**/*.html', a table (JSONL, CSV or "
        "TSV, Parquet; columns id, text or html, title, url, published_at, and any others), or a feed "
        "(RSS, Atom). A path, packed or not, or an address such as s3://bucket/corpus.jsonl.gz.",
    ),
]
Out = Annotated[str, typer.Option(help=f"Folder or address for {_FILES}.", metavar="DIR")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        help="Columns of a table that are called otherwise: text=body,title=headline.",
        metavar="NAME=COLUMN",
    ),
]
Format = Annotated[
    RunFormat,
    typer.Option(
        "--format",
        help="Results as JSON lines, or as a Parquet table.",
        rich_help_panel=panels.FILES,
    ),
]
Folders = Annotated[
    bool,
    typer.Option(
        "--folders",
        help="Write a folder an article too, as brief --out does: DIR/articles/<n>-<name>/.",
        rich_help_panel=panels.FILES,
    ),
]
LedgerFolder = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        help="Folder of the run's ledger, which says what is done. Default: DIR, or for an address a "
        "folder of your own that goes with it.",
        rich_help_panel=panels.AGAIN,
    ),
]
Concurrency = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Requests to the model at once, at most; fewer while it says it is too many. "
        "Default: 16, or 2 for a model file.",
        rich_help_panel=panels.MODEL,
    ),
]
Rpm = Annotated[
    int | None,
    typer.Option(
        "--rpm",
        min=1,
        help="Requests a minute, at most.",
        metavar="N",
        rich_help_panel=panels.MODEL,
    ),
]
Tpm = Annotated[
    int | None,
    typer.Option(
        "--tpm",
        min=1,
        help="Tokens a minute, at most, in and out.",
        metavar="N",
        rich_help_panel=panels.MODEL,
    ),
]
SharedCache = Annotated[
    str | None,
    typer.Option(
        "--cache",
        help="Share paid answers with other machines through a storage: s3://bucket/answers, or a "
        "folder. Default: FACTDESK_CACHE_URL.",
        metavar="URL",
        rich_help_panel=panels.ANSWERS,
    ),
]
Batch = Annotated[
    bool,
    typer.Option(
        "--batch",
        help="Ask through OpenAI's Batch API: half the price, answers within a day. A run that was "
        "stopped goes on waiting for the same batches.",
        rich_help_panel=panels.MODEL,
    ),
]
NoWait = Annotated[
    bool,
    typer.Option(
        "--no-wait",
        help="With --batch: submit what is to be asked, and leave.",
        rich_help_panel=panels.MODEL,
    ),
]
Processes = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Processes for what needs no model. Default: one a core.",
        rich_help_panel=panels.MACHINE,
    ),
]
Engine = Annotated[
    EngineName,
    typer.Option(
        help="local: this machine. ray: the Ray cluster at hand (needs factdesk\\[ray]).",
        rich_help_panel=panels.MACHINE,
    ),
]
RetryFailed = Annotated[
    bool,
    typer.Option(
        "--retry-failed",
        help="Try once more what failed for a fault that may pass, such as a server that was down.",
        rich_help_panel=panels.AGAIN,
    ),
]
RetryDead = Annotated[
    bool,
    typer.Option(
        "--retry-dead",
        help="Try once more all that has no result, whatever the reason.",
        rich_help_panel=panels.AGAIN,
    ),
]
Progress = Annotated[
    ShownProgress,
    typer.Option(
        help="auto: a bar on a terminal, else a line now and then; jsonl: an event a line, on "
        "standard output.",
        rich_help_panel=panels.MACHINE,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Say nothing but what went wrong.", rich_help_panel=panels.MACHINE
    ),
]
