"""`factdesk cache stats`: what is kept of the answers that were paid for, and where."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.options import command, group, option
from pipeline.cli.standard_output import print_text
from pipeline.corpus.run_summary import counted
from pipeline.llm import cache_folder
from pipeline.settings import EXTRACTIVE, Settings

_MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class CacheOptions:
    cache_dir: Path | None = option(
        "The folder of answers. Default: FACTDESK_CACHE_DIR, else your own."
    )

    @property
    def folder(self) -> Path:
        # No other variable: a wrong address of a server is none of the cache's business.
        environ = {"FACTDESK_CACHE_DIR": os.environ.get("FACTDESK_CACHE_DIR", "")}
        settings = Settings.from_environment(environ, model=EXTRACTIVE, cache_dir=self.cache_dir)
        return settings.cache_dir or Path()


def show_stats(options: CacheOptions) -> None:
    """Say where answers are kept, how many they are, and how much room they take.

    The room includes reports that runs over a corpus have made of them and take again. To be rid of
    all of it, delete the folder when no run is under way; the answers then have to be paid again.

    Examples:
      factdesk cache stats
      factdesk cache stats --cache-dir answers
    """
    folder = options.folder
    size = cache_folder.bytes_kept(folder)
    if not size:
        print_text(f"nothing is kept yet in {folder}\n")
        return
    count = cache_folder.count_answers(folder)
    print_text(f"Folder: {folder}\n")
    room = f"{size / _MEGABYTE:,.1f} MB" if size >= _MEGABYTE else f"{size / 1e3:,.1f} kB"
    print_text(f"{counted(count, 'answer')}, {room} on disk\n")


cache = group(stats=command(show_stats, CacheOptions))
