"""Paragraphs of a PDF: rows joined, over columns and pages too; headers and footers set apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.documents.document import Paragraph
from pipeline.documents.pdf_layout import Row, Run, columns_of, gutters_of, rows_of
from pipeline.text.blocks import Mark, is_stopped

_OUTERMOST_ROWS = 3
"""Of a page, above and below, that may be a header or a footer."""
_HEADER_GAP = 0.9
"""In heights of its text, between a header and what is below it; rows of a table stand closer."""
_HEADER_SHIFT = 6.0
"""Points by which the same header may stand higher on another page."""
_LEADING = 1.35
"""In distances between the rows of a paragraph: what is further apart is another one."""
_INDENT = 0.8
"""In heights of the text: what is set in by more begins a paragraph."""
_SAME_SIZE = 0.08
_HEADING_SIZE = 1.15
"""In heights of the text that most of the document is in."""
_HEADING_WORDS = 25
_LOOKED_BACK = 12
"""Blocks between two halves of a paragraph: notes, tables and captions at the end of a column."""
_PAGE_NUMBER = re.compile(r"\W*(?:page )?(\d{1,4})(?: ?(?:of|/) ?\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"[•▪◦‣·●■–—*-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_BULLET = re.compile(r"[•▪◦‣·●■]")
_HYPHENS = "-\u2010"
_COUNTED = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|half|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)[-\u2010]\Z",
    re.IGNORECASE,
)
"""Words that keep their hyphen: "twentyfive" and "onethird" are no numbers."""
_LETTERS_BEFORE_HYPHEN = re.compile(r"[^\W\d_]{2,}[-\u2010]\Z")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was drawn."""

    number: int
    """From 1."""
    runs: tuple[Run, ...]
    aside: str = ""
    """What stands on it at another angle."""

    @property
    def name(self) -> str:
        """What a person finds it by."""
        return f"page {self.number}"


@dataclass(slots=True)
class _Building:
    """A paragraph to which rows may still be added."""

    text: str
    mark: Mark
    size: float
    places: list[tuple[int, str]]
    last: Row
    edge: float
    """The right edge of the column that its last row stands in."""

    def add(self, row: Row, page: Page, edge: float) -> None:
        """Take on a row; a word that was parted is put together."""
        text = row.text
        if self.text.endswith(tuple(_HYPHENS)):
            self.text = _without_hyphen(self.text, text)
        else:
            self.text += " "
        if self.places[-1][1] != page.name:
            self.places.append((len(self.text), page.name))
        self.text += text
        self.last, self.edge = row, edge

    @property
    def is_open(self) -> bool:
        """Whether a sentence of it has not ended."""
        return not is_stopped(self.text)


def paragraphs_of(pages: Sequence[Page]) -> list[Paragraph]:
    """Return the paragraphs of all pages in their order of reading; headers are marked outside."""
    headers = _headers(pages)
    inner = [[run for run in page.runs if (page.number, run) not in headers] for page in pages]
    gutters = [gutter for runs in inner for gutter in gutters_of(runs)]
    builder = _Builder(_size_of_most(inner))
    for page, runs in zip(pages, inner, strict=True):
        outer = [row for row in rows_of(page.runs) if (page.number, row.runs[0]) in headers]
        builder.set_apart(page, [row.text for row in outer])
        for column in columns_of(runs, gutters):
            builder.add_column(page, column)
    return builder.done()


def _size_of_most(pages: Sequence[Sequence[Run]]) -> float:
    """Return the height of the text that most characters have."""
    sizes: Counter[float] = Counter()
    for runs in pages:
        for run in runs:
            sizes[round(run.size, 1)] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _headers(pages: Sequence[Page]) -> set[tuple[int, Run]]:
    """Return the runs of headers and footers, each with the number of its page.

    They are in outermost rows that another page has as well, but for digits, or that number it.
    """
    edges = {
        page.number: [list(_edge(rows)), list(_edge(rows[::-1]))]
        for page in pages
        for rows in [rows_of(page.runs)]
    }
    places: dict[str, list[tuple[int, float]]] = {}
    for number, sides in edges.items():
        for row in (row for side in sides for row in side):
            places.setdefault(_like(row), []).append((number, row.y0))
    found: set[tuple[int, Run]] = set()
    for number, sides in edges.items():
        for side in sides:
            for row in side:
                others = places[_like(row)]
                recurs = any(n != number and abs(y - row.y0) < _HEADER_SHIFT for n, y in others)
                if not recurs and not _is_number_of(number, row):
                    break  # what is further in is no header either
                found |= {(number, run) for run in row.runs}
    return found


