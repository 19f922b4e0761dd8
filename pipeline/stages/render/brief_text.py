"""The brief on a terminal and as Markdown: what it says, on what it rests, what to verify first."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.stages.render.codes import reviews_of
from pipeline.stages.render.evidence_words import (
    confidence_words,
    counts_line,
    found_words,
    is_contradicted,
    outcomes_of,
)
from pipeline.stages.render.markdown_pages import markdown_page
from pipeline.stages.render.work_words import status_words, still_open, work_words
from pipeline.text.escaping import printable
from schemas import (
    Attribution,
    ClaimKind,
    EvidenceOutcome,
    Flag,
    Origin,
    Point,
    Report,
    Row,
    Voice,
    Worklist,
)

OWN_VOICE, NOT_CLEAR = "the article", "not clear"
"""Who says a figure that nobody is named for."""
_CLIP = 200
_MOST_ROWS = 10
LISTS = {
    ClaimKind.FACT: "To verify",
    ClaimKind.FORECAST: "Planned or expected",
    ClaimKind.OPINION: "Opinion",
    ClaimKind.PERSONAL: "Personal experience",
}
"""What each list of rows is called."""


class PointAlert(NamedTuple):
    """An alert, and the row of the figure that it fired on."""

    row: Row
    words: str
    """The check and what it found, "A05 22 of 32 is 69 %, not 62%"; or what evidence says."""


def point_alerts(report: Report) -> dict[str, tuple[PointAlert, ...]]:
    """Return by the id of a point its alerts, each once: by rank of the figures."""
    found: dict[str, dict[str, PointAlert]] = {}
    for row in report.worklist.rows:
        for words in _alerts_on(row):
            for point_id in row.point_ids:
                found.setdefault(point_id, {}).setdefault(words, PointAlert(row, words))
    return {point_id: tuple(alerts.values()) for point_id, alerts in found.items()}


def _alerts_on(row: Row) -> Iterator[str]:
    yield from (f"{flag.check} {flag.message}" for flag in row.flags if flag.alert)
    if row.found and is_contradicted(row):
        yield found_words(row.found)


_Alerts = Mapping[str, tuple[PointAlert, ...]]


def show_report(report: Report, console: Console) -> None:
    """Print the brief, then the ten most urgent rows with their reason, then the ledger."""
    console.print(Text(printable(report.brief.headline.text), style="bold"))
    for note in report.provenance.notes:
        console.print(Text(printable(note), style="yellow"))
    console.print()
    lines = Table.grid(padding=(0, 1))
    alerts = point_alerts(report)
    _add_found(lines, report.brief.headline, alerts)
    for point in report.brief.points:
        line = Text(printable(point.text))
        own = " (the article's own words)" if _is_own(point, report) else ""
        line.append(f"  {', '.join(point.sentence_ids)}{own}", style="dim")
        lines.add_row(" •", line)
        _add_found(lines, point, alerts)
    for point, said in reviews_of(report):
        lines.add_row(*_doubted("?", "review", point.text, said, "yellow"))
    for withheld in report.brief.withheld:
        lines.add_row(*_doubted("✗", "withheld", withheld.point.text, withheld.reason, "red"))
    console.print(lines)
    console.print()
    _show_rows(report, console)
    console.print()
    if counts := counts_line(outcomes_of(report)):
        console.print(counts)
    console.print(Text(f"Ledger: {ledger_line(report)}", style="green"))


def _add_found(lines: Table, point: Point, alerts: _Alerts) -> None:
    """Add what checks and people found of the figures that a point rests on, below it."""
    for alert in alerts.get(point.point_id, ()):
        words = f"{_clipped(alert.row.quantity.label())}: {_clipped(alert.words)}"
        lines.add_row(Text(" !", style="red"), Text(words, style="red"))
    for verdict in point.verdicts:
        words = f"{_clipped(verdict.figure)}: {_clipped(work_words(verdict))}"
        lines.add_row(Text(" ✗", style="red"), Text(words, style="red"))


def _doubted(sign: str, title: str, words: str, why: str, style: str) -> tuple[Text, Text]:
    """Return the two cells of a sentence that is in doubt; the whole of it is in result.json."""
    line = Text(f"{title}: ", style=style) + Text(_clipped(words), style="dim")
    return Text(f" {sign}", style=style), line.append(f"  {_clipped(why)}", style=style)


def _clipped(text: str) -> str:
    return textwrap.shorten(printable(text), _CLIP, placeholder=" …")


def _is_own(point: Point, report: Report) -> bool:
    return point.origin is Origin.EXTRACTIVE and report.provenance.model is not None


def _show_rows(report: Report, console: Console) -> None:
    """Print the most urgent rows, each list under a heading of its own, and what is not shown."""
    rows = report.worklist.rows
    if not rows:
        console.print("No figure to verify.")
    for kind, title in LISTS.items():
        shown = [row for row in rows[:_MOST_ROWS] if row.kind is kind]
        if not shown:
            continue
        total = sum(row.kind is kind for row in rows)
        some = str(total) if len(shown) == total else f"{len(shown)} of {total}"
        console.print(Text(f"{title}: {some}", style="bold"))
        console.print(_table(shown))
    for flag in report.worklist.loose_flags:
        if flag.alert:
            console.print(_alert(flag))
    left = Counter(row.kind for row in report.worklist.rows[_MOST_ROWS:])
    if left:
        each = ", ".join(f"{count} {LISTS[kind].lower()}" for kind, count in left.items())
        console.print(Text(f"Not shown here: {each}", style="dim"))


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
                reason.append("\n").append_text(_alert(flag))
        if row.found and row.found.outcome is not EvidenceOutcome.NOTHING:
            sign, style = ("! ", "red") if is_contradicted(row) else ("", "dim")
            reason.append(f"\n{sign}Evidence: {_clipped(found_words(row.found))}", style=style)
        table.add_row(str(row.rank), str(row.score), figure, reason)
    return table


def _alert(flag: Flag) -> Text:
    return Text(f"! {flag.check} {printable(flag.message)}", style="red")


def figure_of(row: Row) -> str:
    """Return the figure with what it counts, and how often it is said."""
    times = f" (×{len(row.places)})" if len(row.places) > 1 else ""
    return row.quantity.label() + times


def speaker_words(attribution: Attribution) -> str:
    """Return the name of who says a figure, or whether it is the article itself or not clear."""
    own = attribution.voice is Voice.ARTICLE
    return attribution.name or (OWN_VOICE if own else NOT_CLEAR)


def ledger_line(report: Report) -> str:
    """Return where the quantities of the article went, and what the list does not speak of."""
    ledger, worklist = report.ledger, report.worklist
    return (
        f"{ledger.quantities} quantities = {ledger.covered} covered + {ledger.swept} swept "
        f"+ {ledger.set_aside} set aside; {len(worklist.rows)} rows; "
        f"{_without_figure(worklist)}"
    )


def _without_figure(worklist: Worklist) -> str:
    without, checkable = worklist.sentences_without_numbers, len(worklist.unlisted)
    if not without:
        return "every sentence holds a figure"
    worth = f", {checkable} of them worth checking" if checkable else ""
    return f"not on the list: {without} sentence{'s' * (without != 1)} without a figure{worth}"


def ledger_sentence(report: Report) -> str:
    """Return where the quantities of the article went, in a sentence."""
    ledger = report.ledger
    return (
        f"{ledger.quantities} quantities in the article = {ledger.covered} covered by claims "
        f"+ {ledger.swept} swept onto the list + {ledger.set_aside} set aside."
    )


def brief_markdown(report: Report) -> str:
    """Return the brief as Markdown, with its sentences, figures to verify and what was withheld."""
    shown = {
        "report": report,
        "cited": {each for point in report.brief.points for each in point.sentence_ids},
        "counts": counts_line(outcomes_of(report)),
        "ledger": ledger_sentence(report),
        "most": _MOST_ROWS,
        "point_alerts": point_alerts(report),
        "reviews": list(reviews_of(report)),
        "is_own": lambda point: _is_own(point, report),
    }
    words = (
        confidence_words, found_words, is_contradicted, speaker_words, status_words, still_open,
        work_words,
    )  # fmt: skip
    return markdown_page("brief.md", **shown, **{word.__name__: word for word in words})
