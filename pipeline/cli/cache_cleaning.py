"""What `factdesk cache prune`, `verify` and `clear` do: remove what is old, broken, or all."""

import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import typer

from pipeline.cli.caching import answers, broken_line, folder_of, megabytes, of_model, say_empty
from pipeline.cli.exits import FOUND
from pipeline.cli.standard_output import print_text
from pipeline.errors import CacheError, SettingsError
from pipeline.llm.cache_folder import (
    Slot,
    clear,
    faults,
    rebuild,
    remove,
    set_aside,
    slots,
)
from pipeline.llm.derived import discard, is_sound, size_of
from pipeline.stages.render import printable

_SECONDS = {"h": 3600, "d": 86_400, "w": 604_800}


def seconds_of(age: str) -> int:
    """Return the seconds of an age such as 12h, 30d or 2w; raises SettingsError."""
    found = re.fullmatch(r"([0-9]{1,6})([hdw])", age.strip().lower())
    if not found:
        raise SettingsError(f"--older-than is {age!r}; it must be such as 12h, 30d or 2w")
    return int(found[1]) * _SECONDS[found[2]]


def prune_answers(
    cache_dir: Path | None, older_than: str, model: str | None, *, dry_run: bool
) -> None:
    """Remove what was kept before that age and say how much it was; raises FactdeskError."""
    folder, since = folder_of(cache_dir), time.time() - seconds_of(older_than)
    # Without a time nothing is known to be old: `verify` is for what is broken.
    old = [
        slot
        for slot in of_model(slots(folder), model)
        if slot.stored is not None and slot.stored < since
    ]
    if old and not dry_run:
        remove(folder, (slot.row for slot in old))
        discard(folder)  # they hold the words of articles, of which nobody may want to keep any
    size = megabytes(sum(slot.size for slot in old))
    done = "would be removed" if dry_run else "removed"
    print_text(printable(f"{answers(len(old))}, {size}, {done} from {folder}\n"))


def verify_answers(cache_dir: Path | None, *, fix: bool) -> None:
    """Name what is broken, with `fix` remove it; raises typer.Exit with code 1 where any is."""
    folder = folder_of(cache_dir)
    damage = faults(folder)
    try:
        found = list(slots(folder))
    except CacheError:
        if not damage:  # busy, or not ours to read
            raise
        found = []
    broken = [slot for slot in found if not slot.kept]
    sound = is_sound(folder)
    if not found and not damage and sound:
        say_empty(folder)
        return
    for line in damage:
        print_text(printable(f"✗ the database is damaged: {line}\n"))
    for slot in broken:
        print_text(f"✗ {broken_line(slot)}\n")
    print_text(f"{answers(len(found))} read, {len(broken)} broken\n")
    if not sound:
        print_text("✗ reports that were made of answers are damaged; runs make them again\n")
    if not broken and not damage and sound:
        return
    if fix:
        _mend(folder, broken, damaged=bool(damage), sound=sound)
    else:
        print_text("`factdesk cache verify --fix` removes what is broken\n")
    raise typer.Exit(FOUND)


def _mend(folder: Path, broken: Sequence[Slot], *, damaged: bool, sound: bool) -> None:
    if not sound:
        discard(folder)
        print_text("the reports removed\n")
    if damaged:
        aside = rebuild(folder)
        print_text(f"built anew from what can be read; the old one is set aside as {aside.name}\n")
    elif broken:
        remove(folder, (slot.row for slot in broken))
        print_text(f"{len(broken)} removed\n")


def clear_answers(cache_dir: Path | None, *, yes: bool) -> None:
    """Remove everything, once a person has said so; raises FactdeskError."""
    folder = folder_of(cache_dir)
    try:
        count = answers(sum(1 for _ in slots(folder)))
    except CacheError:
        count = "the answers that cannot be read"
    if count == "0 answers" and not set_aside(folder) and not size_of(folder).bytes:
        say_empty(folder)
        return
    if not yes and not _confirmed(f"Remove {count} from {folder}?"):
        print_text("nothing was removed\n")
        return
    clear(folder)
    discard(folder)
    print_text(printable(f"{count} removed from {folder}\n"))


def _confirmed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise SettingsError("nobody is there to be asked: give --yes to remove all answers")
    return typer.confirm(printable(question))
