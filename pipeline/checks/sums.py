"""Checks of sums: parts against their total, parts against their whole, shares against 100 %.

::

    total  = total ":" part ("," part)* "and" part      12 died: seven in Elm and five in Oak
           | part ("," part)* "," "a total of" total    7 buses and 5 trams, a total of 12
    whole  = "of" whole "," part ("," part)* "and" part of the 32, 22 voted for it and 10 against
           | whole "of which" part … part               $90 million, of which the town pays $60 ...
           | whole … part … "the other" rest            of 86 flats it sold 29 and lets the other 57
    shares = share ("," share)* "and" share             with others, the rest, or a whole divided
           | share … "the remaining" share              half sold, 20% leased, the other 30% idle
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.amounts import (
    OF_THEM,
    OF_WHICH,
    SHARES,
    Amounts,
    amounts,
    are_alike,
    count_of,
    in_unit_of,
    is_addable,
    is_after_of,
    is_count_of,
    lists,
)
from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.checks.relations import (
    FAR,
    Relation,
    in_words_of,
    is_near,
    makes,
    sum_formula,
    total_of,
)
from pipeline.checks.rounding import Measured, figure, is_bound, is_hedged, is_one_in, share
from pipeline.checks.shares import says_again
from pipeline.numbers.dimensions import share_noun
from pipeline.reconcile.operations import Op
from schemas import Part, Quantity, QuantityKind

_TWICE = frozenset({"including", "each", "apiece", "both", "respectively"})
"""With these some of the numbers of a list are counted twice, or stand for several."""
_FARTHER = FAR[0] / 2, FAR[1] * 2
_AND = re.compile(r"\band\b")
# What leads to the last part: nothing is left out behind it.
_REST = re.compile(
    r"\b(?:(?:the|its|their|his|her)\s+(?:other|remaining|rest(?:\s+of\s+the)?,?(?:\s+(?:all|some))?)"
    r"|(?:leav(?:es|ing)|left)(?:\s+(?:it|them|only|just|with|still|another)){0,3}"
    r"|still\s+(?:has|had|have|owe[sd]?))\s*$",
    re.IGNORECASE,
)

# --- totals ---

_TOTAL = re.compile(
    r"\b(?:total\s+(?:of|is|was)|totall?ing|adding\s+up\s+to|adds?\s+up\s+to|making(?:\s+up)?|"
    r"makes?(?:\s+up)?|a\s+sum\s+of|in\s+(?:all|total),?|all\s+told,?|(?:al)?together|combined|"
    r"which\s+(?:makes|totals?))\s+(?:(?:about|the|its|their|a|full|whole|entire|total|"
    r"combined)\s+)*$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"(?:\s+[\w-]+){0,2}\s+(?:in\s+(?:total|all)|altogether|combined|all\s+told|together)\b",
    re.IGNORECASE,
)
_OPENS_PARTS = re.compile(
    r"^(?:(?:[^;.\d]|\b(?:19|20)\d\d\b){0,70}?(?::|—|–|\s-)|[^;.,\d]{0,70}\()\s*(?:(?:about|some|"
    r"won)\s+)?$"
    r"|^[^;.\d]{0,60}\b(?:compris\w+|consist\w*\s+of|made\s+up\s+of|divided\s+into|"
    r"split\s+into)\s+$"
)


def a14_sum(passage: Passage) -> Iterator[Pitfall]:
    """Yield each total that the parts named with it do not add up to."""
    for run in lists(passage) if _TWICE.isdisjoint(passage.words) else ():
        for _, parts, total in _totals(passage, run):
            made = in_words_of(total_of(parts), total)
            message = f"the parts make {made}, not {total.text}"
            yield Pitfall(message, (*parts, total), sum_formula(parts))


def _totals(passage: Passage, run: Amounts) -> Iterator[Relation]:
    """Yield the total that a run does not add up to, whichever of its ends it stands at."""
    some = amounts(passage)
    starts = [each.span.start for each in some]
    start, end = (bisect_left(starts, each.span.start) for each in (run[0], run[-1]))
    before, behind = (*some[start - 1 : start], None)[0], (*some[end + 1 : end + 2], None)[0]
    if before and is_count_of(before):  # "24 of the 4,500 died: 10 of malaria and 14 of ..."
        before = count_of(before, before.low)
    for total, bare, says, ends in (
        (run[-1], run[:-1], _is_total, _FARTHER),
        (behind, run, _is_total, _FARTHER),
        (before, run, _opens_parts, FAR),
        (run[0], run[1:], _opens_parts, FAR),
    ):
        parts = tuple(in_unit_of(part, total) for part in bare) if total else ()
        if total and len(parts) > 1 and says(passage, total, parts):
            made = any(makes(parts[first:], total) for first in range(len(parts) - 1))
            if is_near(parts, total, ends) and not made:
                yield Relation(Op.SUM_MANY, parts, total)
            return


def _opens_parts(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether a list follows a total as its parts: 12 died: seven in Elm, five in Oak."""
    whole = is_addable(total) and are_alike(total, parts[0]) and not is_after_of(passage, total)
    opened = whole and _OPENS_PARTS.match(passage.between(total, parts[0]))
    return bool(opened) and _is_list(passage, total, parts)


