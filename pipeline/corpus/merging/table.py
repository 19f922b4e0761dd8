"""The merged worklist as CSV: one line an entry, what to do first, every article that tells it last."""

import csv
import re
from collections.abc import Callable
from typing import TextIO

from pipeline.corpus.merging.merging import Fields
from pipeline.corpus.merging.worked import Work
from pipeline.stages.take_work.work_table import WORK_COLUMNS
from pipeline.text.escaping import formula_safe

_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_SHOWN = 20
"""Articles named in a cell; the JSON lines have all, and a cell of Excel holds 32,767 characters."""


def _each(of: Callable[[Fields], str | None]) -> Callable[[Fields], str]:
    """Return what tells of each place of an entry, "story.txt:4; other.txt:7", and how many more."""

    def told(row: Fields) -> str:
        shown = "; ".join(filter(None, map(of, row["places"][:_SHOWN])))
        rest = len(row["places"]) - _SHOWN
        return f"{shown}; and {rest} more" if shown and rest > 0 else shown

    return told


def _conflicts(row: Fields) -> str:
    return "; ".join(f"{each['figure']['text']} in {each['source']}" for each in row["conflicts"])


def _alerts(row: Fields) -> str:
    return "; ".join(f"{each['check']}: {each['message']}" for each in row["alerts"])


def _speakers(row: Fields) -> str:
    found = (place["speaker"] for place in row["places"])
    return "; ".join(dict.fromkeys(filter(None, found)))


COLUMNS: tuple[tuple[str, Callable[[Fields], str]], ...] = (
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


class MergedTable:
    """A CSV file of the merged list, written a line at a time."""

    def __init__(self, file: TextIO, work: Work) -> None:
        """Write the header; the file is opened with `newline=""`, `work` goes into its rows again."""
        self._work = work
        self.taken: set[str] = set()
        """The merged_ids of work that has its row."""
        self._writer = csv.writer(file, lineterminator="\r\n")  # RFC 4180
        self._writer.writerow([name for name, _ in COLUMNS])

    def add(self, row: Fields) -> None:
        """Write the line of an entry; no spreadsheet takes a cell for a formula."""
        told = {name: cell(row) for name, cell in COLUMNS}
        if (work := self._work.get(row["merged_id"])) is not None:
            told |= dict(zip(WORK_COLUMNS, work, strict=True))
            self.taken.add(row["merged_id"])
        self._writer.writerow(map(_safe, told.values()))


def _safe(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it; a plain number below zero stays one."""
    return cell if _NUMBER.fullmatch(cell) else formula_safe(cell)
