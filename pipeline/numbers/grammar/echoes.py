"""Echoes: what a number leaves unsaid because a number beside it says it.

::

    conversion = quantity "(" quantity ("/" quantity)? ")"    more than 60 miles (100 km)
    ellipsis   = quantity … ("and" | "from" | "including" | "compared with" …) number
               | quantity … number "of" ("them" | "which" | "whom")
               | change … level              lost 162 points to 7,425
               | age ("and" | "or" | "not" …) number      aged 20 and 23
    time       = ("since" | "in" | "over" | "by" …) ("the"? "past")? (year | date | length of time)
"""

import re
from collections.abc import Sequence

from schemas import Modifier, Part, Quantity, QuantityKind

_REACH = 8  # numbers back: more stand in a list or a table, which says its nouns each time
_SENTENCE_END = re.compile(r"[.!?;:]\s|\n\s*\n")
_CONVERTED = {
    QuantityKind.MEASURE, QuantityKind.MONEY, QuantityKind.TEMPERATURE, QuantityKind.RANGE,
    QuantityKind.DURATION,
}  # fmt: skip
_BARE = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE}
_COUNTED = {*_BARE, QuantityKind.RATIO}
# Before a number that counts the same as the one before: "19 people were killed and 140 wounded".
_LISTED = re.compile(r"\b(?:and|including)\s+$", re.IGNORECASE)
# Before a number that is compared with the one before: "120,000 visitors, compared with 84,000".
_COMPARED = re.compile(r"\b(?:from|against|versus|compared (?:with|to))\s+$", re.IGNORECASE)
_STARTS_CHANGE = re.compile(r"\s+to\s")
_LINKS = (["to"], ["or"], ["and"], ["of"], [",", "and"], [",", "or"])
# Between an age and one more.
_NEXT_AGE = re.compile(r"\s*(?:,\s*(?:(?:and|or|not)\s+)?|(?:and|or|to)\s+)")
_OLDEST = 120
_PART = re.compile(r"\s+of (?:them|which|whom)\b", re.IGNORECASE)


