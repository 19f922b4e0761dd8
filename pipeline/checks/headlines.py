"""Headlines: a number of the headline that the article under it does not bear out, and its like there.

A headline repeats a figure of the article, so one that neither stands there nor follows from it is
mistaken in one of the two. Reconciling tells it; here is found which figure was meant.
"""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.passage import Passage
from pipeline.checks.repeats import Repeat, are_near, digits_of, is_typing_error, same_digits
from pipeline.checks.rounding import may_agree
from pipeline.numbers import Source, SourceQuantity, check_text
from pipeline.numbers.reconcile.dimensions import dimension, share_noun
from schemas import Article, Quantity, QuantityKind, Role

_BODY = 400  # numbers of the article that are looked through
_KINDS = {
    QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.MEASURE, QuantityKind.DURATION,
    QuantityKind.PERCENTAGE_POINT, QuantityKind.RATIO, QuantityKind.TEMPERATURE, QuantityKind.AGE,
}  # fmt: skip
_LIKENESS = 0.35
# The article has the number, only under another bound or for another time.
_BORNE_OUT = {"bound_dropped", "bound", "range_end", "period", "period_added", "direction", "part"}


def headline_conflicts(passage: Passage) -> Iterator[Repeat]:
    """Yield each number of the headline with the one of the article that it was meant to be."""
    if passage.role is not Role.HEADLINE:
        return
    source = passage.reading.source
    body = [
        each
        for each in source.quantities[:_BODY]
        if each.sentence.role not in {Role.HEADLINE, Role.BOILERPLATE}
    ]
    said = {_value(each.quantity) for each in body}
    doubtful = [q for q in passage.quantities if q.kind in _KINDS and _value(q) not in said]
    if not doubtful or not body:
        return
    flagged = _flagged(passage, source)
    for quantity in doubtful:
        stated = source.at(quantity.span)
        if stated and flagged.get(quantity.span.start - passage.sentence.span.start):
            yield from _meant(source, stated, body)


def _value(quantity: Quantity) -> object:
    return quantity.low, quantity.high, quantity.whole, dimension(quantity)


def _flagged(passage: Passage, source: Source) -> dict[int, bool]:
    """Return where in the headline a number starts, and whether the rest of the article denies it."""
    rest = tuple(s for s in source.article.sentences if s.role is not Role.HEADLINE)
    # Built anew, for a copy would keep what the whole article has worked out of its sentences.
    whole = source.article
    below = Article(
        article_id=whole.article_id, source=whole.source, title=whole.title,
        published=whole.published, text=whole.text, markup=whole.markup, sentences=rest,
    )  # fmt: skip
    findings = check_text(passage.text, Source(below), subject="headline")
    return {
        each.quantity.span.start: each.status.flagged and each.code not in _BORNE_OUT
        for each in findings
    }


def _meant(source: Source, stated: SourceQuantity, body: list[SourceQuantity]) -> Iterator[Repeat]:
    """Yield the number of the article that a headline most likely means, if there is one."""
    one = stated.quantity
    some = [each for each in body if _is_like(source, stated, each)]
    best = max(some, key=lambda each: _fit(source, stated, each), default=None)
    if best is not None and one.low is not None:
        yield Repeat(source, stated, best)


def _is_like(source: Source, stated: SourceQuantity, each: SourceQuantity) -> bool:
    one, other = stated.quantity, each.quantity
    if other.kind is not one.kind or other.value is None or one.value is None:
        return False
    repeat = Repeat(source, stated, each)
    if same_digits(one, other):
        return len(digits_of(one)) > 1 or (
            bool(repeat.shared) and one.kind is not QuantityKind.COUNT
        )
    if dimension(one) != dimension(other) or one.unit != other.unit or may_agree(one, other):
        return False
    if is_typing_error(one, other):
        return bool(repeat.shared) or repeat.likeness >= _LIKENESS
    named = one.kind is not QuantityKind.COUNT or share_noun(one, other)
    alike = named and are_near(one, other) and len(repeat.shared) > 1
    return alike and repeat.likeness >= _LIKENESS


def _fit(source: Source, stated: SourceQuantity, each: SourceQuantity) -> tuple[bool, Decimal]:
    slip = is_typing_error(stated.quantity, each.quantity)
    return slip, Decimal(source.likeness(stated.mention, each))
