"""Judging one stated number: the best that the source has to say of it.

Every number of the source is compared with it; an equal one is asked whether it is the same figure
(`_OBJECTIONS`); where none is, arithmetic may lead to it.
"""

from dataclasses import replace
from decimal import Decimal

from pipeline.numbers.reconcile.absent import unmatched
from pipeline.numbers.reconcile.bases import narrowed, other_base
from pipeline.numbers.reconcile.binding import LIKENESS_MARGIN
from pipeline.numbers.reconcile.changes import other_part, other_way
from pipeline.numbers.reconcile.compare import compare
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.derive import Derived, derive
from pipeline.numbers.reconcile.dimensions import share_noun
from pipeline.numbers.reconcile.match import Match, only_place
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.parts import apart, counts_two, follows, from_vote, of_another_whole
from pipeline.numbers.reconcile.periods import other_period
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from pipeline.numbers.reconcile.subjects import other_subject
from pipeline.numbers.reconcile.tense import not_as_planned, only_foretold
from pipeline.numbers.reconcile.things import no_row
from pipeline.numbers.reconcile.wholes import whole_for_part
from schemas import Modifier, Quantity, QuantityKind, Status

# Why an equal number of the source can be another figure all the same; the first that holds.
_OBJECTIONS = (
    no_row, other_part, other_way, other_period, narrowed, other_base, other_subject, only_foretold,
    not_as_planned, whole_for_part,
)  # fmt: skip
_NO_EXCUSE = {"scale", "unit", "points", "range", "range_end"}
_ORDER = {status: place for place, status in enumerate(Status)}


def judge(stated: Mention, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    """Return the verdict on a number; on "X of Y" that the source does not hold, on both counts."""
    match = _judge_one(stated, text, source, cited)
    is_score = stated.quantity.kind is QuantityKind.SCORE
    if not match.comparison.status.flagged or not (is_score or counts_two(stated.quantity)):
        return match
    vote = from_vote(stated.quantity, source)
    if is_score:
        return match if vote is None else _derived(Derived(vote, coincidence=False))
    derivation = follows(stated.quantity, source) or vote
    if derivation is not None:
        return _derived(Derived(derivation, coincidence=False))
    whole = _judge_one(_bare_count(stated, stated.quantity.whole), text, source, cited)
    if stated.quantity.low == 1:  # "one of three brothers" counts only the brothers
        return whole
    part = _judge_one(_count(stated, stated.quantity.low), text, source, cited)
    worse = max(part, whole, key=lambda each: _ORDER[each.comparison.status])
    if worse.comparison.status.flagged:
        return worse
    return _unpaired(stated, part, whole, source) or worse


def _unpaired(stated: Mention, part: Match, whole: Match, source: Source) -> Match | None:
    """Return that two counts which the source has do not belong together there, or None."""
    if (other := of_another_whole(stated.quantity, source)) is not None:
        return Match(other[1], (other[0].span,))
    one, all_of_them = only_place(part, source), only_place(whole, source)
    far = apart(one, all_of_them) if one and all_of_them else None
    return Match(far, (*part.places, *whole.places)) if far else None


def _count(ratio: Mention, value: Decimal | None) -> Mention:
    """Return one of the two counts of an "X of Y"."""
    update = {"kind": QuantityKind.COUNT, "low": value, "high": value, "whole": None}
    return replace(ratio, quantity=ratio.quantity.model_copy(update=update))


def _bare_count(ratio: Mention, value: Decimal | None) -> Mention:
    """Return the whole of an "X of Y": the bound and the change are of the part."""
    count = _count(ratio, value)
    update = {"modifier": Modifier.NONE, "part": None, "direction": None}
    return replace(count, quantity=count.quantity.model_copy(update=update))


def _judge_one(stated: Mention, text: str, source: Source, cited: frozenset[str] | None) -> Match:
    near = source.candidates(stated.quantity, cited)
    match = _best(stated, near, source)
    if match is not None and match.comparison.status.supported:
        return match
    everywhere = source.candidates(stated.quantity, None)
    far = _best(stated, everywhere, source) if cited is not None else None
    if far is not None and far.comparison.status.supported:
        return match or _not_cited(far, source)
    conflict = match or far
    if conflict is None or _may_follow(stated.quantity, conflict, source):
        derived = derive(stated.quantity, text, source)
        if derived is not None:
            return _derived(derived)
    return conflict or unmatched(stated, source)


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
        if (comparison := _compared(stated.quantity, each, source)) is not None
    ]
    if not found:
        return None
    first = min(_rank(comparison) for _, comparison in found)
    alike = [pair for pair in found if _rank(pair[1]) == first]
    best = max(alike, key=lambda pair: _fit(stated, pair[0], source)) if alike[1:] else alike[0]
    if best[1].status.supported and is_sentence(stated.sentence):
        best = _better_conflict(stated, found, source) or best
    return Match(best[1], (best[0].span,))


def _compared(stated: Quantity, each: SourceQuantity, source: Source) -> Comparison | None:
    """Return how a number of the source stands to the stated one, its unit filled in where it left it out."""
    comparison = compare(stated, each.quantity)
    if comparison is not None and comparison.status.supported:
        return comparison
    filled = source.filled(each)
    meant = None if filled is each else compare(stated, filled.quantity)
    return comparison if meant is None else meant


def _fit(stated: Mention, each: SourceQuantity, source: Source) -> tuple[bool, float]:
    """Return how well a number of the source fits: whether it counts the same, then the words."""
    return share_noun(stated.quantity, each.quantity), source.likeness(stated, each)


def _better_conflict(
    stated: Mention, found: list[tuple[SourceQuantity, Comparison]], source: Source
) -> tuple[SourceQuantity, Comparison] | None:
    """Return the conflict whose words fit a stated number much better than any that bears it out.

    A 40 elsewhere in the article does not bear out "at least 40 cranes" against "no more than 40".
    """
    changed = (pair for pair in found if pair[1].status is Status.CHANGED)
    conflicts = [pair for pair in changed if pair[1].code != "score"]  # there may be two of them
    if not conflicts:
        return None
    own = max(
        source.likeness(stated, each) for each, comparison in found if comparison.status.supported
    )
    best = max(conflicts, key=lambda pair: source.likeness(stated, pair[0]))
    return best if source.likeness(stated, best[0]) > own + LIKENESS_MARGIN else None


def _rank(comparison: Comparison) -> int:
    """Return how good a comparison is, 0 best; another spelling is as good as the same.

    A number without its bound is better than the same digits of something else.
    """
    if comparison.code == "bound_dropped":
        return _ORDER[Status.UNCLEAR]
    return max(_ORDER[comparison.status], _ORDER[Status.REFORMATTED])


def _unless_other(comparison: Comparison, stated: Mention, source: Mention) -> Comparison:
    """Return the comparison, or why the two are different figures all the same."""
    flagged = comparison.status.flagged and comparison.code != "bound_dropped"
    if flagged or comparison.status is Status.DERIVED:
        return comparison
    for objection in _OBJECTIONS:
        if (found := objection(stated, source)) is not None:
            return found
    return comparison


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
