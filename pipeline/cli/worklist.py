"""`factdesk worklist`: its arguments; the work is in `working`, imported when the command runs."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import ImportFailOn
from pipeline.cli.help_text import Documented

worklist = typer.Typer(
    name="worklist",
    cls=Documented,
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Bring back what people filled in: [bold]factdesk worklist import[/bold].",
)


@worklist.callback()
def _worklist() -> None:
    """Keep `import` a command of its own: typer makes one command of a group with only one."""


@worklist.command("import")
def import_(
    result: Annotated[
        str, typer.Argument(help="The result.json to take the work into, or the folder it is in.")
    ],
    work: Annotated[
        list[str],
        typer.Argument(
            help="What was filled in: the JSON or CSV that report.html exports, worklist.csv, "
            "worklist.xlsx or worklist.jsonl; or the result.json of another version of the article."
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(help="Write all files to this folder instead of the one of RESULT."),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Let an empty field (or the status open) erase what is there, and a list of "
            "evidence replace the one that is there.",
        ),
    ] = False,
    earlier_version: Annotated[
        bool,
        typer.Option(
            "--earlier-version",
            help="Take JSON that report.html of an earlier version of the article exported: each "
            "row is sought by its figure.",
        ),
    ] = False,
    fail_on: Annotated[
        ImportFailOn,
        typer.Option(help="Exit 1 when some work belongs to no row of this worklist, or never."),
    ] = ImportFailOn.UNPLACED,
) -> None:
    """Take what people entered into a result, and write its files anew.

    Rows are found by row_id; in a table only the columns row_id, status, evidence (addresses with a
    space between them), note and checker are read. Work is merged: an empty cell erases nothing, and
    evidence is added. Where two files disagree, the later one wins, and you are told.

      status: open, verified, wrong, misleading, needs_source, unverifiable, not_a_claim

    With the result.json of another version of the article only checks that still stand are taken:
    same figure, same source, same wording. `factdesk diff` shows which and why.

    Examples:
      factdesk worklist import out/story work.json
      factdesk worklist import out/story anna.xlsx ben.csv
      factdesk worklist import out/story worklist.csv --out out/checked
      factdesk worklist import out/story-v2 out/story-v1
    """
    from pipeline.cli.working import Request, import_work

    import_work(Request(result, work, out, replace, earlier_version, fail_on))
