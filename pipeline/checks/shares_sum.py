"""The check of shares that leave nothing out: they make 100 %.

::

    shares = share ("," share)* "and" share     with undecided, others, the rest
           | share … "the remaining" share      half sold, 20% leased and the remaining 30% idle
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from pipeline.checks.amounts import SHARES, Amounts, amounts, are_opposites, lists
from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import Measured, figure, is_bound, share
from pipeline.checks.shares import says_again
from schemas import Part, Quantity, QuantityKind

_ALL_TOLD = re.compile(
    r"\b(?:undecided|unsure|not\s+sure|(?:do|did)(?:\s+not|n['’]t)\s+know|no\s+(?:opinion|answer|"
    r"view|"
    r"preference|change)|neither|unchanged|the\s+same|blank|not\s+decided|yet\s+to\s+decide)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:(?:the\s+)?(?:rest|others?)|everything\s+else|everyone\s+else|elsewhere)\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(
    r"\b(?:made\s+up\s+of|consist\w*|split|divided|compris\w*|composed|account\w*\s+for|"
    r"share\s+of\s+the\s+"
    r"vote|of\s+the\s+(?:vote|total|electorate|whole|bill|cost|budget|money)|of\s+(?:all|"
    r"total)\s+[a-z]+)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:(?<!made )up|down|from|than|rose|fell|increase\w*|compared|earlier|also|including|"
    r"multiple|"
    r"several|both|margin|respectively|growth|higher|lower|turnout|either|another)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?!Democrat|Republican|I\b)[A-Z][a-z]+")
_LAST_SHARE = re.compile(r"\b(?:the|its|their)\s+(?:other|remaining|rest,?)\s*$", re.IGNORECASE)
_ANOTHER = re.compile(r"^(?:A\s+further|Another)\s+$")
_ENDS = re.compile(r"^(?:\s+[\w’'-]+){0,3}\s*(?:[.;,)]|$)")
_MOST_PARTS, _BACK = 8, 2
_HUNDRED, _FEWEST, _MOST_SHARES = 100, 60, 140
"""A list of shares that makes less or more is no list of all of them."""


def a08_shares_not_100(passage: Passage) -> Iterator[Pitfall]:
    """Yield each list of shares that leaves nothing out and does not make 100 %."""
    told: set[int] = set()
    before = _levels(passage.previous) if passage.previous else ()
    for shares in (*_listed_shares(passage), *_with_the_rest(passage)):
        if shares[-1].span.start in told or _makes_all((*before, *shares)):
            continue  # "Elm won 35%. Oak had 40% and the rest, 25%, ..."
        if _is_off(shares):
            told.add(shares[-1].span.start)
            values = [figure(value) for each in shares if (value := share(each))]
            total = figure(_sum(shares))
            message = f"the shares make {total} %, not 100 %"
            yield Pitfall(message, shares, f"{' + '.join(values)} = {total}")


def _sum(shares: Amounts) -> Measured:
    """Return what shares make in percent, with the most that their roundings can add up to."""
    values = [value for each in shares if (value := share(each))]
    return Measured(
        sum((value.value for value in values), Decimal(0)),
        sum((value.error for value in values), Decimal(0)),
    )


def _makes_all(shares: Amounts) -> bool:
    total = _sum(shares)
    return abs(total.value - _HUNDRED) <= total.error


def _is_off(shares: Amounts) -> bool:
    """Return whether shares miss 100 % by more than roundings, and no more than a slip does."""
    return not _makes_all(shares) and _FEWEST <= _sum(shares).value <= _MOST_SHARES


def _listed_shares(passage: Passage) -> Iterator[Amounts]:
    """Yield the lists of shares that the words say are all there are."""
    some = [each for each in amounts(passage) if each.kind in SHARES]
    for run in lists(passage) if len(some) <= _MOST_PARTS + 1 else ():
        if len(run) < 2 or run[0].kind is not QuantityKind.PERCENT:
            continue
        shares = tuple(each for each in some if not _is_said_again(passage, each, run[0]))
        whole = len(shares) <= min(len(run) + 1, _MOST_PARTS) and shares[-1].span == run[-1].span
        if whole and not _are_changes(shares) and _names_all(passage, shares):
            yield shares


def _is_said_again(passage: Passage, one: Quantity, first: Quantity) -> bool:
    """Return whether a share is given again by the first of a list: half of all, or 50 percent."""
    before = one.span.start < first.span.start
    return before and says_again(passage, one, first)


def _are_changes(shares: Amounts) -> bool:
    return any(each.direction or each.part or each.per for each in shares)


def _names_all(passage: Passage, shares: Amounts) -> bool:
    """Return whether the words say that these are all shares of one whole."""
    words = [passage.between(one, other) for one, other in pairwise(shares)]
    around = [passage.before(shares[0]), *words, passage.after(shares[-1])]
    if any(map(_MOVED.search, around)):
        return False
    over = _sum(shares).value > _HUNDRED
    if any(map(_ELSE.search, around[1:])):
        return True
    if any(map(_ALL_TOLD.search, around[1:])):
        # Beside candidates there are others, who are not named.
        return over or not any(map(_NAME.search, around[1:]))
    if len(shares) > 2:
        return over and any(map(_DIVIDED.search, around))
    of_each = any(passage.after(each).startswith(" of ") for each in shares)
    opposed = any(are_opposites(*pair) for pair in combinations(around, 2))
    return over and opposed and not of_each and bool(_ENDS.match(around[-1]))


def _with_the_rest(passage: Passage) -> Iterator[Amounts]:
    """Yield the shares up to the one called the remaining one, of up to three sentences."""
    here = _levels(passage)
    rest = next((e for e in here if _LAST_SHARE.search(passage.before(e))), None)
    if rest is None:
        return
    shares = here[: here.index(rest) + 1]
    goes_on = len(shares) == 1 or _ANOTHER.match(passage.before(shares[0]))
    place = passage.previous if goes_on else None
    tried = [] if goes_on else [shares]
    while place and len(tried) < _BACK and (earlier := _levels(place)):
        if any(_MOVED.search(place.before(each)) for each in earlier):
            break
        shares = (*earlier, *shares)
        tried.append(shares)
        place = place.previous
    if tried and all(map(_is_off, tried)) and not _MOVED.search(passage.text.partition(" ")[2]):
        yield tried[0]


def _levels(passage: Passage) -> Amounts:
    """Return the shares of a sentence as they are now; of one that is said again the second."""
    levels: list[Quantity] = []
    last: Quantity | None = None
    for quantity in amounts(passage):
        if quantity.kind in SHARES or quantity.kind is QuantityKind.RATIO:
            if is_bound(quantity) or quantity.part in {Part.CHANGE, Part.ORIGIN}:
                return ()
            if last and levels and last is levels[-1] and says_again(passage, last, quantity):
                levels.pop()
            levels.append(quantity)
        last = quantity
    return tuple(levels)


CHECKS = (
    Check(
        "A08",
        "shares-not-100",
        "Shares that leave nothing out do not make 100 %.",
        fires="40% back the plan, 35% oppose it and 10% are undecided.",
        silent="40% back the plan, 35% oppose it and 25% are undecided.",
        settles="The table that the shares come from, and what is left out.",
        find=a08_shares_not_100,
    ),
)
