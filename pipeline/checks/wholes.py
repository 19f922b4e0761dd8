"""Checks of wholes that are told in all their parts: what is left over, or is too much."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.context import following, gap, left, right
from pipeline.checks.lists import Amounts, added, formula, is_addable, lists
from pipeline.checks.passage import Passage
from pipeline.checks.portions import is_count_of
from pipeline.checks.rounding import is_hedged, measured
from pipeline.checks.tallies import is_after_of
from schemas import Quantity, QuantityKind

_MOST_PARTS = 8
_HEADS = 1000
# Of these two every one is one: who is not for it is against it, unless the rest is named.
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (
            r"for|in favou?r|yes|yea|aye|support\w*|backed|approved|accepted",
            r"against|opposed?|no|nay|rejected",
        ),
        (r"men|boys|males?|man|fathers|sons", r"women|girls|females?|woman|mothers|daughters"),
        (r"adults?", r"children|minors|teenagers|teens"),
        (r"surviv\w+|alive|lived", r"died|dead|killed|perished|drowned"),
        (r"passed", r"failed"),
        (r"won", r"lost"),
        (r"public", r"private"),
    )
)
_OTHERS = re.compile(
    r"\b(?:abst\w+|absent\w*|undecided|missing|unaccounted|vacan\w+|neutral|recus\w*|rest|others?|remain\w*|ties?|tied|"
    r"drew|drawn?|draws|neither|both|not\s+vot\w+|n[o']t\s+\w+|spoil\w*|blank|unknown|unclear|unsure|also|too|some)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:rest|others?|remain\w*|unaccounted|missing|both|also|too|some)\b", re.IGNORECASE
)
_REMAINING = re.compile(
    r"\b(?:the|its|their)\s+(?:other|remaining|rest(?:\s+of\s+the)?,?)\s*$", re.IGNORECASE
)
_APART = re.compile(
    r"\b(?:than|from|including|of\s+(?:them|whom|which)|percent|per\s+cent|years?|times|another|more)\b|[.]\s"
)
_OF_WHOM = re.compile(
    r"^(?:\s+[\w-]+){0,4},?\s+of\s+(?:whom|which)\s+$|^(?:\s+[\w-]+){0,6}:\s*$", re.IGNORECASE
)
_NEAR = Decimal("0.75"), Decimal("1.34")
# Of three parts and more that nearly make the whole, one is wrong; of others some are not told.
_CLOSE = Decimal("0.85"), Decimal("1.15")
_SEATS = re.compile(
    r"^[\s-](?:member|seat|strong|person|judge|justice)\b[^.;]{0,60}\bvot\w+\b[^.;\d]{0,30}$",
    re.IGNORECASE,
)

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


def a07_parts_not_whole(passage: Passage) -> Iterator[Pitfall]:
    """Yield each whole whose parts, all of them named, make another number."""
    some = passage.quantities
    for ratio, rest in pairwise(some):
        yield from _ratio_and_rest(passage, ratio, rest)
    for at, whole in enumerate(some[:-1]):
        if not is_addable(whole) or whole.kind is not QuantityKind.COUNT:
            continue
        parts = _parts_of(passage, whole, some[at + 1 : at + 1 + _MOST_PARTS])
        if len(parts) > 1 and _is_told_in_full(passage, whole, parts) and not _makes(parts, whole):
            sums = formula(parts)
            message = f"of {whole.text} the parts make {added(parts).value:f}"
            yield Pitfall(message, (whole, *parts), f"{sums}, not {whole.value:f}")
        yield from _too_many_votes(passage, whole, some[at + 1])


def _ratio_and_rest(passage: Passage, ratio: Quantity, rest: Quantity) -> Iterator[Pitfall]:
    """Yield "22 of the 32 voted for it and eight against"."""
    if not is_count_of(ratio) or not is_addable(rest) or rest.kind is not QuantityKind.COUNT:
        return
    words, behind, then = gap(passage, ratio, rest), right(passage, rest), following(passage)
    others = (words, behind, left(passage, ratio), then.text if then else "")
    remaining = _REMAINING.search(words)
    opposed = _are_opposites(words, behind) and not any(_OTHERS.search(each) for each in others)
    if ratio.low is None or ratio.whole is None or rest.value is None or is_hedged(ratio):
        return
    total = ratio.low + rest.value
    low, high = _NEAR
    near = low * ratio.whole <= total <= high * ratio.whole
    if (remaining or opposed) and near and total != ratio.whole and ratio.whole < _HEADS:
        computed = f"{ratio.low:f} + {rest.value:f} = {total:f}, not {ratio.whole:f}"
        yield Pitfall(f"of {ratio.whole:f} the parts make {total:f}", (ratio, rest), computed)


def _parts_of(passage: Passage, whole: Quantity, behind: Amounts) -> Amounts:
    """Return the counts that follow a whole as its parts: of the 32, 22 voted for and 8 against."""
    opened = is_after_of(passage, whole) or (
        behind and _OF_WHOM.match(gap(passage, whole, behind[0]))
    )
    parts: list[Quantity] = []
    last = whole
    for each in behind:
        words = gap(passage, last, each)
        first = not parts and _OF_WHOM.match(words)
        if not is_addable(each) or each.kind is not QuantityKind.COUNT:
            break
        if _APART.search(words) and not first:
            break
        parts.append(each)
        last = each
    return tuple(parts) if opened else ()


def _is_told_in_full(passage: Passage, whole: Quantity, parts: Amounts) -> bool:
    """Return whether the words leave no room for other parts than those named."""
    if not _is_near(parts, whole):
        return False
    if any(_REMAINING.search(left(passage, each)) for each in parts[1:]):
        return True
    words = [
        *(gap(passage, one, other) for one, other in pairwise(parts)),
        right(passage, parts[-1]),
    ]
    behind = following(passage)
    others = [*words, left(passage, parts[0]), behind.text if behind else ""]
    told = len(parts) > 2  # the third part may be those who abstained
    if any((_LEFT if told else _OTHERS).search(each) for each in others):
        return False
    listed = re.search(r":\s*$", gap(passage, whole, parts[0])) is not None
    if len(parts) > 2 and re.search(r"\band\b", words[-2]):
        return listed or _is_near(parts, whole, _CLOSE)
    return listed or (len(parts) == 2 and _are_opposites(*words))


def _are_opposites(one: str, other: str) -> bool:
    return any(
        (first.search(one) and second.search(other)) or (second.search(one) and first.search(other))
        for first, second in _OPPOSITES
    )


def _is_near(parts: Amounts, whole: Quantity, ends: tuple[Decimal, Decimal] = _NEAR) -> bool:
    low, high = ends
    value = whole.value or Decimal(0)
    return low * value <= added(parts).value <= high * value


def _makes(parts: Amounts, whole: Quantity) -> bool:
    value = measured(whole)
    return value is None or added(parts).agrees(value)


def _too_many_votes(passage: Passage, body: Quantity, vote: Quantity) -> Iterator[Pitfall]:
    """Yield "the nine-member board voted 7-4"."""
    if vote.kind is not QuantityKind.SCORE or not _SEATS.match(gap(passage, body, vote)):
        return
    if vote.low is not None and vote.high is not None and body.value is not None:
        cast = vote.low + vote.high
        if cast > body.value > 1:
            message = f"{vote.text} are {cast:f} votes, of {body.value:f} members"
            yield Pitfall(message, (body, vote), f"{vote.low:f} + {vote.high:f} = {cast:f}")


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
        "A07",
        "parts-not-whole",
        "The parts that a whole is told in leave some of it over, or are too many.",
        fires="Of the 32 members, 22 voted for it and 8 against.",
        silent="Of the 32 members, 22 voted for it and 10 against.",
        settles="What became of the rest, such as abstentions, or the right counts.",
        find=a07_parts_not_whole,
    ),
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
