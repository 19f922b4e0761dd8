"""Checks of sums: what is listed against what it is said to add up to."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.context import gap, left, right
from pipeline.checks.lists import Amounts, added, alike, formula, in_words_of, is_addable, lists
from pipeline.checks.margins import margins
from pipeline.checks.passage import Passage
from pipeline.checks.products import products
from pipeline.checks.rounding import measured
from pipeline.checks.tallies import in_unit_of, is_after_of, is_lone_one, tallies_with_ones
from schemas import Part, Quantity, QuantityKind

_TOTAL = re.compile(
    r"(?:^|[,;:(—–]|\band\b|\bor\b|\bplus\b)\s*(?:(?:for|or|making|giving|with|and|that\s+is|which\s+makes|bringing\s+it\s+to)\s+)?"
    r"(?:(?:a|an|the)\s+)?(?:(?:grand\s+|combined\s+|overall\s+)?total\s+(?:of|is|was|comes\s+to)|totall?ing|combined|"
    r"altogether|adding\s+up\s+to|making\s+up|makes?\s+up|a\s+sum\s+of|in\s+(?:all|total),?|all\s+told,?|together|making|"
    r"which\s+(?:adds\s+up\s+to|makes|totals?|together\s+(?:is|are|makes?)))"
    r"\s*(?:about\s+)?(?:(?:the|its|their|a)\s+)?(?:(?:full|whole|entire|total|combined)\s+)?$"
    r"|\bfor\s+a\s+(?:grand\s+|combined\s+)?total\s+of\s+$"
    r"|\b(?:adds?|adding|added|sums?|summing)\s+up\s+to\s+(?:(?:the|its|a)\s+)?(?:(?:full|whole|total)\s+)?$|\b(?:is|are|makes?)\s+together\s+$"
    r"|\b(?:together|altogether|between\s+them|in\s+(?:all|total)),?\s+(?:they|it|he|she|the\s+[a-z]+)\s+[a-z]+\s+$"
    r"|\b(?:together|combined)\s+(?:[a-z]+\s+){1,2}$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"(?:\s+[\w-]+){0,2}\s+(?:in\s+(?:total|all)|altogether|combined|all\s+told|together)\b",
    re.IGNORECASE,
)
_SEPARATED = re.compile(
    r"(?:[,;(—–]|\b(?:or|making|for)\b)(?:\s+(?:or|making|some|and))?\s*$", re.IGNORECASE
)
_NEXT_TOTAL = re.compile(
    r"^(?:(?:That|This|They|Which)\s+(?:together\s+)?(?:makes?|gives?|adds?\s+up|totals?|comes?\s+to|brings?|sums?)|Together|Between\s+them|Altogether|In\s+(?:all|total)|The\s+(?:combined\s+|overall\s+)?(?:total|sum)|All\s+told|Combined)\b"
    r"[^.;\d]{0,50}$"
)
_OPENS_PARTS = re.compile(
    r"^(?:(?:[^;.\d]|\b(?:19|20)\d\d\b){0,70}?(?::|—|–|\s-)|[^;.,\d]{0,70}\()\s*(?:(?:about|some|won|they\s+won)\s+)?$"
    r"|^[^;.\d]{0,60}\b(?:compris\w+|consist\w*\s+of|made\s+up\s+of|composed\s+of|divided\s+into|split\s+into|"
    r"broken\s+down\s+into)\s+$"
)
_APPOSED = re.compile(r"^(?!\s+of\s)[^,;:.\d]{0,45}[a-z],\s*(?:with\s+)?$")
_NO_PARTS = re.compile(
    r"\b(?:includ\w+|such as|among|of (?:them|whom|which|those)|at least|mostly|mainly|each|apiece|every|per|"
    r"compared|(?<!made )up|down|times|against(?=\s*$)|than|least|other|another|more|also|alone|respectively)\b",
    re.IGNORECASE,
)
_COMPRISES = re.compile(
    r"^(?:(?:The|That|This|Its|Their)\s+(?:[a-z]+\s+)?(?:figure|total|sum|number|amount|budget|harvest|bill|cost|package|fleet|"
    r"money)|It|This|That|They)\s+(?:is\s+made\s+up\s+of|is\s+made\s+of|comprises?|consists?\s+of|is\s+composed\s+of|"
    r"is\s+split\s+into|breaks\s+down\s+into)\s+$"
)
_NAME_FIRST = re.compile(r"^(?:The\s+)?[A-Z][\w’'-]*(?:\s+[\w’'-]+){0,3}\s+$")
_NAME_NEXT = re.compile(r"(?:\s+[a-z]+)?,?\s+(?:and\s+)?(?:the\s+)?(?:[A-Z][\w’'-]*\s+){1,3}")
_WITH = re.compile(r"^(?:Together\s+with|With|Adding|Added\s+to)\b")
_MAKES = re.compile(
    r"[^;.]{0,20}\s+(?:that|this|it|they)\s+(?:makes?|gives?|comes?\s+to|totals?)\s+"
)
_BACK = 4  # sentences
_PAST = re.compile(r"\b(?:had|ago|earlier|previous\w*|last)\b")
_GENERIC = re.compile(
    r"(?:people|persons|residents|members|deaths|victims|passengers|vehicles|workers|staff|employees|jobs|"
    r"medals|points|goals|pupils|students|children|games|matches|votes|seats|homes|buildings|animals)$"
)
_HEAD = re.compile(r"^(?:Of\s+(?:them|those|these),\s+)?(?:[A-Z][\w-]*|\d[\d,.]*)?\s*$")
_RATIO_NEAR, _RATIO_FAR = (Decimal("0.75"), Decimal("1.34")), (Decimal("0.5"), Decimal(2))


def a14_sum(passage: Passage) -> Iterator[Pitfall]:
    """Yield each total that the parts named with it do not add up to."""
    seen: set[int] = set()
    for run in lists(passage):
        for total, parts in _totals(passage, run):
            if id(total) not in seen:
                seen.add(id(total))
                yield _mismatch(total, parts)
    for (one, other, margin), apart in margins(passage):
        message = f"they are {in_words_of(apart.value, margin)} apart, not {margin.text}"
        computed = f"{one.value:f} - {other.value:f} = {apart.value:f}"
        yield Pitfall(message, (one, other, margin), computed)
    for (number, part, total), made in products(passage):
        message = (
            f"{number.text} of {part.text} make {in_words_of(made.value, total)}, not {total.text}"
        )
        computed = f"{number.value:f} × {part.value:f} = {made.value:f}"
        yield Pitfall(message, (number, part, total), computed)


def _totals(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield the totals of a run that it does not add up to, whichever of its ends they stand at."""
    if len(run) > 2 and _is_total_of_before(passage, run[-2], run[-1]):
        if not _some_tail_makes(run[:-1], run[-1]):
            yield run[-1], run[:-1]
        return
    yield from _total_first(passage, run)
    yield from _total_behind(passage, run)
    yield from _total_of_sentence_before(passage, run)


