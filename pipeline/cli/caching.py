"""What `factdesk cache stats`, `list` and `show` do: look into the folder and print."""

import json
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from rich.table import Table
from rich.text import Text

from pipeline.cli.choices import CacheListFormat, CacheShowFormat
from pipeline.cli.standard_output import Screen, print_data, print_text
from pipeline.errors import CacheError
from pipeline.llm.cache_explained import SHORT_KEY
from pipeline.llm.cache_folder import Kept, Slot, bytes_on_disk, set_aside, slots
from pipeline.llm.derived import size_of
from pipeline.settings import EXTRACTIVE, Settings
from pipeline.stages.render import printable

_CACHE_DIR = "FACTDESK_CACHE_DIR"
_NAMED = 10
"""Unreadable entries that `stats` names; `verify` names them all."""


def folder_of(cache_dir: Path | None) -> Path:
    """Return the folder that was named, else the one where runs keep answers."""
    # No other variable: a wrong address of a server is none of the cache's business.
    environ = {_CACHE_DIR: os.environ.get(_CACHE_DIR, "")}
    settings = Settings.from_environment(environ, model=EXTRACTIVE, cache_dir=cache_dir)
    return settings.cache_dir or Path()


def show_stats(cache_dir: Path | None) -> None:
    """Print what is kept, by model, and what cannot be read; raises CacheError."""
    folder = folder_of(cache_dir)
    found, aside = list(slots(folder)), set_aside(folder)
    if not found and not aside:
        say_empty(folder)
        return
    readable = [(slot, slot.kept) for slot in found if slot.kept]
    print_text(printable(f"Folder: {folder}\n"))
    print_text(f"{answers(len(readable))}, {megabytes(bytes_on_disk(folder))} on disk\n")
    days = sorted(day(slot) for slot, _ in readable if slot.stored is not None)
    if days:
        print_text(f"Kept from {days[0]} to {days[-1]} (UTC)\n")
        Screen().print(_by_model([kept for _, kept in readable]))
    broken = [slot for slot in found if not slot.kept]
    if broken:
        print_text(f"{len(broken)} unreadable, which `factdesk cache verify --fix` removes:\n")
        print_text("".join(f"  {broken_line(slot)}\n" for slot in broken[:_NAMED]))
    for file in aside:
        print_text(printable(f"Set aside: {file.name}, {megabytes(file.stat().st_size)}\n"))
    made = size_of(folder)
    if made.texts:
        reports = f"{made.texts:,} report{'s' * (made.texts != 1)}"
        print_text(f"Made of them: {reports}, {megabytes(made.bytes)}, for runs over a corpus\n")


def show_list(
    cache_dir: Path | None, model: str | None, limit: int | None, output: CacheListFormat
) -> None:
    """Print a line for each entry, newest first; raises CacheError."""
    folder = folder_of(cache_dir)
    found = list(islice(of_model(slots(folder), model), limit))
    if output is CacheListFormat.JSONL:
        print_data("".join(json.dumps(_object(slot), ensure_ascii=False) + "\n" for slot in found))
    elif found:
        print_text("".join(f"{line}\n" for line in _lines(found)))
    else:
        say_empty(folder, model)


def show_entry(cache_dir: Path | None, key: str, output: CacheShowFormat) -> None:
    """Print the entry whose key begins so; raises CacheError unless there is one, readable."""
    folder = folder_of(cache_dir)
    found = [slot for slot in slots(folder) if slot.key.startswith(key)]
    if len(found) != 1:
        some = ", ".join(slot.key[: SHORT_KEY + len(key)] for slot in found[:5])
        several = f"{len(found)} answers have a key that begins with {key!r}: {some}"
        none = f"no answer in {folder} has a key that begins with {key!r}"
        raise CacheError(several if found else none)
    [slot] = found
    if slot.kept is None:
        raise CacheError(f"{broken_line(slot)}; `factdesk cache verify --fix` removes it")
    if output is CacheShowFormat.JSON:
        # Escaped, so that no character of an article steers a terminal; programs read the same.
        print_data(json.dumps(json.loads(slot.kept.text)) + "\n")
    else:
        print_text(printable(_readable(slot, slot.kept)))


