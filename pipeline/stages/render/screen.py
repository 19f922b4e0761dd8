"""The short view for a terminal: the brief, the most urgent rows, the ledger."""

import re
import textwrap
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas import ClaimKind, Origin, Point, Report, Row

_CLIP = 200
_HEADINGS = {
    ClaimKind.FACT: ("To verify", 10),
    ClaimKind.FORECAST: ("Planned or expected: who says so?", 5),
}
# Control characters and direction marks could redraw the screen or show a number reversed.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return text that is safe to print: whatever steers a terminal becomes U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def show_report(report: Report, console: Console) -> None:
    """Print the brief, then the ten most urgent rows with their reason, then the ledger."""
    console.print(Text(printable(report.brief.headline.text), style="bold"))
    for note in report.provenance.notes:
        console.print(Text(printable(note), style="yellow"))
    console.print()
    lines = Table.grid(padding=(0, 1))
    for point in report.brief.points:
        line = Text(printable(point.text))
        line.append(f"  {', '.join(point.sentence_ids)}{_whose(point, report)}", style="dim")
        lines.add_row(" •", line)
    for withheld in report.brief.withheld:
        line = Text("withheld: ", style="red") + Text(_clipped(withheld.point.text), style="dim")
        line.append(f"  {_clipped(withheld.reason)}", style="red")
        lines.add_row(Text(" ✗", style="red"), line)
    console.print(lines)
    console.print()
    _show_rows(report, console)
    _show_ledger(report, console)


def _clipped(text: str) -> str:
    """Return printable text short enough for a screen; the whole of it is in result.json."""
    return textwrap.shorten(printable(text), _CLIP, placeholder=" …")


def _whose(point: Point, report: Report) -> str:
    """Mark the article's own words in a model's brief."""
    own = point.origin is Origin.EXTRACTIVE and report.provenance.model
    return " (the article's own words)" if own else ""


def _show_rows(report: Report, console: Console) -> None:
    """Print the first rows of each kind under a heading of their own."""
    if not report.worklist.rows:
        console.print("No figure to verify.")
    for kind, (heading, most) in _HEADINGS.items():
        rows = [row for row in report.worklist.rows if row.kind is kind]
        if rows:
            some = (
                f"{heading}: {len(rows)}"
                if len(rows) <= most
                else f"{heading}: {most} of {len(rows)}"
            )
            console.print(Text(some, style="bold"))
            console.print(_table(rows[:most]))


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("#", justify="right", style="dim")
    table.add_column("score", justify="right")
    table.add_column("figure", style="bold", max_width=36)
    table.add_column("why it stands here")
    for row in rows:
        figure, reason = Text(printable(figure_of(row))), Text(printable(row.reason))
        table.add_row(str(row.rank), str(row.score), figure, reason)
    return table


def figure_of(row: Row) -> str:
    """Return the figure with what it counts, and how often it is said."""
    times = f" (×{len(row.places)})" if len(row.places) > 1 else ""
    return row.quantity.label() + times


def _show_ledger(report: Report, console: Console) -> None:
    console.print()
    console.print(Text(f"Ledger: {ledger_line(report)}", style="green"))


def ledger_line(report: Report) -> str:
    """Return where the quantities of the article went, and what the list does not speak of."""
    ledger, worklist = report.ledger, report.worklist
    return (
        f"{ledger.quantities} quantities = {ledger.covered} covered + {ledger.swept} swept "
        f"+ {ledger.set_aside} set aside; {len(worklist.rows)} rows; "
        f"{worklist.sentences_without_numbers} sentences without a figure are not on the list"
    )
