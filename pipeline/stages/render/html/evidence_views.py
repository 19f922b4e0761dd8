"""What a library of evidence says of a row, as the page shows it: passages, tables, links."""

import os
import posixpath
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from pipeline.stages.render.evidence_words import confidence_words, found_words, joined_where
from pipeline.stages.render.html.page_text import Link, clipped, excerpt, web_address
from schemas import EvidenceOutcome, EvidencePlace, FoundEvidence, TableExcerpt

SIGNS = {
    EvidenceOutcome.BORNE_OUT: "=",
    EvidenceOutcome.CONTRADICTED: "≠",
    EvidenceOutcome.OTHER: "≈",
    EvidenceOutcome.NOTHING: "∅",
}
"""What stands before the words of an outcome: colour alone says nothing."""
_PAGE = re.compile(r"\bpage (\d{1,6})\b")
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_MOST_ROWS, _MOST_COLUMNS, _MOST_PLACES = 7, 5, 3
"""So many columns that on a telephone the marked cell is in sight."""
_LINE, _CELL, _HEADING = 140, 60, 80
"""Characters of the line of a closed row, of a cell, and of a heading or caption."""


class Cell(NamedTuple):
    text: str
    is_heading: bool
    is_marked: bool


class CellTable(NamedTuple):
    """A table, or as much of it as fits around the cell that is marked."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Passage(NamedTuple):
    """One place of the evidence: the words or the table, and where it is found."""

    words: tuple[str, str, str]
    """Before, in and after the number."""
    table: CellTable | None
    link: Link
    title: str
    where: str


class FoundView(NamedTuple):
    outcome: EvidenceOutcome
    sign: str
    label: str
    line: str
    """For the closed row; empty where its badge says all."""
    confidence: str
    reason: str
    formula: str | None
    passages: tuple[Passage, ...]


class Standpoint(NamedTuple):
    """Where the page will stand, from which its links lead to files; None is not known."""

    folder: Path | None = None
    library: str | None = None
    """The way from there to the folder of the library, which names files by their way from it."""


def found_view(found: FoundEvidence | None, standpoint: Standpoint) -> FoundView | None:
    if found is None:
        return None
    is_told = found.outcome is not EvidenceOutcome.NOTHING
    return FoundView(
        outcome=found.outcome,
        sign=SIGNS[found.outcome],
        label=found.outcome.label,
        line=clipped(found_words(found), _LINE) if is_told else "",
        confidence=confidence_words(found),
        reason=found.reason,
        formula=found.formula,
        passages=tuple(
            _passage(some, standpoint) for some in _together(found.places[:_MOST_PLACES])
        ),
    )


def _together(places: Sequence[EvidencePlace]) -> Iterator[list[EvidencePlace]]:
    """Yield the places that are shown as one: cells of the same rows of a table, else one alone."""
    some: list[EvidencePlace] = []
    for place in places:
        if some and not _is_shown_with(some[0], place):
            yield some
            some = []
        some.append(place)
    if some:
        yield some


def _is_shown_with(first: EvidencePlace, other: EvidencePlace) -> bool:
    one, two = first.table, other.table
    if one is None or two is None or first.source != other.source:
        return False
    same = one == two.model_copy(update={"row": one.row, "column": one.column})
    return same and two.column in _columns(len(one.columns), one.column)


def _passage(some: Sequence[EvidencePlace], standpoint: Standpoint) -> Passage:
    place = some[0]
    number = place.number
    start, end = (number.start, number.end) if number else (0, 0)
    return Passage(
        words=excerpt(place.text, start, end),
        table=_table([each.table for each in some if each.table]) if place.table else None,
        link=Link(_address(place, standpoint), place.source),
        title=clipped(place.title or "", _HEADING),
        where=joined_where(each.where for each in some),
    )


def _address(place: EvidencePlace, standpoint: Standpoint) -> str:
    """Return the address of the file or page; "" where there is none that a link may lead to."""
    address = web_address(place.source) or _file_address(place.source, standpoint)
    path = urlsplit(address)
    if (
        path.path.lower().endswith(".pdf")
        and not path.fragment
        and (at := _PAGE.search(place.where))
    ):
        return f"{address}#page={at[1]}"
    return address


def _file_address(source: str, standpoint: Standpoint) -> str:
    """Return the way from the page to a file, which moves with both; a scheme makes no file."""
    if _SCHEME.match(source) or not source.strip():
        return ""
    if os.path.isabs(source):  # noqa: PTH117  # a text, not a path of this machine
        if standpoint.folder is None:
            return ""
        way = os.path.relpath(source, standpoint.folder.absolute())
    elif standpoint.library is None:
        return ""
    else:
        way = posixpath.normpath(posixpath.join(standpoint.library, source))
    return "" if way.startswith("/") else quote(way, errors="replace")


def _table(some: Sequence[TableExcerpt]) -> CellTable:
    """Return a table with a cell marked for each of some excerpts, which differ in that alone."""
    given = some[0]
    first = _window(len(given.rows), given.row, _MOST_ROWS)
    columns = _columns(len(given.columns), given.column)
    marked = {(each.row, each.column) for each in some}
    cut = len(given.columns) > len(columns)
    told = f"{len(columns)} of {len(given.columns)} columns" if cut else ""
    caption = clipped(given.caption, 2 * _HEADING)
    return CellTable(
        f"{caption} ({told})" if caption and told else caption or told,
        tuple(clipped(given.columns[column], _HEADING) for column in columns),
        tuple(
            _cells(row, columns, {column for at, column in marked if at == number})
            for number, row in enumerate(given.rows)
            if first <= number < first + _MOST_ROWS
        ),
    )


def _cells(
    row: Sequence[str], columns: Sequence[int], marked: AbstractSet[int]
) -> tuple[Cell, ...]:
    """Return the cells of a row; the first column heads it where it is not one that is marked."""
    return tuple(
        Cell(
            clipped(row[column], _CELL) if column < len(row) else "",
            is_heading=column == 0 and 0 not in marked,
            is_marked=column in marked,
        )
        for column in columns
    )


def _columns(count: int, marked: int) -> list[int]:
    """Return the first column, which says what a row is of, and those around the marked one."""
    first = _window(count - 1, marked - 1, _MOST_COLUMNS - 1) + 1
    return [*range(min(count, 1)), *range(first, min(count, first + _MOST_COLUMNS - 1))]


def _window(count: int, marked: int, most: int) -> int:
    return max(0, min(marked - most // 2, count - most))
