"""Changes from an earlier level to one that was told before: "In 2021 it had 33%, so it gained 13 points".

Which of the levels before is the new one is not read. A change is wrong when none of them, taken
the way it is said to go, gives it.

::

    new "." "That compares with" old, change
    new ... [";" | "."] time "had" old, "so it" change
    old time "." "It is now" new, change
    name ... new "." name "dropped" change "from" old
    new "." "That is" multiple "the" old
"""

import re
from collections.abc import Iterator

from pipeline.checks.levels import PAST, are_alike, is_earlier, is_level, without_times
from pipeline.checks.movements import BECAUSE, Movement, has_own_base, is_change, may_change
from pipeline.checks.passage import Passage
from pipeline.numbers.dimensions import share_noun
from schemas import Direction, Part, Quantity, QuantityKind

_MOST = 12  # levels of a sentence that are compared; more stand in a list or a table
_SO = re.compile(
    r"^[^;]{0,60}?(?:,\s*(?:and\s+)?(?:so|thus|which\s+(?:means|meant|makes|made)|meaning)|[—–]\s*so)\b[^;]{0,40}$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:\b(?:it|they|that|this|the\s+(?:figure|number|rate|share|total|level|price))\s+(?:(?:is|was|has|had|have|are|were|now|today)\b)|"
    r"^[^,]{0,20}\b(?:now|today|this\s+(?:time|year|month|week|season)))\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"^(?:That|This|It)\s+compare[sd]\s+(?:with|to)\s+$")
_COMMA = re.compile(r"^[^;,.]{0,40}(?:,|[—–]|\s\()\s*[^;,.]{0,30}$")
_IS = re.compile(
    r"^(?:That|This|It|The\s+(?:\w+\s+){1,3}?)\s*(?:is|was|are|were)\s+(?:(?:about|roughly|nearly|almost|some|more\s+than)\s+)*$"
)
_THE = re.compile(r"^\s+(?:the|its|their)\s+$")
_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_FROM = re.compile(r"^[^,;]{0,25}\bfrom\s+$")
_ABSENT = frozenset({"In", "The", "A", "An", "It", "They", "But", "And", "This", "That", "Last"})


def earlier_changes(passage: Passage) -> Iterator[tuple[Movement, ...]]:
    """Yield each change whose old or new level was told before, with all levels it may be between."""
    some = without_times(passage)
    if len(some) < 2:  # a change, and one of its levels
        return
    for at, stated in enumerate(some):
        if not (may_change(passage, stated) and is_change(passage, stated)):
            continue
        found = (
            _from_the_past(passage, some, at)
            or _since_the_past(passage, some, at)
            or _of_the_named(passage, some, at)
            or _multiple_of(passage, some, at)
        )
        if found:
            yield found


def _from_the_past(passage: Passage, some: tuple[Quantity, ...], at: int) -> tuple[Movement, ...]:
    """Read "In 2021 it had 33%, so it gained 13 points", behind the level of now."""
    stated = some[at]
    old = _last_level(passage, some, at)
    if old is None:
        return ()
    compared = at == 1 and _COMPARES.search(passage.before(old)) and is_earlier(passage, old)
    if not (compared or so_it_changed(passage, old, stated)):
        return ()
    told = _levels(passage, some[max(0, at - 1 - _MOST) : at - 1]) or _levels_before(passage)
    return _between(stated, [(old, new) for new in told])


def so_it_changed(passage: Passage, old: Quantity, stated: Quantity) -> bool:
    """Return whether a change follows from a level that is said to be of the past."""
    clause = passage.before(old).rpartition(";")[2] + passage.after(old).partition(",")[0]
    return bool(_SO.match(passage.between(old, stated)) and PAST.search(clause))


def _since_the_past(passage: Passage, some: tuple[Quantity, ...], at: int) -> tuple[Movement, ...]:
    """Read "A year ago it was 33%." and behind it "It is now 46%, a gain of 13 points"."""
    stated, before = some[at], passage.previous
    new = _last_level(passage, some, at)
    if before is None or new is None or at != 1 or not _NOW.search(passage.before(new)):
        return ()
    words = passage.between(new, stated)
    if not _COMMA.match(words) or BECAUSE.search(words) or has_own_base(passage, stated):
        return ()
    told = _levels(before, before.quantities)
    if len(told) != 1 or not PAST.search(before.text):
        return ()
    return _between(stated, [(told[0], new)])


def _of_the_named(passage: Passage, some: tuple[Quantity, ...], at: int) -> tuple[Movement, ...]:
    """Read "Lantern won 46%." and behind it "Lantern rose 13 points from 33%"."""
    stated, before = some[at], passage.previous
    old = _next(some, at)
    if before is None or old is None or not _FROM.match(passage.between(stated, old)):
        return ()
    if not is_level(passage, old) or " to " in passage.after(old)[:40]:
        return ()
    clause = re.split(r"[,;]", passage.before(stated))[-1]
    names = set(_NAME.findall(clause)) - _ABSENT
    told = [
        new
        for new in _levels(before, before.quantities)
        if names & set(_NAME.findall(_lead(before, new)))
    ]
    return _between(stated, [(old, new) for new in told])


def _multiple_of(passage: Passage, some: tuple[Quantity, ...], at: int) -> tuple[Movement, ...]:
    """Read "It weighs 120 grams." and behind it "That is double the 60 grams of the plan"."""
    stated, old = some[at], _next(some, at)
    if stated.kind is not QuantityKind.MULTIPLIER or at or old is None:
        return ()
    if not (_IS.match(passage.before(stated)) and _THE.match(passage.between(stated, old))):
        return ()
    return _between(stated, [(old, new) for new in _levels_before(passage)])


def _between(stated: Quantity, levels: list[tuple[Quantity, Quantity]]) -> tuple[Movement, ...]:
    """Return the movements between levels of one measure that go the way the change is said to go."""
    return tuple(
        Movement(old, new, stated)
        for old, new in levels
        if are_alike(old, new) and _may_count_the_same(old, new) and _goes(stated, old, new)
    )


def _may_count_the_same(one: Quantity, other: Quantity) -> bool:
    named = bool(one.noun and other.noun) and one.kind is other.kind is QuantityKind.COUNT
    return not named or share_noun(one, other)


def _goes(stated: Quantity, old: Quantity, new: Quantity) -> bool:
    if stated.direction is None or old.value is None or new.value is None:
        return True
    return (new.value > old.value) is (stated.direction is Direction.UP)


def _last_level(passage: Passage, some: tuple[Quantity, ...], at: int) -> Quantity | None:
    """Return the number right before a change of the sentence, if it may be a level."""
    before = some[at - 1] if at else None
    return before if before and is_level(passage, before) else None


def _next(some: tuple[Quantity, ...], at: int) -> Quantity | None:
    return some[at + 1] if at + 1 < len(some) else None


def _levels(passage: Passage, some: tuple[Quantity, ...]) -> list[Quantity]:
    return [
        each for each in some[-_MOST:] if is_level(passage, each) and each.part is not Part.ORIGIN
    ]


def _levels_before(passage: Passage) -> list[Quantity]:
    """Return the levels of the sentence before; where it has some, those of the one before it too."""
    before = passage.previous
    told = _levels(before, before.quantities) if before else []
    further = before.previous if before and told else None
    return told + (_levels(further, further.quantities) if further else [])


def _lead(passage: Passage, level: Quantity) -> str:
    """Return the words between a level and the number before it."""
    at = passage.quantities.index(level)
    return passage.between(passage.quantities[at - 1], level) if at else passage.before(level)
