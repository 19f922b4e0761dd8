"""Binding: whether a number of the statement belongs to the same thing as in the source.

The words around a number tell what it is of. When they fit another number of the source much
better, the number was taken from elsewhere; when two numbers fit each other's place, they were
swapped.
"""

import re
from functools import partial
from itertools import combinations

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.dimensions import dimension
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.numbers.reconcile.rivals import are_one_change, counts_the_same, date_shape, is_rival
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from pipeline.text.words import is_function_word
from schemas import Part, Quantity, QuantityKind, Status, TextSpan

# By how much another number must fit better. Of the words that touch the numbers, a function word
# counts half: in the labelled statements one word more is chance, two are not; in a headline, three. Of the likeness of
# all words around, from 0 to 1, a fifth.
_MARGIN, _HEADLINE_MARGIN = 2.0, 3.0
LIKENESS_MARGIN = 0.2
# Words that count for whether two numbers were swapped: so many steps from them at most, clearly
# nearer to one, and at least two of them. One crossing word is chance in the labelled statements.
_NEAR_STATED, _NEAR_SOURCE, _CLEARLY, _LEAST_CROSSING = 6, 8, 2, 2
_INSTEAD = re.compile(r"\b(?:instead of|rather than|against|compared with|from)\s*$")
_MOST_NUMBERS = 20  # of one statement; a longer one is a table and no sentence


def find_swaps(
    found: tuple[tuple[Mention, SourceQuantity | None], ...], source: Source
) -> dict[TextSpan, Comparison]:
    """Return the numbers of a statement, by their span, that fit each other's place in the source."""
    swapped: dict[TextSpan, Comparison] = {}
    placed = ((stated, place) for stated, place in found if place is not None)
    # The sets of a match repeat one score.
    matched = [pair for pair in placed if pair[0].quantity.kind is not QuantityKind.SCORE]
    del matched[_MOST_NUMBERS:]
    for (one, here), (other, there) in combinations(matched, 2):
        same = here.span == there.span or one.quantity.low == other.quantity.low
        alike = not same and _measure_the_same(one.quantity, other.quantity)
        turned = not same and _turned_round((one, here), (other, there))
        if turned or (alike and _crossed((one, here), (other, there), source)):
            for stated, place in ((one, here), (other, there)):
                home = " ".join(place.mention.sentence.split())
                reason = f"the source has it of something else: “{home}”"
                swapped[stated.quantity.span] = Comparison(Status.ELSEWHERE, "swapped", reason)
    return swapped


