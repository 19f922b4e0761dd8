"""Totals of a list in the sentence before it or behind it.

::

    total = parts "." ("In all" | "That makes") total      they lost 12 boats and 7 cars. In all, 19 sank
          | total "." parts                                12 people died. Seven were in Elm and five in Oak
          | total "." "It comprises" parts
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.lists import Amounts, added, alike, is_addable, lists
from pipeline.checks.parts import FAR, NEAR, is_near, makes
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import measured
from pipeline.checks.tallies import tallies_with_ones
from schemas import Part, Quantity

_NEXT_TOTAL = re.compile(
    r"^(?:(?:That|This|They|Which)\s+(?:together\s+)?(?:makes?|gives?|adds?\s+up|totals?|comes?\s+to|brings?|sums?)|Together|Between\s+them|Altogether|In\s+(?:all|total)|The\s+(?:combined\s+|overall\s+)?(?:total|sum)|All\s+told|Combined)\b"
    r"[^.;\d]{0,50}$"
)
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
_HEAD = re.compile(r"^(?:Of\s+(?:them|those|these),\s+)?(?:[A-Z][\w-]*|\d[\d,.]*)?\s*$")


# One word takes the parts of the sentence before: the two combined for 31; all 64 aircraft.
_TAKES_ALL = re.compile(
    r"^(?:The|They|These|Those|Together|Both)\b(?:[^.;\d]{0,50}\b(?:combined|together|between\s+them|an?\s+(?:total|combined)(?:\s+total)?\s+of|totall?ed))"
    r"(?:\s+(?:for|of|an?|in)){0,2}\s+$|^Together,?\s+(?:they|the\s+[a-z]+)\s+[a-z]+\s+$|^All\s+$",
    re.IGNORECASE,
)
_BETWEEN_THEM = re.compile(
    r"^(?:\s+[a-z]+){0,2}\s+(?:between\s+them|together|combined|in\s+all|altogether)\b"
)
_TOLL = re.compile(
    r"\b(?:bring|tak|rais|mak)ing\s+the\s+(?:death\s+)?(?:toll|total|tally|count|number\s+of\s+[a-z]+)\s+to\s+$"
)
_MORE = re.compile(r"^(?:\s+[a-z]+)?\s+more\b|^\s+others\b")
_ANOTHER = re.compile(r"\b(?:another|a\s+further)\s+$", re.IGNORECASE)


def tolls(passage: Passage) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "Seven people died. Four more died later, bringing the total to 12"."""
    some = tallies_with_ones(passage)
    for more, total in pairwise(some):
        if not _TOLL.search(passage.between(more, total)) or not alike(more, total):
            continue
        if not (_MORE.match(passage.after(more)) or _ANOTHER.search(passage.before(more))):
            continue
        earlier = [each for each in some if each.span.end <= more.span.start]
        before = passage.previous
        told = earlier or (tallies_with_ones(before) if before else ())
        if len(told) != 1 or not all(map(is_addable, (*told, more, total))):
            continue
        if alike(told[0], more) and not _said_before(passage, more, total):
            yield from _wrong(total, (*told, more), FAR)


def _said_before(passage: Passage, more: Quantity, total: Quantity) -> bool:
    """Return whether the article tells the toll that the new ones are added to."""
    had = (total.value or 0) - (more.value or 0)
    earlier = passage.reading.passages[: passage.position]
    return any(each.value == had for some in earlier for each in some.quantities)


