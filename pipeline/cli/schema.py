"""`factdesk schema`: the JSON Schema of what it writes."""

from dataclasses import dataclass

import typer

from pipeline.cli.options import argument, command
from pipeline.errors import SettingsError
from schemas.export import NAMES, schema_text


@dataclass(frozen=True, kw_only=True)
class SchemaOptions:
    name: str = argument(
        "report (result.json), row (a line of worklist.jsonl), quantity, statement_check, "
        "checked_statement (a line of `check --format jsonl`), checked_pair (a line of `check "
        "--pairs`), changes (`diff --format json`), work (what `worklist import` reads), "
        "merged_row (a line of a run's merged worklist) or run_summary (its summary.json).",
        default="report",
    )


def print_schema(options: SchemaOptions) -> None:
    """Print the JSON Schema of an output; `report` is that of result.json."""
    if options.name not in NAMES:
        raise SettingsError(f"there is no schema {options.name!r}; there are {', '.join(NAMES)}")
    typer.echo(schema_text(options.name), nl=False)


schema = command(print_schema, SchemaOptions)
