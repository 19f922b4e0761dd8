"""Words taken over: in a text that is the source's own, each number is the one that stands there.

A text that was cut out by rule needs no judging, and a sentence of a thousand numbers, each of
which would be compared with all the others, no minutes for it. A model that cites a sentence in its
own words is as easily answered.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.direct import relate
from pipeline.reconcile.frames import is_judged
from pipeline.reconcile.source import Source, SourceQuantity
from pipeline.reconcile.values import Relation
from schemas import Finding, Outcome, Quantity, Status

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
    return tuple(_exact(quantity, place, subject) for quantity, place in taken)


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
    same_words = "".join(taken.text.split()) == "".join(stands.text.split())
    values = (taken.kind, taken.low, taken.high, taken.whole, taken.unit, taken.date)
    return same_words and values == (
        stands.kind,
        stands.low,
        stands.high,
        stands.whole,
        stands.unit,
        stands.date,
    )


def _exact(quantity: Quantity, place: SourceQuantity, subject: str) -> Finding:
    return Finding(
        subject=subject,
        quantity=quantity,
        outcome=Outcome.SUPPORTED,
        support=1.0,
        status=Status.EXACT,
        code="exact",
        reason="stands in the source",
        source=(place.span,),
    )
