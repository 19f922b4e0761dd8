"""The merged worklist as CSV, a line an entry, and the work that people entered into it.

What to do stands first, every article that tells an entry last. Work outlives that the table is
written anew: the table of a corpus may have a million rows, so only those that somebody worked on
are held, where `take_work`, for the worklist of one article, reads the whole.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from pipeline.stages.take_work.work_table import LONGEST_CELL, SEPARATORS, WORK_COLUMNS
from pipeline.text.escaping import formula_safe, text_of_cell

_Fields = dict[str, Any]
_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_SHOWN = 20
"""Articles named in a cell: the JSON lines have all, a cell of Excel holds 32,767 characters."""


def _each(of: Callable[[_Fields], str | None]) -> Callable[[_Fields], str]:
    """Return what tells of each place of an entry: "story.txt:4; other.txt:7; and 3 more"."""

    def told(row: _Fields) -> str:
        shown = "; ".join(filter(None, map(of, row["places"][:_SHOWN])))
        rest = len(row["places"]) - _SHOWN
        return f"{shown}; and {rest} more" if shown and rest > 0 else shown

    return told


def _conflicts(row: _Fields) -> str:
    return "; ".join(f"{each['figure']['text']} in {each['source']}" for each in row["conflicts"])


def _alerts(row: _Fields) -> str:
    return "; ".join(f"{each['check']}: {each['message']}" for each in row["alerts"])


def _speakers(row: _Fields) -> str:
    found = (place["speaker"] for place in row["places"])
    return "; ".join(dict.fromkeys(filter(None, found)))


COLUMNS: tuple[tuple[str, Callable[[_Fields], str]], ...] = (
    ("rank", lambda row: str(row["rank"])),
    ("score", lambda row: str(row["score"])),
    ("figure", lambda row: row["figure"]["text"]),
    ("status", lambda _: "open"),
    ("evidence", lambda _: ""),
    ("note", lambda _: ""),
    ("checker", lambda _: ""),
    ("claim", lambda row: row["text"]),
    ("articles", lambda row: str(row["articles"])),
    ("titles", _each(lambda place: place["title"])),
    ("alerts", _alerts),
    ("other_values", _conflicts),
    ("quote", lambda row: row["quote"]),
    ("evidence_needed", lambda row: row["evidence"]["needed"]),
    ("source_needed", lambda row: row["evidence"]["source"]),
    ("query", lambda row: row["evidence"]["query"]),
    ("why", lambda row: row["reason"]),
    ("speaker", _speakers),
    ("list", lambda row: row["kind"]),
    ("computed", lambda row: "; ".join(row["computed"])),
    ("value", lambda row: row["figure"]["value"]),
    ("unit", lambda row: row["figure"]["unit"] or ""),
    ("ids", _each(lambda place: place["id"])),
    ("urls", _each(lambda place: place["url"])),
    ("places", _each(lambda place: f"{place['source']}:{place['line']}")),
    ("merged_id", lambda row: row["merged_id"]),
)


_ID = "merged_id"
_UNTOUCHED = frozenset({("open", "", "", ""), ("", "", "", "")})
_ENCODINGS = ("utf-8-sig", "cp1252")
"""As programs for tables save CSV."""

Work = Mapping[str, tuple[str, ...]]
"""What stands in the columns of `WORK_COLUMNS`, by merged_id; untouched rows are left out."""


def _nobody(_: Collection[str]) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Worked:
    """Work to be written into the table again, and whom to tell of what has no row there."""

    work: Work = field(default_factory=dict)
    lapsed: Callable[[Collection[str]], None] = _nobody
    """Called with merged_ids while the old table still stands."""


def work_in(table: Path) -> Work | None:
    """Return what was entered into a table; None where there is no table that can be read."""
    for encoding in _ENCODINGS:
        try:
            return dict(_rows(table, encoding))
        except UnicodeError:
            continue
        except (csv.Error, _NoTable):
            break
    return None


class _NoTable(Exception):
    """The file has no column merged_id."""


def _rows(table: Path, encoding: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    csv.field_size_limit(LONGEST_CELL)
    with table.open(encoding=encoding, newline="") as file:
        head = file.readline()
        heads = ((next(csv.reader([head], delimiter=each), []), each) for each in SEPARATORS)
        names, delimiter = next((each for each in heads if _ID in each[0]), ([], ""))
        if not delimiter:
            raise _NoTable
        for cells in csv.reader(file, delimiter=delimiter):
            row = dict(zip(names, map(text_of_cell, cells), strict=False))
            work = tuple(row.get(name, "").strip() for name in WORK_COLUMNS)
            if row.get(_ID) and work not in _UNTOUCHED:
                yield row[_ID], work


NO_WORK = Worked()
"""Nobody has worked on the table."""


class MergedTable:
    """A CSV file of the merged list, written a line at a time."""

    def __init__(self, file: TextIO, work: Work) -> None:
        """Write the header; the file is open with `newline=""`, `work` goes into its rows again."""
        self._work = work
        self.taken: set[str] = set()
        """The merged_ids of work that has its row."""
        # RFC 4180. All is quoted: of a program that guesses another separator, a cell stays whole.
        self._writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        self._writer.writerow([name for name, _ in COLUMNS])

    def add(self, row: _Fields) -> None:
        """Write the line of an entry; no spreadsheet takes a cell for a formula."""
        told = {name: cell(row) for name, cell in COLUMNS}
        if (work := self._work.get(row["merged_id"])) is not None:
            told |= dict(zip(WORK_COLUMNS, work, strict=True))
            self.taken.add(row["merged_id"])
        self._writer.writerow(map(_safe, told.values()))


def _safe(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it; a plain number below zero stays one."""
    return cell if _NUMBER.fullmatch(cell) else formula_safe(cell)
