"""Checks of how a number is worded: "times more", and a hedge before an exact figure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from schemas import Modifier, Quantity, QuantityKind

# "He won it three times more" counts occasions: behind "more" there must be what is compared.
_COMPARED = re.compile(
    r"\s+(?P<word>(?P<less>less|fewer|lower|smaller|slower|shorter|lighter|weaker|cheaper)\b"
    r"|(?:high|great|larg|bigg|fast|long|heavi|strong|old|wid|deep|tall|hott)er\b|more\b)"
    r"(?P<rest>\s+(?!(?:in|on|at|by|before|after|since|until|last|this|next|and|but|or|to|for)\b)"
    r"[\w“\"$£€'’-]+)?",
    re.IGNORECASE,
)
_NEED_A_REST = {"more", "less", "fewer"}
_SOFT = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}
_TOO_EXACT = 4  # significant digits: "about 1,230" may be rounded, "about 1,234" is not
# Of what is told "about 1,247 patients" is no hedge.
_TOLD = re.compile(
    r"\b(?:stor(?:y|ies)|reports?|news|questions?|complaints?|data|learn\w*|know\w*|told|talk\w*|"
    r"wr[io]t\w+|ask\w*)\s+$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}$")


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
        if quantity.modifier not in _SOFT or _significant_digits(quantity) < _TOO_EXACT:
            continue
        place = quantity.text.lower().startswith("near ")  # "near 1,200 acres" is where it is
        if not place and not _TOLD.search(passage.before(quantity)):
            message = f"{quantity.text}: hedged, yet exact; which of the two is meant?"
            yield Pitfall(message, (quantity,))


def _significant_digits(quantity: Quantity) -> int:
    """Return how many significant digits a figure has; 0 for a year, and cents are not counted."""
    value = quantity.value
    year = quantity.kind is QuantityKind.COUNT and _YEAR.search(quantity.text)
    if not value or year:
        return 0
    cents = quantity.kind is QuantityKind.MONEY and quantity.step == Decimal("0.01")
    return len((value.to_integral_value() if cents else value).normalize().as_tuple().digits)


CHECKS = (
    Check(
        "B02",
        "times-more",
        "“Three times more” is read as three times or as four; “times less” has no clear meaning.",
        fires="The port handles three times more boats than in 2010.",
        silent="The port handles three times as many boats as in 2010.",
        settles="Both figures; then write “three times as many”.",
        find=b02_times_more,
        needs=needs(QuantityKind.MULTIPLIER),
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
)
