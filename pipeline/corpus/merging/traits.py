"""Traits: what of a row tells whether another article's row is the same figure."""

from decimal import Decimal

from pipeline.numbers.reconcile.dimensions import dimension, factor
from pipeline.text.words import content_stems
from schemas import Article, Quantity, Row, Traits


class TraitsOf:
    """Finds the traits of an article's rows; what all of them share is found once."""

    def __init__(self, article: Article) -> None:
        """Take the article that the rows are of."""
        self._article = article

    def __call__(self, row: Row) -> Traits:
        """Return the traits of one row."""
        stems = {each for each in content_stems(row.quote) if not each.isdecimal()}
        return Traits(value=value_of(row.quantity), stems=tuple(sorted(stems)))


def value_of(quantity: Quantity) -> str:
    """Return what is equal in two rows of one figure however it is written: 1.5 km is 1,500 m."""
    unit = factor(quantity)
    numbers = (_base(each, unit) for each in (quantity.low, quantity.high, quantity.whole))
    return " ".join((quantity.kind, dimension(quantity), quantity.per or "-", *numbers))


def _base(value: Decimal | None, unit: Decimal) -> str:
    return "-" if value is None else format((value * unit).normalize(), "f")
