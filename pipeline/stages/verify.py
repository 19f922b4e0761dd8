"""Verifying: what a library of evidence says of each figure of a worklist."""

from pipeline.evidence.library.searching import Library
from pipeline.evidence.verdict.asked import Asked, can_be_asked
from pipeline.evidence.verdict.finding import find_evidence
from pipeline.reconcile import source_of
from schemas import EvidenceOutcome, FoundEvidence, Report

_NOT_ASKED = FoundEvidence(
    outcome=EvidenceOutcome.NOTHING,
    confidence=1.0,
    reason="It has no value that a library could be asked for.",
)


def verify(report: Report, library: Library) -> Report:
    """Return the report with what the library says of each row in its `found`."""
    source = source_of(report.article)
    rows = report.worklist.rows
    asked: dict[str, Asked] = {}
    for row in rows:
        figure = source.at(row.quantity.span)
        if figure is not None and can_be_asked(figure):
            asked[row.row_id] = Asked(figure, source, row.text)
    # In the order of the article, whatever the rank: the result does not depend on it.
    by_place = sorted(asked, key=lambda row_id: asked[row_id].figure.place)
    evidence = find_evidence([asked[row_id] for row_id in by_place], library)
    found = dict(zip(by_place, evidence, strict=True))
    verified = tuple(
        row.model_copy(update={"found": found.get(row.row_id, _NOT_ASKED)}) for row in rows
    )
    worklist = report.worklist.model_copy(update={"rows": verified})
    return report.model_copy(update={"worklist": worklist})
