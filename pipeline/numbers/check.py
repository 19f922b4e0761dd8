"""Checking a statement: each of its numbers against a source, with status, reason and place."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.binding import find_rival, find_swaps
from pipeline.numbers.compare import Comparison, compare
from pipeline.numbers.derive import Derived, derive
from pipeline.numbers.read import find_quantities
from pipeline.numbers.source import Source, SourceQuantity
from pipeline.text.article import article_from_text
from pipeline.text.clauses import figure_kind
from schemas import (
    Article,
    ClaimKind,
    Finding,
    Quantity,
    QuantityKind,
    Risk,
    StatementCheck,
    Status,
    TextSpan,
    digest,
)

# Said to be done: a perfect, or a past tense that is no participle of a noun ("a planned cut").
_DONE = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+ly\s+)?(?:\w+ed|been|cut|won|sold|built|sent|spent|paid|made|hit|put)\b"
    r"|\b(?:won|sold|built|sent|spent|paid|made|fell|rose|grew|went|got|took|gave|approved|hired|"
    r"killed|shipped|raised|opened|closed|bought|cancelled|delivered|administered|produced)\b"
)
_ORDER = {status: place for place, status in enumerate(Status)}
# A point in time is checked although it is no item for the worklist; a name or a rank is not.
_TIMES = {QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.TIME}


class Match(NamedTuple):
    """The best that a source has to say of one stated quantity."""

    comparison: Comparison
    places: tuple[TextSpan, ...]
    formula: str | None = None


def check_statement(statement: str, source: str | Article | Source) -> StatementCheck:
    """Return a finding for each number of the statement; `.flagged` when one is not supported.

    Names, ordinals and other figures that claim nothing get no finding. A source given as text is
    read as plain text; the last few are kept, so that checking many statements against one text
    reads it once.
    """
    if isinstance(source, str):
        source = _read(source)
    elif isinstance(source, Article):
        source = Source(source)
    subject = digest("statement", statement)
    return StatementCheck(
        statement=statement, findings=check_text(statement, source, subject=subject)
    )


@lru_cache(maxsize=32)
def _read(text: str) -> Source:
    return Source(article_from_text(text))


def check_text(
    text: str, source: Source, *, subject: str, cited: frozenset[str] | None = None
) -> tuple[Finding, ...]:
    """Return a finding for each number of a text, first against the sentences that it cites.

    A number that stands only in sentences that are not cited is `elsewhere`. With `cited` None
    the whole source counts as cited.
    """
    judged = [
        (quantity, _judge(quantity, text, source, cited))
        for quantity in find_quantities(text)
        if quantity.checkable or quantity.kind in _TIMES
    ]
    near = source.quantities if cited is None else source.within(cited)
    bound = _bound(text, judged, source, near)
    return tuple(_finding(quantity, match, subject) for quantity, match in bound)


def _bound(
    text: str,
    judged: list[tuple[Quantity, Match]],
    source: Source,
    near: tuple[SourceQuantity, ...],
) -> Iterator[tuple[Quantity, Match]]:
    """Yield the verdicts, those on numbers that belong to something else in the source changed."""
    places = tuple((quantity, _only_place(match)) for quantity, match in judged)
    taken = {place for _, place in places if place is not None}
    swapped = find_swaps(text, places, source)
    for (quantity, match), (_, place) in zip(judged, places, strict=True):
        if quantity.span in swapped:
            yield quantity, Match(swapped[quantity.span], match.places)
            continue
        others = tuple(each for each in near if each.span == place or each.span not in taken)
        rival = find_rival(text, quantity, place, source, others) if place else None
        yield quantity, Match(rival[1], (*match.places, rival[0].span)) if rival else match


def _only_place(match: Match) -> TextSpan | None:
    """Return where a number stands that is in the source as it is: not by arithmetic, not a date."""
    same = match.comparison.status in {Status.EXACT, Status.REFORMATTED, Status.WITHIN_BOUND}
    return match.places[0] if same and len(match.places) == 1 else None


def _finding(quantity: Quantity, match: Match, subject: str) -> Finding:
    return Finding(
        subject=subject,
        quantity=quantity,
        status=match.comparison.status,
        risk=_risk(match.comparison),
        code=match.comparison.code,
        reason=match.comparison.reason,
        source=match.places,
        formula=match.formula,
    )


def _risk(comparison: Comparison) -> Risk:
    """Return how much a verdict needs a person.

    A bound that was left out is low: newsroom headlines write "100 dead" for "more than 100" all
    the time. A number in another unit may be another way to say the same, so it is medium; an
    invented or altered one is high.
    """
    if not comparison.status.flagged:
        return Risk.NONE
    if comparison.code == "bound_dropped":
        return Risk.LOW
    return Risk.MEDIUM if comparison.status is Status.ELSEWHERE else Risk.HIGH


def _judge(stated: Quantity, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    """Return the verdict on a number; on "X of Y" that the source does not hold, on both counts."""
    match = _judge_one(stated, text, source, cited)
    counts_two = stated.kind is QuantityKind.RATIO and " of " in stated.text
    if not counts_two or not match.comparison.status.flagged:
        return match
    parts = [
        _judge_one(_count(stated, value), text, source, cited)
        for value in (stated.low, stated.whole)
    ]
    return max(parts, key=lambda part: _ORDER[part.comparison.status])


def _count(ratio: Quantity, value: Decimal | None) -> Quantity:
    """Return one of the two counts of an "X of Y"."""
    update = {"kind": QuantityKind.COUNT, "low": value, "high": value, "whole": None}
    return ratio.model_copy(update=update)


def _judge_one(stated: Quantity, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    near = source.quantities if cited is None else source.within(cited)
    match = _best(stated, text, source, near)
    if match is not None and match.comparison.status.supported:
        return match
    far = _best(stated, text, source, source.quantities) if cited is not None else None
    if far is not None and far.comparison.status.supported:
        return match or _not_cited(far, source)
    conflict = match or far
    if conflict is None or conflict.comparison.status is Status.ELSEWHERE:
        # A number at another scale or under another bound is a conflict, not to be explained away.
        derived = derive(stated, text, source)
        if derived is not None:
            return _derived(derived)
    return conflict or _unmatched(stated, source)


def _best(
    stated: Quantity, text: str, source: Source, candidates: tuple[SourceQuantity, ...]
) -> Match | None:
    """Return the most favourable comparison; the first in the text among equals."""
    done = _is_done(text, stated.span.start)
    matches = [
        Match(_unless_foretold(comparison, source, each) if done else comparison, (each.span,))
        for each in candidates
        if (comparison := compare(stated, each.quantity)) is not None
    ]
    return min(matches, key=lambda match: _ORDER[match.comparison.status], default=None)


def _is_done(text: str, at: int) -> bool:
    """Return whether a statement says that something with this number has happened."""
    return figure_kind(text, at) is ClaimKind.FACT and bool(_DONE.search(text[:at]))


def _unless_foretold(comparison: Comparison, source: Source, each: SourceQuantity) -> Comparison:
    """Return the comparison, or that what the statement says was done is only planned."""
    start = each.sentence.span.start
    sentence = source.article.reading_text[start : each.sentence.span.end]
    foretold = figure_kind(sentence, each.span.start - start) is ClaimKind.FORECAST
    other = comparison.status.flagged and comparison.code != "bound_dropped"
    other = other or each.quantity.kind in _TIMES
    if not foretold or other:
        return comparison
    reason = f"the source expects or plans “{each.quantity.label()}”; it does not say it is done"
    return Comparison(Status.CHANGED, "projection", reason)


def _derived(found: Derived) -> Match:
    formula = found.derivation.formula
    if found.coincidence:
        reason = f"{formula}, but other numbers would follow as easily"
        comparison = Comparison(Status.UNCLEAR, "coincidence", reason)
    else:
        comparison = Comparison(Status.DERIVED, "derived", f"follows by arithmetic: {formula}")
    return Match(comparison, found.derivation.places, formula)


def _not_cited(far: Match, source: Source) -> Match:
    home = next(s.sentence_id for s in source.article.sentences if s.span.holds(far.places[0]))
    reason = f"stands in {home}, which is not cited"
    return Match(Comparison(Status.ELSEWHERE, "citation", reason), far.places)


def _unmatched(stated: Quantity, source: Source) -> Match:
    """Say absent; or unclear, where the digits do stand in the source in a form that was not read."""
    digits = re.sub(r"\D", "", stated.text)
    for each in source.quantities:
        same = digits and digits == re.sub(r"\D", "", each.quantity.text)
        if same and not each.quantity.checkable and each.quantity.kind not in _TIMES:
            reason = f"the digits stand in the source only within the name “{each.quantity.text}”"
            return Match(Comparison(Status.UNCLEAR, "name", reason), (each.span,))
    return Match(Comparison(Status.ABSENT, "absent", "no number of the source bears it out"), ())
