"""Remainders: the shares of a whole of which the last is said to be all that is left.

::

    remainder = share ("," share)* "the remaining" share        half are sold, 20% leased and the remaining 30% idle
              | share "." "Another" share "the remaining" share
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.lists import Amounts
from pipeline.checks.passage import Passage
from pipeline.checks.portions import SHARES, says_again
from pipeline.checks.rounding import is_bound, share
from pipeline.checks.tallies import place, tallies, tallies_with_ones
from schemas import Quantity, QuantityKind, TextSpan

MOVED = re.compile(
    r"\b(?:from|than|rose|fell|increase\w*|compared|respectively|also|either|margin)\b",
    re.IGNORECASE,
)
_REMAINING = re.compile(r"\b(?:the|its|their)\s+(?:other|remaining|rest,?)\s*$", re.IGNORECASE)
LAST = frozenset({"other", "remaining", "rest"})
"""One of these words is in whatever tells the last share."""
# The reader takes "the remaining third" for a rank, and "the other half" for no number.
_IN_WORDS = re.compile(
    r"\b(?:the|its|their)\s+(?:other|remaining)\s+(half|third|quarter)\b(?!-|\s+(?:of|time|hour|century|season|period)\b)"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4}
_ANOTHER = re.compile(r"^(?:A\s+further|Another|A\s+second)\s+$")
_HUNDRED = Decimal(100)
_SLIP, _BACK = 15, 3
_APPOSED = re.compile(r"[^,;.]{0,25},\s+(?:or\s+)?")


def with_rest(passage: Passage) -> Iterator[Amounts]:
    """Yield the shares of a sentence that ends with the remaining one, across what else it counts."""
    if LAST.isdisjoint(passage.words):
        return
    shares = _shares(passage)
    at = next((at for at, each in enumerate(shares) if _is_remaining(passage, each)), None)
    if at is None or any(MOVED.search(passage.before(each)) for each in shares[: at + 1]):
        return
    some = shares[: at + 1]
    if at == 0:
        yield from _with_sentences_before(passage, some)
        return
    if _ANOTHER.match(passage.before(some[0])) and passage.previous:
        before = _shares(passage.previous)
        some = (*before, *some) if len(before) == 1 else ()
    if len(some) > 1 and not any(each.direction or each.part or each.per for each in some):
        yield some


def _with_sentences_before(passage: Passage, rest: Amounts) -> Iterator[Amounts]:
    """Yield the shares of the sentence before with the rest: "Farms use 65%. Homes use the other 25%"."""
    found: list[Amounts] = []
    before = passage.previous
    some = rest
    while before and len(found) < _BACK:
        shares = _shares(before)
        if not shares or any(each.direction or each.part or each.per for each in shares):
            break
        if any(_has_moved(before, each) for each in shares):
            break
        some = (*shares, *some)
        found.append(some)
        before = before.previous
    totals = [sum((value.value for e in each if (value := share(e))), Decimal(0)) for each in found]
    right_one = any(abs(total - _HUNDRED) <= len(found[-1]) for total in totals)
    if totals and not right_one and abs(totals[0] - _HUNDRED) <= _SLIP:
        yield found[0]


def _has_moved(passage: Passage, each: Quantity) -> bool:
    return bool(MOVED.search(passage.before(each)) or MOVED.search(passage.after(each)[:20]))


def _shares(passage: Passage) -> Amounts:
    """Return the shares of a sentence; of one that is said again the second."""
    found: list[Quantity] = []
    last: Quantity | None = None
    told = sorted((*tallies(passage), *_in_words(passage)), key=lambda each: each.span.start)
    for each in told:
        if each.kind in SHARES or each.kind is QuantityKind.RATIO:
            if last and found and last is found[-1] and says_again(passage, last, each):
                found.pop()
            if is_bound(each):
                return ()
            found.append(each)
        last = each
    return tuple(found)


def _in_words(passage: Passage) -> Iterator[Quantity]:
    """Yield the last share where it is "the other half", "the remaining third"."""
    start, one = passage.offset, Decimal(1)
    for found in _IN_WORDS.finditer(passage.text):
        span = TextSpan(start=start + found.start(1), end=start + found.end(1))
        if all(each.span.start != span.start for each in tallies(passage)):
            yield Quantity(
                text=found[1],
                span=span,
                number=span,
                kind=QuantityKind.FRACTION,
                low=one,
                high=one,
                whole=Decimal(_PARTS[found[1]]),
            )


def _is_remaining(passage: Passage, each: Quantity) -> bool:
    """Return whether a share, or the amount that it is said again of, is the rest of a whole."""
    if _REMAINING.search(passage.before(each)):
        return True
    some, at = tallies_with_ones(passage), place(passage, each)
    apposed = at and _APPOSED.fullmatch(passage.between(some[at - 1], each))
    return bool(apposed and _REMAINING.search(passage.before(some[at - 1])))
