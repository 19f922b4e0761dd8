"""Ranges, changes and scores: two amounts that stand together.

::

    range  = "between" amount "and" amount | amount ("-" | "to" | "/") amount | small "or" small
           | number "-" ("to" | "or") "-"? amount                18-to-24-year-olds, 30- to 40-foot
    change = "from" amount "to" amount | direction amount "to" amount
             two quantities; a unit or scale given once holds for both: from 3 to 9 million
    score  = see `scores`
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.amounts import read_single
from pipeline.numbers.grammar.clock import read_clock
from pipeline.numbers.grammar.compounds import read_compound
from pipeline.numbers.grammar.number_words import read_ordinal
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.scores import LINKS, linked_score, score_of
from pipeline.numbers.grammar.spans import read_article_span
from pipeline.numbers.grammar.tokens import DASHES, HYPHENS, Tokens
from pipeline.numbers.grammar.years import read_plural_digits, second_year
from schemas import QuantityKind

_LINKS = {*DASHES, *LINKS, "to", "or"}
_SUSPENDED = {"to", "or", "and"}
# Behind these "from X to Y" is a range of values that hold at once, not a change.
_SPREADS = set(
    "range ranges ranged ranging vary varies varied varying anywhere anything aged ages stretching "
    "stretches prices sizes costing spanning".split()
)
_MOVED = lexicon.UP | lexicon.DOWN
# How many times the change a level must be, to be told from the far end of a range.
_SPREAD = 3
_FAR_SPREAD = 10  # where the first amount leaves its unit to the second: "by 2.08m to 31.4m pounds"

_LARGEST_GUESS = 100  # "15 or 20" is a guess; 25,000 or 40,000 are two prices


def read_amount(tokens: Tokens, at: int) -> Reading | None:
    """Return the amount, range or score that starts at this token, or None."""
    if tokens[at].lower == "between":
        return _between(tokens, at)
    # Ranks first, for "twenty-first" begins with a number.
    found = _first_of(tokens, at) or read_ordinal(tokens, at) or read_plural_digits(tokens, at)
    first = None if found else read_single(tokens, at)
    if first is None:
        return found or read_article_span(tokens, at)
    return _range(tokens, first) or read_compound(tokens, first) or first


def _first_of(tokens: Tokens, at: int) -> Reading | None:
    """Read "first nine months" as one length of time."""
    length = read_single(tokens, at + 1) if tokens[at].lower == "first" else None
    if length is None or length.kind is not QuantityKind.DURATION:
        return None
    return length._replace(start=at)


def _between(tokens: Tokens, at: int) -> Reading | None:
    if second_year(tokens, at + 1) or read_clock(tokens, at + 1):
        return None  # "between 2014 and 2017" is a time
    first = read_single(tokens, at + 1)
    if first is None or tokens[first.end].lower not in {"and", "to"}:
        return None
    second = read_single(tokens, first.end + 1)
    joined = _join(first, second) if second else None
    return joined._replace(start=at) if joined else None


def _range(tokens: Tokens, first: Reading) -> Reading | None:
    """Read the second end of a range, or of a score such as 112-108."""
    link = tokens[first.end]
    if link.lower not in _LINKS:
        return None
    if link.text in HYPHENS and tokens[first.end + 1].lower in _SUSPENDED:
        return _suspended(tokens, first)
    at = first.end + 1
    second = read_single(tokens, at, first.unit if first.kind is QuantityKind.MONEY else None)
    if second is None:
        return None
    if link.lower == "to":
        changes = _is_change(tokens, first, second)
        return _start_of_change(first, second) if changes else _join(first, second)
    if link.lower == "or":
        return _join(first, second) if _are_neighbours(first, second) else None
    if link.lower in LINKS:
        joins = link.text == "/" and first.unit and first.unit == second.unit
        return _join(first, second) if joins else linked_score(tokens, first, second)
    return _dashed(tokens, first, second)


def _suspended(tokens: Tokens, first: Reading) -> Reading | None:
    """Read "30- to 40-foot", "18-to-24-year-olds"; of "16- and 17-year-olds" the first number."""
    link_at = first.end + 1
    second = read_single(tokens, tokens.after_hyphen(link_at + 1))
    if second is None or first.kind is not QuantityKind.COUNT:
        return None
    if tokens[link_at].lower != "and":
        return _join(first, second)
    hangs = not tokens[link_at].glued and second.unit is not None
    return first._replace(kind=second.kind, unit=second.unit) if hangs else None


def _are_neighbours(first: Reading, second: Reading) -> bool:
    """Return whether "X or Y" is a range: two or three, 15 or 20; not a choice of two sizes."""
    low, high = first.low, second.low
    if first.unit is not None or low is None or high is None or second.low != second.high:
        return False
    rounded = low % 5 == high % 5 == 0 and low < high <= 2 * low and high <= _LARGEST_GUESS
    return high == low + 1 or rounded


def _dashed(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Read "3-5%", "25 – 40 minutes" or a score."""
    link, after = tokens[first.end], tokens[first.end + 1]
    if link.glued != after.glued:
        return None
    score = score_of(tokens, first, second) if link.glued else None
    return score or _join(first, second)


