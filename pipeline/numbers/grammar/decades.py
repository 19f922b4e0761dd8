"""Digits with a plural s: people of an age, a temperature in the 60s, an aircraft.

::

    age    = owner ("early" | "mid" | "late")? tens "s"       in her mid-40s: from 40 to 49
           | ("over" | "under") "-"? digits "s"               over-65s
    range  = ("high" | "low" | "mid")? tens "s"               in the mid-60s: from 60 to 69
    name   = three digits "s"                                 747s
"""

from decimal import Decimal

from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import Tokens
from schemas import QuantityKind

_OWNERS = set("his her their my your our".split())
_POSSESSIVES = ("'s", "’s")
_BOUNDS = {"over", "under"}
_OWNER_REACH = 4  # tokens: "her", "mid", "-", "40"


def read_plural_digits(tokens: Tokens, at: int) -> Reading | None:
    """Return what digits with an s glued to them stand for, or None."""
    letter = tokens[at + 1]
    if letter.text != "s" or not letter.glued or not tokens.is_number(at):
        return None
    digits = tokens[at].text
    if len(digits) != 2:
        return Reading(QuantityKind.IDENTIFIER, at, at + 2, at, at + 2, checkable=False)
    if _BOUNDS & {tokens[at - 1].lower, tokens[at - 2].lower}:
        return _of_years(at, Decimal(digits), Decimal(digits))
    if digits[1] != "0":
        return None
    low = Decimal(digits)
    owners = [tokens[index].lower for index in range(at - _OWNER_REACH, at)]
    if any(word in _OWNERS or word.endswith(_POSSESSIVES) for word in owners):
        return _of_years(at, low, low + 9)
    return Reading(
        QuantityKind.RANGE, at, at + 2, at, at + 2, low=low, high=low + 9, step=Decimal(1)
    )


def _of_years(at: int, low: Decimal, high: Decimal) -> Reading:
    return Reading(
        QuantityKind.AGE, at, at + 2, at, at + 1, low=low, high=high, step=Decimal(1), unit="year"
    )
