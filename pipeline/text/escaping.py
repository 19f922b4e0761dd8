"""Text made safe for where it is written: a spreadsheet, XML, a terminal, Markdown, a page."""

import re

# What a spreadsheet runs when a cell begins with it (CWE-1236), and its full-width form, which
# Excel reads the same in Japanese settings. Quotation marks and spaces of all kinds may stand
# before it. A program that guesses another separator begins a cell in the middle of a text.
# Apostrophes count along, so that taking one off each gives the text back.
_BEFORE = r"[\"' \xa0\xad\u1680\u180e\u2000-\u200d\u2028\u2029\u202f\u205f-\u2065\u3000\ufeff]*"
_RUN = r"[=+\-@＝＋－＠]"
_CELL_MAY_BEGIN = (
    rf"(?:(?:^|(?<=[,;|]))(?P<mark>%s)(?={_BEFORE}(?:{_RUN}|[\t\r\n]))"
    rf"|(?<=[\t\r\n])(?P<inner>%s)(?={_BEFORE}{_RUN}))"
)
_FORMULA = re.compile(_CELL_MAY_BEGIN % ("", ""))
_MARKED = re.compile(_CELL_MAY_BEGIN % ("'", "'"))

_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufffe\uffff]"
)
"""What nobody sees and what may do harm: controls steer a terminal, direction marks show a number
reversed, half a surrogate pair cannot be written, and XML cannot hold some of them even escaped.
"""
_SHOWN = re.compile(r"⟦U\+([0-9A-F]{4})⟧")
_SURROGATES = range(0xD800, 0xE000)
_FOR_MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_[]<>|#~"}


def visible(text: str) -> str:
    """Return text in which each hidden character stands by its code point: ⟦U+202E⟧.

    For all that people read in files: tables, Markdown, pages, results of a CI.
    """
    return _HIDDEN.sub(lambda sign: f"⟦U+{ord(sign[0]):04X}⟧", text)


def as_typed(text: str) -> str:
    """Return the text that `visible` made this from; half characters stay as they are shown."""
    return _SHOWN.sub(_typed, text)


def _typed(shown: re.Match[str]) -> str:
    sign = chr(int(shown[1], 16))
    return sign if _HIDDEN.match(sign) and ord(sign) not in _SURROGATES else shown[0]


def printable(text: str) -> str:
    """Return text of the same length for a terminal: what is hidden, and returns, become U+FFFD."""
    return _HIDDEN.sub("\ufffd", text).replace("\r", "\ufffd")


def json_escaped(text: str) -> str:
    """Return JSON that says the same with hidden characters escaped, for a terminal."""
    return _HIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return " ".join(visible(text).split()).translate(_FOR_MARKDOWN)


def formula_safe(cell: str) -> str:
    """Return a cell of CSV, `visible`, with an apostrophe wherever a spreadsheet might run it."""
    return _FORMULA.sub("'", visible(cell))


def text_of_cell(cell: str) -> str:
    """Return the text that `formula_safe` made the cell from."""
    return as_typed(_MARKED.sub("", cell))
