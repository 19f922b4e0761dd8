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

# What XML 1.0 cannot hold, not even escaped (section 2.2).
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Control characters and direction marks could redraw the screen or show a number reversed.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|#~])")
# Direction marks could show a number reversed; the others are no characters of HTML, or, as half a
# surrogate pair, cannot be written at all.
_HIDDEN_ON_PAGES = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def formula_safe(cell: str) -> str:
    """Return the cell with an apostrophe wherever a spreadsheet might begin to run it."""
    return _FORMULA.sub("'", cell)


def text_of_cell(cell: str) -> str:
    """Return the text that `formula_safe` made the cell from."""
    return _MARKED.sub("", cell)


def xml_legal(text: str) -> str:
    """Return the text with U+FFFD in place of each character that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def printable(text: str) -> str:
    """Return text that is safe to print: whatever steers a terminal becomes U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))


def visible(text: str) -> str:
    """Return text in which direction marks and control characters stand by their code points."""
    return _HIDDEN_ON_PAGES.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", text)
