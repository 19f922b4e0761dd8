"""Portions: a part, its whole, and the share that the one is said to be of the other.

::

    portion = "22 of the 32" joint share            22 of the 32 members, or 62%
            | share joint "22 of the 32"            62% (22 of 32)
            | part joint share "of" whole           22 members, or 62% of the 32
            | share "of" whole joint part           62% of the 32 members, or 22
            | "of" whole "," part joint share       of the 32 members, 22, or 62%
            | whole "of which" part joint share     32 members, of whom the board named 22, or 62%
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.passage import Passage, is_broken
from pipeline.checks.rounding import Measured, counted, is_one_in, measured
from pipeline.checks.tallies import in_unit_of, is_after_of, tallies
from pipeline.numbers.dimensions import dimension, share_noun
from pipeline.text.words import content_stems
from schemas import Modifier, Quantity, QuantityKind

SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.FRACTION})
_STATED = SHARES | {QuantityKind.RATIO}
_AMOUNTS = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION}
_HEDGE = (
    r"(?:\s*(?:about|around|roughly|some|just|only|a\s+total\s+of|a\s+share\s+of|a|an|the))*\s*$"
)
# Said again in other words. After a comma alone the share must be closed off as well.
_AGAIN = re.compile(
    r"(?:\bor|\(|—|–|\s-|\bi\.e\.,?|\b(?:that|which|this)\s+(?:is|was|represents|means|makes|works\s+out\s+at)|"
    r"\b(?:representing|equivalent\s+to|equal\s+to|amounting\s+to|a\s+share\s+of|making|meaning|gives|equals)|"
    r",\s+an?\s+(?:[a-z-]+\s+){0,2}(?:rate|share|proportion)\s+of)" + _HEDGE,
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s*(?:about|around|roughly|just|nearly)?\s*$", re.IGNORECASE)
_CLOSED = re.compile(r"^\s*(?:[,.;:)—–]|$|of\s+(?:the\s+)?(?:total|whole|them)\b)", re.IGNORECASE)
_ENDED = re.compile(r"^(?:\s+[\w-]+){0,3}\s*(?:[,.;)—–]|$)")
# A clause may stand before it where commas close it off: one in five of those who came, or 20%, left.
_OR_BEHIND = re.compile(r",\s+(?:or\s+(?:about|around|roughly|some)?\s*)$", re.IGNORECASE)
_CLOSED_OFF = re.compile(r"^\s*(?:[,.;)—–]|$)")
_LONGEST_NOUN, _LONGEST_CLAUSE = 25, 90  # characters
_OF_THEM = re.compile(
    r"^\s+of\s+(?:them|the\s+total|its\s+(?:staff|workforce|total))\b", re.IGNORECASE
)
_OF_OTHERS = re.compile(r"^\s+of\s+(?!them\b|those\b)", re.IGNORECASE)
_OPEN = re.compile(r"^\s*(?:of\s+whom|of\s+which|\w+\s+of\s+whom)", re.IGNORECASE)
_OF = re.compile(
    r"\s+of\s+(?:(?:the|its|their|his|her|our|all|about|some|a|total|[\w-]+['’]s?)\s+){0,3}"
    r"(?:[\w-]+['’]s?\s+|total\s+of\s+|(?:[\w-]+\s+){1,2}of\s+)?",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(r"^\s+of\s+(?:them|these|those)\b", re.IGNORECASE)
_OF_WHICH = re.compile(r",\s+of\s+(?:which|whom)\b[^,;:.]{0,40}$", re.IGNORECASE)
_THE = re.compile(r"\bof\s+(?:the|its|their|his|her|all|those)\b|['’]s?\s", re.IGNORECASE)
_NEXT_REST = re.compile(
    r"^(?:That|This|It|Which)\s+(?:is|was|represents?|makes?|means?|equals?|amounts?\s+to|works?\s+out\s+(?:at|to)|comes\s+to)"
    + _HEDGE,
    re.IGNORECASE,
)
_LINKED = re.compile(r"\b(?:and|who|against)\b|[;:]")
_APART = re.compile(r"\b(?:and|who|with|after|against|to)\b|[;:]")


class Portion(NamedTuple):
    """A part and a whole with the share that is stated for them."""

    part: Measured
    whole: Measured
    stated: Quantity
    named: tuple[Quantity, ...]
    """The quantities that it was read from, in text order."""
    words: str
    """Part and whole as they are said: "22 of the 32"."""


def portions(passage: Passage) -> Iterator[Portion]:
    """Yield each share that is stated together with its part and its whole."""
    some = tallies(passage)
    if not any(each.kind in _STATED for each in some):
        return
    for one, other in pairwise(some):
        yield from _of_ratio(passage, one, other)
    seen: set[int] = set()
    # A time may stand between: 6,930 homes in nine months, 12 % of the target of 33,000.
    for row in (some, tuple(each for each in some if each.kind is not QuantityKind.DURATION)):
        for first, second, third in zip(row, row[1:], row[2:], strict=False):
            for each in _of_three(passage, first, second, third):
                if each.stated.span.start not in seen:
                    seen.add(each.stated.span.start)
                    yield each
    if passage.previous and some and _NEXT_REST.match(passage.before(some[0])):
        yield from _of_sentence_before(passage.previous, some[0])


def is_count_of(quantity: Quantity) -> bool:
    """Return whether it is a counted part of a counted whole, "22 of 32", and no "one in five"."""
    return quantity.kind is QuantityKind.RATIO and not is_one_in(quantity)


def says_again(passage: Passage, one: Quantity, other: Quantity) -> bool:
    """Return whether the second number says the first again in another form: one in five, or 20%."""
    words, behind = passage.between(one, other), passage.after(other)
    if is_broken(words) or _OPEN.match(behind):
        return False
    if _APART.search(words):
        hedged = other.modifier is Modifier.APPROXIMATE and _COMMA.search(words)
        return bool((hedged or _OR_BEHIND.search(words)) and _CLOSED_OFF.match(behind))
    again = _AGAIN.search(words) and len(words) <= 60
    return bool(again or (_COMMA.search(words) and _CLOSED.match(behind)))


def is_of_the_same(share: Quantity, other: Quantity) -> bool:
    """Return whether a share may be of what the other counts: of the members, not of all people."""
    if not share.noun or not other.noun or share_noun(share, other):
        return True
    return bool(_ANYTHING & set(content_stems(share.noun))) or share.noun.lower() in _WHOLES


_ANYTHING = frozenset({"other", "peopl", "people"})
"""Stems of nouns that may stand for any other."""
_WHOLES = {"total", "whole", "lot", "vote", "votes"}


def _of_ratio(passage: Passage, one: Quantity, other: Quantity) -> Iterator[Portion]:
    """Yield "22 of the 32, or 62%" and "62% (22 of the 32)"."""
    ratio, share = (one, other) if is_count_of(one) else (other, one)
    if not is_count_of(ratio) or share.kind not in SHARES:
        return
    if is_of_the_same(share, ratio) and says_again(passage, one, other):
        yield from _from_ratio(ratio, share, (one, other))


def _from_ratio(ratio: Quantity, share: Quantity, named: tuple[Quantity, ...]) -> Iterator[Portion]:
    part = measured(ratio)
    if part is not None and ratio.whole:
        yield Portion(part, counted(ratio.whole), share, named, ratio.text)


def _of_three(
    passage: Passage, first: Quantity, second: Quantity, third: Quantity
) -> Iterator[Portion]:
    """Yield "22 members, or 62% of the 32", "62% of the 32, or 22" and "of the 32, 22, or 62%"."""
    named = (first, second, third)
    if second.kind in SHARES and _OF.fullmatch(passage.between(second, third)):
        if says_again(passage, first, second) or _is_apposed(passage, named):
            yield from _from_parts(first, third, second, named)
    elif first.kind in SHARES and _OF.fullmatch(passage.between(first, second)):
        if says_again(passage, second, third) and not _OF_OTHERS.match(passage.after(third)):
            yield from _from_parts(third, second, first, named)
    elif (
        (third.kind in SHARES or is_one_in(third))
        and _holds(passage, named)
        and says_again(passage, second, third)
    ):
        whole, part = (first, second) if _is_smaller(second, first) else (second, first)
        yield from _from_parts(part, whole, third, named)


def _is_apposed(passage: Passage, named: tuple[Quantity, Quantity, Quantity]) -> bool:
    """Return whether a share with its whole is put between commas: 200, a third of the 800, left."""
    first, second, third = named
    words = passage.between(first, second)
    if not _COMMA.search(words) or is_broken(words):
        return False
    if len(words) <= _LONGEST_NOUN and _ENDED.match(passage.after(third)):
        return True
    same = not third.noun or share_noun(first, third)
    within = _THE.search(passage.between(second, third))
    return bool(same and within and len(words) <= _LONGEST_CLAUSE and not _LINKED.search(words))


def _holds(passage: Passage, named: tuple[Quantity, Quantity, Quantity]) -> bool:
    """Return whether one of the first two is said to be a part of the other.

    "Of the 32, 22"; "$3m of its $12m budget"; "it has 1,200 workers and will cut 300, or 30% of them".
    """
    first, second, third = named
    if not is_of_the_same(third, first):
        return False
    words = passage.between(first, second)
    of_which = _OF_WHICH.search(words) or _OF_THOSE.match(passage.after(second))
    within = _OF.fullmatch(words) or (of_which and not is_broken(words))
    of_them = _OF_THEM.match(passage.after(third)) and not second.noun
    return bool(within or of_them) or is_after_of(passage, first)


def _is_smaller(one: Quantity, other: Quantity) -> bool:
    return (one.value or 0) < (other.value or 0)


def _from_parts(
    part: Quantity, whole: Quantity, share: Quantity, named: tuple[Quantity, ...]
) -> Iterator[Portion]:
    """Yield a portion of two amounts of one measure."""
    part = in_unit_of(part, whole)
    bare = part.kind is QuantityKind.COUNT and not part.noun and whole.kind in _AMOUNTS
    alike = part.kind in _AMOUNTS and dimension(part) == dimension(whole) and part.per == whole.per
    small, large = measured(part), measured(whole)
    if not (alike or (bare and whole.kind is QuantityKind.COUNT)) or small is None or large is None:
        return
    if 0 < small.value <= large.value:
        yield Portion(small, large, share, named, f"{part.text} of {whole.text}")


def _of_sentence_before(before: Passage, share: Quantity) -> Iterator[Portion]:
    """Yield "22 of the 32 agreed. That is 62%"."""
    ratios = [each for each in before.quantities if is_count_of(each)]
    if share.kind in SHARES and len(ratios) == 1:
        yield from _from_ratio(ratios[0], share, (ratios[0], share))
