"""Checking a statement: each of its numbers against a source, with outcome, reason and place."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.reconcile.explain import Explanation
from pipeline.reconcile.judge import judge_all, outcome_of
from pipeline.reconcile.source import Source, source_of
from pipeline.reconcile.verbatim import quoted_whole
from pipeline.reconcile.weigh import read_sentences
from pipeline.text.article import article_from_text
from schemas import (
    Article,
    Finding,
    Outcome,
    Quantity,
    Sensitivity,
    StatementCheck,
    Status,
    digest,
)

_STANDS = Explanation(Status.EXACT, "exact", "stands in the source", ())


def check_statement(
    statement: str,
    source: str | Article | Source,
    *,
    sensitivity: Sensitivity = Sensitivity.NORMAL,
) -> StatementCheck:
    """Return a finding for each number of the statement; `.flagged` when one is unsupported.

    Ordinals, idioms and names get no finding. A source given as text is read as plain text; the
    last few are kept, so that checking many statements against one text reads it once.
    """
    if isinstance(source, str):
        source = _read(source)
    elif isinstance(source, Article):
        source = source_of(source)
    subject = digest("statement", statement)
    return StatementCheck(
        statement=statement,
        findings=check_text(statement, source, subject=subject, sensitivity=sensitivity),
    )


@lru_cache(maxsize=32)
def _read(text: str) -> Source:
    return Source(article_from_text(text))


def check_text(
    text: str,
    source: Source,
    *,
    subject: str,
    cited: frozenset[str] | None = None,
    sensitivity: Sensitivity = Sensitivity.NORMAL,
) -> tuple[Finding, ...]:
    """Return a finding for each number of a text, first against the sentences that it cites.

    A number that stands only in sentences that are not cited is `elsewhere`. With `cited` None
    the whole source counts as cited.
    """
    return tuple(
        _finding(verdict, source, subject, sensitivity)
        for verdict in _verdicts(text, source, cited)
    )


class _Verdict(NamedTuple):
    quantity: Quantity
    support: float
    explanation: Explanation


@lru_cache(
    maxsize=256
)  # an article's texts and more: a draft is judged as it comes in and as it is reported
def _verdicts(text: str, source: Source, cited: frozenset[str] | None) -> tuple[_Verdict, ...]:
    taken = quoted_whole(text, source, cited)
    if taken is not None:
        return tuple(
            _Verdict(quantity, 1.0, _STANDS._replace(places=(place.span,)))
            for quantity, place in taken
        )
    return tuple(_sentence_by_sentence(text, source, cited))


def _sentence_by_sentence(
    text: str, source: Source, cited: frozenset[str] | None
) -> Iterator[_Verdict]:
    """Yield the verdicts on the numbers of each sentence by itself."""
    for words, frames in read_sentences(text, source):
        for frame, verdict in zip(frames, judge_all(frames, words, source, cited), strict=True):
            yield _Verdict(frame.quantity, verdict.support, verdict.explanation)


def _finding(verdict: _Verdict, source: Source, subject: str, sensitivity: Sensitivity) -> Finding:
    quantity, support, explanation = verdict
    outcome = outcome_of(support, sensitivity)
    if not explanation.cited:
        outcome = Outcome.UNSUPPORTED
        homes = {
            each.sentence.sentence_id for place in explanation.places if (each := source.at(place))
        }
        explanation = explanation._replace(
            status=Status.ELSEWHERE,
            code="citation",
            reason=f"stands in {' and '.join(sorted(homes))}, which is not cited",
        )
    return Finding(
        subject=subject,
        quantity=quantity,
        outcome=outcome,
        support=support,
        status=explanation.status,
        code=explanation.code,
        reason=explanation.reason,
        source=explanation.places,
        formula=explanation.formula,
    )
