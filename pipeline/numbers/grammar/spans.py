"""One of a unit, told by an article: "what it makes in a year", "a mile and a half".

::

    span = ("in" | "within" | …) ("a" | "the" "past") time unit | "a" unit "and" "a" "half"
         | "a" time unit ("later" | "before" | "after" | …)
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading, read_value
from pipeline.numbers.grammar.tokens import Tokens
from pipeline.numbers.grammar.units import read_unit
from schemas import QuantityKind

_BEFORE_A_SPAN = set(
    "in within for over about nearly almost under than least take takes took roughly around after "
    "spend spends spent spending last lasts lasted lasting serve serves served serving".split()
)
_AMOUNTS = {*lexicon.UNITS, *lexicon.CURRENCY_WORDS, *lexicon.MAGNITUDES, "percent", "%"}
PASSED = {"past", "last", "next", "coming"}
_BEFORE_TO = set("up close closer next sentenced reduced cut limited extended shortened".split())
# Behind these "a week" is how far apart two events are.
_APART = {"later", "before", "after"}
_BEFORE_A_MOMENT = {"than", "from", "with", "of", "on", "to"}  # "lower than a year before"
_AFTER_A_MOMENT = {"ago", "earlier", "later", "before", "after", "on", "old"}


def read_article_span(tokens: Tokens, at: int) -> Reading | None:
    """Read "a year" or "the past decade" as one of it, where a preposition makes it a time."""
    past = tokens[at].lower in PASSED and tokens[at - 1].lower == "the"
    unit = lexicon.UNITS.get(tokens[at + 1].lower)
    if not (past or tokens[at].lower in {"a", "an"}) or unit is None or tokens.may_be_name(at + 1):
        return None
    if tokens.lowers(at + 2, 3) == ("and", "a", "half"):
        return _and_a_half(tokens, at)
    length = unit.dimension in lexicon.DURATIONS and not tokens[at + 1].lower.endswith("s")
    if not length or not _is_length(tokens, at, at - past - 1, unit.name):
        return None
    return _span_of(at - past, at + 2, at + 1, Decimal(1), unit.name)


def _is_length(tokens: Tokens, at: int, before_at: int, unit: str) -> bool:
    """Return whether the words around "a week" make it a length of time and no rate."""
    before, after = tokens[before_at], tokens[at + 2]
    # A decade or a century is a length of time wherever it stands: "after a decade in prison".
    if unit in {"decade", "century"}:
        return True
    # "for a second one" is no length of time; "a year ago" is a moment.
    if unit == "second" and after.kind == "word":
        return False
    if after.lower in _AFTER_A_MOMENT:
        return after.lower in _APART and _sets_apart(tokens, before_at, at + 2)
    led = before.lower in _BEFORE_A_SPAN
    return led or (before.lower == "to" and tokens[before_at - 1].lower in _BEFORE_TO)


def _sets_apart(tokens: Tokens, before_at: int, at: int) -> bool:
    """Return whether "a week" and the word at a token tell how far apart two events are."""
    if tokens[before_at].kind == "numeral" or tokens[before_at].lower in _AMOUNTS:
        return False  # so much a week: "640 euros a week after tax"
    compared = tokens[before_at].lower in _BEFORE_A_MOMENT
    if tokens[before_at - 1].lower in {"more", "less"}:
        compared = False  # "less than a week before he left"
    goes_on = tokens[at].lower == "later" or tokens[at + 1].kind in {"word", "numeral"}
    return goes_on and not compared


def _and_a_half(tokens: Tokens, at: int) -> Reading | None:
    """Read "a mile and a half" as one and a half of it."""
    unit = read_unit(tokens, at + 1)
    if unit is None or unit.end != at + 2:
        return None
    return _span_of(at, at + 5, at + 5, Decimal("1.5"), unit.name)._replace(kind=unit.kind)


def _span_of(at: int, end: int, number_end: int, length: Decimal, unit: str) -> Reading:
    return read_value(QuantityKind.DURATION, at, end, length, unit=unit)._replace(
        number_end=number_end
    )
