"""One of a unit, told by an article: "what it makes in a year", "a mile and a half".

::

    span = ("in" | "within" | …) ("a" | "the" "past") time unit | "a" unit "and" "a" "half"
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import Token, Tokens
from pipeline.numbers.grammar.units import read_unit
from schemas import QuantityKind

_BEFORE_A_SPAN = set(
    "in within for over about nearly almost under than least take takes took roughly around".split()
)
PASSED = {"past", "last", "next", "coming"}
_AMOUNTS = {
    *lexicon.UNITS, *lexicon.CURRENCY_WORDS, *lexicon.MAGNITUDES, *lexicon.SUFFIXES, "percent",
}  # fmt: skip
_AFTER_A_MOMENT = {"ago", "earlier", "later", "before", "after", "on", "old"}


def read_article_span(tokens: Tokens, at: int) -> Reading | None:
    """Read "a year" or "the past decade" as one of it, where a preposition makes it a time."""
    past = tokens[at].lower in PASSED and tokens[at - 1].lower == "the"
    unit = lexicon.UNITS.get(tokens[at + 1].lower)
    if not (past or tokens[at].lower in {"a", "an"}) or unit is None:
        return None
    if tokens.lowers(at + 2, 3) == ("and", "a", "half"):
        return _and_a_half(tokens, at)
    before, after = tokens[at - past - 1], tokens[at + 2]
    # A decade or a century is a length of time wherever it stands: "after a decade in prison".
    long = unit.name in {"decade", "century"} and not _ends_amount(before)
    if unit.dimension not in lexicon.DURATIONS or not (long or before.lower in _BEFORE_A_SPAN):
        return None
    # "for a second one" is no length of time; "a year ago" is a moment.
    if (after.lower in _AFTER_A_MOMENT and not long) or (
        unit.name == "second" and after.kind == "word"
    ):
        return None
    return _span_of(at - past, at + 2, at + 1, Decimal(1), unit.name)


def _ends_amount(token: Token) -> bool:
    """Return whether a token ends an amount, so that what follows is its rate: 640 euros a decade."""
    return token.kind == "numeral" or token.text == "%" or token.lower in _AMOUNTS


def _and_a_half(tokens: Tokens, at: int) -> Reading | None:
    """Read "a mile and a half" as one and a half of it."""
    unit = read_unit(tokens, at + 1)
    if unit is None or unit.end != at + 2:
        return None
    return _span_of(at, at + 5, at + 5, Decimal("1.5"), unit.name)._replace(kind=unit.kind)


def _span_of(at: int, end: int, number_end: int, length: Decimal, unit: str) -> Reading:
    return Reading(
        QuantityKind.DURATION, at, end, at, number_end,
        low=length, high=length, step=Decimal(1), unit=unit,
    )  # fmt: skip
