"""Our reading in the form of the NewsQuant scorer: the kinds that it annotates, as it writes them.

`extract(text)` returns dictionaries with value, unit, modifier, start, end, kind. The policy is the
data's, not ours: a change "from 75 to 45" is one range, a share is a fraction of "%", "up" or
"down" takes the place of a bound, dates and names are not annotated.
"""

import re
from itertools import pairwise

from pipeline import find_quantities
from pipeline.numbers.grammar import lexicon
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
    "increase rise drop fall gain cut decline growth jump decrease boost hike surge slump dip "
    "slide plunge reduction spike rally climb advance gains losses "
    "more less fewer above below".split()
)
# "Just under 300 hp (224 kW)" is below 300 and below 224; "nearly 300" is about 300.
_UNDER = re.compile(
    r"\b(?:(?:just|slightly|a little|little) (?:under|below|less than)|shy of|short of)\b"
    r"(?!.*\b(?:nearly|almost)\b)",
    re.IGNORECASE | re.DOTALL,
)
# "$70 a barrel" and "km/h" are units of the data; "lost annually", "every year" are none.
_RATE = re.compile(r"(?:^|\s|-)(?:per|an?|each)(?:\s|-)|/")
_AGAIN = re.compile(r"\bof \S+ (?:\w+ )?or $")  # "an increase of 600 jobs or" 1 per cent
_COMPARED = re.compile(r"\W+(?:higher|lower) than\b")  # not "closed 3% lower", which moved
# A noun is written with its adjectives, and without the participles and adverbs before them.
_OPENING = re.compile(r"^(?:(?:\w+ly|[a-z]{2,}[^e\W]ed)\s+)+(?=\w)")
_RATE_REACH = 60
_VERBS = lexicon.UP | lexicon.DOWN
_WITHOUT_OBJECT = {"while", "as", "to", "from", "since", "in", "over", "and", "during", "after"}
_VOTES = {"voted", "vote", "passed", "approved", "rejected", "ruled"}
# The text of the data has "PS" for the pound sign and "Y=" for that of the yen.
_POUND, _YEN = re.compile(r"\bPS(?=\d)"), re.compile(r"\bY=(?=\d)")
Row = dict[str, object]


def extract(text: str) -> list[Row]:
    """Return the quantities of a sentence as the scorer wants them."""
    found = find_quantities(_restored(text))
    rows = [row for quantity in found for row in _rows(text, quantity)]
    changes = [pair for pair in pairwise(found) if _is_change(text, *pair)]
    replaced = {quantity.span.start for pair in changes for quantity in pair}
    kept = [row for row in rows if row["start"] not in replaced]
    return [*kept, *(_change(text, *pair) for pair in changes)]


def _restored(text: str) -> str:
    """Return the text with the currency signs that the data lost, every offset as before."""
    return _YEN.sub(" ¥", _POUND.sub(" £", text))


def _change(text: str, first: Quantity, second: Quantity) -> Row:
    """Return a change as the one range of the data, in the unit that either end gives."""
    unit = max(_unit(text, first) or "", _unit(text, second) or "", key=len)
    row = {"value": (_value(first), _value(second)), "modifier": "=", "unit": unit or None}
    return {**_row(text, second), **row}


def _is_change(text: str, first: Quantity, second: Quantity) -> bool:
    """Return whether two quantities are "from 75 to 45"; each "to" of a row of levels is one."""
    between = text[first.span.end : second.span.start].strip().lower()
    before = text[: first.span.start].rstrip().lower()
    single = first.value is not None and second.value is not None
    words = between.split()
    reached = words[-1:] == ["to"] and len(words) <= 4
    reached = reached or (not between and second.text.lower().startswith("up to"))
    begun = before.endswith(" from") or (before.endswith(" to") and between == "to")
    return single and reached and begun and second.unit in {first.unit, None}


def _rows(text: str, quantity: Quantity) -> list[Row]:
    """Return one row; two for the counts of "22 of the 32" and of a vote."""
    row = _row(text, quantity)
    low, high = quantity.low, quantity.whole or quantity.high
    both = _counts_two(quantity) or _is_vote(text, quantity)
    if not both or low is None or high is None:
        return [row]
    counts = {**row, "unit": quantity.noun, "kind": "count"}
    return [{**counts, "value": float(low)}, {**counts, "value": float(high)}]


def _counts_two(quantity: Quantity) -> bool:
    """Return whether a ratio counts a part of known things: 22 of the 32, not one of four."""
    words = quantity.text.lower().split()
    known = "of" in words[:-2] and "out" not in words
    return quantity.kind is QuantityKind.RATIO and known


def _is_vote(text: str, quantity: Quantity) -> bool:
    words = set(text[: quantity.span.start].lower().split()[-4:])
    return quantity.kind is QuantityKind.SCORE and bool(words & _VOTES)


