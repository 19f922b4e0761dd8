"""Leftovers: what is said to be left of a whole, in the sentence of the parts or in one behind it.

::

    leftover = whole … part … "the other" rest              it owns 86 flats. It has sold 29 and lets the other 57
             | whole … part … "leaving" rest                13 of the 20 are dry, which left seven
             | whole … part … rest "are still missing"      there were 340 on board. 298 were saved; 42 are missing
             | ratio "." rest, of which opposites are told  5 of the 16 voted for it. Eleven voted against
"""

import re
from collections.abc import Iterator
from itertools import combinations

from pipeline.checks.lists import Amounts, alike, is_addable
from pipeline.checks.opposites import are_opposites
from pipeline.checks.parts import CLOSE, NEAR, count_of, is_near, makes
from pipeline.checks.passage import Passage
from pipeline.checks.portions import is_count_of
from pipeline.checks.rounding import is_bound, is_hedged
from pipeline.checks.tallies import in_unit_of, is_after_of, tallies
from pipeline.numbers.dimensions import share_noun
from schemas import Modifier, Quantity, QuantityKind

_OTHER = re.compile(
    r"\b(?:(?:the|its|their|his|her)\s+(?:other|remaining|rest,?(?:\s+(?:all|some))?(?:\s*\()?)"
    r"|(?:leav(?:es|ing)|left)(?:\s+(?:it|them|him|her|only|just|with|still|another)){0,3}"
    r"|(?:the|a)\s+(?:remaining\s+)?balance\s+of|still\s+(?:has|had|have|owe[sd]?))\s*$",
    re.IGNORECASE,
)
_OTHERS = frozenset("other remaining rest leaves leaving left balance still".split())
"""One of these words is in whatever tells what is left."""
_SAID = re.compile(r"\bthe\s+(?:other|remaining)\s*$", re.IGNORECASE)
_STILL = re.compile(
    r"^(?:\s+[a-z]+)?\s+(?:(?:is|are|was|were|remain(?:s|ed)?)\s+(?:still\s+)?"
    r"(?:missing|unaccounted|pending|left|outstanding|undecided|vacant|empty|at\s+large)\b"
    r"|(?:ha[sv]e|had)\s+(?:yet\s+to|still)\b"
    r"|(?:do|did|does|are|were|is|was|ha[sd]|have)(?:\s+not|n['’]t)\s*(?:[.,;]|$))",
    re.IGNORECASE,
)
_THAT_STILL = re.compile(r"^\s+(?:that|who|which)\s+(?:still|are|were|did|do)\b")
_OF_WHICH = re.compile(r"\bof\s+(?:which|whom)\b")
_ON = re.compile(r"\bthe\s+$")
# With these some of the numbers are of another whole, of another time, or are counted twice.
_UNCLEAR = re.compile(
    r"\b(?:than|including|among\s+(?:them|which)|compared|earlier|previous\w*|"
    r"respectively|each|apiece|both|also|too|average|about|per(?!\s+cent)|times|from\s+\d|rose|fell|lead|trail\w*)\b",
    re.IGNORECASE,
)
_UNTOLD = re.compile(
    r"\b(?:abst\w+|absent\w*|undecided|missing|vacan\w+|rest|others?|remain\w*|neither|both|not\s+vot\w+|spoil\w*|"
    r"blank|unknown|unclear|also|too|some|recus\w*|tied?|drew|draws?|drawn)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:none|nobody|no\s+one)\s+[a-z]+")
_KINDS = {
    QuantityKind.COUNT,
    QuantityKind.MONEY,
    QuantityKind.MEASURE,
    QuantityKind.DURATION,
}
_BACK = 2  # sentences
_MOST = 6  # amounts
_TEN = 10
_TRIFLE = 25  # times the rest


def leftovers(passage: Passage) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield each whole with its parts, of which the last is what is left, where they make another number."""
    for rest in tallies(passage)[:_MOST]:
        if _is_amount(rest) and rest.value and _is_left(passage, rest):
            yield from _told(passage, rest)
    yield from _opposed(passage)


def _is_left(passage: Passage, rest: Quantity) -> bool:
    before, behind = passage.before(rest), passage.after(rest)
    return bool(
        (_OTHER.search(before) if not _OTHERS.isdisjoint(passage.words) else None)
        or _STILL.match(behind)
        or (_THAT_STILL.match(behind) and _ON.search(before))
    )


def _told(passage: Passage, rest: Quantity) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield a whole and its parts, where no whole that stands within reach is made with the rest."""
    at: Passage | None = passage
    some: Amounts = ()
    wrong: list[tuple[Quantity, Amounts]] = []
    for _ in range(_BACK + 1):
        found = _amounts(at, rest, rest.span.start) if at else None
        if at is None or found is None:
            break
        some = tuple(in_unit_of(each, found[0] if found else each) for each in (*found, *some))
        if len(some) > _MOST or _is_explained(some, rest):
            return
        whole = _whole(at, some, rest, said=bool(_SAID.search(passage.before(rest))))
        if whole is not None:
            parts = (*(each for each in some if each is not whole), in_unit_of(rest, whole))
            wrong += [(whole, parts)] if _is_off(whole, parts) else []
            if _OF_WHICH.search(at.text) or not _may_go_on(whole, some):
                break
        at = at.previous
    yield from wrong[-1:]


