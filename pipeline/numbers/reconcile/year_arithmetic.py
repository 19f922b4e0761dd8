"""Years: a year that follows from another one, and the time between two."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.numbers.reconcile.derivation import Derivation, value_of, words_of
from pipeline.numbers.reconcile.dimensions import dimension, factor
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from schemas import Quantity, QuantityKind, TextSpan

_NEIGHBOUR = re.compile(r"\b(next|coming|last|previous) year\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MOST = 200  # years that are tried with each other; a chronicle has thousands
_MONTHS = Decimal(12)  # of a year


def years_from(stated: Quantity, source: Source) -> Iterator[Derivation]:
    """Yield how a stated year follows: from another year and a length of time, or "next year"."""
    wanted = year_of(stated)
    for year, one in _dated(source):
        for span in source.quantities:
            years = _years(span.quantity)
            if wanted and years and abs(wanted - year) == years:
                sign = "+" if wanted > year else "−"
                formula = f"{year:f} {sign} {words_of(span.quantity)} = {wanted:f}"
                yield Derivation(wanted, formula, (one.span, span.span))
        # Where the day of publication is known, "last year" has been read as a year already.
        text = "" if source.published else source.article.reading_text
        for phrase in _NEIGHBOUR.finditer(text):
            step = 1 if phrase[1].lower() in {"next", "coming"} else -1
            if wanted == year + step:
                formula = f"{year:f}: {phrase[0].lower()} is {wanted:f}"
                place = TextSpan(start=phrase.start(), end=phrase.end())
                yield Derivation(wanted, formula, (one.span, place))


def time_between_years(stated: Quantity, source: Source) -> Iterator[Derivation]:
    """Yield the years that lie between two years of the article: 2012 − 1981 = 31."""
    if stated.kind not in {QuantityKind.DURATION, QuantityKind.AGE} or stated.unit != "year":
        return
    for each in source.quantities[:_MOST]:
        match [Decimal(year) for year in _YEARS.findall(each.quantity.date or "")]:
            case [first, last] if last > first:  # "between 2011 and 2016"
                formula = f"{last:f} − {first:f} = {last - first:f}"
                yield Derivation((last - first) * factor(stated), formula, (each.span,))
    dated = _dated(source)
    for later, one in dated:
        for earlier, other in dated:
            if later > earlier:
                value = (later - earlier) * factor(stated)
                formula = f"{later:f} − {earlier:f} = {later - earlier:f}"
                yield Derivation(value, formula, (one.span, other.span))


def year_of(quantity: Quantity) -> Decimal | None:
    """Return the year of a date, or None."""
    start = (quantity.date or "")[:4]
    return Decimal(start) if len(start) == 4 and start.isdecimal() else None


def _dated(source: Source) -> list[tuple[Decimal, SourceQuantity]]:
    dated = ((year, each) for each in source.quantities if (year := year_of(each.quantity)))
    return list(itertools.islice(dated, _MOST))


def _years(quantity: Quantity) -> Decimal | None:
    """Return a length of time in years, or None for anything else."""
    if quantity.value is None or dimension(quantity) != "months":
        return None
    return value_of(quantity) / _MONTHS
