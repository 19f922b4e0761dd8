"""Ranks in words: third, twenty-first, two hundredth; set aside from the quantities to verify.

::

    rank = ordinal-words, but not the second that is one of sixty, nor "at first"
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.number_words import read_ordinal_words
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import HYPHENS, Tokens
from schemas import QuantityKind


def read_ordinal(tokens: Tokens, at: int) -> Reading | None:
    """Read a rank in words: "third", "twenty-first"; not the second that is a length of time."""
    found = read_ordinal_words(tokens, at)
    if found is None or (tokens[at].lower == "second" and _is_time(tokens, at)):
        return None
    value, end = found
    if tokens.lowers(at - 1, 2) == ("at", "first"):
        return None
    return Reading(
        QuantityKind.ORDINAL, at, end, at, end,
        low=value, high=value, step=Decimal(1), checkable=False,
    )  # fmt: skip


def _is_time(tokens: Tokens, at: int) -> bool:
    """Return whether "second" is one of sixty: per second, a split second, 30 metres a second."""
    before, after = tokens[at - 1].lower, tokens[at + 1]
    ranked = after.text in HYPHENS or (after.kind == "word" and after.lower not in lexicon.STOPS)
    return before in {"per", "split", "each", "every"} or (before == "a" and not ranked)
