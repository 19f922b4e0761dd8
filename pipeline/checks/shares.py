"""Checks of parts and wholes: what a share, its part and its whole say of one another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from pipeline.checks.portions import SHARES, is_of_the_same, portions, says_again
from pipeline.checks.rounding import (
    admits,
    figure,
    figure_like,
    is_bound,
    is_one_in,
    measured,
    share,
)
from pipeline.checks.tallies import in_unit_of, tallies
from pipeline.numbers.dimensions import factor, share_noun
from schemas import Direction, Modifier, Part, Quantity, QuantityKind

_OF = re.compile(
    r"(?:\s+[a-z-]+)?\s+(?:out\s+)?of\s+(?:(?:the|its|their|his|her|our|all|those|these|[A-Z][\w-]*['’]s?)\s+)+(?:[\w-]+['’]s?\s+)?",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"(?:\s+[a-z-]+)?\s+(?:out\s+)?of\s+", re.IGNORECASE)
_OF_WHOM = re.compile(
    r"[^,;.]{0,40},\s+(?:(?:out\s+)?of\s+(?:whom|which|them|these)\s+)?(?:only|just|some|all|about)?\s*",
    re.IGNORECASE,
)
_WHOM = re.compile(r"^\s*of\s+(?:whom|which|them)\b", re.IGNORECASE)
_OF_FIRST = re.compile(
    r"(?:^|[,;:“\"]\s*)(?:Out\s+)?[Oo]f\s+(?:(?:the|its|their|all|those|[\w-]+['’]s?)\s+){1,4}$|^(?:Out\s+)?Of\s+$"
)
_AFTER_WHOLE = re.compile(r"(?:\s+[\w-]+){1,4},\s*(?:only|just|some|all|about)?\s*", re.IGNORECASE)
_OF_BARE = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|all\s+)?", re.IGNORECASE)
_ENDED = re.compile(r"^\s*(?:[,.;)—–]|$|(?:in|last|that|this)\s)")
_IN = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)
_ROUND = {5, 10, 20, 100, 1000}
_OF_WHOSE = re.compile(
    r"^\s+(?:of\s+(?:the|them|these|those|its|their|all|[A-Z][\w-]+['’]s?)\b|(?:people|adults|voters|women|men|"
    r"children|pupils|students|residents|households|families|respondents|Americans|Britons|workers|patients)\b)"
)
_INCLUDING = re.compile(
    r"^[^,;:.]{0,30},?\s+(?:including|among\s+them|of\s+(?:which|whom))\s+(?:only\s+|some\s+)?$"
)
_PEOPLE = re.compile(
    r"\b(?:people|persons|residents|dead|deaths|victims|inmates|prisoners|passengers|refugees|migrants|civilians|"
    r"staff|employees|workers|students|pupils|patients|members|voters|adults)$"
)
# Of these no more than all can do, want or be something.
_HEADS = re.compile(
    r"^(?:\s+of)?\s+(?:all\s+)?(?:the\s+|its\s+|their\s+|those\s+|eligible\s+|registered\s+|surveyed\s+|local\s+|likely\s+|[A-Z][\w-]+['’]?s?\s+)*"
    r"(?:people|residents|voters|respondents|members|households|students|pupils|children|adults|women|men|"
    r"teachers|workers|employees|patients|families|customers|users|readers|drivers|farmers|"
    r"parents|delegates|lawmakers|councillors|councilors|councilmembers|shareholders|ballots|votes?\b(?!\s+(?:count|total))|those\b|"
    r"Americans|Britons|citizens|homes|schools|passengers)\b",
)
_EXACTLY_ALL = re.compile(
    r"\b(?:turnout|literacy|approval\s+rating|unemployment(?:\s+rate)?|attendance\s+rate|employment\s+rate|jobless\s+rate|market\s+share|share\s+of\s+the\s+vote)\b[^,;.\d]{0,25}$",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"\b(?:fell|falls?|fallen|dropped|drops?|declined?|declines|decreased?|shrank|shrunk|slumped|plunged|plummeted|tumbled|sank|cut|reduced|lost|slid|down)\b",
    re.IGNORECASE,
)
# "Fell for the third year, by 12 percent": the verb may stand a clause before.
_FELL_BY = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|drop|declin|decreas|shr[iau]nk|slump|plung|plummet|tumbl|collaps|s[iau]nk)\w*"
    r"(?:(?!\b(?:ris|rose|rais|grew|grow|up|gain|climb|increas|jump|boost|lift|higher|expand|doubl|but|while)\w*)[^;.]){0,50}"
    r"\bby\s+(?:(?:as\s+much\s+as|nearly|about|some)\s+)?$",
    re.IGNORECASE,
)
_HUNDRED = 100
_YEARS = range(1800, 2101)


def a05_part_percent(passage: Passage) -> Iterator[Pitfall]:
    """Yield each share that is not what the part and the whole beside it make."""
    for each in portions(passage):
        computed = each.part.over(each.whole).times(_HUNDRED)
        if not admits(each.stated, computed):
            formula = f"{each.part.value:f} / {each.whole.value:f} = {figure(computed)} %"
            message = (
                f"{each.words} is {figure_like(computed, each.stated)} %, not {each.stated.text}"
            )
            yield Pitfall(message, each.named, formula)


def a06_part_exceeds_whole(passage: Passage) -> Iterator[Pitfall]:
    """Yield each part that is larger than the whole it is said to be of."""
    for one, other in pairwise(tallies(passage)):
        part, whole = _part_and_whole(passage, one, other)
        if part and whole:
            message = f"{part.text} of {whole.text}: the part is larger than the whole"
            yield Pitfall(message, (one, other), f"{part.text} > {whole.text}")


def _part_and_whole(
    passage: Passage, one: Quantity, other: Quantity
) -> tuple[Quantity | None, Quantity | None]:
    """Return which of two counts is said to be a part of which, where it is the larger one."""
    words = passage.between(one, other)
    # The words first: to weigh two numbers takes longer.
    if _is_part_of(passage, one, other, words) and _exceeds(one, other):
        return one, other
    if _is_whole_of(passage, one, other, words) and _exceeds(other, one):
        return other, one
    return None, None


def _is_whole_of(passage: Passage, whole: Quantity, part: Quantity, words: str) -> bool:
    """Return whether the words say that the second is some of the first: of the 32 pumps, 42."""
    if _AFTER_WHOLE.fullmatch(words) and _OF_FIRST.search(passage.before(whole)):
        return True
    if _OF_WHOM.fullmatch(words) and (
        re.search(r"of\s+(?:whom|which)", words) or _WHOM.match(passage.after(part))
    ):
        return True
    among = whole.kind is QuantityKind.MONEY or _counts_people(whole)
    return among and bool(_INCLUDING.search(words))


def _counts_people(quantity: Quantity) -> bool:
    """Return whether what it counts can only include people, no more of them than it counts."""
    return bool(_PEOPLE.search(quantity.noun or ""))


def _is_part_of(passage: Passage, part: Quantity, whole: Quantity, words: str) -> bool:
    """Return whether the words say that the first is some of the second: 42 of the 32 pumps."""
    if passage.after(whole).startswith(("-", "–", "%")):
        return False  # 42 of the 10-year-old pupils
    behind = passage.after(whole)
    if _IN.fullmatch(words) and whole.value in _ROUND and _OF_WHOSE.match(behind):
        return True
    if whole.kind is not QuantityKind.COUNT:
        if not part.noun and part.kind is QuantityKind.COUNT:
            return bool(_OF_BARE.fullmatch(words)) and whole.kind is QuantityKind.MEASURE
        return bool(_OF.fullmatch(words)) and words.lstrip().startswith("of ")
    bare = part.noun is None and whole.noun is None
    if bare and _OF_BARE.fullmatch(words) and _ENDED.match(behind):
        return True
    named = whole.noun is not None and (part.noun is None or share_noun(part, whole))
    out_of = _OUT_OF.fullmatch(words) and (_same(part, whole) or "out" in words)
    return named and bool(_OF.fullmatch(words) or out_of)


def _same(part: Quantity, whole: Quantity) -> bool:
    """Return whether the reader gave both counts one noun: 42 of 32 councillors."""
    return bool(part.noun) and part.noun == whole.noun


def _exceeds(part: Quantity, whole: Quantity) -> bool:
    """Return whether two plain counts cannot be a part and its whole."""
    part = in_unit_of(part, whole)
    counts = part.kind is QuantityKind.COUNT and whole.value not in _YEARS and not part.unit
    amounts = part.kind in {QuantityKind.MONEY, QuantityKind.MEASURE} and part.per == whole.per
    alike = part.kind is whole.kind and part.unit == whole.unit and (counts or amounts)
    if not alike or is_bound(whole) or _is_no_more(part, whole):
        return False
    # "At least 42" are 42 or more.
    floor = part.modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN}
    plain = part.model_copy(update={"modifier": Modifier.NONE}) if floor else part
    mine, theirs = measured(plain), measured(whole)
    if mine is None or theirs is None:
        return False
    return mine.value > theirs.value > 1 and not mine.agrees(theirs)


def _is_no_more(part: Quantity, whole: Quantity) -> bool:
    """Return whether two quantities tell at first sight that the first is not the larger one."""
    value, most = part.value, whole.value
    return value is None or most is None or (factor(part) == factor(whole) and value <= most)


def a09_impossible_percent(passage: Passage) -> Iterator[Pitfall]:
    """Yield each fall by more than all there was, and each share of more than all there is."""
    for each in passage.quantities:
        if each.kind is not QuantityKind.PERCENT or each.value is None or each.value <= _HUNDRED:
            continue
        if _is_fall(passage, each):
            yield Pitfall(f"{each.text}: nothing can fall by more than 100 %", (each,))
        elif _is_share_of_all(passage, each):
            yield Pitfall(f"{each.text}: no share can be more than 100 %", (each,))


def _is_fall(passage: Passage, percent: Quantity) -> bool:
    if _FELL_BY.search(passage.before(percent)):
        return True
    falls = percent.direction is Direction.DOWN and percent.part is Part.CHANGE
    compared = re.match(r"\s*(?:below|less|fewer|lower|cheaper)", passage.after(percent))
    return falls and (
        bool(_FALLS.search(passage.before(percent))) or bool(compared) or _is_noun(passage, percent)
    )


def _is_noun(passage: Passage, percent: Quantity) -> bool:
    """Return whether a noun behind says that it fell: a 120% drop."""
    behind = (
        r"[\s-]+(?:\w+\s+)?(?:drop|fall|decline|decrease|cut|reduction|slump|plunge|dip|slide)\b"
    )
    return bool(re.match(behind, passage.after(percent)))


def _is_share_of_all(passage: Passage, percent: Quantity) -> bool:
    if percent.direction or percent.part or percent.per:
        return False
    words = passage.after(percent)
    return bool(_HEADS.match(words) or _EXACTLY_ALL.search(passage.before(percent)))


def a10_one_in_n(passage: Passage) -> Iterator[Pitfall]:
    """Yield each simple fraction, one in five, that is given again as another percentage."""
    for one, other in pairwise(tallies(passage)):
        simple, percent = (other, one) if one.kind is QuantityKind.PERCENT else (one, other)
        if percent.kind is not QuantityKind.PERCENT or not _is_simple(simple):
            continue
        said, again = share(simple), share(percent)
        if said is None or again is None or admits(percent, said) or said.agrees(again):
            continue
        if is_of_the_same(percent, simple) and says_again(passage, one, other):
            computed = f"{simple.low:f} / {simple.whole:f} = {figure(said)} %"
            yield Pitfall(
                f"{simple.text} is {figure_like(said, percent)} %, not {percent.text}",
                (one, other),
                computed,
            )


def _is_simple(quantity: Quantity) -> bool:
    return is_one_in(quantity) or (quantity.kind in SHARES and bool(quantity.whole))


CHECKS = (
    Check(
        "A05",
        "part-percent",
        "A part and its whole do not make the share that is given for them.",
        fires="22 of the 32 pumps, or 62%, failed.",
        silent="22 of the 32 pumps, or 69%, failed.",
        settles="The two counts in the source; the percentage follows from them.",
        find=a05_part_percent,
    ),
    Check(
        "A06",
        "part-exceeds-whole",
        "A part is larger than the whole that it is said to be of.",
        fires="42 of the 32 pumps failed.",
        silent="22 of the 32 pumps failed.",
        settles="Both counts in the source; they may have been swapped.",
        find=a06_part_exceeds_whole,
        needs=needs(numbers=2),
    ),
    Check(
        "A09",
        "impossible-percent",
        "A fall by more than 100 %, or a share of more than 100 %.",
        fires="Profits fell 120%.",
        silent="Profits rose 120%.",
        settles="The two levels; a fall below zero is a loss and needs its amount.",
        find=a09_impossible_percent,
        needs=needs(QuantityKind.PERCENT),
    ),
    Check(
        "A10",
        "one-in-n",
        "A simple fraction, such as one in five, and the percentage given for it differ.",
        fires="One in five homes (25%) lost power.",
        silent="One in five homes (20%) lost power.",
        settles="The percentage in the source; the fraction follows from it.",
        find=a10_one_in_n,
        needs=needs(QuantityKind.PERCENT, numbers=2),
    ),
)
