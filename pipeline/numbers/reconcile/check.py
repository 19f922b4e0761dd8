"""Checking a statement: each of its numbers against a source, with status, reason and place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.read import find_quantities
from pipeline.numbers.reconcile.binding import find_rival, find_swaps, mentions_of
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.derive import derive
from pipeline.numbers.reconcile.designations import other_name
from pipeline.numbers.reconcile.judge import judge
from pipeline.numbers.reconcile.lists import other_item
from pipeline.numbers.reconcile.match import Match, only_place
from pipeline.numbers.reconcile.mention import Mention, mention_in
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.numbers.reconcile.parts import counts_two
from pipeline.numbers.reconcile.places import other_setting
from pipeline.numbers.reconcile.polarity import opposed
from pipeline.numbers.reconcile.risk import risk_of
from pipeline.numbers.reconcile.source import Source, SourceQuantity, source_of
from pipeline.numbers.reconcile.things import other_noun, taken_noun
from pipeline.numbers.reconcile.times import other_time
from pipeline.numbers.reconcile.verbatim import STANDS, quoted_whole
from pipeline.numbers.reconcile.verbs import other_led
from pipeline.text.article import article_from_text
from schemas import (
    Article,
    Finding,
    Outcome,
    Part,
    Quantity,
    QuantityKind,
    Risk,
    Sensitivity,
    StatementCheck,
    Status,
    digest,
)

_MOST_RIVALS = 500  # numbers of a source that are looked at as rivals of one stated number
_DIFFERS = re.compile(r"\s*(?:more|fewer|less)\b[^.;,]{0,40}?\bthan\b")
_SUM = re.compile(r"\b(?:combined|total|altogether|in all|together|majority)\b", re.IGNORECASE)


def check_statement(
    statement: str,
    source: str | Article | Source,
    *,
    sensitivity: Sensitivity = Sensitivity.NORMAL,
) -> StatementCheck:
    """Return a finding for each number of the statement; `.flagged` when one is unsupported.

    Ordinals, idioms and names get no finding, but for a name that the source has with another number:
    Category 5 for Category 4. A source given as text is
    read as plain text; the last few are kept, so that checking many statements against one text
    reads it once.
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
        _finding(verdict, subject, sensitivity) for verdict in _verdicts(text, source, cited)
    )


class _Verdict(NamedTuple):
    quantity: Quantity
    match: Match
    risk: Risk


@lru_cache(
    maxsize=256
)  # an article's texts and more: a draft is judged as it comes in and as it is reported
def _verdicts(text: str, source: Source, cited: frozenset[str] | None) -> tuple[_Verdict, ...]:
    taken = quoted_whole(text, source, cited)
    if taken is not None:
        return tuple(_Verdict(q, Match(STANDS, (place.span,)), Risk.NONE) for q, place in taken)
    judged = [
        (stated, match)
        for quantity in find_quantities(text, source.published)
        for stated in (mention_in(text, quantity),)
        if (match := _judged(stated, text, source, cited)) is not None
    ]
    if not judged:
        return ()
    near = source.quantities if cited is None else source.within(cited)
    return tuple(
        _Verdict(stated.quantity, match, risk_of(stated, match.comparison))
        for stated, match in _bound(judged, text, source, near)
    )


def _judged(
    stated: Mention, text: str, source: Source, cited: frozenset[str] | None
) -> Match | None:
    """Return the verdict on a number; of what claims nothing only that a name is another one."""
    if stated.quantity.checkable or stated.quantity.kind in POINTS_IN_TIME:
        return judge(stated, text, source, cited)
    is_name = stated.quantity.kind is QuantityKind.IDENTIFIER
    return other_name(stated.quantity, source) if is_name else None


