"""Findings on the numbers of a text: each against a source, with outcome, reason and place.

A text in the source's own words needs no judging: each of its numbers is the one that stands there.
So a sentence of a thousand numbers, each of which would be compared with all the others, takes no
minutes, and a model that cites a sentence in its own words is as easily answered.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.direct import relate
from pipeline.reconcile.explain import Explanation
from pipeline.reconcile.frames import is_judged
from pipeline.reconcile.judge import judge_all, outcome_of
from pipeline.reconcile.precision import is_trusted
from pipeline.reconcile.source import Source, SourceQuantity, source_of
from pipeline.reconcile.values import Relation
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
        return tuple(map(_stands, taken))
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
    if outcome is Outcome.UNSUPPORTED and sensitivity is not Sensitivity.STRICT:
        # What is unsupported ends commands: under some codes it is wrong too often for that.
        outcome = Outcome.UNSUPPORTED if is_trusted(explanation.code) else Outcome.REVIEW
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


# What one number of a sentence may be taken for another by: the same value, whatever its bound or
# unit.
_ALIKE = frozenset(Relation) - {Relation.NEAR, Relation.OTHER}
_MOST_PLACES = 20  # numbers of one sentence; each is compared with all the others

_Taken = tuple[Quantity, SourceQuantity]
"""A number of a text, and where in the source it stands."""


def verbatim(
    text: str, places: Sequence[SourceQuantity], source: Source, *, subject: str
) -> tuple[Finding, ...] | None:
    """Return that each number of a text taken from the source is exact, and where it stands.

    `places` are the quantities of the words that it was taken from, in order. None where the two
    do not read alike, as a number in a clause may read otherwise than in its sentence.
    """
    taken = _taken(text, places, source)
    if taken is None:
        return None
    verdicts = map(_stands, taken)
    return tuple(_finding(each, source, subject, Sensitivity.NORMAL) for each in verdicts)


def quoted_whole(text: str, source: Source, cited: AbstractSet[str] | None) -> list[_Taken] | None:
    """Return each number with its place, if a text is the very sentence that it cites; else None.

    None too where two numbers of the sentence say the same, or one the same under another bound:
    the words around them tell then which is meant.
    """
    if cited is None or len(cited) != 1 or not _is_sentence(text, source, *cited):
        return None
    places = source.within(frozenset(cited))
    if len(places) > _MOST_PLACES:
        return None
    taken = _taken(text, places, source)
    return None if taken is None or _are_alike(taken, places) else taken


def _is_sentence(text: str, source: Source, sentence_id: str) -> bool:
    span = source.spans.get(sentence_id)
    return span is not None and source.article.plain(span) == text


def _are_alike(taken: list[_Taken], places: Sequence[SourceQuantity]) -> bool:
    """Return whether a number could be taken for another of the sentence."""
    return any(
        other is not place
        and (found := relate(place.frame, other.frame)) is not None
        and found[0] in _ALIKE
        for _, place in taken
        for other in places
    )


def _taken(text: str, places: Sequence[SourceQuantity], source: Source) -> list[_Taken] | None:
    taken: list[_Taken] = []
    at = 0
    for quantity in find_quantities(text, source.published):
        if not is_judged(quantity):
            continue
        while at < len(places) and not _alike(quantity, places[at].quantity):
            at += 1
        if at == len(places):
            return None
        taken.append((quantity, places[at]))
        at += 1
    return taken


def _alike(taken: Quantity, stands: Quantity) -> bool:
    # A clause that stands alone as a claim begins with a capital: "Three have left."
    same_words = _letters(taken) == _letters(stands)
    return same_words and _values(taken) == _values(stands)


def _letters(quantity: Quantity) -> str:
    return "".join(quantity.text.lower().split())


def _values(quantity: Quantity) -> tuple[object, ...]:
    return quantity.kind, quantity.low, quantity.high, quantity.whole, quantity.unit, quantity.date


def _stands(taken: _Taken) -> _Verdict:
    quantity, place = taken
    stands = Explanation(Status.EXACT, "exact", "stands in the source", (place.span,))
    return _Verdict(quantity, 1.0, stands)