def complete(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities of a text with what each takes over from the ones beside it."""
    done: list[Quantity] = []
    for each in found:
        quantity = _elliptic(text, done, each) or each
        if done:
            quantity = _converted(text, done[-1], quantity) or quantity
            quantity = _joined(text, done[-1], quantity) or quantity
        done.append(quantity)
    for at in range(len(done) - 2, -1, -1):
        done[at] = _counting_next(text, done[at], done[at + 1]) or done[at]
    return tuple(done)


def _converted(text: str, before: Quantity, quantity: Quantity) -> Quantity | None:
    """Return a conversion with the hedge and the direction of what it converts, or None."""
    both = before.kind in _CONVERTED and quantity.kind in _CONVERTED
    if not both or quantity.modifier is not Modifier.NONE or before.unit == quantity.unit:
        return None
    between = text[before.span.end : quantity.span.start].strip()
    second = between == "/" and "(" in text[max(0, before.span.start - 2) : before.span.start]
    if between != "(" and not second:
        return None
    update = {
        "modifier": before.modifier,
        "direction": quantity.direction or before.direction,
        "part": quantity.part or before.part,
    }
    return quantity.model_copy(update=update)


def _joined(text: str, before: Quantity, quantity: Quantity) -> Quantity | None:
    """Return the second of two changes that share a verb, "fell 19.5% and 5.6%", or None."""
    between = text[before.span.end : quantity.span.start].split()
    same = before.kind is quantity.kind and before.part is Part.CHANGE and quantity.part is None
    if between != ["and"] or not same or quantity.direction:
        return None
    return quantity.model_copy(update={"direction": before.direction, "part": before.part})


def _counting_next(text: str, before: Quantity, quantity: Quantity) -> Quantity | None:
    """Return a bare number with the noun that follows the next, or None.

    "From 13 to 19 deaths", "412 of some 480 drones", "closed at 16,369, up 58 points".
    """
    bare = before.kind in _BARE and not before.unit and not before.noun
    if not bare or not quantity.noun or quantity.kind not in _BARE:
        return None
    between = text[before.span.end : quantity.span.start].replace(",", " , ").split()
    moved = quantity.part is Part.CHANGE and between[-1:] in (["up"], ["down"])
    if (moved and between[:-1] in ([], [","])) or between in _LINKS:
        return before.model_copy(update={"noun": quantity.noun})
    return None


def _elliptic(text: str, done: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return a bare number with the noun, or the unit, of the number that it goes with, or None."""
    if quantity.kind not in _BARE or quantity.unit or quantity.noun or not done:
        return None
    lead = text[done[-1].span.end : quantity.span.start]
    end = quantity.span.end
    goes_on = text[end : end + 1] in {"-", "–"} or _STARTS_CHANGE.match(text, end)
    if _SENTENCE_END.search(lead) or goes_on:
        return None
    last = done[-1]
    if last.kind is QuantityKind.AGE and _NEXT_AGE.fullmatch(lead):
        return _like(quantity, last) if (quantity.high or _OLDEST) < _OLDEST else None
    if lead.split() == ["and"] and not (last.noun or last.unit):
        return None  # "boys of 12 and 13"
    if _COMPARED.search(lead):
        return _like(quantity, last)
    if quantity.part is Part.LEVEL:
        changed = [each for each in done[-_REACH:] if each.part is Part.CHANGE and _counts(each)]
        return _like(quantity, changed[-1] if changed else None)
    if _LISTED.search(lead) or _PART.match(text, quantity.span.end):
        return _like(quantity, _last_counted(text, done, quantity))
    return None


def _counts(quantity: Quantity) -> bool:
    return bool(quantity.noun or quantity.unit) and quantity.kind in {*_COUNTED, *_CONVERTED}


def _last_counted(text: str, done: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return the last number of the sentence that says what it counts."""
    for before in reversed(done[-_REACH:]):
        if _SENTENCE_END.search(text, before.span.end, quantity.span.start):
            return None
        if before.kind in _COUNTED and before.noun:
            return before
    return None


def _like(quantity: Quantity, before: Quantity | None) -> Quantity | None:
    if before is None:
        return None
    if before.kind in _COUNTED and before.noun and not before.unit:
        return quantity.model_copy(update={"noun": before.noun})
    if before.kind in {QuantityKind.MEASURE, QuantityKind.DURATION, QuantityKind.AGE}:
        taken = {"kind": before.kind, "unit": before.unit, "per": before.per}
        return quantity.model_copy(update=taken)
    return None


_TIME_REACH = 60  # characters from the number to the time
_TIME_LINK = re.compile(
    r"[^.;:()]*?\b((?:since|in|over|during|for|by|until|through|within|between)"
    r"(?:\s+(?:the|early|mid|late|about|around|nearly))*\s+(?:(?:past|last|next|first)\s+)?)$",
    re.IGNORECASE,
)
_TIMES = {QuantityKind.YEAR, QuantityKind.DATE, QuantityKind.DURATION}


def with_times(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities, each measured one with the words for its time: "since 2016".

    Only the next quantity behind a number can be its time; what lies further off is another's.
    """
    return tuple(
        _timed(text, each, found[at + 1]) if at + 1 < len(found) else each
        for at, each in enumerate(found)
    )


def _timed(text: str, quantity: Quantity, following: Quantity) -> Quantity:
    measured = quantity.checkable and quantity.kind not in _TIMES
    if not measured or following.kind not in _TIMES:
        return quantity
    between = text[quantity.span.end : following.span.start]
    link = _TIME_LINK.fullmatch(between) if len(between) <= _TIME_REACH else None
    if link is None:
        return quantity
    start = quantity.span.end + link.start(1)
    return quantity.model_copy(update={"period": text[start : following.span.end]})
