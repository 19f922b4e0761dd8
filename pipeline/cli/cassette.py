"""`factdesk cassette`: its arguments; the work is in `cassette_checking`, imported when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.help_text import Documented

cassette = typer.Typer(
    name="cassette",
    cls=Documented,
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Look after recorded answers: [bold]factdesk cassette check[/bold].",
)


@cassette.callback()
def _cassette() -> None:
    """Keep `check` a command of its own: typer makes one command of a group with only one."""


@cassette.command()
def check(
    cassettes: Annotated[list[Path], typer.Argument(help="Recordings, or folders that hold them.")],
    *,
    articles: Annotated[
        list[Path] | None,
        typer.Option(
            help="The articles that they belong to, or folders of them: story.yaml goes with "
            "story.txt. Give it again for several.",
            metavar="ARTICLES",
        ),
    ] = None,
) -> None:
    """Find recordings that are stale, orphaned, unreadable, or hold a secret. No key, no network.

    Stale is one whose prompt, schema or article has changed since it was recorded: the replay says
    which part differs. Orphaned is one to which no article belongs. Both are looked for when
    --articles is given. Ends with code 1 when any is found.

    Examples:
      factdesk cassette check cassettes
      factdesk cassette check cassettes --articles examples
    """
    from pipeline.cli.cassette_checking import check_cassettes

    check_cassettes(cassettes, articles)
