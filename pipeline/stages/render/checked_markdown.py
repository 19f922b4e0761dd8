"""Checked statements as a table in Markdown: for the summary of a job, or a comment on a change."""

from collections.abc import Iterator

from pipeline.stages.render.checked_numbers import Told, told_in
from pipeline.stages.render.checked_text import summary_of
from pipeline.stages.render.ci_formats import SUMMARY_BYTES, fitting
from pipeline.stages.render.codes import said_of_suppression
from pipeline.text.escaping import markdown_text
from schemas import CheckRun, Outcome

_OUTCOMES = tuple(Outcome)
_CUT = "\nThere was no room for the last {:,} of them.\n"
_HEAD = "\n| Where | Number | Verdict | Why | The source says |\n|---|---|---|---|---|\n"


def checked_markdown(run: CheckRun) -> str:
    """Return how many numbers there are, and a row for each that is not supported by code alone.

    It is no larger than GitHub takes it.
    """
    head = "### Numbers checked by factdesk\n\n" + "  \n".join(summary_of(run)) + "\n"
    rows = list(_rows(run))
    shown = fitting(rows, SUMMARY_BYTES - len((head + _HEAD + _CUT).encode()))
    cut = [_CUT.format(len(rows) - len(shown))] if len(shown) < len(rows) else []
    return "".join([head, *([_HEAD] if shown else []), *shown, *cut])


def _rows(run: CheckRun) -> Iterator[str]:
    """Yield the rows: unsupported, for review, by a model, suppressed; then what is amiss.

    What evidence contradicts stands behind what no source supports.
    """
    told = [each for statement in run.statements for each in told_in(statement)]
    for each in sorted(told, key=_urgency):
        place, words = each.number.place.line_shown, each.number.quantity.text
        yield _row(place, words, each.verdict, each.reason, "; ".join(each.beside))
    for unread in run.unread:
        yield _row(unread.place.line_shown, "", "not checked", unread.reason, "")
    for comment in run.suppressions:
        if said := said_of_suppression(comment):
            yield _row(comment.place.line_shown, "", "suppression", said, "")


def _urgency(told: Told) -> tuple[bool, int]:
    """Return what is the smaller the more urgent a number is."""
    return told.number.suppressed is not None, -_OUTCOMES.index(told.outcome)


def _row(*cells: str) -> str:
    return f"| {' | '.join(markdown_text(cell) for cell in cells)} |\n"
