"""Text made safe for where it is written: a spreadsheet, XML, a terminal, Markdown, a page."""

import re

# What a spreadsheet runs when a cell begins with it (CWE-1236), and its full-width form, which
# Excel reads the same in Japanese settings. Quotation marks and signs that cannot be seen may stand
# before it: LibreOffice drops a NUL and runs the rest. A program that guesses another separator
# begins a cell in the middle of a text. Apostrophes count along, so that taking one off each gives
# the text back.
_BEFORE = (
    r"[\"'\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u2069\u3000\ufeff]*"
)
_RUN = r"[=+\-@＝＋－＠]"
_CELL_MAY_BEGIN = (
    rf"(?:(?:^|(?<=[,;|]))(?P<mark>%s)(?={_BEFORE}(?:{_RUN}|[\t\r\n]))"
    rf"|(?<=[\t\r\n])(?P<inner>%s)(?={_BEFORE}{_RUN}))"
)
_FORMULA = re.compile(_CELL_MAY_BEGIN % ("", ""))
_MARKED = re.compile(_CELL_MAY_BEGIN % ("'", "'"))

# Direction marks could redraw the screen or show a number reversed; half a surrogate pair cannot be
# written at all.
_UNUSUAL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufffe\uffff]"
)
"""All that any of the tables below may change, found faster than by `str.translate`."""
_SURROGATES = range(0xD800, 0xE000)
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20))  # not tab, line feed, carriage return
_MORE_CONTROLS = range(0x7F, 0xA0)
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))

# What XML 1.0 cannot hold, not even escaped (section 2.2).
_FOR_XML = dict.fromkeys((*_CONTROLS, *_SURROGATES, 0xFFFE, 0xFFFF), "\ufffd")
_FOR_TERMINAL = dict.fromkeys((*_CONTROLS, 0x0D, *_MORE_CONTROLS, *_DIRECTIONS), "\ufffd")
_FOR_PAGES = {
    code: f"⟦U+{code:04X}⟧" for code in (*_CONTROLS, *_MORE_CONTROLS, *_DIRECTIONS, *_SURROGATES)
}
_FOR_MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_[]<>|#~"}


def formula_safe(cell: str) -> str:
    """Return the cell with an apostrophe wherever a spreadsheet might begin to run it."""
    return _FORMULA.sub("'", cell)


def text_of_cell(cell: str) -> str:
    """Return the text that `formula_safe` made the cell from."""
    return _MARKED.sub("", cell)


def xml_legal(text: str) -> str:
    """Return the text with U+FFFD in place of each character that XML cannot hold."""
    return text.translate(_FOR_XML) if _UNUSUAL.search(text) else text


def printable(text: str) -> str:
    """Return text that is safe to print: whatever steers a terminal becomes U+FFFD."""
    return text.translate(_FOR_TERMINAL) if _UNUSUAL.search(text) else text


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return " ".join(text.split()).translate(_FOR_MARKDOWN)


def visible(text: str) -> str:
    """Return text in which direction marks and control characters stand by their code points."""
    return text.translate(_FOR_PAGES) if _UNUSUAL.search(text) else text