def _edge(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the first rows as far as each stands apart from the next one."""
    if len(rows) == 1:
        yield rows[0]  # of pages that are pictures, each with a stamp
    waiting: list[Row] = []
    for row, following in pairwise(rows[: _OUTERMOST_ROWS + 1]):
        waiting.append(row)
        upper, lower = (row, following) if row.y0 > following.y0 else (following, row)
        if upper.y0 - lower.y1 > _HEADER_GAP * row.size:
            yield from waiting
            waiting = []


def _is_number_of(page: int, row: Row) -> bool:
    found = _PAGE_NUMBER.fullmatch(row.text)
    return found is not None and int(found[1]) == page


def _like(row: Row) -> str:
    return _DIGITS.sub("#", row.text).casefold()


class _Builder:
    """Gathers the paragraphs of a document, column by column."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._blocks: list[_Building] = []

    def set_apart(self, page: Page, rows: Sequence[str]) -> None:
        """Take what stands on a page and is none of its text."""
        for text in filter(None, [*rows, page.aside]):
            row = Row((Run(text, 0, 0, 0, 0, 0),))
            self._blocks.append(_Building(text, Mark.OUTSIDE, 0, [(0, page.name)], row, 0))

    def add_column(self, page: Page, rows: Sequence[Row]) -> None:
        """Take the rows of a column; the first may go on with what an earlier one began."""
        left, edge = min(row.x0 for row in rows), max(row.x1 for row in rows)
        leading = _leading(rows)
        for at, row in enumerate(rows):
            before = self._goes_on(rows[at - 1], row, left, leading) if at else None
            before = before or self._open(row, is_first=at == 0)
            if before is not None:
                before.add(row, page, edge)
            else:
                self._begin(row, page, edge)

    def _begin(self, row: Row, page: Page, edge: float) -> None:
        mark = Mark.NONE
        if row.is_cells or _ITEM.match(row.text):
            mark = Mark.ITEM
        elif row.size > _HEADING_SIZE * self._size:
            mark = Mark.HEADING
        self._blocks.append(_Building(row.text, mark, row.size, [(0, page.name)], row, edge))

    def _open(self, row: Row, *, is_first: bool) -> _Building | None:
        """Return the paragraph that a row goes on with behind notes, tables or a column's end."""
        if row.is_cells or _ITEM.match(row.text):
            return None
        is_inside = row.text[:1].islower()
        for back, block in enumerate(reversed(self._blocks[-_LOOKED_BACK:])):
            if block.mark is Mark.HEADING and not is_inside:
                return None
            if block.mark is Mark.OUTSIDE or not _same_size(block.size, row.size):
                continue
            if block.last.is_cells:
                continue
            if back == 0 and not is_first and not is_inside:
                return None  # nothing stands between, and they were told apart
            goes_on = block.is_open and (is_inside or not _would_fit(block, row))
            return block if goes_on or block.text.endswith(tuple(_HYPHENS)) else None
        return None

    def _goes_on(self, above: Row, row: Row, left: float, leading: float) -> _Building | None:
        """Return the paragraph of the row above where a row goes on with it.

        `left` is the edge of the column, `leading` its usual distance between rows.
        """
        block = self._blocks[-1]
        if row.is_cells or above.is_cells or not _same_size(above.size, row.size):
            return None
        if block.last is not above:  # what is above went on with a paragraph further up
            block = next(each for each in reversed(self._blocks) if each.last is above)
        if above.y0 - row.y0 > _LEADING * leading:
            return None
        if block.text.endswith(tuple(_HYPHENS)):
            return block
        starts_item = _BULLET.match(row.text) or (_ITEM.match(row.text) and not block.is_open)
        if starts_item:
            return None
        if block.mark is Mark.HEADING:
            return block
        is_set_in = row.x0 - max(above.x0, left) > _INDENT * row.size
        is_item = block.mark is Mark.ITEM
        if is_set_in and not (is_item and row.text[:1].islower()):
            return block if is_item else None
        breaks = _would_fit(block, row) and (not block.is_open or not row.text[:1].islower())
        return None if breaks else block

    def done(self) -> list[Paragraph]:
        """Return all paragraphs; the largest heading of the first page is the title."""
        headings = [block for block in self._blocks if block.mark is Mark.HEADING]
        for block in headings:
            if not block.is_open or len(block.text.split()) > _HEADING_WORDS:
                block.mark = Mark.NONE  # an abstract or a quotation in larger letters
        first = [
            block
            for block in headings
            if block.mark is Mark.HEADING and block.places[0][1] == "page 1"
        ]
        if first:
            max(first, key=lambda block: block.size).mark = Mark.TITLE
        return [Paragraph(each.text, each.mark, tuple(each.places)) for each in self._blocks]


def _leading(rows: Sequence[Row]) -> float:
    """Return the usual distance from one row of a column to the next."""
    distances = [
        above.y0 - below.y0
        for above, below in pairwise(rows)
        if _same_size(above.size, below.size) and above.y0 > below.y0
    ]
    # Most pairs of rows are inside a paragraph; where each row is one, the lower half still tells.
    return median(distances) if distances else rows[0].size * 1.3


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def _would_fit(block: _Building, row: Row) -> bool:
    """Return whether the first word of a row had room behind the last one of the paragraph."""
    word = row.text.split(" ", 1)[0]
    a_character = (row.x1 - row.x0) / max(len(row.text), 1)
    return block.last.x1 + (len(word) + 1.5) * a_character < block.edge


def _without_hyphen(before: str, after: str) -> str:
    """Return a text that ends in a hyphen ready for its next row."""
    parted = _LETTERS_BEFORE_HYPHEN.search(before) and after[:1].islower()
    return before[:-1] if parted and not _COUNTED.search(before) else before
