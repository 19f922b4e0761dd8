"""Finding evidence: from the figures of one text to what a library says of each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from pipeline.evidence.library.searching import Library
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.computed import Computed
from pipeline.evidence.verdict.places import place_of
from pipeline.evidence.verdict.pool import Candidate, gather
from pipeline.evidence.verdict.reasons import formula_words, in_order, reason_words
from pipeline.evidence.verdict.times import times_of
from pipeline.evidence.verdict.verdicts import (
    Looked,
    Scored,
    Weights,
    chances,
    fitted_weights,
    look,
)
from pipeline.gc_tuning import collect_later
from schemas import EvidenceOutcome, FoundEvidence

_MOST_PLACES = 3
_BEHIND = 3.0
"""Log odds by which a place may be less likely than the best and still be shown.

Of 331 figures of twelve folders that are told rightly, one loses its place by it; 1.1 places
rather than 3.0 are then shown of a contradiction.
"""
_LEAST_OF_OTHER = -2.0
"""Log odds from which the stated value, though not borne out, is worth a look."""
_OF_OTHER_YEAR = 0.7
"""How likely a place is of another year where text and place each name one."""
_DIGITS = 2


def find_evidence(
    asked: Sequence[Asked], library: Library, weights: Weights | None = None
) -> list[FoundEvidence]:
    """Return what a library says of each of the figures of one text, in their order.

    They are looked up together: where the others are found tells where one is to be found. The
    weights are those that come with factdesk unless others are given.
    """
    weights = weights or fitted_weights()
    with collect_later():  # a third of the time else: all pools are held until the end
        return _find(asked, library, weights)


def _find(asked: Sequence[Asked], library: Library, weights: Weights) -> list[FoundEvidence]:
    """Return the same; what was gathered for it is gone by then."""
    pools = [gather(each, library) for each in asked]
    return [_found(each, library, weights) for each in look(pools, weights)]


def _found(looked: Looked, library: Library, weights: Weights) -> FoundEvidence:
    outcome, chance = _outcome(looked, weights)
    computed = looked.computed[0][0] if _is_computed(looked, outcome) else None
    best = _places(looked, outcome, computed)
    if not best:
        outcome = EvidenceOutcome.NOTHING
    return FoundEvidence(
        outcome=outcome,
        confidence=round(chance, _DIGITS),
        reason=reason_words(looked, outcome, best, computed),
        formula=formula_words(looked, best, computed),
        places=tuple(place_of(each, library) for each in best),
    )


def _outcome(looked: Looked, weights: Weights) -> tuple[EvidenceOutcome, float]:
    chance = chances(looked, weights.outcomes)
    borne, contradicted = chance["borne_out"], chance["contradicted"]
    if borne >= max(weights.least["borne_out"], contradicted):
        if not _is_computed(looked, EvidenceOutcome.BORNE_OUT) and _is_of_other_year(looked):
            return EvidenceOutcome.OTHER, _OF_OTHER_YEAR
        return EvidenceOutcome.BORNE_OUT, borne
    if contradicted >= weights.least["contradicted"] and looked.opposed:
        return EvidenceOutcome.CONTRADICTED, contradicted
    if looked.bearing and looked.bearing[0].score >= _LEAST_OF_OTHER:
        return EvidenceOutcome.OTHER, 1 - borne - contradicted
    return EvidenceOutcome.NOTHING, 1 - borne - contradicted


def _is_computed(looked: Looked, outcome: EvidenceOutcome) -> bool:
    if outcome is not EvidenceOutcome.BORNE_OUT or not looked.computed:
        return False
    return not looked.bearing or looked.computed[0][1] > looked.bearing[0].score


def _is_of_other_year(looked: Looked) -> bool:
    """Return whether figure and place each name a year by its number, and not the same.

    Of five such places of nine folders that the weights took to bear a figure out, four did not.
    """
    named = times_of(looked.pool.asked.frame.times).years
    return bool(named and looked.bearing) and looked.bearing[0].matched.told("year_near") < 0


def _places(looked: Looked, outcome: EvidenceOutcome, computed: Computed | None) -> list[Candidate]:
    """Return the numbers that are shown, best first; one of each cell and sentence."""
    if outcome is EvidenceOutcome.NOTHING:
        return []
    some: Iterable[Candidate]
    if computed is not None:
        some = in_order(computed)
    elif outcome is EvidenceOutcome.CONTRADICTED:
        some = _likely(looked.opposed)
    else:
        some = chain(_likely(looked.bearing), _nearly_computed(looked))
    by_place: dict[tuple[int, int | None, bool], Candidate] = {}
    for each in some:
        by_place.setdefault((each.stored.passage, each.column, bool(each.summed)), each)
    return list(islice(by_place.values(), _MOST_PLACES))


def _nearly_computed(looked: Looked) -> Sequence[Candidate]:
    """Return what arithmetic rests on that is nearly as likely as the number that bears it out."""
    if not (looked.computed and looked.bearing):
        return ()
    result, score = looked.computed[0]
    return in_order(result) if score >= looked.bearing[0].score - _BEHIND else ()


def _likely(some: Sequence[Scored]) -> Iterator[Candidate]:
    for each in some:
        if each.score >= some[0].score - _BEHIND:
            yield each.matched.candidate
