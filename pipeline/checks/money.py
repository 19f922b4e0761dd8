"""Checks of money: prices of other years, totals of several years, conversions without a date."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from schemas import Quantity, QuantityKind

_REAL_TERMS = re.compile(
    r"\b(?:real terms|inflation|in today[’']s (?:money|prices|dollars|pounds)|constant (?:prices|dollars)|"
    r"in \d{4} (?:dollars|prices|pounds)|purchasing power|adjust(?:ed|ing) for)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\bin (?:the year )?(?P<year>1[6-9]\d\d|20\d\d)\b", re.IGNORECASE)
_LONG_APART = 5  # years; prices move by more than a rounding in that time
_MOST_COMPARED = 12  # amounts of a sentence; a list of more is a table


def b11_nominal_money(passage: Passage) -> Iterator[Pitfall]:
    """Yield two amounts of years far apart that are set side by side without real terms."""
    dated = [(q, year) for q in passage.quantities if (year := _year_of(passage, q))]
    if len(dated) < 2 or any(_REAL_TERMS.search(each.text) for each in passage.neighbours):
        return
    for (one, early), (other, late) in combinations(dated[:_MOST_COMPARED], 2):
        apart = abs(late - early)
        if apart >= _LONG_APART and one.unit == other.unit and one.per == other.per:
            message = f"{one.text} and {other.text}, {apart} years apart: in real terms?"
            yield Pitfall(message, (one, other))
            return


def _year_of(passage: Passage, quantity: Quantity) -> int | None:
    """Return the year that an amount of money is of: "$5 in 1990", "in 1990, $5"."""
    if quantity.kind is not QuantityKind.MONEY:
        return None
    behind = _YEAR.match(passage.after(quantity, 30).lstrip())
    before = behind or _last_year(passage.before(quantity, 40))
    return int(before["year"]) if before else None


def _last_year(words: str) -> re.Match[str] | None:
    """Return the year named before an amount in its own clause, with no other number between."""
    years = list(_YEAR.finditer(words))
    if not years or re.search(r"[\d;]", words[years[-1].end() :]):
        return None
    return years[-1]


_EACH_YEAR = re.compile(
    r"\b(?:a|per|each|every|one) year\b|\bannual(?:ly|ised|ized)?\b|\byearly\b|\bper annum\b|-a-year\b",
    re.IGNORECASE,
)
_SEVERAL = Decimal(2)


def b12_multi_year_total(passage: Passage) -> Iterator[Pitfall]:
    """Yield each amount of money over several years without what it is a year."""
    for amount, years in pairwise(passage.quantities):
        several = years.kind is QuantityKind.DURATION and years.unit == "year"
        if amount.kind is not QuantityKind.MONEY or not several or (years.value or 0) < _SEVERAL:
            continue
        spread = (amount.period or "").lower().startswith(("over ", "during "))
        if spread and not _EACH_YEAR.search(passage.text):
            computed = _a_year(amount, years)
            message = f"{amount.text} over {years.text}: how much a year?"
            yield Pitfall(message, (amount,), computed)


def _a_year(amount: Quantity, years: Quantity) -> str | None:
    if amount.value is None or not years.value:
        return None
    share = round(amount.value / years.value)
    return f"{amount.value:,f} / {years.value:f} = {share:,} a year"


_BRACKET = re.compile(r"\s*[(\[]\s*(?:or |about |roughly |around |some )*$", re.IGNORECASE)
_RATE_DATED = re.compile(
    r"\b(?:exchange|conversion|current|today[’']s|(?:at|of) the) rates?\b", re.IGNORECASE
)


def b13_currency_undated(passage: Passage) -> Iterator[Pitfall]:
    """Yield each amount converted in brackets where the rate has no date."""
    for amount, converted in pairwise(passage.quantities):
        both = amount.kind in _MONEY and converted.kind in _MONEY
        if not both or not amount.unit or not converted.unit or amount.unit == converted.unit:
            continue
        bracketed = _BRACKET.fullmatch(passage.between(amount, converted))
        if bracketed and not _RATE_DATED.search(passage.text):
            yield Pitfall(f"{converted.text}: converted at the rate of which day?", (converted,))


_MONEY = {QuantityKind.MONEY, QuantityKind.RANGE}

CHECKS = (
    Check(
        "B11",
        "nominal-money",
        "Amounts of years far apart are compared as they were then, not in real terms.",
        fires="A loaf cost $1 in 1990 and $4 in 2025.",
        silent="A loaf cost $1 in 1990 and $4 in 2025, in real terms twice as much.",
        settles="A price index for both years.",
        find=b11_nominal_money,
        needs=needs(QuantityKind.MONEY, numbers=2),
    ),
    Check(
        "B12",
        "multi-year-total",
        "A total of several years is given and not what it is a year.",
        fires="The state will spend £20bn over four years.",
        silent="The state will spend £20bn over four years, £5bn a year.",
        settles="The plan by years, and what was spent before.",
        find=b12_multi_year_total,
        needs=needs(QuantityKind.MONEY, numbers=2),
    ),
    Check(
        "B13",
        "currency-undated",
        "An amount is converted and the day of the rate is not said.",
        fires="The bridge cost £20m ($25m).",
        silent="The bridge cost £20m ($25m at the exchange rate of 3 March).",
        settles="The rate of that day.",
        find=b13_currency_undated,
        needs=needs(*_MONEY, numbers=2),
    ),
)
