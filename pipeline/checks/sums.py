"""Checks of sums: what is listed against what it is said to add up to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.lists import Amounts, alike, formula, in_words_of, is_addable, lists
from pipeline.checks.margins import margins
from pipeline.checks.parts import FAR, NEAR, is_near, makes
from pipeline.checks.passage import Passage
from pipeline.checks.products import products
from pipeline.checks.tallies import in_unit_of, is_after_of, place, tallies_with_ones
from pipeline.checks.totals import is_no_list, tolls, totals_around
from schemas import Quantity, QuantityKind

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
    r"(?:\s+[\w-]+){0,2}\s+(?:in\s+(?:total|all)|altogether|combined|all\s+told|together|between\s+them)\b",
    re.IGNORECASE,
)
_SEPARATED = re.compile(
    r"(?:[,;(—–]|\b(?:or|making|for|out\s+of)\b)(?:\s+(?:or|making|some|and))?\s*$", re.IGNORECASE
)
_OPENS_PARTS = re.compile(
    r"^(?:(?:[^;.\d]|\b(?:19|20)\d\d\b){0,70}?(?::|—|–|\s-)|[^;.,\d]{0,70}\()\s*(?:(?:about|some|won|they\s+won)\s+)?$"
    r"|^[^;.\d]{0,60}\b(?:compris\w+|consist\w*\s+of|made\s+up\s+of|composed\s+of|divided\s+into|split\s+into|"
    r"broken\s+down\s+into)\s+$"
)
_APPOSED = re.compile(r"^(?!\s+of\s)[^,;:.\d]{0,45}[a-z],\s*(?:with\s+)?$")
_GENERIC = re.compile(
    r"(?:people|persons|residents|members|deaths|victims|passengers|vehicles|workers|staff|employees|jobs|"
    r"medals|points|goals|pupils|students|children|games|matches|votes|seats|homes|buildings|animals)$"
)


def a14_sum(passage: Passage) -> Iterator[Pitfall]:
    """Yield each total that the parts named with it do not add up to."""
    seen: set[int] = set()
    for run in lists(passage):
        for total, parts in _totals(passage, run):
            if id(total) not in seen:
                seen.add(id(total))
                yield _mismatch(total, parts)
    for total, parts in tolls(passage):
        if id(total) not in seen:
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
        if not _x(run[:-1], run[-1]):
            yield run[-1], run[:-1]
        return
    yield from _total_first(passage, run)
    yield from _total_behind(passage, run)
    yield from totals_around(passage, run)


def _mismatch(total: Quantity, parts: Amounts) -> Pitfall:
    sum_ = sum((each.value or Decimal(0) for each in parts), Decimal(0))
    return Pitfall(
        f"the parts make {in_words_of(sum_, total)}, not {total.text}",
        (*parts, total),
        formula(parts),
    )


def _is_total_of_before(passage: Passage, last: Quantity, total: Quantity) -> bool:
    """Return whether the words say that an amount is what the list before it makes."""
    words = passage.between(last, total)
    if _TOTAL.search(words):
        return True
    return bool(_SEPARATED.search(words) and _IN_ALL.match(passage.after(total)))


def _x(parts: Amounts, total: Quantity) -> bool:
    """Return whether the last parts, two at least, make the total."""
    return any(
        makes(parts[start:], total) for start in range(max(0, len(parts) - 12), len(parts) - 1)
    )


def _total_behind(passage: Passage, run: Amounts) -> Iterator[tuple[Quantity, Amounts]]:
    """Yield "7 buses and 5 trams, 13 vehicles in all", where the total is no part of the run."""
    at = place(passage, run[-1])
    rest = tallies_with_ones(passage)[at + 1 : at + 2]
    if len(run) < 2 or not rest or not is_addable(rest[0]) or not alike(run[-1], rest[0]):
        return
    if _is_total_of_before(passage, run[-1], rest[0]) and not _x(run, rest[0]):
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
        words = passage.between(total, parts[0])
        opened = _OPENS_PARTS.match(words)
        apposed = not opened and _is_apposed(passage, total, parts)
        if not (opened or apposed) or is_after_of(passage, total):
            continue
        listed = not is_no_list(passage, total, parts) and total.value != len(parts)
        if listed and is_near(parts, total, FAR if opened else NEAR) and not makes(parts, total):
            yield total, parts
        return


def _is_apposed(passage: Passage, total: Quantity, parts: Amounts) -> bool:
    """Return whether parts follow a total in apposition: 12 people died, seven in Elm and six in Oak.

    "Five men, three women and a child" is a list of equals, and so is "$5 for ice, $3 for tea and $2
    for milk".
    """
    words = passage.between(total, parts[0])
    if total.kind is QuantityKind.PERCENT or not _APPOSED.match(words):
        return False
    said, next_said = words.split(), passage.between(parts[0], parts[1]).split()
    same = said[:1] == next_said[:1] and said[0].islower() and not total.noun
    if not total.noun:  # "Five agreed, three did not and one was ill" are three
        return not same and next_said[:1] in (["in"], ["at"], ["on"], ["from"])
    more = len(said) > len(total.noun.split())
    return not same and (more or bool(_GENERIC.search(total.noun)))


def _before(passage: Passage, run: Amounts) -> Quantity | None:
    """Return the quantity right before a run, in its sentence."""
    at = place(passage, run[0])
    return tallies_with_ones(passage)[at - 1] if at else None


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