def totals_around(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield a total whose parts are in the sentence before it, or behind it: "12 died. Seven ..."."""
    before = passage.previous
    if before is None or run[0].span != tallies_with_ones(passage)[0].span:
        return
    earlier = lists(before)
    if len(run) == 1 and len(earlier) == 1 < len(earlier[0]):
        yield from _total_behind(passage, before, earlier[0], run[0])
    elif len(run) > 1 and len(earlier) == 1 == len(earlier[0]):
        yield from _total_before(passage, earlier[0][0], run)
    if len(run) > 1 and _COMPRISES.match(passage.before(run[0])):
        yield from _comprised(passage, run)


def _total_behind(
    passage: Passage, before: Passage, parts: Amounts, first: Quantity
) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "12 boats and 7 cars. In all, 21 sank" and "... With the army's 4 that makes 24"."""
    if any(_NO_PARTS.search(each) for each in between(before, parts)):
        return
    said = _NEXT_TOTAL.match(passage.before(first)) or _takes_all(passage, first)
    if said and alike(parts[0], first):
        yield from _wrong(first, parts, FAR)
    behind = tallies_with_ones(passage)[1:2]
    more = bool(behind) and is_addable(behind[0]) and _WITH.match(passage.before(first))
    if more and _MAKES.fullmatch(passage.between(first, behind[0])):
        yield from _wrong(behind[0], (*parts, first), FAR)


def _takes_all(passage: Passage, total: Quantity) -> bool:
    before, behind = passage.before(total), passage.after(total)
    opens = re.match(r"^(?:They|The|Together|Both)\b", before)
    return bool(_TAKES_ALL.search(before) or (opens and _BETWEEN_THEM.match(behind)))


def _total_before(
    passage: Passage, total: Quantity, run: Amounts
) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "Twelve people died. Seven were in Elm and six in Oak"."""
    if not alike(total, run[0]):
        return
    if _HEAD.match(passage.before(run[0])) and not is_no_list(passage, run[0], run):
        yield from _wrong(total, run, NEAR)
        return
    too_many = added(run).value > (measured(total) or added(run)).value  # small ones go unnamed
    if too_many and len(run) > 2 and total.noun and _names_only(passage, run):
        yield from _wrong(total, run, NEAR)


def _wrong(
    total: Quantity, parts: Amounts, ends: tuple[Decimal, Decimal]
) -> Iterator[tuple[Quantity, Amounts]]:
    if is_near(parts, total, ends) and not makes(parts, total):
        yield total, parts


def _names_only(passage: Passage, run: Amounts) -> bool:
    """Return whether each amount but the first stands with a name alone: Elm has 70, Oak 30 and Ash 20."""
    head = _NAME_FIRST.match(passage.before(run[0]))
    return bool(head) and all(_NAME_NEXT.fullmatch(each) for each in between(passage, run))


def _is_past(passage: Passage, amount: Quantity) -> bool:
    """Return whether an amount is said to be of an earlier time: it had named 14 a month ago."""
    around = passage.before(amount)[-25:], passage.after(amount)[:35]
    return any(_PAST.search(each) for each in around)


def _comprised(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "It will spend 12 million lira. The sum comprises 8 million for roads and 5 million ..."."""
    joined = re.search(r"\band\b", passage.between(run[-2], run[-1]))
    earlier = passage.reading.passages[max(0, passage.position - _BACK) : passage.position]
    amounts = [
        (_is_past(before, each), each)
        for before in reversed(earlier)
        for each in before.quantities
        if alike(each, run[0]) and each.value is not None
    ]
    if not joined or any(makes(run, each) for _, each in amounts):
        return
    near = [
        each
        for past, each in amounts
        if each.part is not Part.ORIGIN and not past
        if is_addable(each) and is_near(run, each)
    ]
    if near:
        yield near[0], run


def is_no_list(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether the words say that the amounts are no full list of what the total is."""
    words = [
        passage.between(total, parts[0]),
        *between(passage, parts),
        passage.after(parts[-1])[:25],
    ]
    closed = re.search(r"\band\b", words[-2]) is not None and ")" not in "".join(words[:-1])
    return not closed or any(_NO_PARTS.search(each) for each in words)


def between(passage: Passage, parts: Amounts) -> list[str]:
    """Return the words from each part to the next."""
    return [passage.between(one, other) for one, other in pairwise(parts)]
