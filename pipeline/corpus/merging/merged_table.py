"""The merged worklist as CSV, a line an entry, and the work that people entered into it.

What to do stands first, every article that tells an entry last. Work outlives that the table is
written anew: the table of a corpus may have a million rows, so only those that somebody worked on
are held, where `take_work`, for the worklist of one article, reads the whole.
"""

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from pipeline.stages.render.worklist_table import EVIDENCE_CELLS
from pipeline.stages.take_work.work_table import LONGEST_CELL, SEPARATORS, WORK_COLUMNS
from pipeline.text.escaping import formula_safe, text_of_cell
from schemas import FoundEvidence

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


def _speakers(row: _Fields) -> str:
    found = (place["speaker"] for place in row["places"])
    return "; ".join(dict.fromkeys(filter(None, found)))


def _all(of: str, form: str) -> Callable[[_Fields], str]:
    """Return what tells of each item of a list, in a form."""
    return lambda row: "; ".join(form.format(**each) for each in row[of])


_Column = tuple[str, Callable[[_Fields], str]]


def _evidence(name: str) -> _Column:
    """Return a column of the evidence that was found for an entry; "" where none was."""
    cell = EVIDENCE_CELLS[name]
    return name, lambda row: cell(row["found"]) if row["found"] else ""


_ALL_COLUMNS: tuple[_Column, ...] = (
    ("rank", lambda row: str(row["rank"])),
    ("score", lambda row: str(row["score"])),
    ("figure", lambda row: row["figure"]["text"]),
    ("status", lambda _: "open"),
    ("evidence", lambda _: ""),
    ("note", lambda _: ""),
    ("checker", lambda _: ""),
    _evidence("evidence_found"),
    ("claim", lambda row: row["text"]),
    ("articles", lambda row: str(row["articles"])),
    ("titles", _each(lambda place: place["title"])),
    ("alerts", _all("alerts", "{check}: {message}")),
    _evidence("evidence_says"),
    _evidence("evidence_place"),
    _evidence("evidence_confidence"),
    _evidence("evidence_why"),
    ("other_values", _all("conflicts", "{figure[text]} in {source}")),
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


COLUMNS = tuple(column for column in _ALL_COLUMNS if column[0] not in EVIDENCE_CELLS)
"""Those of a run that asked no library of evidence."""


_ID = "merged_id"
_UNTOUCHED = frozenset({("open", "", "", ""), ("", "", "", "")})
_ENCODINGS = ("utf-8-sig", "cp1252")
"""As programs for tables save CSV."""

_FIGURE_COLUMNS = ("claim", "value", "unit")
"""By which work is placed where an entry has another merged_id: an article of it has changed."""


class Entered(NamedTuple):
    """What stands in the `WORK_COLUMNS` of a row, and which figure the row is about."""

    work: tuple[str, ...]
    figure: tuple[str, ...]


class MergedWork(NamedTuple):
    """What people entered into a merged table, and whether that is all that they changed."""

    entered: Mapping[str, Entered]
    """By merged_id; rows that nobody worked on are left out."""
    generated: str
    """The digest of all cells that are not there to be filled in, as `MergedTable` has it."""


NO_WORK: Mapping[str, Entered] = {}
"""Nobody has worked on the table."""


def work_in(table: Path) -> MergedWork | None:
    """Return what was entered into a table; None where there is no table that can be read."""
    for encoding in _ENCODINGS:
        try:
            return _work_in(table, encoding)
        except UnicodeError:
            continue
        except csv.Error:
            break
    return None


def _work_in(table: Path, encoding: str) -> MergedWork:
    csv.field_size_limit(LONGEST_CELL)
    entered: dict[str, Entered] = {}
    generated = hashlib.sha256()
    with table.open(encoding=encoding, newline="") as file:
        head = file.readline()
        heads = ((next(csv.reader([head], delimiter=sign), []), sign) for sign in SEPARATORS)
        names, delimiter = next((head for head in heads if _ID in head[0]), ([], ""))
        if not delimiter:
            raise csv.Error("no column merged_id")
        generated.update(_generated(names, names))
        for cells in csv.reader(file, delimiter=delimiter):
            texts = [text_of_cell(cell) for cell in cells]
            generated.update(_generated(names, texts))
            row = dict(zip(names, texts, strict=False))
            work = tuple(row.get(name, "").strip() for name in WORK_COLUMNS)
            if row.get(_ID) and work not in _UNTOUCHED:
                figure = tuple(row.get(name, "") for name in _FIGURE_COLUMNS)
                entered[row[_ID]] = Entered(work, figure)
    return MergedWork(entered, generated.hexdigest())


def _generated(names: Iterable[str], cells: Iterable[str]) -> bytes:
    """Return the cells that are not there to be filled in; those beyond the heading count too."""
    row = zip_longest(names, cells, fillvalue="")
    return json.dumps([cell for name, cell in row if name not in WORK_COLUMNS]).encode()


class MergedTable:
    """A CSV file of the merged list, written a line at a time."""

    def __init__(
        self, file: TextIO, entered: Mapping[str, Entered] = NO_WORK, *, with_evidence: bool = False
    ) -> None:
        """Write the header; the file is open with `newline=""`, work goes into its rows again."""
        self._columns = _ALL_COLUMNS if with_evidence else COLUMNS
        self._entered = entered
        figures = Counter(entry.figure for entry in entered.values())
        self._by_figure = {
            entry.figure: merged_id
            for merged_id, entry in entered.items()
            if figures[entry.figure] == 1
        }
        self._taken: set[str] = set()
        self._generated = hashlib.sha256()
        # RFC 4180. All is quoted: of a program that guesses another separator, a cell stays whole.
        self._writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        names = [name for name, _ in self._columns]
        self._generated.update(_generated(names, names))
        self._writer.writerow(names)

    @property
    def lapsed(self) -> AbstractSet[str]:
        """The merged_ids of work that has no row."""
        return self._entered.keys() - self._taken

    @property
    def generated(self) -> str:
        """The digest of all cells that are not there to be filled in."""
        return self._generated.hexdigest()

    def add(self, row: _Fields) -> None:
        """Write the line of an entry; no spreadsheet takes a cell for a formula."""
        if found := row.get("found"):
            row = row | {"found": FoundEvidence.model_validate(found, strict=False)}
        told = {name: cell(row) for name, cell in self._columns}
        self._generated.update(_generated(told, told.values()))
        if (merged_id := self._id_of_work(told)) is not None:
            told |= dict(zip(WORK_COLUMNS, self._entered[merged_id].work, strict=True))
            self._taken.add(merged_id)
        self._writer.writerow(map(_safe, told.values()))

    def _id_of_work(self, told: Mapping[str, str]) -> str | None:
        if told[_ID] in self._entered:
            return told[_ID]
        merged_id = self._by_figure.get(tuple(told[name] for name in _FIGURE_COLUMNS))
        return None if merged_id in self._taken else merged_id


def _safe(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it; a plain number below zero stays one."""
    return cell if _NUMBER.fullmatch(cell) else formula_safe(cell)