def _mismatch(total: Quantity, parts: Amounts) -> Pitfall:
    sum_ = sum((each.value or Decimal(0) for each in parts), Decimal(0))
    return Pitfall(
        f"the parts make {in_words_of(sum_, total)}, not {total.text}",
        (*parts, total),
        formula(parts),
    )


def _is_total_of_before(passage: Passage, last: Quantity, total: Quantity) -> bool:
    """Return whether the words say that an amount is what the list before it makes."""
    words = gap(passage, last, total)
    if _TOTAL.search(words):
        return True
    return bool(_SEPARATED.search(words) and _IN_ALL.match(right(passage, total)))


def _some_tail_makes(parts: Amounts, total: Quantity) -> bool:
    """Return whether the last parts, two at least, make the total."""
    return any(
        _makes(parts[start:], total) for start in range(max(0, len(parts) - 12), len(parts) - 1)
    )


def _makes(parts: Amounts, total: Quantity) -> bool:
    whole = measured(total)
    sure = tuple(each for each in parts if not is_lone_one(each))
    return whole is None or added(parts).agrees(whole) or added(sure).agrees(whole)


def _total_behind(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "7 buses and 5 trams, 13 vehicles in all", where the total is no part of the run."""
    at = _place(passage, run[-1])
    rest = tallies_with_ones(passage)[at + 1 : at + 2]
    if len(run) < 2 or not rest or not is_addable(rest[0]) or not alike(run[-1], rest[0]):
        return
    if _is_total_of_before(passage, run[-1], rest[0]) and not _some_tail_makes(run, rest[0]):
        yield rest[0], run


def _total_first(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "12 people died: seven in Elm and six in Oak", "12 people, seven men and six women"."""
    earlier = _before(passage, run)
    for total, bare in ((earlier, run), (run[0], run[1:])):
        if total is None or len(bare) < 2 or not is_addable(total):
            continue
        if total is run[0] and earlier and alike(earlier, total):
            continue  # it is a part itself
        parts = tuple(in_unit_of(each, total) for each in bare)
        if not alike(total, parts[0]):
            continue
        words = gap(passage, total, parts[0])
        opened = _OPENS_PARTS.match(words)
        apposed = not opened and _is_apposed(passage, total, parts)
        if not (opened or apposed) or is_after_of(passage, total):
            continue
        listed = not _is_no_list(passage, total, parts) and total.value != len(parts)
        if listed and _is_near(parts, total, far=bool(opened)) and not _makes(parts, total):
            yield total, parts
        return


def _is_apposed(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether parts follow a total in apposition: 12 people died, seven in Elm and six in Oak.

    "Five men, three women and a child" is a list of equals, and so is "$5 for ice, $3 for tea and $2
    for milk".
    """
    words = gap(passage, total, parts[0])
    if total.kind is QuantityKind.PERCENT or not _APPOSED.match(words):
        return False
    said, next_said = words.split(), gap(passage, parts[0], parts[1]).split()
    same = said[:1] == next_said[:1] and said[0].islower() and not total.noun
    if not total.noun:  # "Five agreed, three did not and one was ill" are three
        return not same and next_said[:1] in (["in"], ["at"], ["on"], ["from"])
    more = len(said) > len(total.noun.split())
    return not same and (more or bool(_GENERIC.search(total.noun)))


def _place(passage: Passage, quantity: Quantity) -> int:
    """Return which quantity of its sentence it is, counted from 0."""
    return bisect_left(
        tallies_with_ones(passage), quantity.span.start, key=lambda each: each.span.start
    )


def _before(passage: Passage, run: Amounts) -> Quantity | None:
    """Return the quantity right before a run, in its sentence."""
    at = _place(passage, run[0])
    return tallies_with_ones(passage)[at - 1] if at else None


def _is_no_list(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether the words say that the amounts are no full list of what the total is."""
    words = [
        gap(passage, total, parts[0]),
        *_between(passage, parts),
        right(passage, parts[-1])[:25],
    ]
    closed = re.search(r"\band\b", words[-2]) is not None and ")" not in "".join(words[:-1])
    return not closed or any(_NO_PARTS.search(each) for each in words)


def _between(passage: Passage, parts: Amounts) -> list[str]:
    return [gap(passage, one, other) for one, other in pairwise(parts)]


def _is_near(parts: Amounts, total: Quantity, *, far: bool) -> bool:
    """Return whether a list makes about what it is to make, as one with a wrong number does."""
    low, high = _RATIO_FAR if far else _RATIO_NEAR
    whole = measured(total)
    return whole is not None and low * whole.value <= added(parts).value <= high * whole.value


def _total_of_sentence_before(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield a total whose parts are in the sentence before it, or behind it: "12 died. Seven ..."."""
    before = passage.previous
    if before is None or run[0].span != tallies_with_ones(passage)[0].span:
        return
    earlier = lists(before)
    if len(run) == 1 and earlier and _NEXT_TOTAL.match(left(passage, run[0])):
        parts = earlier[-1]
        whole = len(earlier) == 1 and len(parts) > 1 and alike(parts[0], run[0])
        apart = any(_NO_PARTS.search(each) for each in _between(before, parts))
        if whole and not apart and _is_near(parts, run[0], far=True) and not _makes(parts, run[0]):
            yield run[0], parts
    if len(run) == 1 and len(earlier) == 1 < len(earlier[0]) and _WITH.match(left(passage, run[0])):
        rest = tallies_with_ones(passage)[1:2]
        parts = (*earlier[0], *run)
        made = rest and is_addable(rest[0]) and _MAKES.fullmatch(gap(passage, run[0], rest[0]))
        if made and _is_near(parts, rest[0], far=True) and not _makes(parts, rest[0]):
            yield rest[0], parts
    if len(run) > 1 and len(earlier) == 1 == len(earlier[0]) and _HEAD.match(left(passage, run[0])):
        total = earlier[0][0]
        listed = alike(total, run[0]) and not _is_no_list(passage, run[0], run)
        if listed and _is_near(run, total, far=False) and not _makes(run, total):
            yield total, run
    if len(run) > 2 and len(earlier) == 1 == len(earlier[0]) and _names_only(passage, run):
        total = earlier[0][0]
        few = added(run).value <= (measured(total) or added(run)).value  # small ones go unnamed
        if alike(total, run[0]) and total.noun and not few and _is_near(run, total, far=False):
            yield total, run
    if len(run) > 1 and _COMPRISES.match(left(passage, run[0])):
        yield from _comprised(passage, run)


def _names_only(passage: Passage, run: Amounts) -> bool:
    """Return whether each amount but the first stands with a name alone: Elm has 70, Oak 30 and Ash 20."""
    head = _NAME_FIRST.match(left(passage, run[0]))
    return bool(head) and all(_NAME_NEXT.fullmatch(each) for each in _between(passage, run))


def _is_past(passage: Passage, amount: Quantity) -> bool:
    """Return whether an amount is said to be of an earlier time: it had named 14 a month ago."""
    around = left(passage, amount)[-25:], right(passage, amount)[:35]
    return any(_PAST.search(each) for each in around)


def _comprised(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "It will spend 12 million lira. The sum comprises 8 million for roads and 5 million ..."."""
    joined = re.search(r"\band\b", gap(passage, run[-2], run[-1]))
    earlier = passage.reading.passages[max(0, passage.position - _BACK) : passage.position]
    amounts = [
        (_is_past(before, each), each)
        for before in reversed(earlier)
        for each in before.quantities
        if alike(each, run[0]) and each.value is not None
    ]
    if not joined or any(_makes(run, each) for _, each in amounts):
        return
    near = [
        each
        for past, each in amounts
        if each.part is not Part.ORIGIN and not past
        if is_addable(each) and _is_near(run, each, far=False)
    ]
    if near:
        yield near[0], run


CHECKS = (
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
