"""Identity: ids that tell a row, and a figure, again in another run, version or article."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.dimensions import dimension, factor
from pipeline.stages.prioritise.figure import Figure
from pipeline.text.words import content_stems
from schemas import Article, Measure, digest


class Ids(NamedTuple):
    """The ids of one figure."""

    row_id: str
    """Of the figure at its place in the article: the same text gives the same id."""
    group_id: str
    """Of its value and what it is of alone."""


def ids_of(
    article: Article, figures: Sequence[Figure], measures: Sequence[Measure]
) -> tuple[Ids, ...]:
    """Return the ids of each figure, with what it measures.

    Hedges and spellings do not count: "nearly 480" is 480, 1.5 km are 1,500 metres. Where two figures of
    an article cannot be told apart by that, their order does, so that no two have one id.
    """
    met: Counter[tuple[object, ...]] = Counter()
    ids = []
    for figure, measure in zip(figures, measures, strict=True):
        value, span = _value(figure), figure.main.span
        key = (*value, *_what(figure, measure))
        met[key] += 1
        again = (met[key],) if met[key] > 1 else ()
        row_id = "r" + digest(article.article_id, span.start, span.end, *value)
        ids.append(Ids(row_id, "g" + digest(*key, *again)))
    return tuple(ids)


def _value(figure: Figure) -> tuple[object, ...]:
    quantity = figure.quantity
    unit = factor(quantity)
    low = _base(quantity.low, unit)
    high = low if quantity.high is quantity.low else _base(quantity.high, unit)
    return quantity.kind, dimension(quantity), quantity.per, low, high, _base(quantity.whole, unit)


def _base(value: Decimal | None, unit: Decimal) -> Decimal | None:
    """Return a value in the base unit of its dimension, written the same however it was given."""
    return None if value is None else (value * unit).normalize()


def _what(figure: Figure, measure: Measure) -> tuple[str, ...]:
    """Return the stems of what is measured, in any order."""
    words = (figure.quantity.noun or "", measure.measure or "")
    return tuple(sorted({stem for each in words for stem in content_stems(each)}))
