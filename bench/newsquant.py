"""Our reading in the form of the NewsQuant scorer: which kinds it annotates, and how it writes them.

`extract(text)` returns dictionaries with value, unit, modifier, start, end, kind. The policy is the
data's, not ours: a change "from 75 to 45" is one range, a share is a fraction of "%", "up" or
"down" takes the place of a bound, dates and names are not annotated.
"""

import re
from itertools import pairwise

from pipeline import find_quantities
from pipeline.numbers import lexicon
from schemas import Modifier, Part, Quantity, QuantityKind

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
# Nouns that name a change, and comparisons: "a 5% rise" is 5%, while "rose 5%" is up.
_CHANGES = set(
    "increase rise drop fall gain cut decline growth jump decrease boost hike surge slump "
    "more less fewer above below higher lower".split()
)
# "Just under 300 hp (224 kW)" is below 300 and below 224; "nearly 300" is about 300.
_UNDER = re.compile(
    r"\b(?:(?:just|slightly|a little|little) (?:under|below|less than)|shy of|short of)\b"
    r"(?!.*\b(?:nearly|almost)\b)",
    re.IGNORECASE | re.DOTALL,
)
_PENCE = {"p", "pence", "penny"}  # a unit of their own in the data
# "$70 a barrel" and "km/h" are units of the data; "lost annually", "every year" are none.
_RATE = re.compile(r"(?:^|\s|-)(?:per|an?|each)(?:\s|-)|/")
_RATE_REACH = 60
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
    if quantity.modifier is Modifier.JUST_UNDER and _UNDER.search(text[: quantity.number.start]):
        return "<"
    if quantity.modifier not in {Modifier.NONE, Modifier.EXACTLY}:
        return _SIGNS[quantity.modifier]
    return quantity.direction.value if quantity.direction and _moved(text, quantity) else "="


def _moved(text: str, quantity: Quantity) -> bool:
    """Return whether the data marks the way: of a change that a verb states, and where it led to."""
    before = text[: quantity.span.start].lower().split()[-2:]
    behind = re.split(r"[^a-z]+", text[quantity.span.end :].lower().lstrip(" -"), maxsplit=1)[0]
    if quantity.part is Part.LEVEL:
        return before[-1:] == ["to"] and before[0] in {*lexicon.UP, *lexicon.DOWN}
    return quantity.part is Part.CHANGE and before[-1:] != ["of"] and behind not in _CHANGES


def _row(text: str, quantity: Quantity) -> Row:
    words = quantity.kind is QuantityKind.MULTIPLIER and not any(c.isdigit() for c in quantity.text)
    return {
        "value": _value(quantity),
        "unit": _unit(text, quantity),
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


def _unit(text: str, quantity: Quantity) -> str | None:
    if quantity.kind in {QuantityKind.FRACTION, QuantityKind.RATIO}:
        return "%" if quantity.noun is None else f"% {quantity.noun}"
    unit = quantity.unit or quantity.noun
    if quantity.unit_text in _PENCE:
        unit = quantity.unit_text
    if quantity.kind is QuantityKind.AGE:
        unit = f"{quantity.unit or 'year'} of age"
    if unit and quantity.per and _RATE.search(text[quantity.number.end :][:_RATE_REACH]):
        unit = f"{unit} per {quantity.per}"
    return unit and unit.replace("_", " ")
