"""Checked statements as a table in Markdown: for the summary of a job, or a comment on a change."""

from collections.abc import Iterator
from operator import itemgetter

from pipeline.stages.render.checked_evidence import (
    contradicted_in,
    evidence_beside,
    told_of,
    verdict_of,
)
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
from schemas import CheckedNumber, CheckedStatement, CheckRun, Outcome

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
    """Yield the rows: unsupported, for review, by a model, suppressed; then what is amiss.

    What evidence contradicts stands behind what no source supports.
    """
    rows = [row for statement in run.statements for row in _rows_of(statement)]
    yield from (row for _, row in sorted(rows, key=itemgetter(0)))
    for unread in run.unread:
        yield _row(unread.place.line_shown, "", "not checked", unread.reason, "")
    for each in run.suppressions:
        if said := said_of_suppression(each):
            yield _row(each.place.line_shown, "", "suppression", said, "")


_Urgency = tuple[bool, int]
"""The smaller, the more urgent."""


def _rows_of(statement: CheckedStatement) -> Iterator[tuple[_Urgency, str]]:
    for finding in statement.findings:
        if finding.outcome is not Outcome.SUPPORTED or is_by_model(finding):
            said = "; ".join([*evidence_of(finding), *evidence_beside(finding, statement)])
            yield (
                (finding.suppressed is not None, -_OUTCOMES.index(finding.outcome)),
                _row(
                    finding.place.line_shown,
                    finding.quantity.text,
                    _verdict(finding),
                    reason_of(finding),
                    said,
                ),
            )
    for number in contradicted_in(statement):
        yield (
            (number.suppressed is not None, -_OUTCOMES.index(Outcome.UNSUPPORTED)),
            _row(
                number.place.line_shown,
                number.quantity.text,
                verdict_of(number),
                number.found.reason,
                told_of(number),
            ),
        )


def _verdict(finding: CheckedNumber) -> str:
    said = outcome_of(finding)
    return f"{said}, {said_of_suppressed(finding.suppressed)}" if finding.suppressed else said


def _row(*cells: str) -> str:
    return f"| {' | '.join(markdown_text(cell) for cell in cells)} |\n"
