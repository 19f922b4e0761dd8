"""Checks of wholes that are told in all their parts: what is left over, or is too much."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.leftovers import leftovers
from pipeline.checks.lists import Amounts, added, formula, in_words_of, is_addable
from pipeline.checks.opposites import are_opposites
from pipeline.checks.parts import (
    CLOSE,
    REMAINING,
    count_of,
    is_near,
    makes,
    parts_behind,
    parts_of,
)
from pipeline.checks.passage import Passage
from pipeline.checks.portions import SHARES, is_count_of
from pipeline.checks.rounding import is_hedged, is_one_in, measured
from pipeline.checks.tallies import (
    is_after_of,
    tallies_with_ones,
)
from schemas import Quantity, QuantityKind

_MOST_PARTS = 8
_WHOLES = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE}
_OTHERS = re.compile(
    r"\b(?:abst\w+|absent\w*|undecided|missing|unaccounted|vacan\w+|neutral|recus\w*|rest|others?|remain\w*|ties?|tied|"
    r"drew|drawn?|draws|neither|both|not\s+vot\w+|n[o']t\s+\w+|spoil\w*|blank|unknown|unclear|unsure|also|too|some)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:rest|(?<!of\s)others?|remain\w*|unaccounted|missing|both|also|too|some|respectively)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r"(?:\s+[a-z]+)?,?\s+(?:and\s+)?(?:the\s+)?(?:[A-Z][\w’'-]*\s+){1,3}")
_SEATS = re.compile(
    r"^[\s-](?:member|seat|strong|person|judge|justice)\b[^.;]{0,60}\bvot\w+\b[^.;\d]{0,30}$",
    re.IGNORECASE,
)


def a07_parts_not_whole(passage: Passage) -> Iterator[Pitfall]:
    """Yield each whole whose parts, all of them named, make another number."""
    found = tuple(_in_sentence(passage))
    yield from found
    for whole, parts in leftovers(passage):
        if not any(parts[-1].span == each.quantities[-1].span for each in found):
            yield _mismatch(whole, parts, parts)


def _in_sentence(passage: Passage) -> Iterator[Pitfall]:
    """Yield each whole that one sentence tells with all its parts."""
    some = tallies_with_ones(passage)
    counts = [each for each in some if each.kind not in SHARES and not is_one_in(each)]
    for ratio, rest in pairwise(counts):
        yield from _ratio_and_rest(passage, ratio, rest)
    for at, each in enumerate(some[:-1]):
        behind = some[at + 1 : at + 1 + _MOST_PARTS]
        if is_count_of(each) and not is_hedged(each):
            yield from _ratio_and_more(passage, each, behind)
            yield from _ratio_and_list(passage, each, behind)
        if not is_addable(each) or each.kind not in _WHOLES:
            continue
        parts = parts_of(passage, each, behind)
        if len(parts) > 1 and _is_told_in_full(passage, each, parts) and not makes(parts, each):
            yield _mismatch(each, parts, (each, *parts))
        yield from _too_many_votes(passage, each, some[at + 1])


def _mismatch(whole: Quantity, parts: Amounts, named: Amounts) -> Pitfall:
    sums = formula(parts)
    made = in_words_of(sum((each.value or Decimal(0) for each in parts), Decimal(0)), whole)
    return Pitfall(f"of {whole.text} the parts make {made}", named, f"{sums}, not {whole.value:f}")


def _ratio_and_more(passage: Passage, ratio: Quantity, behind: Amounts) -> Iterator[Pitfall]:
    """Yield "six of the 11 are in favour, four are against and two have not said"."""
    whole = count_of(ratio, ratio.whole)
    parts = (count_of(ratio, ratio.low), *parts_behind(passage, ratio, behind))
    if len(parts) < 3 or not is_near(parts, whole, CLOSE) or makes(parts, whole):
        return
    words = [passage.between(one, other) for one, other in pairwise(parts)]
    if REMAINING.search(words[-1]):
        yield _mismatch(whole, parts, (ratio, *parts[1:]))
        return
    around = [*words, passage.after(parts[-1])]
    named = all(_NAMES.fullmatch(each) for each in words)
    if named and added(parts).value > (whole.value or 0):  # small ones go unnamed
        yield _mismatch(whole, parts, (ratio, *parts[1:]))
        return
    asked = any(are_opposites(one, other) for one, other in pairwise(around))
    if (
        asked
        and re.search(r"\band\b", words[-1])
        and not any(_LEFT.search(each) for each in around)
    ):
        yield _mismatch(whole, parts, (ratio, *parts[1:]))


def _ratio_and_list(passage: Passage, ratio: Quantity, behind: Amounts) -> Iterator[Pitfall]:
    """Yield "24 of the 4,500 died: 10 of malaria, nine of pneumonia and six of other causes"."""
    whole = count_of(ratio, ratio.low)
    if len(behind) < 3 or not re.match(r"[^;:.]*:\s*$", passage.between(ratio, behind[0])):
        return
    parts = parts_behind(passage, behind[0], behind[1:])
    parts = (behind[0], *parts) if is_addable(behind[0]) else ()
    if len(parts) > 2 and _is_told_in_full(passage, whole, parts) and not makes(parts, whole):
        yield _mismatch(whole, parts, (ratio, *parts))


def _ratio_and_rest(passage: Passage, ratio: Quantity, rest: Quantity) -> Iterator[Pitfall]:
    """Yield "22 of the 32 voted for it and eight against"."""
    if not is_count_of(ratio) or not is_addable(rest) or rest.kind is not QuantityKind.COUNT:
        return
    words, behind, then = passage.between(ratio, rest), passage.after(rest), passage.following
    others = (words, behind, passage.before(ratio), then.text if then else "")
    remaining = REMAINING.search(words)
    opposed = are_opposites(words, behind) and not any(_OTHERS.search(each) for each in others)
    if ratio.low is None or ratio.whole is None or rest.value is None or is_hedged(ratio):
        return
    whole, parts = count_of(ratio, ratio.whole), (count_of(ratio, ratio.low), rest)
    if (remaining or opposed) and is_near(parts, whole) and not makes(parts, whole):
        yield _mismatch(whole, parts, (ratio, rest))


def _is_told_in_full(passage: Passage, whole: Quantity, parts: Amounts) -> bool:
    """Return whether the words leave no room for other parts than those named."""
    if not is_near(parts, whole):
        return False
    if any(REMAINING.search(passage.before(each)) for each in parts[1:]):
        return True
    if "respectively" in passage.text:
        return False
    if whole.kind is not QuantityKind.COUNT:  # of money some may go unnamed, but no more than all
        joined = re.search(r"\band\b", passage.between(parts[-2], parts[-1]))
        return bool(joined) and added(parts).value > (measured(whole) or added(parts)).value
    words = [
        *(passage.between(one, other) for one, other in pairwise(parts)),
        passage.after(parts[-1]),
    ]
    behind = passage.following
    others = [*words, passage.before(parts[0]), behind.text if behind else ""]
    told = len(parts) > 2  # the third part may be those who abstained
    if any((_LEFT if told else _OTHERS).search(each) for each in others):
        return False
    listed = is_after_of(passage, whole) and passage.between(whole, parts[0]).rstrip().endswith(":")
    if len(parts) > 2 and re.search(r"\band\b", words[-2]):
        return listed or is_near(parts, whole, CLOSE)
    return listed or (len(parts) == 2 and are_opposites(*words))


def _too_many_votes(passage: Passage, body: Quantity, vote: Quantity) -> Iterator[Pitfall]:
    """Yield "the nine-member board voted 7-4"."""
    if vote.kind is not QuantityKind.SCORE or not _SEATS.match(passage.between(body, vote)):
        return
    if vote.low is not None and vote.high is not None and body.value is not None:
        cast = vote.low + vote.high
        if cast > body.value > 1:
            message = f"{vote.text} are {cast:f} votes, of {body.value:f} members"
            yield Pitfall(message, (body, vote), f"{vote.low:f} + {vote.high:f} = {cast:f}")


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
)
