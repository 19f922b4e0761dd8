"""What sources and evidence say of the numbers of a draft, in words for every format."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.stages.render.codes import (
    CONTRADICTED,
    Code,
    code_of,
    evidence_of,
    is_by_model,
    message_of,
    outcome_of,
    reason_of,
    said_of_suppressed,
)
from pipeline.stages.render.evidence_words import confidence_words, counts_words, evidence_says
from schemas import (
    CheckedNumber,
    CheckedStatement,
    EvidenceOutcome,
    Outcome,
    SoughtNumber,
    SourceSentence,
)

_TOLD_BESIDE = (EvidenceOutcome.BORNE_OUT, EvidenceOutcome.OTHER)


class Told(NamedTuple):
    """A number to look at, or that a model has settled, and all that is said of it."""

    number: CheckedNumber | SoughtNumber
    outcome: Outcome
    """What evidence contradicts counts as what no source supports."""
    code: Code
    verdict: str
    """The outcome in words, and that it is let stand where it is."""
    reason: str
    message: str
    """Number, outcome and reason in a line."""
    beside: tuple[str, ...]
    """What to compare it with, a line each."""
    sentences: tuple[SourceSentence, ...] = ()
    """Those of the source that the verdict rests on."""


def told_in(statement: CheckedStatement) -> Iterator[Told]:
    """Yield what sources say of the numbers of a statement, then what evidence contradicts."""
    for each in statement.findings:
        if each.outcome is not Outcome.SUPPORTED or is_by_model(each):
            yield Told(
                number=each,
                outcome=each.outcome,
                code=code_of(each),
                verdict=_let_stand(outcome_of(each), each),
                reason=reason_of(each),
                message=message_of(each),
                beside=(*evidence_of(each), *_evidence_beside(each, statement)),
                sentences=each.sentences,
            )
    for number in statement.evidence:
        if number.outcome is EvidenceOutcome.CONTRADICTED:
            verdict, reason = verdict_of(number), number.found.reason
            yield Told(
                number=number,
                outcome=Outcome.UNSUPPORTED,
                code=CONTRADICTED,
                verdict=verdict,
                reason=reason,
                message=f"“{number.quantity.text}” {verdict}: {reason}",
                beside=(told_of(number),),
            )


def sought_of(finding: CheckedNumber, statement: CheckedStatement) -> SoughtNumber | None:
    """Return what evidence says of the number of a finding; None where none was sought."""
    place = finding.quantity.span
    for each in statement.evidence:
        span = each.quantity.span
        if span.start < place.end and place.start < span.end:
            return each
    return None


def _evidence_beside(finding: CheckedNumber, statement: CheckedStatement) -> list[str]:
    """Return a line on what evidence says of a number in doubt; a contradiction stands apart."""
    sought = sought_of(finding, statement)
    return [line_of(sought)] if sought and sought.outcome in _TOLD_BESIDE else []


def line_of(number: SoughtNumber) -> str:
    """Return all that evidence says of a number in one line."""
    return f"evidence: {verdict_of(number)}, {told_of(number)}"


def verdict_of(number: SoughtNumber) -> str:
    """Return the outcome in words, and that it is let stand where it is."""
    return _let_stand(number.outcome.label, number)


def _let_stand(said: str, number: CheckedNumber | SoughtNumber) -> str:
    return f"{said}, {said_of_suppressed(number.suppressed)}" if number.suppressed else said


def told_of(number: SoughtNumber) -> str:
    """Return what the best place says and where it stands, and how sure the outcome is."""
    if number.outcome is EvidenceOutcome.NOTHING:
        return number.found.reason
    return f"{evidence_says(number.found)}; {confidence_words(number.found)}"


def counts_of(statements: Iterable[CheckedStatement]) -> str:
    """Return "evidence: 7 borne out, 2 contradicted, 4 nothing found"; "" where none was sought."""
    numbers = [each for statement in statements for each in statement.evidence]
    silent = sum(each.suppressed is not None for each in numbers)
    counted = counts_words(Counter(each.outcome for each in numbers))
    suppressed = f"; {silent} suppressed" if silent else ""
    return f"evidence: {counted}{suppressed}" if counted else ""
