"""Plain tables: the first column to the left, figures to the right, the same bytes every time."""

import math
from collections.abc import Sequence


def table(title: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a titled table with aligned columns."""
    cells = [list(head), *(list(line) for line in lines)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    drawn = [_line(row, widths) for row in cells]
    rule = "-" * len(drawn[0])
    return "\n".join([title, rule, drawn[0], rule, *drawn[1:], ""])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(row, widths, strict=True)
    name = first[0].ljust(first[1])
    return "  ".join([name, *(cell.rjust(width) for cell, width in rest)])


def percent(share: float) -> str:
    """Return a share in percent with one decimal; a dash where there was nothing to share."""
    return "-" if math.isnan(share) else f"{100 * share:.1f}"