def _sign(text: str, quantity: Quantity) -> str:
    """Return the modifier: a bound first, then the way that a change went."""
    if quantity.modifier is Modifier.JUST_UNDER and _UNDER.search(text[: quantity.number.start]):
        return "<"
    sign = _SIGNS[quantity.modifier]
    before = text[: quantity.span.start].lower().split()[-2:]
    if before[-1:] == ["within"] or (quantity.kind is QuantityKind.RANGE and sign in {"<", ">"}):
        sign = "="  # no bound in the data
    hedged = sign == "~" and quantity.kind is QuantityKind.PERCENT and _is_stated(before)
    if quantity.direction and (sign == "=" or hedged) and _moved(text, quantity):
        return quantity.direction.value
    return sign


def _is_stated(before: list[str]) -> bool:
    """Return whether a verb before a hedge says the change: "rose about 5%", not "up about 5%"."""
    verb = before[:1] if before[-1:] == ["by"] else before[-1:]
    return bool(set(verb) & _VERBS - {"up", "down"})


def _moved(text: str, quantity: Quantity) -> bool:
    """Return whether the data marks the direction: of a change that a verb states, or its end."""
    lead = text[: quantity.span.start].lower()
    before = lead.split()[-2:]
    behind = re.split(r"[^a-z]+", text[quantity.span.end :].lower().lstrip(" -"), maxsplit=1)[0]
    if quantity.part is Part.LEVEL:
        return before[-1:] == ["to"] and before[0] in _VERBS
    named = before[-1:] == ["of"] or behind in _CHANGES or _AGAIN.search(lead)
    times = quantity.kind is QuantityKind.MULTIPLIER and behind in {"higher", "lower"}
    named = named or times or _COMPARED.match(text, quantity.span.end)
    return quantity.part is Part.CHANGE and not named


def _row(text: str, quantity: Quantity) -> Row:
    return {
        "value": _value(quantity),
        "unit": _unit(text, quantity),
        "modifier": _sign(text, quantity),
        "start": quantity.span.start,
        "end": quantity.span.end,
        "kind": _kind(text, quantity),
    }


def _kind(text: str, quantity: Quantity) -> str:
    """Return the kind; "name" for what the data leaves out."""
    before, words = text[: quantity.span.start].rstrip().lower(), quantity.text.lower()
    article = text[quantity.number.start : quantity.number.end].lower() in {"a", "an"}
    adjective = quantity.kind is QuantityKind.COUNT and words.isalpha()
    adjective = adjective and text[quantity.span.end :][:1] == "-"  # a six-speed gearbox
    bracket = quantity.kind is QuantityKind.RANGE and before.endswith("aged")
    behind = text[quantity.span.end :].lower().split()[:1]
    doubled = quantity.kind is QuantityKind.MULTIPLIER and "doubl" in words
    doubled = doubled and not set(behind) & _WITHOUT_OBJECT  # "doubled the sales"
    occasions = quantity.kind is QuantityKind.COUNT and words == "twice"
    if article or adjective or bracket or doubled or occasions:
        return "name"
    return _NOT_ANNOTATED.get(quantity.kind, quantity.kind.value)


def _value(quantity: Quantity) -> float | tuple[float, float] | None:
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return None
    if _in_pence(quantity):
        low, high = low * 100, high * 100
    if _in_feet(quantity):
        low, high = low / 12, high / 12
    if quantity.whole:
        return float(low / quantity.whole)
    return float(low) if low == high else (float(low), float(high))


def _unit(text: str, quantity: Quantity) -> str | None:
    noun = quantity.noun and _OPENING.sub("", quantity.noun.replace(" and ", " "))
    if quantity.kind in {QuantityKind.FRACTION, QuantityKind.RATIO}:
        return "%" if noun is None else f"% {noun}"
    unit = quantity.unit_text if _in_pence(quantity) else quantity.unit or noun
    unit = "foot" if _in_feet(quantity) else unit
    if quantity.kind is QuantityKind.AGE:
        unit = f"{quantity.unit or 'year'} of age"
    if unit and quantity.per and _RATE.search(text[quantity.number.end :][:_RATE_REACH]):
        unit = f"{unit} per {quantity.per}"
    return unit and unit.replace("_", " ")


def _in_pence(quantity: Quantity) -> bool:
    """Return whether an amount is written in pence, which the data keeps."""
    written = (quantity.unit_text or "").lower()
    return quantity.kind is QuantityKind.MONEY and written in {"p", "pence", "penny"}


def _in_feet(quantity: Quantity) -> bool:
    """Return whether a height is written in feet and inches, which the data has in feet."""
    return quantity.unit == "inch" and bool(re.search(r"\d\s?(?:ft|feet|foot)\b", quantity.text))
