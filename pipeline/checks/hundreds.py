"""Checks of shares of one whole: named in full, they make 100 %."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.context import gap, left, right
from pipeline.checks.lists import Amounts, added, formula, lists
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import measured
from schemas import Quantity, QuantityKind

_MOST_PARTS = 8
_EXHAUSTED = re.compile(
    r"\b(?:undecided|unsure|not\s+sure|(?:do|did)(?:\s+not|n['’]t)\s+know|no\s+opinion|"
    r"neither|no\s+answer|spoil\w*|blank|not\s+decided|yet\s+to\s+decide|would\s+not\s+vote|without\s+an\s+opinion)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"\bthe\s+(?:rest|remain\w+|others?)\b", re.IGNORECASE)
_NAME = re.compile(r"\b(?!Democrat|Republican|I\b)[A-Z][a-z]+")
_DIVIDED = re.compile(
    r"\b(?:made\s+up\s+of|is\s+made\s+of|consist\w*|split|divided|breakdown|compris\w*|composed|mix|account\w*\s+for|"
    r"share\s+of\s+the\s+vote|of\s+the\s+(?:vote|total|electorate|whole))\b",
    re.IGNORECASE,
)
_OVERLAP = re.compile(
    r"\b(?:(?<!made )up|down|from|than|rose|fell|increase\w*|compared|last\s+year|earlier|also|more\s+than\s+one|multiple|several|both|"
    r"margin|respectively|growth|higher|lower|turnout|either|another)\b",
    re.IGNORECASE,
)
_HUNDRED = Decimal(100)
_FEWEST_LEFT = Decimal(60)
"""A list of shares that makes less is no list of all of them; nor one that makes more than 140."""


def a08_shares_not_100(passage: Passage) -> Iterator[Pitfall]:
    """Yield each list of shares that leaves nothing out and does not make 100 %."""
    for run in lists(passage):
        shares = run[:_MOST_PARTS]
        if len(shares) < 2 or shares[0].kind is not QuantityKind.PERCENT:
            continue
        if len(shares) < sum(each.kind is QuantityKind.PERCENT for each in passage.quantities):
            continue  # one more is hedged, or of something else
        total = added(shares)
        reach = sum(((measured(each) or total).error for each in shares), Decimal(0))
        off = abs(total.value - _HUNDRED)
        if reach < off <= _HUNDRED - _FEWEST_LEFT and _names_all(passage, shares, total.value):
            yield Pitfall(f"the shares make {total.value:f} %, not 100 %", shares, formula(shares))


def _names_all(passage: Passage, shares: Amounts, total: Decimal) -> bool:
    """Return whether the words say that these are all shares of one whole."""
    if any(each.direction or each.part or each.per for each in shares):
        return False
    words = [*(gap(passage, one, other) for one, other in pairwise(shares))]
    around = [left(passage, shares[0]), *words, right(passage, shares[-1])]
    if any(_OVERLAP.search(each) for each in around):
        return False
    if any(_REST.search(each) for each in around[1:]):
        return True
    if any(_EXHAUSTED.search(each) for each in around[1:]):
        # Beside candidates there are others, who are not named.
        return total > _HUNDRED or not any(_NAME.search(each) for each in around[1:])
    return len(shares) > 2 and total > _HUNDRED and any(_DIVIDED.search(each) for each in around)


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
