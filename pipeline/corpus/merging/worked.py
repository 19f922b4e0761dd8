"""Work that people entered into the merged table: it outlives that the table is written anew.

The table of a corpus may have a million rows: only those that somebody worked on are held, where
`take_work`, for the worklist of one article, reads the whole.
"""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.stages.take_work.work_table import LONGEST_CELL, SEPARATORS, WORK_COLUMNS
from pipeline.text.escaping import text_of_cell

_ID = "merged_id"
_UNTOUCHED = frozenset({("open", "", "", ""), ("", "", "", "")})
_ENCODINGS = ("utf-8-sig", "cp1252")
"""As programs for tables save CSV."""

Work = Mapping[str, tuple[str, ...]]
"""What stands in the columns of `WORK_COLUMNS`, by the entry's merged_id; untouched rows are left out."""


def _nobody(_: Collection[str]) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Worked:
    """Work to be written into the table again, and whom to tell of what has no row there any more."""

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
