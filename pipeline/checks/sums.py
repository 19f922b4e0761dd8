"""Checks of sums: parts against their total, and parts against their whole.

::

    total = total ":" part ("," part)* "and" part       12 died: seven in Elm and five in Oak
          | part ("," part)* "," "a total of" total     7 buses and 5 trams, a total of 12
    whole = "of" whole "," part ("," part)* "and" part  of the 32, 22 voted for it and 10 against
          | whole "of which" part … part                $90 million, of which the town pays $60 ...
          | part "of the" whole … part                  22 of the 32 voted for it and 10 against
          | whole … part … "the other" rest             of 86 flats it sold 29 and lets the other 57
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations, pairwise

from pipeline.checks.amounts import (
    CLOSE,
    FAR,
    NEAR,
    SHARES,
    Amounts,
    amounts,
    are_alike,
    are_opposites,
    count_of,
    formula,
    in_unit_of,
    in_words_of,
    is_addable,
    is_after_of,
    is_near,
    lists,
    makes,
    total_of,
)
from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import is_hedged, is_one_in
from pipeline.checks.shares import is_count_of
from pipeline.numbers.dimensions import share_noun
from schemas import Quantity, QuantityKind

_FARTHER = FAR[0] / 2, FAR[1] * 2
_AND = re.compile(r"\band\b")

# --- totals ---

_TOTAL = re.compile(
    r"\b(?:total\s+(?:of|is|was)|totall?ing|adding\s+up\s+to|adds?\s+up\s+to|making(?:\s+up)?|"
    r"makes?(?:\s+up)?|a\s+sum\s+of|in\s+(?:all|total),?|all\s+told,?|(?:al)?together|combined|"
    r"which\s+(?:makes|totals?))\s+(?:(?:about|the|its|their|a|full|whole|entire|total|"
    r"combined)\s+)*$",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"(?:[,;(—–]|\b(?:or|making|for)\b)\s*(?:or|some|and)?\s*$", re.IGNORECASE)
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
_NO_PARTS = re.compile(
    r"\b(?:includ\w+|such as|among|of (?:them|whom|which|those)|at least|mostly|mainly|each|apiece|"
    r"every|"
    r"per|compared|(?<!made )up|down|times|than|least|other|another|more|also|alone|"
    r"respectively)\b",
    re.IGNORECASE,
)


def a14_sum(passage: Passage) -> Iterator[Pitfall]:
    """Yield each total that the parts named with it do not add up to."""
    for run in lists(passage):
        for total, parts in _totals(passage, run):
            made = in_words_of(total_of(parts), total)
            message = f"the parts make {made}, not {total.text}"
            yield Pitfall(message, (*parts, total), formula(parts))


def _totals(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield the totals that a run does not add up to, whichever of its ends they stand at."""
    some = amounts(passage)
    start, end = (bisect_left(some, each.span.start, key=_start) for each in (run[0], run[-1]))
    behind = some[end + 1] if end + 1 < len(some) else None
    for parts, total in ((run[:-1], run[-1]), (run, behind)):
        if total and len(parts) > 1 and _is_total(passage, parts[-1], total):
            made = any(makes(parts[start:], total) for start in range(len(parts) - 1))
            if is_near(parts, total, _FARTHER) and not made:
                yield total, parts
            return
    before = some[start - 1] if start else None
    if before and is_count_of(before):  # "24 of the 4,500 died: 10 of malaria and 14 of ..."
        before = count_of(before, before.low)
    for total, bare in ((before, run), (run[0], run[1:])):
        parts = tuple(in_unit_of(each, total) for each in bare) if total else ()
        if total and len(parts) > 1 and _opens_parts(passage, total, parts):
            if is_near(parts, total, FAR) and not makes(parts, total):
                yield total, parts
            return


def _start(quantity: Quantity) -> int:
    return quantity.span.start


