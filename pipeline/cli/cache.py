"""`factdesk cache`: its arguments; the work is in `caching` and `cache_cleaning`."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import CacheListFormat, CacheShowFormat
from pipeline.cli.help_text import Documented

cache = typer.Typer(
    name="cache",
    cls=Documented,
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Look into the answers that were paid for: [bold]factdesk cache stats[/bold].",
)

Folder = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir", help="The folder of answers. Default: FACTDESK_CACHE_DIR, else your own."
    ),
]
OfModel = Annotated[str | None, typer.Option("--model", help="Only answers of this model.")]


@cache.command()
def stats(*, cache_dir: Folder = None) -> None:
    """Say how many answers are kept, of which models, since when, and how much room they take.

    Beside them lie reports that runs over a corpus have made of them and take again.

    Examples:
      factdesk cache stats
      factdesk cache stats --cache-dir answers
    """
    from pipeline.cli.caching import show_stats

    show_stats(cache_dir)


@cache.command("list")
def list_(
    *,
    model: OfModel = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The newest so many.")] = None,
    output: Annotated[
        CacheListFormat, typer.Option("--format", help="Lines to read, or a JSON object a line.")
    ] = CacheListFormat.TEXT,
    cache_dir: Folder = None,
) -> None:
    """List the answers, newest first: key, day (UTC), model, form, tokens in and out, document.

    Examples:
      factdesk cache list --limit 20
      factdesk cache list --model gpt-5-mini --format jsonl
    """
    from pipeline.cli.caching import show_list

    show_list(cache_dir, model, limit, output)


@cache.command()
def show(
    key: Annotated[str, typer.Argument(help="A key of `cache list`, or how it alone begins.")],
    *,
    output: Annotated[
        CacheShowFormat, typer.Option("--format", help="Text to read, or the entry as it is kept.")
    ] = CacheShowFormat.TEXT,
    cache_dir: Folder = None,
) -> None:
    """Print what was sent and what came back.

    Examples:
      factdesk cache show 3f2a
      factdesk cache show 3f2a --format json
    """
    from pipeline.cli.caching import show_entry

    show_entry(cache_dir, key, output)


@cache.command()
def prune(
    *,
    older_than: Annotated[
        str, typer.Option(help="Hours, days or weeks, such as 12h, 30d, 2w.", metavar="AGE")
    ],
    model: OfModel = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    cache_dir: Folder = None,
) -> None:
    """Remove answers that were paid for longer ago than that, used since or not.

    Reports that were made of answers go along: they are made again where their answers are left.

    Examples:
      factdesk cache prune --older-than 30d --dry-run
      factdesk cache prune --older-than 2w --model gpt-5-mini
    """
    from pipeline.cli.cache_cleaning import prune_answers

    prune_answers(cache_dir, older_than, model, dry_run=dry_run)


@cache.command()
def verify(
    *,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Remove what is broken; build a damaged database anew."),
    ] = False,
    cache_dir: Folder = None,
) -> None:
    """Read every answer and check it against its digest. Ends with code 1 when any is broken.

    Reports that were made of answers are checked too; `--fix` removes them all, for they are made again.

    A run takes a broken answer for one that is not there, and asks again.

    Examples:
      factdesk cache verify
      factdesk cache verify --fix
    """
    from pipeline.cli.cache_cleaning import verify_answers

    verify_answers(cache_dir, fix=fix)


@cache.command()
def clear(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    cache_dir: Folder = None,
) -> None:
    """Remove all answers, reports made of them, and databases that were set aside.

    The answers would have to be paid for again.

    Example:
      factdesk cache clear --yes
    """
    from pipeline.cli.cache_cleaning import clear_answers

    clear_answers(cache_dir, yes=yes)
