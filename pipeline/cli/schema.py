"""`factdesk schema`: the JSON Schema of what it writes."""

from typing import Annotated

import typer

from pipeline.errors import SettingsError


def schema(
    name: Annotated[
        str,
        typer.Argument(
            help="report (result.json), row (a line of worklist.jsonl), quantity, statement_check, "
            "checked_statement (a line of `check --format jsonl`), checked_pair (a line of `check "
            "--pairs`), changes (`diff --format json`), work (what `worklist import` reads), merged_row "
            "(a line of a run's merged worklist) or run_summary (its summary.json)."
        ),
    ] = "report",
) -> None:
    """Print the JSON Schema of an output; `report` is that of result.json."""
    from schemas.export import NAMES, schema_text

    if name not in NAMES:
        raise SettingsError(f"there is no schema {name!r}; there are {', '.join(NAMES)}")
    typer.echo(schema_text(name), nl=False)
