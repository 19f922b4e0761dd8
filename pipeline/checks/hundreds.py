"""Checks of shares of one whole: named in full, they make 100 %.

::

    list    = share ("," share)* "and" share       with undecided, others, everything else; or "of the total"
    sides   = share "of the ball" "and" share

or, in modules of their own, a remainder and the answers to a question.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.answers import UNSURE, answers
from pipeline.checks.check import Check, Pitfall
from pipeline.checks.lists import Amounts, lists
from pipeline.checks.passage import Passage
from pipeline.checks.portions import SHARES
from pipeline.checks.remainders import LAST, MOVED, with_rest
from pipeline.checks.rounding import Measured, figure, share
from pipeline.checks.tallies import place, tallies_with_ones
from schemas import QuantityKind

_MOST_PARTS = 8
_EXHAUSTED = re.compile(
    r"\b(?:undecided|unsure|not\s+sure|(?:do|did)(?:\s+not|n['’]t)\s+know|no\s+opinion|"
    r"neither|no\s+answer|no\s+view|no\s+preference|no\s+change|no\s+difference|unchanged|(?:stay|remain)\w*\s+the\s+same|the\s+same\b|spoil\w*|blank|not\s+decided|yet\s+to\s+decide|would\s+not\s+vote|without\s+an\s+opinion)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"\bthe\s+(?:rest|remain\w+|others?)\b", re.IGNORECASE)
# What stands right before the last share and leaves nothing out.
_ALL_ELSE = re.compile(
    r"(?:\band|,)\s+(?:all\s+(?:the\s+)?)?(?:others?|everything\s+else|everyone\s+else|elsewhere|other\s+[a-z]+)"
    r"(?:\s+(?:took|had|got|won|made\s+up|accounted\s+for|supplied|provided|with|for|at))?\s*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?!Democrat|Republican|I\b)[A-Z][a-z]+")
_DIVIDED = re.compile(
    r"\b(?:made\s+up\s+of|is\s+made\s+of|consist\w*|split|divided|breakdown|compris\w*|composed|mix|account\w*\s+for|"
    r"share\s+of\s+the\s+vote|of\s+the\s+(?:vote|total|electorate|whole|bill|cost|budget|money)|of\s+(?:all|total)\s+[a-z]+)\b",
    re.IGNORECASE,
)
_OVERLAP = re.compile(
    r"\b(?:(?<!made )up|down|from|than|rose|fell|increase\w*|compared|last\s+year|earlier|also|more\s+than\s+one|multiple|several|both|"
    r"margin|respectively|growth|higher|lower|turnout|either|another)\b",
    re.IGNORECASE,
)
_ELSE_BEHIND = re.compile(
    r"^\s+(?:(?:went\s+|goes\s+)?(?:to|by|for|from|in)\s+(?:all\s+)?(?:others|other\s+[a-z]+|everyone\s+else)|elsewhere|others)\b"
)
# What is counted out can be given once only; people may own a car and a boat.
_WORTHS = (
    r"(?:money|budget|revenues?|sales|income|costs?|bill|price|spending|power|electricity|energy|output|production|"
    r"exports|imports|votes?|traffic|land|area|aid|funds?|funding|profits?|emissions|waste|water|turnover|shares|stock|company|firm|total)\b"
)
_THE = r"(?:the\s+|all\s+|its\s+|their\s+|[\w-]+['’]s?\s+){0,3}(?:[a-z]+\s+)?"
_AMOUNT = rf"\s+of\s+{_THE}{_WORTHS}"
_AMOUNT_BEFORE = rf"\bOf\s+{_THE}{_WORTHS}[^;.]{{0,40}}$"
_PAYS = re.compile(
    r"\b(?:pay|cover|fund|bear|contribut|financ|meet|own|hold|control)\w*\s+$|\bpaid\s+$",
    re.IGNORECASE,
)
_CONTEST = re.compile(
    r"^\s+of\s+the\s+votes?(?:,|\s+(?:and|to|against))*\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?(?:[A-Z][\w’'-]*\s+){1,3}$"
)
# A vote is told as "58 percent to 42 percent", a rise as well.
_TO = re.compile(r"\s+(?:of\s+the\s+votes?\s+)?(?:to|against)\s+")
_VOTED = re.compile(
    r"\b(?:won|wins|passed|beat|defeated|approved|rejected|carried|leads?|led|voted)\b[^;.]{0,40}$",
    re.IGNORECASE,
)
_FOR_NAME = re.compile(r"^\s+for\s+[A-Z]")
_SPLIT = re.compile(r"\b(?:split|divided)\s+$")
_MEN = r"(?:men|boys|males|fathers)"
_WOMEN = r"(?:women|girls|females|mothers)"
_MAKE_UP = r"\s+(?:now\s+)?(?:make\s+up|made\s+up|account(?:ed)?\s+for|are|were)\s+$"
_FIRST_WORDS = re.compile(r"\b(half|a\s+third|a\s+quarter)\s*,\s*$", re.IGNORECASE)
_DENIED = re.compile(
    r"^\s+(?:do|did|does|are|were|have|had|would|could|can)(?:\s+not|n['’]t)\s*(?:[.,;]|$)",
    re.IGNORECASE,
)
_WORTH = {"half": Decimal(50), "third": Decimal(100) / 3, "quarter": Decimal(25)}
# Two sides hold all of it between them.
_SIDES = re.compile(
    r"^\s+(?:of\s+)?(?:the\s+)?(?:ball|possession|territory)\s*(?:,|\s+and|\s+against|\s+to)+\s+"
    r"(?:the\s+)?(?:[A-Z][\w’'-]*\s+){0,3}(?:had\s+|with\s+)?$"
)
_ENDED = re.compile(r"^\s*(?:[.;,)]|$)")
_IN_WORDS = LAST | UNSURE
"""Without a percentage in the sentence, one of these words is in whatever has to do with all shares."""
_HUNDRED = Decimal(100)
_MOST = 140
_FEWEST_LEFT = Decimal(60)
"""A list of shares that makes less is no list of all of them; nor one that makes more than 140."""


def a08_shares_not_100(passage: Passage) -> Iterator[Pitfall]:
    """Yield each list of shares that leaves nothing out and does not make 100 %."""
    if QuantityKind.PERCENT not in passage.kinds and _IN_WORDS.isdisjoint(passage.words):
        return
    said: set[tuple[int, ...]] = set()
    rests = tuple(with_rest(passage))
    lists_ = () if rests else tuple(_listed(passage))
    for shares in (*lists_, *rests, *_two_sides(passage), *_two_sexes(passage), *answers(passage)):
        spans = tuple(each.span.start for each in shares)
        if spans not in said and _is_off(shares) and not _goes_on(passage, shares):
            said.add(spans)
            yield _pitfall(shares)
    yield from _after_a_word(passage)


def _goes_on(passage: Passage, shares: Amounts) -> bool:
    """Return whether shares of the sentence before are of the same list: "Elm won 35%. Oak had ..."."""
    before = passage.previous.quantities if passage.previous else ()
    earlier = [each for each in before if each.kind in SHARES]
    some = [(each,) for each in earlier] + ([tuple(earlier)] if earlier else [])
    return any(not _is_off((*each, *shares)) for each in some if _sum((*each, *shares)) < _MOST)


def _sum(shares: Amounts) -> Decimal:
    return sum((found.value for each in shares if (found := share(each))), Decimal(0))


def _is_off(shares: Amounts, more: Decimal = Decimal(0)) -> bool:
    """Return whether shares miss 100 % by more than their roundings, and by no more than a slip does."""
    reach = sum((found.error for each in shares if (found := share(each))), Decimal(0))
    return reach < abs(_sum(shares) + more - _HUNDRED) <= _HUNDRED - _FEWEST_LEFT


def _pitfall(shares: Amounts, more: Decimal = Decimal(0)) -> Pitfall:
    values = [found.value for each in shares if (found := share(each))]
    terms = [figure(Measured(each, each)) for each in ([more, *values] if more else values)]
    total = figure(Measured(_sum(shares) + more, more))
    return Pitfall(
        f"the shares make {total} %, not 100 %", shares, f"{' + '.join(terms)} = {total}"
    )


def _listed(passage: Passage) -> Iterator[Amounts]:
    """Yield the lists of shares that the words say are all there are."""
    for run in lists(passage):
        if len(run) < 2 or run[0].kind is not QuantityKind.PERCENT:
            continue
        shares = (*_fraction_before(passage, run), *run[:_MOST_PARTS])
        if len(shares) < sum(each.kind is QuantityKind.PERCENT for each in passage.quantities):
            continue  # one more is hedged, or of something else
        if _names_all(passage, shares, _sum(shares)):
            yield shares


def _fraction_before(passage: Passage, run: Amounts) -> Amounts:
    """Return the fraction that opens a list of percentages: half by car, 30% by bus and 25% on foot."""
    at = place(passage, run[0])
    before = tallies_with_ones(passage)[max(0, at - 1) : at]
    if not before or before[0].kind is not QuantityKind.FRACTION:
        return ()
    words = passage.between(before[0], run[0])
    listed = re.search(r",\s+(?:[\w-]+\s+){0,3}$", words) and not re.search(r"\bor\s+$", words)
    return before if listed else ()


def _names_all(passage: Passage, shares: Amounts, total: Decimal) -> bool:
    """Return whether the words say that these are all shares of one whole."""
    if any(each.direction or each.part or each.per for each in shares):
        return False
    words = [*(passage.between(one, other) for one, other in pairwise(shares))]
    around = [passage.before(shares[0]), *words, passage.after(shares[-1])]
    else_ = _ALL_ELSE.search(words[-1]) or _ELSE_BEHIND.match(around[-1])
    if len(shares) > 2 and else_:
        return not any(MOVED.search(each) for each in around)
    if any(_OVERLAP.search(each) for each in around):
        return False
    if any(_REST.search(each) for each in around[1:]):
        return True
    if any(_EXHAUSTED.search(each) for each in around[1:]):
        # Beside candidates there are others, who are not named.
        return total > _HUNDRED or not any(_NAME.search(each) for each in around[1:])
    if _SPLIT.search(around[0]) and re.search(r"\band\s+$", words[-1]):
        return True
    if total <= _HUNDRED:
        return False
    divided = any(_DIVIDED.search(each) for each in around)
    last = re.match(_AMOUNT, around[-1])
    amount = last or re.match(_AMOUNT, around[1]) or re.search(_AMOUNT_BEFORE, around[0])
    if len(shares) > 2:
        return divided or bool(amount)
    return bool(amount and _PAYS.search(around[0]) and _ENDED.match(around[-1]))


def _after_a_word(passage: Passage) -> Iterator[Pitfall]:
    """Yield "half, 35% and 25% of the bill", of which the reader leaves the word."""
    for shares in lists(passage):
        if len(shares) < 2 or shares[0].kind is not QuantityKind.PERCENT:
            continue
        first = _FIRST_WORDS.search(passage.before(shares[0]))
        closed = re.match(r"\s+of\s+(?:the|all|its|their)\b", passage.after(shares[-1]))
        if first and closed:
            word = _WORTH[first[1].lower().split()[-1]]
            if _is_off(shares, word):
                yield _pitfall(shares, word)


def _two_sexes(passage: Passage) -> Iterator[Amounts]:
    """Yield "women make up 60% of the staff and men 45%", "60% are girls and 45% boys"."""
    shares = [each for each in passage.quantities if each.kind is QuantityKind.PERCENT]
    if len(shares) != 2 or any(each.part or each.direction for each in shares):
        return
    words, before, behind = (
        passage.between(*shares),
        passage.before(shares[0]),
        passage.after(shares[1]),
    )
    for one, other in ((_MEN, _WOMEN), (_WOMEN, _MEN)):
        named = re.search(rf"\b{one}{_MAKE_UP}", before, re.IGNORECASE)
        first = named and re.search(rf"(?:,|\band)\s+{other}\s+$", words) and _ENDED.match(behind)
        are = re.match(rf"[^,;.]*\b(?:are|were)\s+{one},?\s+and\s+$", words)
        last = are and re.match(rf"\s+(?:are\s+|were\s+)?{other}\b", behind)
        if first or last:
            yield tuple(shares)


def _two_sides(passage: Passage) -> Iterator[Amounts]:
    """Yield "Rovers had 60 percent of the ball and United 45 percent"."""
    shares = [each for each in passage.quantities if each.kind is QuantityKind.PERCENT]
    if len(shares) != 2:
        return
    words = passage.between(*shares)
    denied = _DENIED.match(passage.after(shares[1])) and re.search(r"\b(?:and|but)\s+$", words)
    contest = _CONTEST.match(words) and _sum(tuple(shares)) > _HUNDRED
    ended = _ENDED.match(passage.after(shares[1]))
    before, behind = passage.before(shares[0]), passage.after(shares[1])
    voted = _VOTED.search(before) and _TO.fullmatch(words) and not MOVED.search(before)
    if voted and _sum(tuple(shares)) > _HUNDRED and (ended or _FOR_NAME.match(behind)):
        yield tuple(shares)
        return
    told = denied or ((contest or _SIDES.match(words)) and ended)
    if told and not any(each.part or each.direction for each in shares):
        yield tuple(shares)


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
