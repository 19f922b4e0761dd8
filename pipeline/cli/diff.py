"""`factdesk diff`: read two versions of an article, compare, print, end rightly."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typer

from pipeline.cli.exits import FOUND
from pipeline.cli.options import argument, command, option
from pipeline.cli.standard_output import Screen, print_data
from pipeline.stages.compare_reports import compare_reports
from pipeline.stages.read_report import read_report
from pipeline.stages.render.version_changes import changes_markdown, show_changes
from schemas import Changes, Report


@dataclass(frozen=True, kw_only=True)
class DiffOptions:
    old: str = argument(
        "The earlier version: its result.json, the folder that holds it, or the article itself, "
        "which is then briefed without a model."
    )
    new: str = argument("The later version, in the same way.")
    output: Literal["text", "json", "markdown"] = option(
        "text to read, markdown to pass on, json for programs.", "--format", default="text"
    )
    fail_on: Literal["changed", "none"] = option(
        "Exit 1 when a row changed, is new or was removed, or never.", default="none"
    )


def show_diff(options: DiffOptions) -> None:
    """Show what changed between two versions of an article, and which checks still stand.

    A check done by hand stands while the figure, who says it and the wording are the same: words
    that carry no meaning, another spelling of the number or another place in the article do not
    matter.

      ~ changed (and must be looked at again)   + new   - removed   ✓ still stands

    Nothing is written. `factdesk worklist import NEW OLD` takes over the checks that still stand.

    Examples:
      factdesk diff out/story-v1 out/story-v2
      factdesk diff out/story/result.previous.json out/story
      factdesk diff story-v1.txt story-v2.txt --format markdown
      factdesk diff out/story-v1 out/story-v2 --fail-on changed
    """
    changes = compare_reports(_version(options.old), _version(options.new))
    match options.output:
        case "text":
            show_changes(changes, Screen())
        case "markdown":
            print_data(changes_markdown(changes))
        case "json":
            print_data(changes.model_dump_json(indent=2) + "\n")
    if options.fail_on == "changed" and _differs(changes):
        raise typer.Exit(FOUND)


diff = command(show_diff, DiffOptions)


def _version(name: str) -> Report:
    path = Path(name)
    if path.is_dir() or path.suffix == ".json":
        return read_report(name)
    from pipeline.run import fact_check
    from pipeline.stages.draft.extractive import ExtractiveDrafter
    from pipeline.stages.read_article import read_article

    return fact_check(read_article(name, language_check=False), drafter=ExtractiveDrafter())


def _differs(changes: Changes) -> bool:
    has_differences = any(pair.differences for pair in changes.pairs)
    return bool(changes.added or changes.removed or has_differences)
