"""Cells of a CSV file that no spreadsheet takes for a formula, and the text back from them."""

import re

# What a spreadsheet runs when a cell begins with it (CWE-1236), and its full-width form, which Excel
# reads the same in Japanese settings. Signs that cannot be seen may stand before it: LibreOffice drops
# a NUL and runs the rest. Apostrophes count along, so that taking one off gives the text back.
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(rf"'*(?:[{_UNSEEN}]*[=+\-@＝＋－＠]|[\t\r\n])")


def formula_safe(cell: str) -> str:
    """Return the cell with an apostrophe before it where a spreadsheet might run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def text_of_cell(cell: str) -> str:
    """Return the text that `formula_safe` made the cell from."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
