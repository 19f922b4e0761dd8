"""Checked statements as a table in Markdown: for the summary of a job, or a comment on a change."""

from collections.abc import Iterator

from pipeline.stages.render.checked_text import summary_of
from pipeline.stages.render.ci_formats import SUMMARY_BYTES, fitting
from pipeline.stages.render.codes import (
    evidence_of,
    is_by_model,
    outcome_of,
    reason_of,
    said_of_suppressed,
    said_of_suppression,
)
from pipeline.text.escaping import markdown_text
from schemas import CheckedNumber, CheckRun, Outcome

_OUTCOMES = tuple(Outcome)
_CUT = "\nThere was no room for the last {:,} of them.\n"
_HEAD = "\n| Where | Number | Verdict | Why | The source says |\n|---|---|---|---|---|\n"


def checked_markdown(run: CheckRun, room: int = SUMMARY_BYTES) -> str:
    """Return how many numbers there are, and a row for each that is not supported by code alone.

    It has at most `room` bytes.
    """
    head = "### Numbers checked by factdesk\n\n" + "  \n".join(summary_of(run)) + "\n"
    rows = list(_rows(run))
    shown = fitting(rows, room - len((head + _HEAD + _CUT).encode()))
    cut = [_CUT.format(len(rows) - len(shown))] if len(shown) < len(rows) else []
    return "".join([head, *([_HEAD] if shown else []), *shown, *cut])


def _rows(run: CheckRun) -> Iterator[str]:
    """Yield the rows: unsupported, for review, by a model, suppressed; then what is amiss."""
    found = [finding for statement in run.statements for finding in statement.findings]
    shown = [each for each in found if each.outcome is not Outcome.SUPPORTED or is_by_model(each)]
    for finding in sorted(shown, key=_urgency):
        place = finding.place
        evidence = "; ".join(evidence_of(finding))
        yield _row(
            place.line_shown,
            finding.quantity.text,
            _verdict(finding),
            reason_of(finding),
            evidence,
        )
    for unread in run.unread:
        yield _row(unread.place.line_shown, "", "not checked", unread.reason, "")
    for each in run.suppressions:
        if said := said_of_suppression(each):
            yield _row(each.place.line_shown, "", "suppression", said, "")


def _urgency(finding: CheckedNumber) -> tuple[bool, int]:
    return finding.suppressed is not None, -_OUTCOMES.index(finding.outcome)


def _verdict(finding: CheckedNumber) -> str:
    said = outcome_of(finding)
    return f"{said}, {said_of_suppressed(finding.suppressed)}" if finding.suppressed else said


def _row(*cells: str) -> str:
    return f"| {' | '.join(markdown_text(cell) for cell in cells)} |\n"
