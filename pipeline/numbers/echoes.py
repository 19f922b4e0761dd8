"""Echoes: what a number leaves unsaid because the number before it has said it.

::

    conversion = quantity "(" quantity ("/" quantity)? ")"    more than 60 miles (100 km)
    ellipsis   = quantity … ("and" | "from" | "including" | "compared with" …) number
               | quantity … number "of" ("them" | "which" | "whom")
               | change … level              lost 162 points to 7,425
"""

import re

from schemas import Modifier, Part, Quantity, QuantityKind

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
_PART = re.compile(r"\s+of (?:them|which|whom)\b", re.IGNORECASE)


def complete(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities of a text with what each takes over from the one before it."""
    done: list[Quantity] = []
    for each in found:
        quantity = _elliptic(text, done, each) or each
        if done:
            quantity = _converted(text, done[-1], quantity) or quantity
            quantity = _joined(text, done[-1], quantity) or quantity
            done[-1] = _counting_next(text, done[-1], quantity) or done[-1]
        done.append(quantity)
    return tuple(done)


def _converted(text: str, before: Quantity, quantity: Quantity) -> Quantity | None:
    """Return a conversion with the hedge and the direction of what it converts, or None."""
    both = before.kind in _CONVERTED and quantity.kind in _CONVERTED
    if not both or quantity.modifier is not Modifier.NONE or before.unit == quantity.unit:
        return None
    between = text[before.span.end : quantity.span.start].strip()
    if between != "(" and not (between == "/" and "(" in text[before.span.start - 2 :][:2]):
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
    """Return a bare number with the noun that follows the next: "from 13 to 19 deaths", or None."""
    between = text[before.span.end : quantity.span.start].replace(",", " , ").split()
    bare = before.kind in _BARE and not before.unit and not before.noun
    changed = quantity.part is Part.CHANGE and between in (
        ["up"],
        ["down"],
        [",", "up"],
        [",", "down"],
    )
    if (
        not (changed or between in (["to"], ["or"], ["and"]))
        or not bare
        or quantity.kind not in _BARE
    ):
        return None
    return before.model_copy(update={"noun": quantity.noun}) if quantity.noun else None


def _elliptic(text: str, done: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return a bare number with the noun, or the unit, of the number that it goes with, or None."""
    if quantity.kind not in _BARE or quantity.unit or quantity.noun or not done:
        return None
    lead = text[done[-1].span.end : quantity.span.start]
    starts_change = text[quantity.span.end :].lstrip()[:3] == "to "
    if _SENTENCE_END.search(lead) or starts_change:
        return None
    last = done[-1]
    if lead.split() == ["and"] and not (last.noun or last.unit):
        return None  # "boys of 12 and 13"
    if _COMPARED.search(lead):
        return _like(quantity, last)
    if quantity.part is Part.LEVEL:
        changed = [each for each in done if each.part is Part.CHANGE and _counts(each)]
        return _like(quantity, changed[-1] if changed else None)
    if _LISTED.search(lead) or _PART.match(text, quantity.span.end):
        return _like(quantity, _last_counted(text, done, quantity))
    return None


def _counts(quantity: Quantity) -> bool:
    return bool(quantity.noun or quantity.unit) and quantity.kind in {*_COUNTED, *_CONVERTED}


def _last_counted(text: str, done: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return the last number of the sentence that says what it counts."""
    for before in reversed(done):
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
    if before.kind in {QuantityKind.MEASURE, QuantityKind.DURATION}:
        taken = {"kind": before.kind, "unit": before.unit, "per": before.per}
        return quantity.model_copy(update=taken)
    return None
