"""What `factdesk diff` does: read both versions, compare, print, end with the right exit code."""

from dataclasses import dataclass
from pathlib import Path

import typer

from pipeline.cli.choices import DiffFailOn, DiffFormat
from pipeline.cli.exits import FOUND
from pipeline.cli.standard_output import Screen, print_data
from pipeline.stages.compare_reports import compare_reports
from pipeline.stages.read_report import read_report
from pipeline.stages.render.version_changes import changes_markdown, show_changes
from schemas import Changes, Report


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one `factdesk diff`."""

    old: str
    new: str
    output: DiffFormat
    fail_on: DiffFailOn


def show_diff(request: Request) -> None:
    """Print what changed; raises typer.Exit for code 1 and FactdeskError for what cannot be read."""
    changes = compare_reports(_version(request.old), _version(request.new))
    match request.output:
        case DiffFormat.TEXT:
            show_changes(changes, Screen())
        case DiffFormat.MARKDOWN:
            print_data(changes_markdown(changes))
        case DiffFormat.JSON:
            print_data(changes.model_dump_json(indent=2) + "\n")
    if request.fail_on is DiffFailOn.CHANGED and _differs(changes):
        raise typer.Exit(FOUND)


def _version(name: str) -> Report:
    path = Path(name)
    if path.is_dir() or path.suffix == ".json":
        return read_report(name)
    from pipeline.run import fact_check
    from pipeline.stages.draft.extractive import ExtractiveDrafter
    from pipeline.stages.read_article import read_article

    return fact_check(read_article(name), drafter=ExtractiveDrafter())


def _differs(changes: Changes) -> bool:
    return bool(changes.added or changes.removed or any(p.differences for p in changes.pairs))
