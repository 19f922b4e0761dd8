"""`factdesk cache`: what is kept of the answers that were paid for, and how to be rid of it."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from pipeline.cli.options import command, option
from pipeline.cli.standard_output import print_text
from pipeline.errors import CacheError, SettingsError
from pipeline.llm import cache_folder
from pipeline.settings import EXTRACTIVE, Settings
from pipeline.stages.render import printable

cache = typer.Typer(
    name="cache",
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Look after the answers that were paid for: [bold]factdesk cache stats[/bold].",
)

_MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class CacheOptions:
    """The options of `factdesk cache stats`."""

    cache_dir: Path | None = option(
        "The folder of answers. Default: FACTDESK_CACHE_DIR, else your own.", "--cache-dir"
    )

    @property
    def folder(self) -> Path:
        """The folder that was named, else the one where runs keep answers."""
        # No other variable: a wrong address of a server is none of the cache's business.
        environ = {"FACTDESK_CACHE_DIR": os.environ.get("FACTDESK_CACHE_DIR", "")}
        settings = Settings.from_environment(environ, model=EXTRACTIVE, cache_dir=self.cache_dir)
        return settings.cache_dir or Path()


@dataclass(frozen=True, kw_only=True)
class ClearOptions(CacheOptions):
    """The options of `factdesk cache clear`."""

    yes: bool = option("Do not ask first.", "--yes", default=False)


def show_stats(options: CacheOptions) -> None:
    """Say where answers are kept, how many they are, and how much room they take.

    The room includes reports that runs over a corpus have made of them and take again.

    Examples:
      factdesk cache stats
      factdesk cache stats --cache-dir answers
    """
    folder = options.folder
    size = cache_folder.bytes_kept(folder)
    if not size:
        print_text(_nothing_in(folder))
        return
    count = cache_folder.count_answers(folder)
    print_text(printable(f"Folder: {folder}\n"))
    room = f"{size / _MEGABYTE:,.1f} MB" if size >= _MEGABYTE else f"{size / 1e3:,.1f} kB"
    print_text(f"{_answers(count)}, {room} on disk\n")


def clear_cache(options: ClearOptions) -> None:
    """Remove all answers, reports made of them, and databases that could not be read.

    The answers would have to be paid for again. Let runs end first: one that goes on keeps its
    answers in the files that were removed.

    Example:
      factdesk cache clear --yes
    """
    folder = options.folder
    if not cache_folder.bytes_kept(folder):
        print_text(_nothing_in(folder))
        return
    try:
        count = _answers(cache_folder.count_answers(folder))
    except CacheError:
        count = "the answers that cannot be read"
    if not options.yes and not sys.stdin.isatty():
        raise SettingsError("nobody is there to be asked: give --yes to remove all answers")
    if not options.yes and not typer.confirm(printable(f"Remove {count} from {folder}?")):
        print_text("nothing was removed\n")
        return
    cache_folder.clear(folder)
    print_text(printable(f"{count} removed from {folder}\n"))


cache.command("stats")(command(show_stats, CacheOptions))
cache.command("clear")(command(clear_cache, ClearOptions))


def _nothing_in(folder: Path) -> str:
    return printable(f"nothing is kept yet in {folder}\n")


def _answers(count: int) -> str:
    return f"{count:,} answer{'s' * (count != 1)}"