def _is_total(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether the words say that an amount is what the list before it makes."""
    if not is_addable(total) or not are_alike(parts[-1], total):
        return False
    words = passage.between(parts[-1], total)
    return bool(_TOTAL.search(words) or _IN_ALL.match(passage.after(total)))


def _is_list(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether the amounts are closed off as a list, and are not as many as the total says.

    "Two ships, one Danish and one Dutch" counts its parts.
    """
    words = [passage.between(one, other) for one, other in pairwise((total, *parts))]
    closed = _AND.search(words[-1]) and ")" not in "".join(words)
    return bool(closed) and total.value != len(parts)


# --- wholes ---

_MOST_PARTS = 8
_WHOLES = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE}


def a07_parts_not_whole(passage: Passage) -> Iterator[Pitfall]:
    """Yield each whole whose parts, all of them named, make another number."""
    told: set[int] = set()
    for _, parts, whole in (*_told_in_full(passage), *_leftovers(passage)):
        if parts[-1].span.start not in told:
            told.add(parts[-1].span.start)
            made = in_words_of(total_of(parts), whole)
            named = tuple({each.span: each for each in (whole, *parts)}.values())
            computed = f"{sum_formula(parts)}, not {whole.value:f}"
            yield Pitfall(f"of {whole.text} the parts make {made}", named, computed)


def _told_in_full(passage: Passage) -> Iterator[Relation]:
    """Yield each whole that the words tell with all its parts, which do not make it."""
    some = amounts(passage)
    for place, whole in enumerate(some[:-1]):
        if not is_addable(whole) or whole.kind not in _WHOLES:
            continue
        words, first = passage.between(whole, some[place + 1]), some[place + 1]
        of_them = "," in words and OF_THEM.match(passage.after(first))
        if not (of_them or OF_WHICH.match(words) or is_after_of(passage, whole)):
            continue
        parts = _parts(whole, some[place + 1 : place + 1 + _MOST_PARTS])
        off = len(parts) > 1 and is_near(parts, whole) and not makes(parts, whole)
        if off and _is_full(passage, whole, parts):
            yield Relation(Op.SUM_MANY, parts, whole)


def _parts(whole: Quantity, behind: Amounts) -> Amounts:
    """Return the amounts that follow a whole as its parts; repeated shares are passed over."""
    parts: list[Quantity] = []
    for quantity in behind:
        if quantity.kind in SHARES or is_one_in(quantity):
            continue
        part = in_unit_of(quantity, whole)
        if not is_addable(part) or not are_alike(part, whole) or part.kind is not whole.kind:
            break
        parts.append(part)
    return tuple(parts)


def _is_full(passage: Passage, whole: Quantity, parts: Amounts) -> bool:
    """Return whether parts are too many for the whole, or the words leave no room for others."""
    words = [passage.between(one, other) for one, other in pairwise(parts)]
    if any(_REST.search(each) for each in words):
        return True
    if not _AND.search(words[-1]) or not _TWICE.isdisjoint(passage.words):
        return False
    if whole.kind is QuantityKind.COUNT:  # of two, some may be both or neither
        return len(parts) > 2
    return total_of(parts) > (whole.value or 0)  # of money some may go unnamed


_KINDS = _WHOLES | {QuantityKind.DURATION}
_BACK = 2  # sentences
_MOST = 6  # amounts


def _leftovers(passage: Passage) -> Iterator[Relation]:
    """Yield each whole with its parts, the last being what is left, where they make another."""
    for rest in amounts(passage)[:_MOST]:
        if _REST.search(passage.before(rest)) and _is_amount(rest):
            yield from _told_before(passage, rest)


def _told_before(passage: Passage, rest: Quantity) -> Iterator[Relation]:
    """Yield a whole and its parts, where no whole within reach is made with the rest."""
    place: Passage | None = passage
    some: Amounts = ()
    wrong: Relation | None = None
    for _ in range(_BACK + 1):
        told = _amounts_before(place, rest) if place else None
        if place is None or told is None or not _TWICE.isdisjoint(place.words):
            break
        some = tuple(in_unit_of(each, told[0] if told else each) for each in (*told, *some))
        whole = max(some, key=lambda each: each.value or 0, default=None)
        if len(some) > _MOST:
            return
        if whole and len(some) > 1 and _may_be_whole(place, whole, some, rest):
            parts = (*(each for each in some if each is not whole), in_unit_of(rest, whole))
            if makes(parts, whole):
                return
            wrong = Relation(Op.SUM_MANY, parts, whole) if is_near(parts, whole) else wrong
            if whole is not some[0]:
                break
        place = place.previous
    if wrong:
        yield wrong


