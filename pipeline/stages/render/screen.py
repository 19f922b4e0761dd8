"""The short view for a terminal: the brief, the most urgent rows, the ledger."""

import re
import textwrap
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.stages.render.codes import reviews_of
from schemas import ClaimKind, Origin, Point, Report, Row

_CLIP = 200
_MOST_ROWS = 10
LISTS = {
    ClaimKind.FACT: "To verify",
    ClaimKind.FORECAST: "Planned or expected",
    ClaimKind.OPINION: "Opinion",
    ClaimKind.PERSONAL: "Personal experience",
}
"""What each list of rows is called."""
# Control characters and direction marks could redraw the screen or show a number reversed.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


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
    for point, said in reviews_of(report):
        line = Text("review: ", style="yellow") + Text(_clipped(point.text), style="dim")
        line.append(f"  {_clipped(said)}", style="yellow")
        lines.add_row(Text(" ?", style="yellow"), line)
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
    """Print the most urgent rows, each list under a heading of its own, and what is not shown."""
    rows = report.worklist.rows
    if not rows:
        console.print("No figure to verify.")
    for kind, group in groupby(rows[:_MOST_ROWS], key=lambda row: row.kind):
        shown = list(group)
        total = sum(row.kind is kind for row in rows)
        some = str(total) if len(shown) == total else f"{len(shown)} of {total}"
        console.print(Text(f"{LISTS[kind]}: {some}", style="bold"))
        console.print(_table(shown))
    _show_rest(report, console)


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("#", justify="right", style="dim")
    table.add_column("score", justify="right")
    table.add_column("figure", style="bold", max_width=36)
    table.add_column("why it stands here")
    for row in rows:
        figure, reason = Text(printable(figure_of(row))), Text(printable(row.reason))
        for flag in row.flags:
            if flag.alert:
                reason.append(f"\n! {flag.check} {printable(flag.message)}", style="red")
        table.add_row(str(row.rank), str(row.score), figure, reason)
    return table


def _show_rest(report: Report, console: Console) -> None:
    """Print alerts on what is no row, and how many rows each list still has."""
    for flag in report.worklist.loose_flags:
        if flag.alert:
            console.print(Text(f"! {flag.check} {printable(flag.message)}", style="red"))
    left = Counter(row.kind for row in report.worklist.rows[_MOST_ROWS:])
    if left:
        each = ", ".join(f"{count} {LISTS[kind].lower()}" for kind, count in left.items())
        console.print(Text(f"Not shown here: {each}", style="dim"))


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
        f"not on the list: {worklist.sentences_without_numbers} sentences without a figure, "
        f"{len(worklist.unlisted)} of them worth checking"
    )