def _may_go_on(whole: Quantity, some: Amounts) -> bool:
    """Return whether a larger whole may stand before: what opens a sentence may be a part itself."""
    return whole is some[0] and whole.span != some[1].span


def _amounts(passage: Passage, rest: Quantity, end: int) -> Amounts | None:
    """Return the amounts of a sentence that the rest may be of; None where one of them is unclear.

    Of "22 of the 32" these are the whole and the part.
    """
    found: list[Quantity] = []
    words = passage.text[: max(0, end - passage.offset)]
    if _UNCLEAR.search(words):
        return None
    for each in tallies(passage):
        if each.span.start >= end:
            break
        if is_count_of(each):
            if _is_rough(each):
                return None
            found += [count_of(each, each.whole), count_of(each, each.low)]
        elif each.kind in _KINDS and (alike(each, rest) or alike(each, in_unit_of(rest, each))):
            if not _is_amount(each):
                return None
            found.append(each)
        elif alike(in_unit_of(each, rest), rest):
            found.append(in_unit_of(each, rest))
    return tuple(found) if len(found) <= _MOST else None


def _is_amount(quantity: Quantity) -> bool:
    """Return whether it is one exact amount; "some 37" is exact, "some 40" is not."""
    return (
        quantity.kind in _KINDS and quantity.value is not None and quantity.value > 0
    ) and not _is_rough(quantity)


def _is_rough(quantity: Quantity) -> bool:
    said = quantity.modifier is Modifier.APPROXIMATE and quantity.text.lower().startswith("some")
    value = quantity.low or 0
    if said and value % _TEN and not is_bound(quantity):
        return False
    return is_hedged(quantity)


def _whole(passage: Passage, some: Amounts, rest: Quantity, *, said: bool) -> Quantity | None:
    """Return the amount that the others are parts of: the greatest, told first or behind "of the"."""
    if len(some) < 2:
        return None
    most = max(some, key=lambda each: each.value or 0)
    same = (
        not rest.noun
        or (said and not rest.noun.endswith("s"))
        or not most.noun
        or share_noun(rest, most)
    )
    others = [each for each in (*some, rest) if each is not most]
    greatest = all((each.value or 0) < (most.value or 0) for each in others)
    first = most is some[0] or (most is some[1] and _is_of(passage, most))
    return most if greatest and first and same else None


def _is_of(passage: Passage, whole: Quantity) -> bool:
    of = re.search(r"\bof\s+(?:the|its|their|his|her|a|an)\s+$", passage.before(whole))
    return bool(of) or is_after_of(passage, whole)


def _is_off(whole: Quantity, parts: Amounts) -> bool:
    """Return whether parts make nearly their whole, the rest being no trifle of it, but not all of it."""
    rest = parts[-1]
    small = (rest.value or 0) * _TRIFLE < (whole.value or 0)
    near = is_near(parts, whole, NEAR if len(parts) < 3 else CLOSE)
    return near and not small and not makes(parts, whole)


def _is_explained(some: Amounts, rest: Quantity) -> bool:
    """Return whether any of the numbers told make another one with the rest."""
    return any(
        makes((*chosen, in_unit_of(rest, each)), each)
        for each in some
        for size in range(1, len(some))
        for chosen in combinations([other for other in some if other is not each], size)
    )


def _opposed(passage: Passage) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "Only 5 of the 16 voted for it. Twelve voted against"."""
    before, some = passage.previous, tallies(passage)
    earlier = tallies(before) if before else ()
    if not before or len(some) != 1 or len(earlier) != 1 or not is_count_of(earlier[0]):
        return
    ratio, rest = earlier[0], some[0]
    behind = passage.following
    around = (before.text, passage.text, behind.text if behind else "")
    if not is_addable(rest) or rest.kind is not QuantityKind.COUNT or is_hedged(ratio):
        return
    told = are_opposites(before.after(ratio), passage.after(rest))
    if (
        passage.before(rest).strip()
        or not told
        or any(_UNTOLD.search(_NOBODY.sub("", each)) for each in around)
    ):
        return
    whole, parts = count_of(ratio, ratio.whole), (count_of(ratio, ratio.low), rest)
    if is_near(parts, whole) and not makes(parts, whole):
        yield whole, parts
