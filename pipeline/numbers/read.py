"""Reading quantities: tokens are tried against the rules from left to right; the first one wins."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.grammar.ages import as_age
from pipeline.numbers.grammar.dates import read_date
from pipeline.numbers.grammar.directions import read_direction, read_part
from pipeline.numbers.grammar.echoes import complete, with_times
from pipeline.numbers.grammar.modifiers import read_modifier
from pipeline.numbers.grammar.multipliers import read_multiplier, read_occasions
from pipeline.numbers.grammar.names import read_name
from pipeline.numbers.grammar.nouns import read_noun
from pipeline.numbers.grammar.ranges import read_amount
from pipeline.numbers.grammar.rates import read_rate, speed_of
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.relative import read_relative, with_year
from pipeline.numbers.grammar.shares import read_share
from pipeline.numbers.grammar.starts import may_begin, may_hold
from pipeline.numbers.grammar.tokens import Tokens
from pipeline.text.remembered import remembered
from schemas import Direction, Part, Quantity, QuantityKind, TextSpan

# Dates before names, so that "May 5" is no model number; names before amounts, so that the 35 of
# "F-35" counts nothing; shares before amounts, so that "22 of 32" is one quantity.
_RULES = (read_date, read_name, read_share, read_multiplier, read_occasions, read_amount)
_SHORT = 1000  # characters; longer than nearly all sentences


def find_quantities(text: str, published: date | None = None) -> tuple[Quantity, ...]:
    """Return every quantity of an English text in order, with exact offsets into it.

    Dates, years, clock times, ordinals and names such as F-35 are among them, marked
    `checkable=False`, so that whoever counts can say why a number was set aside. With the day of
    publication "yesterday", "last year" and "in March" are dates as well; without it they are left
    unread. The time taken grows linearly with the length of the text. Never raises.
    """
    return _read_short(text, published) if len(text) <= _SHORT else _read_all(text, published)


@remembered
def _read_short(text: str, published: date | None) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence; the pipeline asks about each several times."""
    return _read_all(text, published)


def _read_all(text: str, published: date | None) -> tuple[Quantity, ...]:
    if not may_hold(text):
        return ()
    tokens = Tokens(text)
    found: list[Quantity] = []
    at = 0
    while at < tokens.length:
        starts = may_begin(tokens, at, dated=published is not None)
        reading = _read(tokens, at, published) if starts else None
        if reading is None:
            at += 1
            continue
        reading = as_age(tokens, reading)
        if tokens[reading.start - 1].lower == "per":  # of "12 per 100,000", which no 100,000 are
            reading = reading._replace(checkable=False)
        found.append(_quantity(tokens, reading))
        at = reading.end
    return with_times(text, complete(text, found))


def _read(tokens: Tokens, at: int, published: date | None) -> Reading | None:
    found = read_relative(tokens, at, published) if published else None
    if found is None:
        for rule in _RULES:  # no generator: it would be made for each token
            if (found := rule(tokens, at)) is not None:
                break
    return with_year(found, tokens, published) if found and published else found


def _quantity(tokens: Tokens, reading: Reading) -> Quantity:
    modifier, start, end = read_modifier(tokens, reading)
    measured = reading.kind is not QuantityKind.IDENTIFIER and reading.date is None
    around = _around(tokens, reading, start, end) if measured else _NOTHING
    span = _span(tokens, start, end)
    bare = (start, end) == (reading.number_start, reading.number_end)
    number = span if bare else _span(tokens, reading.number_start, reading.number_end)
    behind = tokens.text[number.end : tokens[reading.end - 1].end].strip(" -–‑")
    low = _tidy(reading.low)
    return Quantity(
        text=tokens.text[span.start : span.end],
        span=span,
        number=number,
        kind=reading.kind,
        low=low,
        high=low if reading.high is reading.low else _tidy(reading.high),
        whole=_tidy(reading.whole),
        step=_tidy(reading.step),
        unit=around.speed or reading.unit,
        unit_text=behind or None,
        modifier=modifier,
        direction=around.direction,
        part=around.part,
        noun=around.noun,
        per=None if around.speed else around.per,
        date=reading.date,
        checkable=reading.checkable,
    )


def _span(tokens: Tokens, start: int, end: int) -> TextSpan:
    return TextSpan(start=tokens[start].start, end=tokens[end - 1].end)


class _Around(NamedTuple):
    """What the words around an amount say of it."""

    noun: str | None = None
    per: str | None = None
    speed: str | None = None
    direction: Direction | None = None
    part: Part | None = None


_NOTHING = _Around()


def _around(tokens: Tokens, reading: Reading, start: int, end: int) -> _Around:
    per, after = read_rate(tokens, reading, end)
    noun, after_noun = read_noun(tokens, reading, after)
    if per is None and after_noun != end:
        per = read_rate(tokens, reading, after_noun)[0]
    way = read_direction(tokens, reading)
    part = read_part(tokens, reading, start, way)
    return _Around(noun, per, speed_of(reading.unit, per), way, part)


def _tidy(value: Decimal | None) -> Decimal | None:
    """Return the value without trailing zeros or exponent, so that equal values print alike."""
    return None if value is None else Decimal(f"{value.normalize():f}")
