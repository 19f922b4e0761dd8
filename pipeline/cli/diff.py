"""`factdesk diff`: its arguments; the work is in `diffing`, imported when the command runs."""

from typing import Annotated

import typer

from pipeline.cli.choices import DiffFailOn, DiffFormat


def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="The earlier version: its result.json, the folder that holds it, or the article "
            "itself, which is then briefed without a model."
        ),
    ],
    new: Annotated[str, typer.Argument(help="The later version, in the same way.")],
    *,
    output: Annotated[
        DiffFormat,
        typer.Option("--format", help="text to read, markdown to pass on, json for programs."),
    ] = DiffFormat.TEXT,
    fail_on: Annotated[
        DiffFailOn, typer.Option(help="Exit 1 when a row changed, is new or was removed, or never.")
    ] = DiffFailOn.NONE,
) -> None:
    """Show what changed between two versions of an article, and which checks still stand.

    A check done by hand stands while the figure, who says it and the wording are the same: words that
    carry no meaning, another spelling of the number or another place in the article do not matter.

      ~ changed (and must be looked at again)   + new   - removed   ✓ still stands

    Nothing is written. `factdesk worklist import NEW OLD` takes over the checks that still stand.

    Examples:
      factdesk diff out/story-v1 out/story-v2
      factdesk diff out/story/result.previous.json out/story
      factdesk diff story-v1.txt story-v2.txt --format markdown
      factdesk diff out/story-v1 out/story-v2 --fail-on changed
    """
    from pipeline.cli.diffing import Request, show_diff

    show_diff(Request(old, new, output, fail_on))
