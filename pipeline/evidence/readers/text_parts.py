"""Plain text, Markdown and HTML: their prose under its headings, and their tables."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import lxml.html
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.evidence.parts import Part
from pipeline.evidence.readers.prose import Outline, line_places, prose_of, title_in, with_headings
from pipeline.evidence.readers.raw_rows import RawRow
from pipeline.evidence.readers.tables import TABLE_TITLE, Setting, tables_in
from pipeline.text.blocks import Block, Line, Mark, is_stopped, lines_of, paragraphs
from pipeline.text.markdown import read_markdown
from pipeline.text.roles import assign_roles
from pipeline.text.web_page import read_page
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


class TextParts(NamedTuple):
    """The title of a document and its parts."""

    title: str | None
    parts: Iterator[Part]


def text_parts(text: str) -> TextParts:
    """Return the parts of a plain text; short lines without a stop are its headings."""
    found = [
        Block(span, " ".join(text[span.start : span.end].split())) for span in paragraphs(text)
    ]
    blocks = with_headings(found)
    title = _first_line(blocks)
    return TextParts(title, prose_of(blocks, Outline(title), line_places(text)))


def _first_line(blocks: Sequence[Block]) -> str | None:
    first = blocks[0].text if blocks else ""
    is_title = 0 < len(first) <= _LONGEST_CAPTION and not is_stopped(first)
    return first if is_title else None


class _MarkdownTable(NamedTuple):
    first: int
    last: int
    """Its lines, from the first to before the last, counted from 0."""
    rows: tuple[tuple[str, ...], ...]


def markdown_parts(text: str) -> TextParts:
    """Return the parts of a Markdown text."""
    read = read_markdown(text)
    title = read.head.title or title_in(read.blocks)
    return TextParts(title, _markdown_parts(text, read.blocks, title))


def _markdown_parts(text: str, blocks: Sequence[Block], title: str | None) -> Iterator[Part]:
    lines, outline, place = tuple(lines_of(text)), Outline(title), line_places(text)
    tables = list(_markdown_tables(text))
    waiting: list[Block] = []
    at = 0
    for block in (*blocks, None):
        line = len(lines) if block is None else int(place(block).rpartition(" ")[2]) - 1
        while at < len(tables) and line >= tables[at].last:
            yield from prose_of(waiting, outline, place, lambda each: _depth(text, each))
            caption = caption_above(waiting)
            waiting = []
            rows = (RawRow.of(i, row) for i, row in enumerate(tables[at].rows, 1))
            name = f"table {at + 1}" if len(tables) > 1 else "table"
            setting = Setting(outline.context, name, in_cells=False, caption=caption)
            yield from tables_in(rows, setting._replace(heading=outline.heading))
            at += 1
        inside = at < len(tables) and tables[at].first <= line < tables[at].last
        if block is not None and not inside:
            waiting.append(block)
    yield from prose_of(waiting, outline, place, lambda each: _depth(text, each))


def _depth(text: str, block: Block) -> int:
    start = max(text.rfind("\n", 0, block.span.start), text.rfind("\r", 0, block.span.start)) + 1
    hashes = _HASHES.match(text, start)
    return len(hashes[1]) if hashes else 2


def caption_above(above: Sequence[Block]) -> str:
    """Return the block above a table if it reads as its title."""
    last = above[-1] if above else None
    if last is None or last.mark is Mark.HEADING or len(last.text) > _LONGEST_CAPTION:
        return ""
    is_open = not last.text.rstrip().endswith((".", "!", "?"))
    return last.text if is_open or TABLE_TITLE.match(last.text) else ""


def _markdown_tables(text: str) -> Iterator[_MarkdownTable]:
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "html_block"])
    source = "\n".join(_plain(line) for line in lines_of(text))
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    span = (0, 0)
    for token in parser.parse(source):
        match token.type:
            case "table_open":
                rows, span = [], (token.map[0], token.map[1]) if token.map else (0, 0)
            case "tr_open":
                cells = []
            case "inline" if token.level and token.children is not None:
                cells.append(_words_of(token))
            case "tr_close":
                rows.append(tuple(cells))
            case "table_close":
                yield _MarkdownTable(span[0], span[1], tuple(rows))


def _plain(line: Line) -> str:
    return "" if line.is_blank else line.text


def _words_of(token: Token) -> str:
    texts = (child.content or " " for child in token.children or () if child.nesting == 0)
    return " ".join("".join(texts).split())


def html_parts(text: str) -> TextParts:
    """Return the parts of a web page: its tables of figures, and what else a browser shows."""
    root = lxml.html.document_fromstring(
        text.encode("utf-8", "replace"),
        parser=lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True),
    )
    tables: list[lxml.html.HtmlElement] = []
    headings: list[str] = []
    heading = ""
    for element in root.iter(*_HEADINGS, "table"):
        if element.tag != "table":
            heading = _words(element)
        elif isinstance(element, lxml.html.HtmlElement) and _is_data(element):
            tables.append(element)
            headings.append(heading)
    settings = [
        _setting_of(table, number, above)
        for number, (table, above) in enumerate(zip(tables, headings, strict=True), 1)
    ]
    grids = [_grid_of(table) for table in tables]
    for table in tables:
        table.drop_tree()
    page = read_page(lxml.html.tostring(root, encoding="unicode"))
    title = page.head.title or title_in(page.blocks)
    return TextParts(title, _html_parts(title, page.blocks, settings, grids))


def _html_parts(
    title: str | None,
    blocks: Sequence[Block],
    settings: Sequence[Setting],
    grids: Sequence[list[list[str]]],
) -> Iterator[Part]:
    roles = assign_roles(blocks)
    kept = [
        block for block, role in zip(blocks, roles, strict=True) if role is not Role.BOILERPLATE
    ]
    numbers = {id(block): number for number, block in enumerate(kept, 1)}
    yield from prose_of(kept, Outline(title), lambda block: f"paragraph {numbers[id(block)]}")
    for setting, grid in zip(settings, grids, strict=True):
        context = " · ".join(dict.fromkeys(filter(None, (title, setting.context))))
        rows = (RawRow.of(number, row) for number, row in enumerate(grid, 1))
        yield from tables_in(rows, setting._replace(context=context))


def _is_data(table: lxml.html.HtmlElement) -> bool:
    """Return whether a table is one of rows and columns, and lays out no page."""
    if table.find(".//table") is not None:
        return False
    wide = [row for row in table.iter("tr") if sum(1 for _ in row.iterchildren("td", "th")) > 1]
    return len(wide) > 1


def _setting_of(table: lxml.html.HtmlElement, number: int, heading: str) -> Setting:
    caption = next((_words(each) for each in table.iterchildren("caption")), "")
    before = table.getprevious()
    if not caption and before is not None and before.tag in {"p", "div", "figcaption"}:
        words = _words(before)
        is_title = TABLE_TITLE.match(words) or not words.endswith((".", "!", "?"))
        caption = words if is_title and len(words) <= _LONGEST_CAPTION else ""
    return Setting(heading, f"table {number}", in_cells=False, caption=caption, heading=heading)


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
