"""Checking a statement: each of its numbers against a source, with status, reason and place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.read import find_quantities
from pipeline.numbers.reconcile.bases import narrowed, no_row, other_base, other_noun, taken_noun
from pipeline.numbers.reconcile.binding import LIKENESS_MARGIN, find_rival, find_swaps
from pipeline.numbers.reconcile.changes import other_part, other_way
from pipeline.numbers.reconcile.compare import compare
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.derive import Derived, derive
from pipeline.numbers.reconcile.mention import Mention, is_sentence, mention_in
from pipeline.numbers.reconcile.parts import apart, counts_two, follows, of_another_whole
from pipeline.numbers.reconcile.periods import other_period
from pipeline.numbers.reconcile.risk import risk_of
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from pipeline.numbers.reconcile.subjects import other_subject
from pipeline.numbers.reconcile.tense import only_foretold
from pipeline.text.article import article_from_text
from pipeline.text.words import content_stems
from schemas import (
    Article,
    Finding,
    Modifier,
    Quantity,
    QuantityKind,
    StatementCheck,
    Status,
    TextSpan,
    digest,
)

# Why an equal number of the source can be another figure all the same; the first that holds.
_OBJECTIONS = (
    no_row, other_part, other_way, other_period, narrowed, other_base, other_subject, only_foretold,
)  # fmt: skip
_SUM = re.compile(r"\b(?:combined|total|altogether|in all|together)\b", re.IGNORECASE)
_NO_EXCUSE = {"scale", "unit", "points", "range_end"}
_BORNE_CODES = {"hedge_dropped", "part_of_year"}
_ORDER = {status: place for place, status in enumerate(Status)}
# A point in time is checked although it is no item for the worklist; a name or a rank is not.
_TIMES = {QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.TIME}


_PLAIN = {Modifier.NONE, Modifier.EXACTLY}
_FEWEST, _MOST_COUNTED = 2, 10  # things that a writer may have counted in a list of the article


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
        for quantity in find_quantities(text, source.published)
        if quantity.checkable or quantity.kind in _TIMES
        for stated in (mention_in(text, quantity),)
    ]
    near = source.quantities if cited is None else source.within(cited)
    bound = _bound(judged, text, source, near)
    return tuple(_finding(stated, match, subject) for stated, match in bound)


def _bound(
    judged: list[tuple[Mention, Match]],
    text: str,
    source: Source,
    near: tuple[SourceQuantity, ...],
) -> Iterator[tuple[Mention, Match]]:
    """Yield the verdicts, those on numbers that belong to something else in the source changed."""
    places = tuple((stated, _only_place(match, source)) for stated, match in judged)
    taken = {place.span for _, place in places if place is not None}
    swapped = find_swaps(places, source)
    for (stated, match), (_, place) in zip(judged, places, strict=True):
        others = tuple(each for each in near if each.span not in taken)
        if stated.quantity.span in swapped:
            yield stated, Match(swapped[stated.quantity.span], match.places)
        elif place is None or _follows_anyway(stated, text, source, match):
            yield stated, match
        else:
            yield stated, _unless_elsewhere(stated, match, place, others, source)


def _unless_elsewhere(
    stated: Mention,
    match: Match,
    place: SourceQuantity,
    others: tuple[SourceQuantity, ...],
    source: Source,
) -> Match:
    """Return the match, or that the number belongs to something else in the source."""
    found = find_rival(stated, place, source, others)
    if found is None and not counts_two(stated.quantity):
        found = taken_noun(stated, place, others)
    if found is not None:
        return Match(found[1], (*match.places, found[0].span))
    noun = other_noun(stated, place.mention, _likeness(stated, place, source))
    return match if noun is None else Match(noun, match.places)


def _follows_anyway(stated: Mention, text: str, source: Source, match: Match) -> bool:
    """Return whether a number follows by arithmetic, wherever else it may stand in the source."""
    asked = match.comparison.status is Status.WITHIN_BOUND or bool(_SUM.search(text))
    derived = derive(stated.quantity, text, source) if asked else None
    return derived is not None and not derived.coincidence


def _only_place(match: Match, source: Source) -> SourceQuantity | None:
    """Return where a number stands that is in the source as it is: not by arithmetic."""
    borne = {Status.EXACT, Status.REFORMATTED, Status.WITHIN_BOUND}
    same = match.comparison.status in borne or match.comparison.code in _BORNE_CODES
    return source.at(match.places[0]) if same and len(match.places) == 1 else None


def _finding(stated: Mention, match: Match, subject: str) -> Finding:
    return Finding(
        subject=subject,
        quantity=stated.quantity,
        status=match.comparison.status,
        risk=risk_of(stated, match.comparison),
        code=match.comparison.code,
        reason=match.comparison.reason,
        source=match.places,
        formula=match.formula,
    )


def _judge(stated: Mention, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    """Return the verdict on a number; on "X of Y" that the source does not hold, on both counts."""
    match = _judge_one(stated, text, source, cited)
    if not counts_two(stated.quantity) or not match.comparison.status.flagged:
        return match
    derivation = follows(stated.quantity, source)
    if derivation is not None:
        return _derived(Derived(derivation, coincidence=False))
    part = _judge_one(_count(stated, stated.quantity.low), text, source, cited)
    whole = _judge_one(_bare_count(stated, stated.quantity.whole), text, source, cited)
    worse = max(part, whole, key=lambda each: _ORDER[each.comparison.status])
    return worse if worse.comparison.status.flagged else _paired(stated, part, whole, source)


def _paired(stated: Mention, part: Match, whole: Match, source: Source) -> Match:
    """Return the verdict on two counts that the source both has: whether they belong together."""
    worse = max(part, whole, key=lambda each: _ORDER[each.comparison.status])
    if stated.quantity.low == 1:  # "one of three brothers" counts only the brothers
        return worse
    if (other := of_another_whole(stated.quantity, source)) is not None:
        return Match(other[1], (other[0].span,))
    one, all_of_them = _only_place(part, source), _only_place(whole, source)
    far = apart(one, all_of_them) if one and all_of_them else None
    return Match(far, (*part.places, *whole.places)) if far else worse


def _count(ratio: Mention, value: Decimal | None) -> Mention:
    """Return one of the two counts of an "X of Y"."""
    update = {"kind": QuantityKind.COUNT, "low": value, "high": value, "whole": None}
    return replace(ratio, quantity=ratio.quantity.model_copy(update=update))


def _bare_count(ratio: Mention, value: Decimal | None) -> Mention:
    """Return the whole of an "X of Y": the bound before it is of the part."""
    count = _count(ratio, value)
    return replace(count, quantity=count.quantity.model_copy(update={"modifier": Modifier.NONE}))


def _judge_one(stated: Mention, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    near = source.quantities if cited is None else source.within(cited)
    match = _best(stated, near, source)
    if match is not None and match.comparison.status.supported:
        return match
    far = _best(stated, source.quantities, source) if cited is not None else None
    if far is not None and far.comparison.status.supported:
        return match or _not_cited(far, source)
    conflict = match or far
    if conflict is None or _may_follow(stated.quantity, conflict, source):
        derived = derive(stated.quantity, text, source)
        if derived is not None:
            return _derived(derived)
    return conflict or _unmatched(stated.quantity, source)


def _may_follow(stated: Quantity, conflict: Match, source: Source) -> bool:
    """Return whether a number in conflict with the source may follow by arithmetic all the same.

    The same digits at another scale or the same number under another bound are a conflict, not to
    be explained away; a number nearby is not.
    """
    if conflict.comparison.status is Status.ELSEWHERE:
        return True
    place = source.at(conflict.places[0])
    other = place is not None and (place.quantity.low, place.quantity.high) != (
        stated.low,
        stated.high,
    )
    return other and conflict.comparison.code not in _NO_EXCUSE


def _best(stated: Mention, candidates: tuple[SourceQuantity, ...], source: Source) -> Match | None:
    """Return the most favourable comparison; where a conflict fits much better, the conflict.

    Among the places that say the same, the one whose words fit best; among equals the first.
    """
    found = [
        (each, _unless_other(comparison, stated, each.mention))
        for each in candidates
        if (comparison := compare(stated.quantity, each.quantity)) is not None
    ]
    if not found:
        return None
    first = min(_rank(comparison) for _, comparison in found)
    alike = [pair for pair in found if _rank(pair[1]) == first]
    best = (
        max(alike, key=lambda pair: _likeness(stated, pair[0], source)) if alike[1:] else alike[0]
    )
    if best[1].status.supported and is_sentence(stated.sentence):
        best = _better_conflict(stated, found, source) or best
    return Match(best[1], (best[0].span,))


def _better_conflict(
    stated: Mention, found: list[tuple[SourceQuantity, Comparison]], source: Source
) -> tuple[SourceQuantity, Comparison] | None:
    """Return the conflict whose words fit a stated number much better than any that bears it out.

    A 40 elsewhere in the article does not bear out "at least 40 cranes" against "no more than 40".
    """
    conflicts = [pair for pair in found if pair[1].status is Status.CHANGED]
    if not conflicts:
        return None
    own = max(
        _likeness(stated, each, source) for each, comparison in found if comparison.status.supported
    )
    best = max(conflicts, key=lambda pair: _likeness(stated, pair[0], source))
    return best if _likeness(stated, best[0], source) > own + LIKENESS_MARGIN else None


def _rank(comparison: Comparison) -> int:
    """Return how good a comparison is, 0 best; another spelling is as good as the same."""
    return max(_ORDER[comparison.status], _ORDER[Status.REFORMATTED])


def _likeness(stated: Mention, each: SourceQuantity, source: Source) -> float:
    return source.surroundings.likeness(stated, each.mention, each.position)


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
    if _is_bare_moment(stated) and not any(
        _same_shape(stated, q.quantity) for q in source.quantities
    ):
        reason = "the source names no such point in time; it may say it in other words"
        return Match(Comparison(Status.UNCLEAR, "moment", reason), ())
    if _may_be_counted(stated, source):
        reason = "no number of the source bears it out; the things may be listed there: count them"
        return Match(Comparison(Status.UNCLEAR, "counted", reason), ())
    return Match(Comparison(Status.ABSENT, "absent", "no number of the source bears it out"), ())


def _is_bare_moment(stated: Quantity) -> bool:
    """Return whether a point in time is a quarter, month or weekday without its year."""
    return stated.kind is QuantityKind.DATE and not re.match(r"\d{4}", stated.date or "")


def _same_shape(stated: Quantity, other: Quantity) -> bool:
    """Return whether another point in time is as exact, its year said or not: 4 March 2025."""
    dates = (re.sub(r"^(?:\d{4}-|--)", "", each.date or "") for each in (stated, other))
    mine, theirs = (re.sub(r"\d", "0", date) for date in dates)
    return mine == theirs


def _may_be_counted(stated: Quantity, source: Source) -> bool:
    """Return whether a small or vague count may be of things that the source lists or describes."""
    small = stated.value is not None and _FEWEST <= stated.value <= _MOST_COUNTED
    plain = small and stated.kind is QuantityKind.COUNT and stated.modifier in _PLAIN
    if not stated.noun or not (plain or stated.kind is QuantityKind.VAGUE):
        return False
    nouns = (set(content_stems(each.quantity.noun or "")) for each in source.quantities)
    return not any(set(content_stems(stated.noun)) & noun for noun in nouns)
