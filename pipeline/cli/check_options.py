"""The options of `factdesk check`; what they mean together is in `check`."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import CheckFailOn, CheckFormat, CheckInput, SensitivityName
from pipeline.cli.desk_options import SENSITIVITY

Statements = Annotated[
    list[str] | None,
    typer.Argument(
        help="What to check: a text file with one statement a line, a Markdown draft, a brief "
        "(brief.md, result.json), a .jsonl file of pairs, or - for standard input.",
        show_default=False,
    ),
]
Sources = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        help="The article: a file (text, Markdown, HTML), a URL, or -. Give it again for several: a "
        "number is fine when one of them bears it out. Pairs and result.json bring their own.",
        metavar="ARTICLE",
    ),
]
StatementForm = Annotated[
    CheckInput,
    typer.Option("--input", help="How the statements are written; auto looks for itself."),
]
Format = Annotated[
    CheckFormat,
    typer.Option(
        "--format",
        help="text to read, jsonl for programs, github for annotations, sarif for code scanning, "
        "junit for test reports.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Write it to this file; the counts are still printed."),
]
Sense = Annotated[SensitivityName, typer.Option("--sensitivity", help=SENSITIVITY)]
FailOn = Annotated[
    CheckFailOn, typer.Option("--fail-on", help="Exit 1 on an unsupported number, or on none.")
]

# ---- pairs by the million ----

Pairs = Annotated[
    str | None,
    typer.Option(
        help="Pairs by the million, instead of STATEMENTS: a .jsonl file, packed or not (.gz, .bz2, "
        ".xz), an address such as s3://bucket/pairs.jsonl, or -. They stream through several "
        "processes; each row gives a line of JSON.",
        metavar="FILE",
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes for --pairs.", show_default="one a core")
]
Resume = Annotated[
    bool,
    typer.Option("--resume", help="Go on with the --out of a --pairs run that was interrupted."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Of --pairs, say nothing but what went wrong.")
]