def _amounts_before(passage: Passage, rest: Quantity) -> Amounts | None:
    """Return the amounts of a sentence that the rest may be of; None where one of them is unclear.

    Of "22 of the 32" these are the whole and the part.
    """
    told: list[Quantity] = []
    for quantity in amounts(passage):
        if quantity.span.start >= rest.span.start:
            break
        if is_count_of(quantity) and not is_hedged(quantity):
            told += [count_of(quantity, quantity.whole), count_of(quantity, quantity.low)]
        elif are_alike(in_unit_of(quantity, rest), in_unit_of(rest, quantity)):
            if not _is_amount(quantity):
                return None
            told.append(in_unit_of(quantity, rest))
    return tuple(told)


def _is_amount(quantity: Quantity) -> bool:
    exact = quantity.value is not None and quantity.value > 0 and not is_hedged(quantity)
    return exact and quantity.kind in _KINDS


def _may_be_whole(place: Passage, whole: Quantity, some: Amounts, rest: Quantity) -> bool:
    """Return whether the greatest amount is told first, or as what the first is a part of."""
    others = [each for each in (*some, rest) if each is not whole]
    greatest = all((each.value or 0) < (whole.value or 0) for each in others)
    of = whole is some[1] and (place.is_led_by(whole, _OF) or is_after_of(place, whole))
    apart = rest.noun and whole.noun and not place.sentence.span.holds(rest.span)
    same = not apart or share_noun(rest, whole)
    return greatest and same and (whole is some[0] or of)


_OF = frozenset({"of"})

# --- shares ---

_ELSE = re.compile(
    r"\b(?:(?:the\s+)?(?:rest|others?)|everything\s+else|everyone\s+else|elsewhere)\b",
    re.IGNORECASE,
)
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
    shares = tuple(each for each in amounts(passage) if each.kind in SHARES)
    changed = any(each.direction or each.part or each.per for each in shares)
    plain = not changed and _TWICE.isdisjoint(passage.words)
    for run in lists(passage) if 1 < len(shares) <= _MOST_PARTS and plain else ():
        whole = len(shares) <= len(run) + 1 and shares[-1].span == run[-1].span
        if whole and len(run) > 1 and _names_all(passage, shares):
            yield shares


def _names_all(passage: Passage, shares: Amounts) -> bool:
    """Return whether the words say that these are all shares of one whole."""
    words = [passage.between(one, other) for one, other in pairwise(shares)]
    return any(map(_ELSE.search, (*words, passage.after(shares[-1]))))


def _with_the_rest(passage: Passage) -> Iterator[Amounts]:
    """Yield the shares up to the one called the remaining one, of up to three sentences."""
    here = _levels(passage)
    rest = next((each for each in here if _REST.search(passage.before(each))), None)
    if rest is None:
        return
    shares = here[: here.index(rest) + 1]
    goes_on = len(shares) == 1 or passage.text.startswith(("Another ", "A further "))
    place = passage.previous if goes_on else None
    tried = [] if goes_on else [shares]
    while place and len(tried) < _BACK and (earlier := _levels(place)):
        shares = (*earlier, *shares)
        tried.append(shares)
        place = place.previous
    if tried and all(map(_is_off, tried)):
        yield tried[0]


def _levels(passage: Passage) -> Amounts:
    """Return the shares of a sentence as they are now; of one that is said again the second."""
    levels: list[Quantity] = []
    for quantity in amounts(passage):
        if quantity.kind not in SHARES and quantity.kind is not QuantityKind.RATIO:
            continue
        if is_bound(quantity) or quantity.part in {Part.CHANGE, Part.ORIGIN}:
            return ()
        if levels and says_again(passage, levels[-1], quantity):
            levels.pop()
        levels.append(quantity)
    return tuple(levels)


CHECKS = (
    Check(
        "A07",
        "parts-not-whole",
        "The parts that a whole is told in leave some of it over, or are too many.",
        fires="Of the 32 members, 22 voted for it and the other 8 against.",
        silent="Of the 32 members, 22 voted for it and the other 10 against.",
        settles="What became of the rest, such as abstentions, or the right counts.",
        find=a07_parts_not_whole,
    ),
    Check(
        "A14",
        "sum",
        "The parts do not add up to the total that is given with them.",
        fires="They spend 3.5% on arms and 1.5% on roads, a total of 6%.",
        silent="They spend 3.5% on arms and 1.5% on roads, a total of 5%.",
        settles="The table that the parts and the total come from.",
        find=a14_sum,
    ),
    Check(
        "A08",
        "shares-not-100",
        "Shares that leave nothing out do not make 100 %.",
        fires="40% back the plan, 35% oppose it and the other 10% are undecided.",
        silent="40% back the plan, 35% oppose it and the other 25% are undecided.",
        settles="The table that the shares come from, and what is left out.",
        find=a08_shares_not_100,
    ),
)
