"""Changes: by how much, to what level, from what level, and which way.

"Rose by 4 points" and "rose to 4%" hold the same number, and so do "rose 4%" and "fell 4%".
"""

import re

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention
from schemas import Direction, Part, Quantity, QuantityKind, Status

# Words right behind a number that make it a difference between two things.
LARGER = frozenset(
    "longer higher older taller heavier wider deeper larger bigger dearer more above slower "
    "warmer hotter ahead".split()
)
SMALLER = frozenset(
    "shorter quicker faster lower younger lighter narrower smaller cheaper less fewer below inside "
    "cooler colder behind short".split()
)
_EITHER = frozenset({"off", "apart", "clear", "adrift", "difference"})
_DIFFERENCE = (LARGER | SMALLER | _EITHER) - {"more", "less", "fewer", "short"}
_THAN = {("more", "than"), ("less", "than"), ("fewer", "than")}
_COMPARING = {QuantityKind.FRACTION, QuantityKind.MULTIPLIER}
_FROM = re.compile(r"[^.;]{0,60}?\b(up|down) (?:\S+ )?(?:from|on)\b")  # "96,400, up from 91,200"
# Behind "by" these are a change whatever the verb: lengthened by 40 metres; "by 40 workers" is none.
_MEASURED = {
    QuantityKind.MEASURE, QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT,
    QuantityKind.TEMPERATURE,
}  # fmt: skip
_CROSSED = ("above", "below", "past")  # "climbed above 6%" is a level
_LOSS = re.compile(r"\bloss(?:es)?\b[^.;,]{0,40}$")
_LOST = re.compile(r"\b(?:lost|loses?|losing)\s+(?:\w+\s+)?$")
_BY = re.compile(r"\bby\s+(?:(?:about|around|some|nearly|almost|just|another|a further|only)\s+)*$")
_BEFORE = re.compile(r"\b(?:had|before|previous\w*|earlier|from)\b")  # or it went there earlier
_GROWTH = re.compile(r"\b(?:rise|growth|inflation|increase|pace|decline)\b", re.IGNORECASE)
_TO = re.compile(r"\bto\s+$")
_AT = re.compile(
    r"\b(?:to|at|from|took|takes|lasted|reached|was|were|is|are|has|have|had|costs?|owns?|owned|"
    r"employs?|employed)\s+(?:(?:about|around|some|nearly|almost|just|only)\s+)*$"
)


def other_part(stated: Mention, source: Mention) -> Comparison | None:
    """Report by for to: the source says how much it became, the statement how much it changed."""
    said = part_of(stated)
    meant = part_of(source) if said else None
    if meant is Part.ORIGIN and _is_reached(stated):
        reason = f"in the source it went from “{source.quantity.label()}”, not to it"
        return Comparison(Status.CHANGED, "by_to", reason)
    if said is None or meant is None or (said is Part.CHANGE) is (meant is Part.CHANGE):
        return None
    if meant is Part.CHANGE and _is_growth(stated, source.quantity):
        return None
    if meant is Part.CHANGE and _FROM.match(
        source.after
    ):  # "added 139,000, down from 147,000" is both
        return None
    if meant is Part.CHANGE and _is_loss(stated, source):
        return None
    if source.quantity.part is Part.CHANGE is said and _FROM.match(source.after):
        return None  # "rose 5.6%, down from 6.2%" is a rate that fell
    what = "a change" if meant is Part.CHANGE else "a level"
    reason = f"in the source “{source.quantity.label()}” is {what}"
    return Comparison(Status.CHANGED, "by_to", reason)


def _is_reached(stated: Mention) -> bool:
    """Return whether a number is what something went to: "rose to 40"."""
    quantity = stated.quantity
    reached = quantity.part is Part.LEVEL and quantity.direction and _TO.search(stated.before)
    return bool(reached and not _BEFORE.search(stated.around))


def _is_loss(stated: Mention, source: Mention) -> bool:
    """Return whether money is what was lost, a result and no change: "lost $41m", "a loss of $41m"."""
    money = stated.quantity.kind is source.quantity.kind is QuantityKind.MONEY
    return money and bool(_LOSS.search(stated.before) and _LOST.search(source.before))


def _is_growth(stated: Mention, source: Quantity) -> bool:
    """Return whether a rate may be the growth of something: prices rose 2.8%, inflation fell to it."""
    percent = stated.quantity.kind is source.kind is QuantityKind.PERCENT
    apart = stated.quantity.direction is not source.direction or _GROWTH.search(stated.before)
    return percent and bool(apart) and not _is_share_of(stated)


def other_way(stated: Mention, source: Mention) -> Comparison | None:
    """Report rose for fell, where both say which way the same part of a change went.

    "Added 139,000, down from 147,000" says both ways, and contradicts neither.
    """
    said, meant = _ways(stated), _ways(source)
    if not said or not meant or said & meant:
        return None
    parts = part_of(stated), part_of(source)
    if parts[0] is not parts[1] or not parts[0]:
        return None
    went = "up" if Direction.UP in meant else "down"
    reason = f"in the source “{source.quantity.label()}” is {went}"
    return Comparison(Status.CHANGED, "direction", reason)


def _ways(mention: Mention) -> set[Direction]:
    """Return which ways a number went: as it was read, and as the words behind it say."""
    ways = {mention.quantity.direction} if mention.quantity.direction else set()
    behind = _FROM.match(mention.after)
    if behind:
        ways.add(Direction.UP if behind[1] == "up" else Direction.DOWN)
    return ways


def part_of(mention: Mention) -> Part | None:
    """Return which part a number plays in a change, from what was read and the words around it."""
    if is_difference(mention):
        return Part.CHANGE
    if mention.quantity.part is not None and not mention.after.startswith(","):
        crossed = mention.quantity.text.lower().startswith(_CROSSED)
        return Part.LEVEL if crossed else mention.quantity.part
    measured = mention.quantity.kind in _MEASURED or mention.quantity.direction
    if measured and _BY.search(mention.before):
        return Part.CHANGE
    if _is_share_of(mention) or _FROM.match(mention.after):
        return Part.LEVEL
    if _AT.search(mention.before) and mention.quantity.kind not in _COMPARING:
        return Part.LEVEL
    return None


def is_difference(mention: Mention) -> bool:
    """Return whether a number is what two things differ by: "five longer", "2% below normal"."""
    words = mention.words_after
    words = words[words[:1] == ("points",) :][:2]  # "six points off the top"
    return bool(set(words[:1]) & _DIFFERENCE) or words in _THAN


def _is_share_of(mention: Mention) -> bool:
    """Return whether a percentage is a share of something: "40% of normal"."""
    return mention.quantity.kind is QuantityKind.PERCENT and mention.words_after[:1] == ("of",)
