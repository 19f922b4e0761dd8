"""`factdesk evidence add`, `list` and `remove`: a library of documents and tables."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typer
from rich.table import Table
from rich.text import Text

from pipeline.cli.evidence_files import NamedDocuments, count_of
from pipeline.cli.exits import SOME_FAILED, STOPPED, UNUSABLE
from pipeline.cli.library_option import LibraryOption
from pipeline.cli.options import (
    MACHINE,
    LimitOptions,
    PrivateOption,
    argument,
    command,
    flag,
    group,
    option,
)
from pipeline.cli.progress import Show, showing
from pipeline.cli.standard_output import Screen, complain, note, print_data, print_text
from pipeline.corpus.processes import processes_here
from pipeline.corpus.run_summary import LEFT_OUT, cause_lines, counted
from pipeline.errors import SettingsError
from pipeline.evidence.library.adding import Added, Fault, add
from pipeline.evidence.library.names import library_folder, meant
from pipeline.evidence.library.passages import SourceEntry
from pipeline.evidence.library.reader_processes import ReaderProcesses
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from pipeline.text.escaping import printable

_MOST_LINES = 20
"""Documents that could not be read and are told of one by one."""
_MOST_EXAMPLES = 5
_DIGEST_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class AddOptions(LibraryOption, PrivateOption, LimitOptions):
    sources: list[str] = argument(
        "Folders, files, and addresses of pages. Of a folder all files in a known format are "
        "added: .txt, .md, .html, .pdf, .docx, .csv, .tsv, .xlsx, .ods, .parquet, .json, .jsonl.",
        metavar="DIR|FILE|URL...",
    )
    processes: int | None = option(
        "Processes that read. Default: one a core.", panel=MACHINE, min=1
    )
    quiet: bool = flag("Say nothing but what went wrong.", "--quiet", "-q", panel=MACHINE)


@dataclass(frozen=True, kw_only=True)
class ListOptions(LibraryOption):
    output: Literal["text", "json"] = option(
        "text to read, json for programs.", "--format", default="text"
    )


@dataclass(frozen=True, kw_only=True)
class RemoveOptions(LibraryOption):
    documents: list[str] = argument(
        "Names as `evidence list` shows them, paths, folders, or patterns of names such as "
        "'reports/2023-*'.",
        metavar="NAME|PATTERN...",
    )


def add_documents(options: AddOptions) -> None:
    """Put documents and tables into a library, so that figures can be held against them.

    The library is one file. Sentences and cells are kept with their places (page, paragraph, sheet
    and cell), and found by value and by words. The same command again reads only what has changed;
    one that was stopped or killed goes on where it was. Of files that are gone it says so and keeps
    what they said until you remove them.

    Exit codes: 0 fine · 2 usage, settings or nothing could be read · 3 some could not be read ·
    130 stopped.

    Examples:
      factdesk evidence add reports
      factdesk evidence add budget.xlsx minutes.pdf https://example.org/spending.csv
      factdesk evidence add reports --library desk/evidence.sqlite
    """
    documents = NamedDocuments(options.sources, options.library_path)
    documents.require()
    number, left_out = count_of(documents)
    added, faults = Added(), list[Fault]()
    try:
        with Storing.open(documents.library) as storing:
            _add_all(options, storing, documents, number, added, faults)
            gone = documents.gone(storing.names())
    except KeyboardInterrupt:
        note(f"stopped: {told_added(added)}; the same command goes on")
        raise typer.Exit(STOPPED) from None
    for line in _fault_lines(faults):
        complain(line)
    if not options.quiet:
        for line in (*cause_lines(LEFT_OUT, left_out.ordered()), *_gone_lines(gone)):
            note(line)
        print_text(f"{told_added(added)}\n")
    if added.failed and added.failed == number:
        raise typer.Exit(UNUSABLE)
    if added.failed or left_out.has_losses:
        raise typer.Exit(SOME_FAILED)


def _add_all(
    options: AddOptions,
    storing: Storing,
    documents: NamedDocuments,
    number: int,
    added: Added,
    faults: list[Fault],
) -> None:
    processes = min(options.processes or processes_here(), max(number, 1))
    with (
        showing("quiet" if options.quiet else "auto") as show,
        ReaderProcesses(processes, options.limits) as readers,
    ):
        wanted = documents.wanted(lambda _: None)
        faults += add(
            storing,
            wanted,
            readers,
            private=options.private,
            added=added,
            watch=lambda: _tell(show, added, number),
        )


def _tell(show: Show, added: Added, number: int) -> None:
    line = f"{added.settled:,} of {number:,} documents · {added.passages:,} sentences and rows"
    show(line, added.settled / number)


def told_added(added: Added) -> str:
    """Return "added 12 documents: 340 sentences, 3,210 cells, 2,904 figures; 3 unchanged"."""
    line = f"added {counted(added.documents, 'document')}"
    if added.documents:
        counts = (added.sentences, "sentence"), (added.cells, "cell"), (added.figures, "figure")
        line += ": " + ", ".join(counted(number, noun) for number, noun in counts)
    if added.unchanged:
        line += f"; {added.unchanged:,} unchanged"
    return line + (f"; {added.failed:,} could not be read" if added.failed else "")


def _fault_lines(faults: Sequence[Fault]) -> Iterator[str]:
    for fault in faults[:_MOST_LINES]:
        yield f"factdesk: {fault.told}"
    if len(faults) > _MOST_LINES:
        yield f"factdesk: and {len(faults) - _MOST_LINES:,} more could not be read"


def _gone_lines(gone: Sequence[str]) -> Iterator[str]:
    if gone:
        more = len(gone) - _MOST_EXAMPLES
        named = ", ".join(gone[:_MOST_EXAMPLES]) + (f" and {more:,} more" if more > 0 else "")
        yield (
            f"No longer there, and kept in the library, {len(gone):,}: {named}: "
            "factdesk evidence remove takes them out"
        )


def list_documents(options: ListOptions) -> None:
    """List the documents of a library: what each holds, and the digest of its bytes.

    Examples:
      factdesk evidence list
      factdesk evidence list --format json
    """
    path = options.library_path
    with Library.open(path) as library:
        entries = library.sources()
    if options.output == "json":
        print_data(_as_json(entries))
        return
    screen, table = Screen(), Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("document", "kind"):
        table.add_column(heading, overflow="fold")
    for heading in ("sentences", "cells", "figures"):
        table.add_column(heading, justify="right")
    table.add_column("digest", no_wrap=True)
    for entry in entries:
        counts = (f"{count:,}" for count in (entry.sentences, entry.cells, entry.figures))
        table.add_row(
            Text(printable(entry.name)),
            Text(printable(entry.kind)),
            *counts,
            entry.digest[:_DIGEST_DIGITS],
        )
    screen.print(table)


def _as_json(entries: Sequence[SourceEntry]) -> str:
    documents = [entry._asdict() for entry in entries]
    return json.dumps({"documents": documents}, ensure_ascii=False, indent=2) + "\n"


def remove_documents(options: RemoveOptions) -> None:
    """Take documents out of a library; the files themselves stay.

    Examples:
      factdesk evidence remove reports/2019-budget.pdf
      factdesk evidence remove reports
      factdesk evidence remove '*.csv'
    """
    path = options.library_path
    with Library.open(path) as library:
        names = [entry.name for entry in library.sources()]
    chosen = dict.fromkeys(
        name for wanted in options.documents for name in _meant(wanted, names, path)
    )
    with Storing.open(path) as storing:
        for name in chosen:
            storing.remove(name)
    print_text(f"removed {counted(len(chosen), 'document')}\n")


def _meant(wanted: str, names: Sequence[str], library: Path) -> list[str]:
    found = meant(wanted, names, library_folder(library))
    if not found:
        raise SettingsError(
            f"the library has no document {wanted!r}: factdesk evidence list shows their names"
        )
    return found


evidence = group(
    add=command(add_documents, AddOptions),
    list=command(list_documents, ListOptions),
    remove=command(remove_documents, RemoveOptions),
)
