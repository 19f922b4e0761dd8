"""Phrases: a unit or a currency spelled in several words, and what is read of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from pipeline.numbers.grammar.tokens import Tokens
from schemas import QuantityKind

_T = TypeVar("_T")
DASHES = {"-", "–", "—", "‑", "−"}
_DIVIDERS = {*DASHES, "/", "⋅", "·"}


class UnitRead(NamedTuple):
    """A unit behind a numeral: `factor` is 0.01 for pence; `end` is the token after it."""

    kind: QuantityKind
    name: str
    end: int
    factor: Decimal = Decimal(1)


def find_longest(
    tokens: Tokens, at: int, phrases: Sequence[tuple[tuple[str, ...], _T]]
) -> tuple[_T, int] | None:
    """Return what the first of the phrases that stands here means, and the token after it."""
    for words, meaning in phrases:
        end = at + 1
        for word in words[1:]:
            end += _joins(tokens, end)
            if tokens[end].lower != word or (not word[0].isalpha() and not tokens[end].glued):
                break
            end += 1
        else:
            return meaning, end
    return None


def _joins(tokens: Tokens, at: int) -> bool:
    """Return whether a sign stands between the words of one unit: kilowatt-hour, km/h, sq. ft."""
    sign, after = tokens[at], tokens[at + 1]
    dotted = sign.text == "." and tokens[at - 1].lower in {"sq", "cu", "fl"}
    return sign.glued and (dotted or (after.glued and sign.text in _DIVIDERS))
