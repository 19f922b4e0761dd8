"""Cues of one quantity alone: vague, bounded, foretold. They feed the score and alert nobody."""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import is_hedged
from pipeline.text.clauses import figure_kind
from schemas import ClaimKind, Modifier, Part, QuantityKind


def c01_vague_quantity(passage: Passage) -> Iterator[Pitfall]:
    """Yield each number that is not given: thousands, dozens."""
    for quantity in passage.quantities:
        if quantity.kind is QuantityKind.VAGUE:
            yield Pitfall(f"{quantity.text}: how many exactly?", (quantity,))


def c02_bound(passage: Passage) -> Iterator[Pitfall]:
    """Yield each number that is a bound or hedged: up to 500, nearly 480."""
    for quantity in passage.quantities:
        if is_hedged(quantity):
            words = quantity.modifier.replace("_", " ")
            yield Pitfall(f"{quantity.text}: {words}; what is the exact figure?", (quantity,))


def c03_projection(passage: Passage) -> Iterator[Pitfall]:
    """Yield each number that its clause foretells, plans or demands."""
    for quantity in passage.quantities:
        if quantity.part is Part.ORIGIN:
            continue  # what a plan starts from is known
        if figure_kind(passage.text, quantity.span.start - passage.offset) is ClaimKind.FORECAST:
            message = f"{quantity.text}: planned or expected; who says so, on what grounds?"
            yield Pitfall(message, (quantity,))


_ROUND = 1000
_ROUND_DIGITS = 2


def c07_round_number(passage: Passage) -> Iterator[Pitfall]:
    """Yield each large count of one or two significant digits that is not said to be rounded."""
    for quantity in passage.quantities:
        plain = quantity.modifier is Modifier.NONE and quantity.kind is QuantityKind.COUNT
        if plain and quantity.value and quantity.value >= _ROUND and _is_round(quantity.value):
            yield Pitfall(f"{quantity.text}: counted or estimated?", (quantity,))


def _is_round(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) <= _ROUND_DIGITS


CHECKS = (
    Check(
        "C01",
        "vague-quantity",
        "The number is not given: thousands, dozens.",
        fires="Thousands of trees fell.",
        silent="Two thousand trees fell.",
        settles="A count, and who counted.",
        find=c01_vague_quantity,
        needs=needs(QuantityKind.VAGUE),
    ),
    Check(
        "C02",
        "bound",
        "The number is a bound or hedged: up to 500, nearly 480.",
        fires="Up to 500 jobs were lost.",
        silent="500 jobs were lost.",
        settles="The exact figure behind the bound.",
        find=c02_bound,
    ),
    Check(
        "C03",
        "projection",
        "The sentence foretells, plans or demands: it cannot be verified as done.",
        fires="The port will employ 500 people by 2030.",
        silent="The port employed 500 people.",
        settles="Who says so, when, and on what assumptions.",
        find=c03_projection,
    ),
    Check(
        "C07",
        "round-number",
        "A large count is round and not hedged: it may be an estimate.",
        fires="10,000 people marched.",
        silent="10,230 people marched.",
        settles="Who counted, and how.",
        find=c07_round_number,
        needs=needs(QuantityKind.COUNT),
    ),
)
