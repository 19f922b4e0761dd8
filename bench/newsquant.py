"""Our reading in the form of the NewsQuant scorer: which kinds it annotates, and how it writes them.

`extract(text)` returns dictionaries with value, unit, modifier, start, end, kind. The policy is the
data's, not ours: a change "from 75 to 45" is one range, a share is a fraction of "%", "up" or
"down" takes the place of a bound, dates and names are not annotated.
"""

from itertools import pairwise

from pipeline import find_quantities
from schemas import Modifier, Quantity, QuantityKind

_NOT_ANNOTATED = {
    QuantityKind.DATE: "date",
    QuantityKind.YEAR: "year",
    QuantityKind.TIME: "time",
    QuantityKind.ORDINAL: "ordinal",
    QuantityKind.SCORE: "score",
    QuantityKind.IDENTIFIER: "name",
}
_SIGNS = {
    Modifier.NONE: "=",
    Modifier.EXACTLY: "=",
    Modifier.APPROXIMATE: "~",
    Modifier.JUST_UNDER: "~",
    Modifier.JUST_OVER: ">",
    Modifier.AT_LEAST: ">",
    Modifier.MORE_THAN: ">",
    Modifier.AT_MOST: "<",
    Modifier.LESS_THAN: "<",
}
_CHANGES = {
    "increase",
    "rise",
    "drop",
    "fall",
    "gain",
    "cut",
    "decline",
    "growth",
    "jump",
    "decrease",
}
_PENCE = {"p", "pence", "penny"}  # a unit of their own in the data
Row = dict[str, object]


def extract(text: str) -> list[Row]:
    """Return the quantities of a sentence as the scorer wants them."""
    found = find_quantities(text)
    rows = [_row(text, quantity) for quantity in found]
    for (first, second), at in zip(pairwise(found), range(len(found)), strict=False):
        if _is_change(text, first, second):
            rows[at] = {**rows[at + 1], "value": (_value(first), _value(second))}
            rows[at + 1] = {**rows[at + 1], "kind": "name"}
    return rows


def _is_change(text: str, first: Quantity, second: Quantity) -> bool:
    """Return whether two quantities are "from 75 to 45"."""
    between = text[first.span.end : second.span.start].strip().lower()
    before = text[: first.span.start].rstrip().lower()
    single = first.value is not None and second.value is not None
    return single and between == "to" and before.endswith("from") and first.unit == second.unit


def _sign(text: str, quantity: Quantity) -> str:
    """Return the modifier: a bound first, then the way that a change went."""
    if quantity.text.lower().startswith(
        ("just under", "just below", "slightly less", "a little under")
    ):
        return "<"
    level = text[: quantity.span.start].rstrip().lower().endswith((" to", " at", " from", " of"))
    behind = text[quantity.span.end :].split()[:1]
    named = bool(behind) and behind[0].lower().strip(".,") in _CHANGES
    if quantity.modifier in {Modifier.NONE, Modifier.EXACTLY} and quantity.direction:
        return "=" if level or named else quantity.direction.value
    return _SIGNS[quantity.modifier]


def _row(text: str, quantity: Quantity) -> Row:
    words = quantity.kind is QuantityKind.MULTIPLIER and not any(c.isdigit() for c in quantity.text)
    return {
        "value": _value(quantity),
        "unit": _unit(quantity),
        "modifier": _sign(text, quantity),
        "start": quantity.span.start,
        "end": quantity.span.end,
        # "doubled" is not annotated, "sixfold" and "twice as much" are.
        "kind": "name" if words and "doubl" in quantity.text else _kind(quantity),
    }


def _kind(quantity: Quantity) -> str:
    return _NOT_ANNOTATED.get(quantity.kind, quantity.kind.value)


def _value(quantity: Quantity) -> float | tuple[float, float] | None:
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return None
    if quantity.whole:
        return float(low / quantity.whole)
    if quantity.unit_text in _PENCE:
        low, high = low * 100, high * 100
    return float(low) if low == high else (float(low), float(high))


def _unit(quantity: Quantity) -> str | None:
    if quantity.kind in {QuantityKind.FRACTION, QuantityKind.RATIO}:
        return "%" if quantity.noun is None else f"% {quantity.noun}"
    unit = quantity.unit or quantity.noun
    if quantity.unit_text in _PENCE:
        unit = quantity.unit_text
    if quantity.kind is QuantityKind.AGE:
        unit = f"{quantity.unit or 'year'} of age"
    unit = f"{unit} per {quantity.per}" if unit and quantity.per else unit
    return unit and unit.replace("_", " ")
