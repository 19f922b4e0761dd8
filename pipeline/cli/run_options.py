"""The options of `factdesk run` that `brief` does not have."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import EngineName, RunFormat, ShownProgress

_FILES = (
    "results.jsonl, worklist.jsonl and .csv over all articles, not-processed.jsonl and summary.json"
)

Corpus = Annotated[
    str,
    typer.Argument(
        help="A folder of articles, a pattern such as 'stories/**/*.html', a table (JSONL, CSV, "
        "Parquet; columns id, text or html, title, url, published_at), or a feed (RSS, Atom). A path, "
        "or an address such as s3://bucket/corpus.jsonl.gz.",
    ),
]
Out = Annotated[str, typer.Option(help=f"Folder or address for {_FILES}.", metavar="DIR")]
Format = Annotated[
    RunFormat, typer.Option("--format", help="Results as JSON lines, or as a Parquet table.")
]
Folders = Annotated[
    bool,
    typer.Option(
        "--folders",
        help="Write a folder an article too, as brief --out does: DIR/articles/<n>-<name>/.",
    ),
]
LedgerFolder = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        help="Folder of the run's ledger, which says what is done. Default: DIR, or for an address a "
        "folder of your own that goes with it.",
    ),
]
Concurrency = Annotated[
    int | None,
    typer.Option(
        min=1, help="Requests to the model at once, at most; fewer while it says it is too many."
    ),
]
Rpm = Annotated[
    int | None, typer.Option("--rpm", min=1, help="Requests a minute, at most.", metavar="N")
]
Tpm = Annotated[
    int | None,
    typer.Option("--tpm", min=1, help="Tokens a minute, at most, in and out.", metavar="N"),
]
SharedCache = Annotated[
    str | None,
    typer.Option(
        "--cache",
        help="Share paid answers with other machines through a storage: s3://bucket/answers, or a "
        "folder. Default: FACTDESK_CACHE_URL.",
        metavar="URL",
    ),
]
Batch = Annotated[
    bool,
    typer.Option(
        "--batch",
        help="Ask through OpenAI's Batch API: half the price, answers within a day. A run that was "
        "stopped goes on waiting for the same batches.",
    ),
]
NoWait = Annotated[
    bool,
    typer.Option("--no-wait", help="With --batch: submit what is to be asked, and leave."),
]
Processes = Annotated[
    int | None,
    typer.Option(min=1, help="Processes for what needs no model. Default: one a core."),
]
Engine = Annotated[
    EngineName,
    typer.Option(help="local: this machine. ray: the Ray cluster at hand (extra factdesk[ray])."),
]
RetryFailed = Annotated[
    bool,
    typer.Option("--retry-failed", help="Try once more what failed for a fault that may pass."),
]
RetryDead = Annotated[
    bool, typer.Option("--retry-dead", help="Try everything once more that has no result.")
]
Progress = Annotated[
    ShownProgress,
    typer.Option(
        help="auto: a bar on a terminal, else a line now and then; jsonl: an event a line, on "
        "standard output."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")]
