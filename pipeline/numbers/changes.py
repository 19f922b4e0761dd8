"""Changes: by how much, to what level, from what level, and which way.

"Rose by 4 points" and "rose to 4%" hold the same number, and so do "rose 4%" and "fell 4%".
"""

import re

from pipeline.numbers.compare import Comparison
from pipeline.numbers.mention import Mention
from schemas import Direction, Part, Quantity, QuantityKind, Status

# Words right behind a number that make it a difference between two things.
_DIFFERENCE = frozenset(
    "longer shorter quicker faster slower higher lower older younger taller heavier lighter wider "
    "deeper larger bigger smaller cheaper dearer above below apart ahead behind clear adrift "
    "quicker inside outside earlier later".split()
)
_CROSSED = ("above", "below", "over ", "under", "past")  # "climbed above 6%" is a level
_BY = re.compile(r"\bby\s+(?:(?:about|around|some|nearly|almost|just|another|a further|only)\s+)*$")
_AT = re.compile(r"\b(?:to|at|from)\s+(?:(?:about|around|some|nearly|almost|just|only)\s+)*$")


def other_part(stated: Mention, source: Mention) -> Comparison | None:
    """Report by for to: the source says how much it became, the statement how much it changed."""
    said, meant = part_of(stated), part_of(source)
    if said is None or meant is None or (said is Part.CHANGE) is (meant is Part.CHANGE):
        return None
    if meant is Part.CHANGE and source.quantity.kind is QuantityKind.PERCENT:
        return None  # prices that rose 2.8% are an inflation of 2.8%
    what = "a change" if meant is Part.CHANGE else "a level"
    reason = f"in the source “{source.quantity.label()}” is {what}"
    return Comparison(Status.CHANGED, "by_to", reason)


def other_way(stated: Mention, source: Mention) -> Comparison | None:
    """Report rose for fell, where both say which way the same part of a change went."""
    said, meant = stated.quantity, source.quantity
    ways = {said.direction, meant.direction}
    same_part = said.part is meant.part and said.part is not None
    if ways != {Direction.UP, Direction.DOWN} or not same_part:
        return None
    went = "up" if meant.direction is Direction.UP else "down"
    reason = f"in the source “{meant.label()}” is {went}"
    return Comparison(Status.CHANGED, "direction", reason)


def part_of(mention: Mention) -> Part | None:
    """Return which part a number plays in a change, from what was read and the words around it."""
    if is_difference(mention):
        return Part.CHANGE
    if mention.quantity.part is not None:
        crossed = mention.quantity.text.lower().startswith(_CROSSED)
        return Part.LEVEL if crossed else mention.quantity.part
    if _BY.search(mention.before) and mention.quantity.direction:
        return Part.CHANGE
    if _AT.search(mention.before) or _is_share_of(mention):
        return Part.LEVEL
    return None


def is_difference(mention: Mention) -> bool:
    """Return whether a number is what two things differ by: "five longer", "2% below normal"."""
    words = mention.words_after
    return bool(words) and words[0] in _DIFFERENCE


def _is_share_of(mention: Mention) -> bool:
    """Return whether a percentage is a share of something: "40% of normal"."""
    return mention.quantity.kind is QuantityKind.PERCENT and mention.words_after[:1] == ("of",)


def sign(quantity: Quantity) -> int:
    """Return 1 for up, -1 for down, 0 where the words do not say."""
    return {Direction.UP: 1, Direction.DOWN: -1}.get(quantity.direction, 0) if quantity.direction else 0
