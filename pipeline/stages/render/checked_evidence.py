"""What a library of evidence says of the numbers of a draft, in words, for every format."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.stages.render.codes import said_of_suppressed
from pipeline.stages.render.evidence_words import (
    confidence_words,
    counts_words,
    evidence_says,
)
from schemas import CheckedNumber, CheckedStatement, EvidenceOutcome, SoughtNumber

_TOLD_BESIDE = (EvidenceOutcome.BORNE_OUT, EvidenceOutcome.OTHER)


def contradicted_in(statement: CheckedStatement) -> Iterator[SoughtNumber]:
    """Yield the numbers that evidence contradicts, those that are let stand among them."""
    for each in statement.evidence:
        if each.outcome is EvidenceOutcome.CONTRADICTED:
            yield each


def sought_of(finding: CheckedNumber, statement: CheckedStatement) -> SoughtNumber | None:
    """Return what evidence says of the number of a finding; None where none was sought."""
    place = finding.quantity.span
    for each in statement.evidence:
        span = each.quantity.span
        if span.start < place.end and place.start < span.end:
            return each
    return None


def evidence_beside(finding: CheckedNumber, statement: CheckedStatement) -> list[str]:
    """Return a line on what evidence says of a number in doubt; a contradiction stands apart."""
    sought = sought_of(finding, statement)
    is_told = sought is not None and sought.outcome in _TOLD_BESIDE
    return [line_of(sought)] if sought and is_told else []


def line_of(number: SoughtNumber) -> str:
    """Return all that evidence says of a number in one line."""
    return f"evidence: {verdict_of(number)}, {told_of(number)}"


def verdict_of(number: SoughtNumber) -> str:
    """Return the outcome in words, and that it is let stand where it is."""
    said = number.outcome.label
    return f"{said}, {said_of_suppressed(number.suppressed)}" if number.suppressed else said


def told_of(number: SoughtNumber) -> str:
    """Return what the best place says and where it stands, and how sure the outcome is."""
    if number.outcome is EvidenceOutcome.NOTHING:
        return number.found.reason
    return f"{evidence_says(number.found)}; {confidence_words(number.found)}"


def contradiction_of(number: SoughtNumber) -> str:
    """Return one line that says what contradicts a number, as `message_of` does of a source."""
    return f"“{number.quantity.text}” {verdict_of(number)}: {number.found.reason}"


def counts_of(statements: Iterable[CheckedStatement]) -> str:
    """Return "evidence: 7 borne out, 2 contradicted, 4 nothing found"; "" where none was sought."""
    numbers = [each for statement in statements for each in statement.evidence]
    silent = sum(each.suppressed is not None for each in numbers)
    counted = counts_words(Counter(each.outcome for each in numbers))
    suppressed = f"; {silent} suppressed" if silent else ""
    return f"evidence: {counted}{suppressed}" if counted else ""