def _bound(
    judged: list[tuple[Mention, Match]],
    text: str,
    source: Source,
    near: tuple[SourceQuantity, ...],
) -> Iterator[tuple[Mention, Match]]:
    """Yield the verdicts, those on numbers that belong to something else in the source changed."""
    places = tuple((stated, only_place(match, source)) for stated, match in judged)
    taken = {place.span for _, place in places if place is not None}
    swapped = find_swaps(places, source)
    others = tuple(source.filled(each) for each in near if each.span not in taken)[:_MOST_RIVALS]
    for (stated, match), (_, place) in zip(judged, places, strict=True):
        if stated.quantity.span in swapped:
            yield stated, Match(swapped[stated.quantity.span], match.places)
            continue
        rivals = () if place and _starts_what_is_stated(stated, place, places) else others
        elsewhere = _elsewhere(stated, match, place, rivals, source) if place else None
        if elsewhere is None or _follows_anyway(stated, text, source, match):
            yield stated, match
        else:
            yield stated, elsewhere


def _starts_what_is_stated(
    stated: Mention,
    place: SourceQuantity,
    places: tuple[tuple[Mention, SourceQuantity | None], ...],
) -> bool:
    """Return whether a number is what a stated change began with, and its end stands in the same sentence."""
    return stated.quantity.part is Part.ORIGIN and any(
        other is not None and other is not place and other.position == place.position
        for _, other in places
    )


def _elsewhere(
    stated: Mention,
    match: Match,
    place: SourceQuantity,
    others: tuple[SourceQuantity, ...],
    source: Source,
) -> Match | None:
    """Return that a number belongs to something else in the source, or None."""
    found = find_rival(stated, place, source, others)
    if found is None and not counts_two(stated.quantity):
        found = taken_noun(stated, place, others)
    if found is not None:
        return Match(found[1], (*match.places, found[0].span))
    other = (
        other_noun(stated, place, source)
        or _of_the_opposite(stated, place, others)
        or other_setting(stated, place, others)
        or other_time(stated, mentions_of(place, others), others)
        or other_led(stated, place, others, source)
        or other_item(stated, source.filled(place), others)
    )
    return None if other is None else Match(other, match.places)


def _of_the_opposite(
    stated: Mention, place: SourceQuantity, others: tuple[SourceQuantity, ...]
) -> Comparison | None:
    """Return that a number is of the opposite wherever the source says it, or None."""
    first = opposed(stated, place.mention)
    if first is None:
        return None
    same = mentions_of(place, others)
    return first if all(opposed(stated, each.mention) for each in same) else None


def _follows_anyway(stated: Mention, text: str, source: Source, match: Match) -> bool:
    """Return whether a number follows by arithmetic, wherever else it may stand in the source."""
    derived = derive(stated.quantity, text, source)
    if derived is None or derived.coincidence:
        return False
    from_one = len(derived.derivation.places) == 1
    loose = {Status.WITHIN_BOUND, Status.ROUNDED}
    asked = match.comparison.status in loose or bool(_SUM.search(text))
    asked = asked or bool(_DIFFERS.match(stated.after))
    return from_one or asked


_SUPPORT = {Risk.HIGH: 0.02, Risk.MEDIUM: 0.06, Risk.LOW: 0.3, Risk.NONE: 0.97}
_UNSUPPORTED_BELOW = {Sensitivity.RELAXED: 0.03, Sensitivity.NORMAL: 0.1, Sensitivity.STRICT: 0.5}
_REVIEW_BELOW = 0.5


def _outcome(support: float, sensitivity: Sensitivity) -> Outcome:
    if support < _UNSUPPORTED_BELOW[sensitivity]:
        return Outcome.UNSUPPORTED
    return Outcome.REVIEW if support < _REVIEW_BELOW else Outcome.SUPPORTED


def _finding(verdict: _Verdict, subject: str, sensitivity: Sensitivity) -> Finding:
    quantity, match, risk = verdict
    support = _SUPPORT[Risk.LOW if match.comparison.status is Status.UNCLEAR else risk]
    return Finding(
        subject=subject,
        quantity=quantity,
        outcome=_outcome(support, sensitivity),
        support=support,
        status=match.comparison.status,
        code=match.comparison.code,
        reason=match.comparison.reason,
        source=match.places,
        formula=match.formula,
    )