def of_model(found: Iterable[Slot], model: str | None) -> Iterable[Slot]:
    """Return the entries of a model, or all; those that cannot be read are of none."""
    if model is None:
        return found
    return (slot for slot in found if slot.kept and slot.kept.asked.model == model)


def say_empty(folder: Path, model: str | None = None) -> None:
    """Say that there is nothing, which is no error."""
    of = "" if model is None else f" of {model}"
    print_text(printable(f"nothing{of} is kept yet in {folder}\n"))


def answers(count: int) -> str:
    """Return "1 answer", "2 answers"."""
    return f"{count} answer{'s' * (count != 1)}"


def megabytes(size: int) -> str:
    """Return a size in MB, such as 1.4 MB; the smallest sizes in kB."""
    return f"{size / 1e6:,.1f} MB" if size >= 1_000_000 else f"{size / 1e3:,.1f} kB"


def day(slot: Slot) -> str:
    """Return the day on which the entry was kept, in UTC, or ten question marks."""
    try:
        return datetime.fromtimestamp(slot.stored or 0, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):  # a forged time
        return "????-??-??"


def broken_line(slot: Slot) -> str:
    """Return which entry cannot be read and why, safe to print."""
    return f"{_one_line(slot.key[:SHORT_KEY])} cannot be read: {_one_line(slot.problem)}"


def _by_model(kept: Sequence[Kept]) -> Table:
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for name in ("model", "answers", "tokens in", "tokens out"):
        table.add_column(name, justify="left" if name == "model" else "right")
    for model in sorted({each.asked.model for each in kept}):
        paid = [each.completion for each in kept if each.asked.model == model]
        counts = (
            len(paid),
            sum(each.input_tokens for each in paid),
            sum(each.output_tokens for each in paid),
        )
        table.add_row(Text(_one_line(model)), *(f"{count:,}" for count in counts))
    return table


def _lines(found: Sequence[Slot]) -> Iterable[str]:
    kept = [slot.kept for slot in found if slot.kept]
    models = max((len(_one_line(each.asked.model)) for each in kept), default=0)
    forms = max((len(_one_line(each.asked.form)) for each in kept), default=0)
    for slot in found:
        if slot.kept is None:
            yield broken_line(slot)
            continue
        asked, completion = slot.kept.asked, slot.kept.completion
        yield (
            f"{_one_line(slot.key[:SHORT_KEY])}  {day(slot)}  {_one_line(asked.model):{models}}  "
            f"{_one_line(asked.form):{forms}}  {completion.input_tokens:>6} in "
            f"{completion.output_tokens:>6} out  {_one_line(asked.beginning)}"
        )


def _object(slot: Slot) -> dict[str, object]:
    if slot.kept is None:
        return {"key": slot.key, "day": day(slot), "problem": slot.problem}
    asked, completion = slot.kept.asked, slot.kept.completion
    return {
        "key": slot.key,
        "day": day(slot),
        "model": asked.model,
        "form": asked.form,
        "input_tokens": completion.input_tokens,
        "output_tokens": completion.output_tokens,
        "document_begins": asked.beginning,
    }


def _readable(slot: Slot, kept: Kept) -> str:
    """Return the request part by part, then the reply."""
    asked, answer = kept.asked, kept.completion
    parts = {name: text for name, text in asked.parts.items() if name not in {"model", "schema"}}
    head = f"{slot.key}\nkept {day(slot)} (UTC), {asked.form} asked of model {asked.model}\n"
    sent = "".join(f"\n── {name} ──\n{text}\n" for name, text in parts.items())
    tokens = f"{answer.input_tokens} tokens in, {answer.output_tokens} out"
    return f"{head}{sent}\n── reply ({tokens}) ──\n{answer.text}\n"


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