def _measure_the_same(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers could have been swapped: of one measure, dates equally exact."""
    if POINTS_IN_TIME & {one.kind, other.kind}:
        return one.kind is other.kind and date_shape(one) == date_shape(other)
    return dimension(one) == dimension(other)


def _turned_round(
    first: tuple[Mention, SourceQuantity], second: tuple[Mention, SourceQuantity]
) -> bool:
    """Return whether the statement starts a change where the source ends it: from 2 to 3, from 3 to 2."""
    (one, here), (other, there) = first, second
    bare = any(each.quantity.kind is QuantityKind.COUNT for each in (one, other))
    alike = bare or _measure_the_same(one.quantity, other.quantity)
    if here.position != there.position or not alike:
        return False
    said = _is_origin(one, other), _is_origin(other, one)
    meant = _is_origin(here.mention, there.mention), _is_origin(there.mention, here.mention)
    return said in {(True, False), (False, True)} and said == meant[::-1]


def _is_origin(mention: Mention, other: Mention) -> bool:
    """Return whether a number is what it was before, or instead of, the other number of its sentence."""
    if mention.quantity.part is Part.ORIGIN and other.quantity.part is Part.LEVEL:
        return True
    between = mention.sentence[min(mention.end, other.end) : max(mention.start, other.start)]
    if re.search(r"\d", between):
        return False
    return mention.start > other.start and bool(_INSTEAD.search(between))


def _crossed(
    first: tuple[Mention, SourceQuantity], second: tuple[Mention, SourceQuantity], source: Source
) -> bool:
    """Return whether two numbers fit each other's place better than their own."""
    (one, here), (other, there) = first, second
    direct = _fit(one, here.mention) + _fit(other, there.mention)
    touching = _fit(one, there.mention) + _fit(other, here.mention)
    if touching >= direct + _MARGIN:
        return True
    if not is_sentence(one.sentence):
        return False
    if here.position == there.position and _words_cross(one, other, here.mention, there.mention):
        return True
    own = source.likeness(one, here) + source.likeness(other, there)
    crossed = source.likeness(one, there) + source.likeness(other, here)
    return crossed > own + 2 * LIKENESS_MARGIN


def _words_cross(one: Mention, other: Mention, here: Mention, there: Mention) -> bool:
    """Return whether words that stand nearer to one number stand nearer to the other in the source.

    The two numbers of one change ("from 28 to 15 tons") share their words and are left alone.
    """
    if any(each.before.rstrip().lower().endswith("from") for each in (one, other)):
        return False
    crossing = direct = 0
    for stem in one.steps.keys() & other.steps.keys() & here.steps.keys() & there.steps.keys():
        said = one.steps[stem] - other.steps[stem]
        meant = here.steps[stem] - there.steps[stem]
        near = min(one.steps[stem], other.steps[stem]) <= _NEAR_STATED
        near = near and min(here.steps[stem], there.steps[stem]) <= _NEAR_SOURCE
        if near and min(abs(said), abs(meant)) >= _CLEARLY:
            crossing += (said < 0) is not (meant < 0)
            direct += (said < 0) is (meant < 0)
    return crossing >= _LEAST_CROSSING and crossing > direct


def find_rival(
    stated: Mention,
    place: SourceQuantity,
    source: Source,
    others: tuple[SourceQuantity, ...],
) -> tuple[SourceQuantity, Comparison] | None:
    """Return which of the `others` the words around a stated number fit much better, if any.

    A headline drops most of the words that tell what a number is of, so only the words that touch
    it are looked at there.
    """
    rivals = [each for each in others if is_rival(stated, each, place)]
    if not rivals:
        return None
    own = mentions_of(place, others)
    own += [each for each in others if are_one_change(place, each)]
    found = _by_touch(stated, own, rivals)
    if found is None and is_sentence(stated.sentence):
        found = _by_likeness(stated, own, rivals, source)
    if found is None:
        return None
    reason = f"the words around it are those of “{found.quantity.label()}” in the source"
    return found, Comparison(Status.ELSEWHERE, "binding", reason)


def _by_touch(
    stated: Mention, own: list[SourceQuantity], rivals: list[SourceQuantity]
) -> SourceQuantity | None:
    fits = max(_fit(stated, each.mention) for each in own)
    margin = _MARGIN if is_sentence(stated.sentence) else _HEADLINE_MARGIN
    best = max(rivals, key=lambda each: _fit(stated, each.mention))
    return best if _fit(stated, best.mention) >= fits + margin else None


def _by_likeness(
    stated: Mention, own: list[SourceQuantity], rivals: list[SourceQuantity], source: Source
) -> SourceQuantity | None:
    same = [each for each in rivals if counts_the_same(stated.quantity, each.quantity)]
    if not same:
        return None
    likeness = partial(source.likeness, stated)
    fits = max(map(likeness, own))
    best = max(same, key=likeness)
    return best if likeness(best) > fits + LIKENESS_MARGIN else None


def mentions_of(place: SourceQuantity, others: tuple[SourceQuantity, ...]) -> list[SourceQuantity]:
    """Return the place and where else the value that stands there is said."""
    here = place.quantity
    value = (here.low, here.high, here.date, dimension(here))
    return [
        place,
        *(
            each
            for each in others
            if (each.quantity.low, each.quantity.high, each.quantity.date, dimension(each.quantity))
            == value
        ),
    ]


def _fit(stated: Mention, source: Mention) -> float:
    """Return how many words touching the two numbers are the same, left plus right."""
    return sum(map(_shared, stated.touching, source.touching))


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    count = 0.0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 0.5 if is_function_word(mine) else 1.0
    return count