def _is_change(tokens: Tokens, first: Reading, second: Reading) -> bool:
    """Return whether "X to Y" is a change and not a range: "from 3 to 5", "gained $1 to $82".

    In "$3 to $4 to $5" each amount is a level. "Sizes range from 3 to 5" is a range.
    """
    before = tokens[first.start - 1].lower
    if before == "from":
        return tokens[first.start - 2].lower not in _SPREADS
    if before == "to" and tokens[first.start - 2].kind == "numeral":
        return True
    moved = tokens[first.start - 1 - (before in {"by", "another", "a"})].lower
    return moved in _MOVED and _is_level(first, second)


def _is_level(first: Reading, second: Reading) -> bool:
    """Return whether the second amount behind "rose X to Y" is what was reached.

    Each has its own unit, or neither counts anything, and they lie far apart, or very far: nobody
    expects a rise of 3% to 41%. "Rose 3 to 5 percent" and "by 10 to 15 boats" are ranges.
    """
    low, high = first.low, second.low
    if low is None or high is None:
        return False
    shared = first.unit is None and second.unit is not None
    far = high > low * _FAR_SPREAD
    return (far or not shared) and not low < high <= low * _SPREAD


def _start_of_change(first: Reading, second: Reading) -> Reading | None:
    """Return the first amount of a change with the unit and scale of the second: from 5 to 7%."""
    if first.unit and first.unit != second.unit:
        return None
    scale = _shared_scale(first, second)
    borrows = scale > 1 or (first.unit is None and second.unit)
    if not borrows or first.low is None or first.high is None:
        return None
    kind = second.kind if first.kind is QuantityKind.COUNT else first.kind
    step = (first.step or Decimal(1)) * scale
    low, high = first.low * scale, first.high * scale
    return first._replace(kind=kind, unit=second.unit, low=low, high=high, step=step, scale=scale)


def _join(first: Reading, second: Reading) -> Reading | None:
    """Return the range of two readings, or None where they measure different things.

    A scale or unit given once holds for both ends: "$3 to $9 million", "3-5%".
    """
    low, high = first.low, second.low
    if low is None or high is None or first.low != first.high or second.low != second.high:
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if first.unit and second.unit is None and first.kind is not QuantityKind.MONEY:
        return None  # "0.4 per cent to 13,176" is no range
    scale = _shared_scale(first, second)
    if low * scale >= high:
        return None
    step = min((first.step or Decimal(1)) * scale, second.step or Decimal(1))
    return second._replace(
        kind=QuantityKind.RANGE,
        start=first.start,
        number_start=first.number_start,
        low=low * scale,
        step=step,
        unit=second.unit or first.unit,
    )


def _shared_scale(first: Reading, second: Reading) -> Decimal:
    """Return the scale that the first end takes from the second: a million in "3 to 9 million"."""
    if first.scale == 1 and second.scale > 1 and first.low and first.low < 1000:
        return second.scale
    return Decimal(1)
