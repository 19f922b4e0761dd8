"""Checks of how a number is worded: times more, hedged exact figures, units, inverted ranges."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading
from pipeline.numbers.dimensions import dimension, factor
from pipeline.reconcile.frames import Role
from pipeline.reconcile.values import SOFT
from schemas import Quantity, QuantityKind

# "He won it three times more" counts occasions: behind "more" there must be what is compared.
_COMPARED = re.compile(
    r"\s+(?P<word>(?P<less>less|fewer|lower|smaller|slower|shorter|lighter|weaker|cheaper)\b"
    r"|(?:high|great|larg|bigg|fast|long|heavi|strong|old|wid|deep|tall|hott)er\b|more\b)"
    r"(?P<rest>\s+(?!(?:in|on|at|by|before|after|since|until|last|this|next|and|but|or|to|for)\b)"
    r"[\w“\"$£€'’-]+)?",
    re.IGNORECASE,
)
_NEED_A_REST = {"more", "less", "fewer"}
_YEARS = range(1000, 2100)
_TOO_EXACT = 4  # significant digits: "about 1,230" may be rounded, "about 1,234" is not


def b02_times_more(passage: Passage) -> Iterator[Pitfall]:
    """Yield each "three times more" or "three times less": it is read in two ways or in none."""
    for quantity in passage.quantities:
        number = quantity.value
        if quantity.kind is not QuantityKind.MULTIPLIER or number is None or number <= 1:
            continue
        compared = _COMPARED.match(passage.after(quantity))
        if not compared or (compared["word"].lower() in _NEED_A_REST and not compared["rest"]):
            continue
        asked = f"{number:f} times as much, or {number + 1:f}?"
        if compared["less"]:
            asked = f"is 1/{number:f} of it meant?"
        yield Pitfall(f"{quantity.text} {compared['word']}: {asked}", (quantity,))


def b15_false_precision(passage: Passage) -> Iterator[Pitfall]:
    """Yield each figure that is hedged and yet given to the last digit: about 1,234,567."""
    for quantity in passage.quantities:
        place = quantity.text.lower().startswith("near ")  # "near 1,200 acres" is where it is
        exact = _significant_digits(quantity) >= _TOO_EXACT
        if quantity.modifier in SOFT and exact and not place:
            message = f"{quantity.text}: hedged, yet exact; which of the two is meant?"
            yield Pitfall(message, (quantity,))


def _significant_digits(quantity: Quantity) -> int:
    """Return how many significant digits a figure has; 0 for a year, and cents are not counted."""
    value = quantity.value
    year = quantity.kind is QuantityKind.COUNT and not quantity.noun and value in _YEARS
    if not value or year:
        return 0
    cents = quantity.kind is QuantityKind.MONEY and quantity.step == Decimal("0.01")
    return len((value.to_integral_value() if cents else value).normalize().as_tuple().digits)


# --- units ---

_WARMTH = re.compile(
    r"\b(?:temperatures?|heat\w*|cold\w*|warm\w*|hot\w*|cool\w*|weather|freez\w+|thermometers?|"
    r"forecasts?|ovens?|fevers?|climate)\b",
    re.IGNORECASE,
)
# Who writes of the United States means its degrees; tons are of any kind there too.
_AT_HOME = re.compile(r"\b(?:U\.S\.|US|USA|United States|Americans?|[CEMP][DS]T)\b")
# The peso has the dollar's sign.
_DOLLARS_OF_OTHERS = frozenset(
    "AUD CAD NZD HKD SGD TWD JMD BBD FJD NAD TTD BSD peso MXN ARS CLP COP UYU DOP".split()
)


def b03_unit_ambiguous(passage: Passage) -> Iterator[Pitfall]:
    """Yield the first figure of the article in each unit that may be one of several."""
    asked = _asked(passage.reading)
    for quantity in passage.quantities:
        if quantity.span.start in asked:
            yield Pitfall(f"{quantity.text}: {asked[quantity.span.start]}", (quantity,))


@lru_cache(maxsize=2)
def _asked(reading: Reading) -> dict[int, str]:
    """Return what to ask, by the offset of the first figure in each unclear unit of an article."""
    units = {q.unit for passage in reading.passages for q in passage.quantities}
    at_home = _AT_HOME.search(reading.source.article.reading_text)
    asks = (
        ("short, long or metric tons?", _is_ton, "tonne" not in units),
        (
            "Celsius or Fahrenheit?",
            _is_degree,
            not at_home and units.isdisjoint({"celsius", "fahrenheit"}),
        ),
        (
            "whose dollars? The article names others too",
            _is_dollar,
            not units.isdisjoint(_DOLLARS_OF_OTHERS),
        ),
    )
    asked: dict[int, str] = {}
    for question, is_unclear, is_open in asks:
        unclear = (
            quantity.span.start
            for passage in (reading.passages if is_open else ())
            for quantity in passage.quantities
            if is_unclear(passage, quantity)
        )
        if (first := next(unclear, None)) is not None:
            asked[first] = question
    return asked


def _is_ton(_: Passage, quantity: Quantity) -> bool:
    """Return whether tons are given without their kind, and not "about 400" or "a 40-ton crane"."""
    bare = quantity.unit == "ton" and quantity.unit_text in {"ton", "tons"}
    # Kinds of ton lie a tenth apart: within what "about" allows.
    return bare and quantity.modifier not in SOFT and "-" not in quantity.text


def _is_degree(passage: Passage, quantity: Quantity) -> bool:
    return quantity.unit == "degree" and bool(_WARMTH.search(passage.text))


def _is_dollar(passage: Passage, quantity: Quantity) -> bool:
    """Return whether dollars are given without a country; a conversion explains itself."""
    named = "US" in quantity.text or "U.S." in quantity.text
    converted = passage.before(quantity).rstrip().endswith("(")
    return quantity.unit == "USD" and not named and not converted


# --- ranges ---

_KINDS = {
    QuantityKind.COUNT,
    QuantityKind.PERCENT,
    QuantityKind.MONEY,
    QuantityKind.MEASURE,
    QuantityKind.DURATION,
    QuantityKind.TEMPERATURE,
    QuantityKind.AGE,
}
_DASHED = {QuantityKind.MEASURE, QuantityKind.DURATION}
"""Of counts and percentages "58-33" is a vote or a score, of money often two sides."""
_BETWEEN = frozenset({"between"})
_HOURS = 24


def a12_inverted_range(passage: Passage) -> Iterator[Pitfall]:
    """Yield each range that begins with its larger end: between 90 and 30."""
    inverted = [
        (one, other)
        for one, other in pairwise(passage.all_quantities)
        if _is_larger(one, other) and _is_range(passage, one, other)
    ]
    for one, other in inverted if len(inverted) == 1 else ():  # several are a scale that goes down
        message = f"the range from {one.text} to {other.text} begins with its larger end"
        yield Pitfall(message, (one, other), f"{one.text} > {other.text}")


def _is_larger(one: Quantity, other: Quantity) -> bool:
    """Return whether the first of two amounts is the larger, its unit said or not."""
    kinds = {one.kind, other.kind}
    if one.value is None or not other.value or other.value <= 1 or not kinds <= _KINDS:
        return False
    if one.kind is QuantityKind.AGE and other.kind is QuantityKind.COUNT:  # aged 65 to 18
        return one.value > other.value
    bare = one.kind is QuantityKind.COUNT and one.unit is None
    if not (bare or dimension(one) == dimension(other)):
        return False
    return one.value * factor(other if bare else one) > other.value * factor(other)


def _is_range(passage: Passage, one: Quantity, other: Quantity) -> bool:
    frame, words = passage.frame(one), passage.between(one, other).strip()
    if frame is None or frame.role is Role.DIFFERENCE:  # the difference between 90 and 30
        return False
    if passage.is_led_by(one, _BETWEEN) and "and" in words.split():
        return not _may_be_hours(one, other)
    if words == "to" and frame.left[:1] == ("from",):
        return "".join(frame.left[1:2]).startswith(("rang", "var", "any"))
    # What goes down is told from its larger end: cut from 30 to 20 minutes.
    return words in {"to", "-", "–"} and other.kind in _DASHED and not frame.way


def _may_be_hours(one: Quantity, other: Quantity) -> bool:
    """Return whether the two may be hours: open between 9 and 5."""
    bare = one.kind is other.kind is QuantityKind.COUNT and not other.noun
    return bare and (one.value or 0) <= _HOURS


CHECKS = (
    Check(
        "B02",
        "times-more",
        "“Three times more” is read as three times or as four; “times less” has no clear meaning.",
        fires="The port handles three times more boats than in 2010.",
        silent="The port handles three times as many boats as in 2010.",
        settles="Both figures; then write “three times as many”.",
        find=b02_times_more,
        alerts=True,
    ),
    Check(
        "B15",
        "false-precision",
        "A hedge stands with a figure that is exact to the last digit.",
        fires="About 1,234,567 people live there.",
        silent="About 1.2 million people live there.",
        settles="The figure as the source has it: rounded with the hedge, or exact without.",
        find=b15_false_precision,
        alerts=True,
    ),
    Check(
        "B03",
        "unit-ambiguous",
        "The unit may be one of several: tons, degrees, dollars.",
        fires="The barge lost 400 tons of coal.",
        silent="The barge lost 400 metric tons of coal.",
        settles="The unit that the source uses, written out.",
        find=b03_unit_ambiguous,
        alerts=True,
    ),
    Check(
        "A12",
        "inverted-range",
        "A range begins with its larger end.",
        fires="Between 90 and 30 people came.",
        silent="Between 30 and 90 people came.",
        settles="The two ends in the source: one may be mistyped.",
        find=a12_inverted_range,
    ),
)