def _opens_parts(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether a list follows a total as its parts: 12 died: seven in Elm, five in Oak."""
    whole = is_addable(total) and are_alike(total, parts[0]) and not is_after_of(passage, total)
    opened = whole and _OPENS_PARTS.match(passage.between(total, parts[0]))
    return bool(opened) and _is_list(passage, total, parts)


def _is_total(passage: Passage, last: Quantity, total: Quantity) -> bool:
    """Return whether the words say that an amount is what the list before it makes."""
    words = passage.between(last, total)
    if not is_addable(total) or not are_alike(last, total):
        return False
    if _TOTAL.search(words):
        return True
    return bool(_SEPARATED.search(words) and _IN_ALL.match(passage.after(total)))


def _is_list(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether the words say that the amounts are a full list of what the total is."""
    words = [passage.between(one, other) for one, other in pairwise((total, *parts))]
    closed = _AND.search(words[-1]) and ")" not in "".join(words)
    around = (*words, passage.after(parts[-1], 25))
    return bool(closed) and total.value != len(parts) and not any(map(_NO_PARTS.search, around))


# --- wholes ---

_MOST_PARTS = 8
_WHOLES = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE}
_REMAINING = re.compile(
    r"\b(?:the|its|their)\s+(?:other|remaining|rest(?:\s+of\s+the)?,?)\s*$|\bleav(?:ing|es)\s+"
    r"(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
_BREAKS_PARTS = re.compile(
    r"\b(?:than|from|including|of\s+(?:them|whom|which)|years?|times|another|more)\b|[.]\s"
)
_OF_WHICH = re.compile(
    r"^(?:\s+[\w-]+){0,4},?\s+of\s+(?:whom|which)(?:\s+[\w'’-]+){0,6}\s+$", re.IGNORECASE
)
_OF_THEM = re.compile(r"^\s+of\s+(?:them|whom|which)\b", re.IGNORECASE)
# With these some parts are told of nowhere, or counted twice.
_UNTOLD = re.compile(
    r"\b(?:rest|(?<!of\s)others?|remain\w*|unaccounted|missing|both|also|too|some|respectively)\b",
    re.IGNORECASE,
)
# Neither one of two sides nor the other; among three parts these may be the third.
_NO_SIDE = re.compile(
    r"\b(?:abst\w+|absent\w*|undecided|vacan\w+|neutral|recus\w*|ties?|tied|drew|drawn?|draws|"
    r"neither|"
    r"n[o']t\s+\w+|spoil\w*|blank|unknown|unclear|unsure)\b",
    re.IGNORECASE,
)


def a07_parts_not_whole(passage: Passage) -> Iterator[Pitfall]:
    """Yield each whole whose parts, all of them named, make another number."""
    told: set[int] = set()
    for whole, parts in (
        *_told_in_full(passage),
        *_ratios_and_rests(passage),
        *_leftovers(passage),
    ):
        if parts[-1].span.start not in told:
            told.add(parts[-1].span.start)
            made = in_words_of(total_of(parts), whole)
            named = tuple({each.span: each for each in (whole, *parts)}.values())
            computed = f"{formula(parts)}, not {whole.value:f}"
            yield Pitfall(f"of {whole.text} the parts make {made}", named, computed)


def _told_in_full(passage: Passage) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield each whole that the words tell with all its parts, which do not make it."""
    some = amounts(passage)
    for place, whole in enumerate(some[:-1]):
        if not is_addable(whole) or whole.kind not in _WHOLES:
            continue
        words, first = passage.between(whole, some[place + 1]), some[place + 1]
        of_which = _OF_WHICH.match(words)
        of_them = "," in words and _OF_THEM.match(passage.after(first))
        if not (of_which or of_them or is_after_of(passage, whole)):
            continue
        if _BREAKS_PARTS.search(words) and not of_which:
            continue
        parts = _parts(passage, whole, some[place + 1 : place + 1 + _MOST_PARTS])
        off = len(parts) > 1 and is_near(parts, whole) and not makes(parts, whole)
        if off and _is_full(passage, whole, parts):
            yield whole, parts


def _parts(passage: Passage, whole: Quantity, behind: Amounts) -> Amounts:
    """Return the amounts that follow a whole as its parts; repeated shares are passed over."""
    parts: list[Quantity] = []
    last = whole
    for quantity in behind:
        words = passage.between(last, quantity)
        if last is not whole and _BREAKS_PARTS.search(_OF_THEM.sub("", words)):
            break
        last = quantity
        if quantity.kind in SHARES or is_one_in(quantity):
            continue
        part = in_unit_of(quantity, whole)
        if not is_addable(part) or not are_alike(part, whole) or part.kind is not whole.kind:
            break
        parts.append(part)
    return tuple(parts)


def _is_full(passage: Passage, whole: Quantity, parts: Amounts) -> bool:
    """Return whether the words leave no room for other parts than those named."""
    words = [passage.between(one, other) for one, other in pairwise(parts)]
    if any(_REMAINING.search(each) for each in words):
        return True
    if whole.kind is not QuantityKind.COUNT:  # of money some may go unnamed, but no more than all
        over = total_of(parts) > (whole.value or 0) and "respectively" not in passage.text
        return over and bool(_AND.search(words[-1]))
    around = (*words, passage.after(parts[-1]))
    if len(parts) > 2:
        closed = _AND.search(words[-1]) and is_near(parts, whole, CLOSE)
        return bool(closed) and not any(map(_UNTOLD.search, around))
    return are_opposites(*around) and not _names_no_side(
        passage, (*around, passage.before(parts[0]))
    )


def _names_no_side(passage: Passage, around: tuple[str, ...]) -> bool:
    """Return whether words around two parts, or right behind, tell of more than two sides."""
    then = passage.following.text if passage.following else ""
    return any(_UNTOLD.search(each) or _NO_SIDE.search(each) for each in (*around, then))


def _ratios_and_rests(passage: Passage) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "22 of the 32 voted for it and eight against", where they are not all."""
    counts = [each for each in amounts(passage) if each.kind not in SHARES and not is_one_in(each)]
    for place, ratio in enumerate(counts):
        if not is_count_of(ratio) or is_hedged(ratio):
            continue
        whole, part = count_of(ratio, ratio.whole), count_of(ratio, ratio.low)
        behind = tuple(counts[place + 1 : place + 1 + _MOST_PARTS])
        parts = (part, *_parts(passage, part, behind))
        if len(parts) > 1 and is_near(parts, whole) and not makes(parts, whole):
            words = [passage.between(one, other) for one, other in pairwise(parts)]
            sides = (*words, passage.after(parts[-1]))
            opposed = any(are_opposites(*pair) for pair in pairwise(sides))
            full = opposed and _is_full(passage, whole, parts)
            if full or _REMAINING.search(words[-1]):
                yield whole, parts


_LEFT_OVER = re.compile(
    r"\b(?:(?:the|its|their|his|her)\s+(?:other|remaining|rest,?(?:\s+(?:all|some))?)"
    r"|(?:leav(?:es|ing)|left)(?:\s+(?:it|them|only|just|with|still|another)){0,3}"
    r"|still\s+(?:has|had|have|owe[sd]?))\s*$",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"^(?:\s+[a-z]+)?\s+(?:(?:is|are|was|were|remain(?:s|ed)?)\s+(?:still\s+)?(?:missing|"
    r"unaccounted|"
    r"pending|left|outstanding|undecided|vacant|empty)\b|(?:ha[sv]e|had)\s+(?:yet\s+to|still)\b)",
    re.IGNORECASE,
)
# With these some of the numbers are of another whole, of another time, or are counted twice.
_OF_ANOTHER = re.compile(
    r"\b(?:than|including|among\s+(?:them|which)|compared|earlier|previous\w*|respectively|each|"
    r"apiece|both|"
    r"also|too|average|about|per(?!\s+cent)|times|from\s+\d|rose|fell|lead|trail\w*)\b",
    re.IGNORECASE,
)
_KINDS = _WHOLES | {QuantityKind.DURATION}
_BACK = 2  # sentences
_MOST = 6  # amounts
_TRIFLE = 25  # times the rest


def _leftovers(passage: Passage) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield each whole with its parts, the last being what is left, where they make another."""
    for rest in amounts(passage)[:_MOST]:
        left = _LEFT_OVER.search(passage.before(rest)) or _STILL.match(passage.after(rest))
        if left and _is_amount(rest):
            yield from _told_before(passage, rest)


def _told_before(passage: Passage, rest: Quantity) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield a whole and its parts, where no whole within reach is made with the rest."""
    place: Passage | None = passage
    some: Amounts = ()
    wrong: tuple[Quantity, Amounts] | None = None
    for _ in range(_BACK + 1):
        told = _amounts_before(place, rest) if place else None
        if place is None or told is None:
            break
        some = tuple(in_unit_of(each, told[0] if told else each) for each in (*told, *some))
        if len(some) > _MOST or _is_explained(some, rest):
            return
        whole = max(some, key=lambda each: each.value or 0, default=None)
        if whole and len(some) > 1 and _may_be_whole(place, whole, some, rest):
            parts = (*(each for each in some if each is not whole), in_unit_of(rest, whole))
            small = (rest.value or 0) * _TRIFLE < (whole.value or 0)
            near = is_near(parts, whole, NEAR if len(parts) < 3 else CLOSE)
            wrong = (whole, parts) if near and not small and not makes(parts, whole) else wrong
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
    if _OF_ANOTHER.search(passage.text[: max(0, rest.span.start - passage.offset)]):
        return None
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
    """Return whether the greatest amount is told as what the others are parts of."""
    others = [each for each in (*some, rest) if each is not whole]
    greatest = all((each.value or 0) < (whole.value or 0) for each in others)
    first = whole is some[0] or (whole is some[1] and is_after_of(place, whole))
    of = re.search(r"\bof\s+(?:the|its|their|his|her|a|an)\s+$", place.before(whole))
    same = not rest.noun or not whole.noun or share_noun(rest, whole)
    return greatest and same and (first or bool(whole is some[1] and of))


def _is_explained(some: Amounts, rest: Quantity) -> bool:
    """Return whether any of the numbers told make another one with the rest."""
    return any(
        makes((*chosen, in_unit_of(rest, each)), each)
        for each in some
        for size in range(1, len(some))
        for chosen in combinations([other for other in some if other is not each], size)
    )


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
        "A14",
        "sum",
        "The parts do not add up to the total that is given with them.",
        fires="They spend 3.5% on arms and 1.5% on roads, a total of 6%.",
        silent="They spend 3.5% on arms and 1.5% on roads, a total of 5%.",
        settles="The table that the parts and the total come from.",
        find=a14_sum,
    ),
)
