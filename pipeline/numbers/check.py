"""Checking a statement: each of its numbers against a source, with status, reason and place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.bases import narrowed
from pipeline.numbers.binding import find_rival, find_swaps
from pipeline.numbers.changes import other_part, other_way
from pipeline.numbers.compare import Comparison, compare
from pipeline.numbers.derive import Derived, derive
from pipeline.numbers.mention import Mention, mention_in
from pipeline.numbers.periods import other_period
from pipeline.numbers.read import find_quantities
from pipeline.numbers.source import Source, SourceQuantity
from pipeline.numbers.tense import only_foretold
from pipeline.text.article import article_from_text
from schemas import (
    Article,
    Finding,
    Quantity,
    QuantityKind,
    Risk,
    StatementCheck,
    Status,
    TextSpan,
    digest,
)

# Why an equal number of the source can be another figure all the same; the first that holds.
_OBJECTIONS = (other_part, other_way, other_period, narrowed, only_foretold)
_ORDER = {status: place for place, status in enumerate(Status)}
# A point in time is checked although it is no item for the worklist; a name or a rank is not.
_TIMES = {QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.TIME}


_NEXT_TO = 1  # sentences that the part and the whole of "X of Y" may stand apart


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
        (stated, _judge(stated, text, source, cited))
        for quantity in find_quantities(text)
        if quantity.checkable or quantity.kind in _TIMES
        for stated in (mention_in(text, quantity),)
    ]
    near = source.quantities if cited is None else source.within(cited)
    bound = _bound(judged, source, near)
    return tuple(_finding(stated.quantity, match, subject) for stated, match in bound)


def _bound(
    judged: list[tuple[Mention, Match]], source: Source, near: tuple[SourceQuantity, ...]
) -> Iterator[tuple[Mention, Match]]:
    """Yield the verdicts, those on numbers that belong to something else in the source changed."""
    places = tuple((stated, _only_place(match, source)) for stated, match in judged)
    taken = {place.span for _, place in places if place is not None}
    swapped = find_swaps(places)
    for (stated, match), (_, place) in zip(judged, places, strict=True):
        if stated.quantity.span in swapped:
            yield stated, Match(swapped[stated.quantity.span], match.places)
            continue
        others = tuple(each for each in near if each.span not in taken)
        rival = find_rival(stated, place, source, others) if place else None
        yield stated, Match(rival[1], (*match.places, rival[0].span)) if rival else match


def _only_place(match: Match, source: Source) -> SourceQuantity | None:
    """Return where a number stands that is in the source as it is: not by arithmetic."""
    same = match.comparison.status in {Status.EXACT, Status.REFORMATTED, Status.WITHIN_BOUND}
    return source.at(match.places[0]) if same and len(match.places) == 1 else None


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


def _judge(stated: Mention, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    """Return the verdict on a number; on "X of Y" that the source does not hold, on both counts."""
    match = _judge_one(stated, text, source, cited)
    counts_two = stated.quantity.kind is QuantityKind.RATIO and " of " in stated.quantity.text
    if not counts_two or not match.comparison.status.flagged:
        return match
    part = _judge_one(_count(stated, stated.quantity.low), text, source, cited)
    whole = _judge_one(_count(stated, stated.quantity.whole), text, source, cited)
    worse = max(part, whole, key=lambda each: _ORDER[each.comparison.status])
    if worse.comparison.status.flagged:
        return worse
    return _of_another_whole(stated.quantity, source) or _apart(part, whole, source) or worse


def _of_another_whole(stated: Quantity, source: Source) -> Match | None:
    """Return that the source has the part of an "X of Y" as part of another whole, or None."""
    for each in source.quantities:
        other = each.quantity
        if other.kind is QuantityKind.RATIO and other.low == stated.low != other.whole:
            reason = f"the source says “{other.label()}”"
            return Match(Comparison(Status.CHANGED, "whole", reason), (each.span,))
    return None


def _apart(part: Match, whole: Match, source: Source) -> Match | None:
    """Return that the two counts of an "X of Y" do not belong together in the source, or None."""
    homes = [
        place
        for match in (part, whole)
        for place, sentence in enumerate(source.article.sentences)
        if match.places and sentence.span.holds(match.places[0])
    ]
    if len(homes) < 2 or abs(homes[0] - homes[1]) <= _NEXT_TO:
        return None
    reason = "the source has both numbers, but not of one another"
    return Match(Comparison(Status.ELSEWHERE, "pair", reason), (*part.places, *whole.places))


def _count(ratio: Mention, value: Decimal | None) -> Mention:
    """Return one of the two counts of an "X of Y"."""
    update = {"kind": QuantityKind.COUNT, "low": value, "high": value, "whole": None}
    return replace(ratio, quantity=ratio.quantity.model_copy(update=update))


def _judge_one(stated: Mention, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    near = source.quantities if cited is None else source.within(cited)
    match = _best(stated, near)
    if match is not None and match.comparison.status.supported:
        return match
    far = _best(stated, source.quantities) if cited is not None else None
    if far is not None and far.comparison.status.supported:
        return match or _not_cited(far, source)
    conflict = match or far
    if conflict is None or conflict.comparison.status is Status.ELSEWHERE:
        # A number at another scale or under another bound is a conflict, not to be explained away.
        derived = derive(stated.quantity, text, source)
        if derived is not None:
            return _derived(derived)
    return conflict or _unmatched(stated.quantity, source)


def _best(stated: Mention, candidates: tuple[SourceQuantity, ...]) -> Match | None:
    """Return the most favourable comparison; the first in the text among equals."""
    matches = [
        Match(_unless_other(comparison, stated, each.mention), (each.span,))
        for each in candidates
        if (comparison := compare(stated.quantity, each.quantity)) is not None
    ]
    return min(matches, key=lambda match: _ORDER[match.comparison.status], default=None)


def _unless_other(comparison: Comparison, stated: Mention, source: Mention) -> Comparison:
    """Return the comparison, or why the two are different figures all the same."""
    flagged = comparison.status.flagged and comparison.code != "bound_dropped"
    if flagged or comparison.status is Status.DERIVED:
        return comparison
    objections = (objection(stated, source) for objection in _OBJECTIONS)
    return next((found for found in objections if found is not None), comparison)


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
