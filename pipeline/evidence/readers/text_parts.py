"""Plain text, Markdown and HTML: their prose under its headings, and their tables."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import lxml.html
from lxml import etree

from pipeline.evidence.parts import Part, ReadDocument
from pipeline.evidence.readers.prose import (
    Outline,
    depth_of_mark,
    line_places,
    prose_of,
    title_in,
    with_headings,
)
from pipeline.evidence.readers.raw_rows import numbered
from pipeline.evidence.readers.tables import Setting, tables_in
from pipeline.text.blocks import Block, Line, Mark, is_stopped, lines_of, paragraphs
from pipeline.text.markdown import parser, read_markdown
from pipeline.text.roles import assign_roles
from pipeline.text.web_page import parsed_page, read_page
from schemas import Role

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HASHES = re.compile(r"\s*(#{1,6})\s")
_LONGEST_CAPTION = 200
"""Characters of a line above a table that is its title."""
_MOST_SPAN = 500
"""Columns or rows that one cell may span."""
_MOST_COLUMNS = 1_000
_MOST_CELLS = 1_000_000
"""Of a table of a page; a few bytes may span many."""


class Grid(NamedTuple):
    """A table amid the blocks of a document."""

    name: str
    first: int
    last: int
    """Its blocks, from the first to before the last."""
    rows: Iterable[Sequence[str]]


def parts_around(
    grids: Iterable[Grid],
    blocks: Sequence[Block],
    title: str | None,
    place: Callable[[Block], str],
    depth: Callable[[Block], int] = depth_of_mark,
) -> Iterator[Part]:
    """Yield the tables of a document and the prose before, between and behind them."""
    outline, at = Outline(title), 0
    for grid in grids:
        before = blocks[at : grid.first]
        yield from prose_of(before, outline, place, depth)
        setting = Setting(outline.context, grid.name, in_cells=False, caption=_caption_in(before))
        yield from tables_in(numbered(grid.rows), setting)
        at = grid.last
    yield from prose_of(blocks[at:], outline, place, depth)


def _caption_in(above: Sequence[Block]) -> str:
    """Return the block above a table if it reads as its title."""
    last = above[-1] if above else None
    return "" if last is None or last.mark is Mark.HEADING else _as_title(last.text)


def _as_title(text: str) -> str:
    is_title = len(text) <= _LONGEST_CAPTION and not text.endswith((".", "!", "?"))
    return text if is_title else ""


def text_parts(text: str) -> ReadDocument:
    """Return the parts of a plain text; short lines without a stop are its headings."""
    found = [
        Block(span, " ".join(text[span.start : span.end].split())) for span in paragraphs(text)
    ]
    blocks = with_headings(found)
    title = _first_line(blocks)
    return ReadDocument(title, prose_of(blocks, Outline(title), line_places(text)))


def _first_line(blocks: Sequence[Block]) -> str | None:
    first = blocks[0].text if blocks else ""
    is_title = 0 < len(first) <= _LONGEST_CAPTION and not is_stopped(first)
    return first if is_title else None


def markdown_parts(text: str) -> ReadDocument:
    """Return the parts of a Markdown text."""
    read = read_markdown(text)
    title = read.head.title or title_in(read.blocks)
    grids = _markdown_grids(text, [block.span.start for block in read.blocks])
    depth = partial(_depth, text)
    parts = parts_around(grids, read.blocks, title, line_places(text), depth)
    return ReadDocument(title, parts)


def _depth(text: str, block: Block) -> int:
    start = max(text.rfind("\n", 0, block.span.start), text.rfind("\r", 0, block.span.start)) + 1
    hashes = _HASHES.match(text, start)
    return len(hashes[1]) if hashes else 2


def _markdown_grids(text: str, starts: Sequence[int]) -> Iterator[Grid]:
    """Yield the tables of a Markdown text; `starts` are the offsets of its blocks."""
    lines = tuple(lines_of(text))
    offsets = [*(line.start for line in lines), len(text)]
    rows: list[list[str]] = []
    first = last = number = 0
    for token in parser().parse("\n".join(map(_plain, lines))):
        match token.type:
            case "table_open" if token.map:
                rows = []
                first, last = (bisect_left(starts, offsets[line]) for line in token.map)
                number += 1
            case "tr_open":
                rows.append([])
            case "inline" if token.level and rows and token.children is not None:
                texts = (child.content or " " for child in token.children if not child.nesting)
                rows[-1].append(" ".join("".join(texts).split()))
            case "table_close":
                yield Grid(f"table {number}", first, last, rows)


def _plain(line: Line) -> str:
    return "" if line.is_blank else line.text


def html_parts(text: str) -> ReadDocument:
    """Return the parts of a web page: its tables of figures, and what else a browser shows."""
    root = parsed_page(text)
    if root is None:
        return ReadDocument(None, iter(()))
    tables: list[tuple[str, lxml.html.HtmlElement]] = []
    heading = ""
    for element in root.iter(*_HEADINGS, "table"):
        if element.tag != "table":
            heading = _words(element)
        elif isinstance(element, lxml.html.HtmlElement) and _is_data(element):
            tables.append((heading, element))
    grids = [(above, _caption_of(table), _grid_of(table)) for above, table in tables]
    for _, table in tables:
        table.drop_tree()
    page = read_page(lxml.html.tostring(root, encoding="unicode"))
    title = page.head.title or title_in(page.blocks)
    return ReadDocument(title, _html_parts(title, page.blocks, grids))


def _html_parts(
    title: str | None, blocks: Sequence[Block], grids: Sequence[tuple[str, str, list[list[str]]]]
) -> Iterator[Part]:
    roles = assign_roles(blocks)
    kept = [
        block for block, role in zip(blocks, roles, strict=True) if role is not Role.BOILERPLATE
    ]
    numbers = {id(block): number for number, block in enumerate(kept, 1)}
    yield from prose_of(kept, Outline(title), lambda block: f"paragraph {numbers[id(block)]}")
    for number, (heading, caption, rows) in enumerate(grids, 1):
        context = " · ".join(dict.fromkeys(filter(None, (title, heading))))
        setting = Setting(context, f"table {number}", in_cells=False, caption=caption)
        yield from tables_in(numbered(rows), setting)


def _is_data(table: lxml.html.HtmlElement) -> bool:
    """Return whether a table is one of rows and columns, and lays out no page."""
    if table.find(".//table") is not None:
        return False
    wide = [row for row in table.iter("tr") if sum(1 for _ in row.iterchildren("td", "th")) > 1]
    return len(wide) > 1


def _caption_of(table: lxml.html.HtmlElement) -> str:
    """Return the caption of a table, else the line above it if it reads as its title."""
    caption = next((_words(each) for each in table.iterchildren("caption")), "")
    before = table.getprevious()
    if caption or before is None or before.tag not in {"p", "div", "figcaption"}:
        return caption
    return _as_title(_words(before))


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _grid_of(table: lxml.html.HtmlElement) -> list[list[str]]:
    """Return the cells of a table; one that spans several is in the first of them."""
    rows: list[list[str]] = []
    hanging: dict[int, int] = {}
    total = 0
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _hang(cells, hanging)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for at in range(len(cells), len(cells) + wide):
                hanging[at] = high - 1
            cells += [_words(cell), *[""] * (wide - 1)]
        _hang(cells, hanging)
        rows.append(cells[:_MOST_COLUMNS])
        total += len(cells)
        if total > _MOST_CELLS:
            break
    return rows


def _hang(cells: list[str], hanging: dict[int, int]) -> None:
    """Add the cells that those of rows above reach down to."""
    while hanging.get(len(cells), 0):
        hanging[len(cells)] -= 1
        cells.append("")


def _span(cell: etree._Element, name: str) -> int:
    written = cell.get(name) or "1"
    return min(max(int(written), 1), _MOST_SPAN) if written.isdecimal() else 1
