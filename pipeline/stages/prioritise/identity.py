"""Identity: ids that tell a row, and a figure, again in another run, version or article."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from pipeline.numbers.reconcile.dimensions import dimension, factor
from pipeline.stages.prioritise.figure import Figure
from pipeline.text.words import content_stems
from schemas import Article, Measure, digest


def row_id(article: Article, figure: Figure) -> str:
    """Return the id of a figure at its place in an article: the same text gives the same id."""
    span = figure.main.span
    return "r" + digest(article.article_id, span.start, span.end, *_value(figure))


def group_ids(figures: Sequence[Figure], measures: Sequence[Measure]) -> tuple[str, ...]:
    """Return for each figure, with what it measures, the id that follows from its value and what it is of alone.

    Hedges and spellings do not count: "nearly 480" is 480, 1.5 km are 1,500 metres. Where two figures of
    an article cannot be told apart by that, their order does, so that no two have one id.
    """
    met: Counter[tuple[object, ...]] = Counter()
    ids = []
    for figure, measure in zip(figures, measures, strict=True):
        key = (*_value(figure), *_what(figure, measure))
        met[key] += 1
        again = (met[key],) if met[key] > 1 else ()
        ids.append("g" + digest(*key, *again))
    return tuple(ids)


def _value(figure: Figure) -> tuple[object, ...]:
    quantity = figure.quantity
    values = (quantity.low, quantity.high, quantity.whole)
    return (
        quantity.kind,
        dimension(quantity),
        quantity.per,
        *(_base(v, factor(quantity)) for v in values),
    )


def _base(value: Decimal | None, unit: Decimal) -> Decimal | None:
    """Return a value in the base unit of its dimension, written the same however it was given."""
    return None if value is None else (value * unit).normalize()


def _what(figure: Figure, measure: Measure) -> tuple[str, ...]:
    """Return the stems of what is measured, in any order."""
    words = (figure.quantity.noun or "", measure.measure or "")
    return tuple(sorted({stem for each in words for stem in content_stems(each)}))
