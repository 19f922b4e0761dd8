"""Headlines: a number of the headline that the article under it does not bear out, and its like there.

A headline repeats a figure of the article, so one that neither stands there nor follows from it is
mistaken in one of the two. Reconciling tells it; here is found which figure was meant.
"""

import re
from collections.abc import Iterator
from enum import Enum

from pipeline.checks.passage import Passage
from pipeline.checks.repeats import (
    Repeat,
    are_near,
    digits_of,
    is_swapped,
    is_typing_error,
    likeness,
    same_digits,
    speaks_of_death,
)
from pipeline.checks.rounding import may_agree
from pipeline.numbers.dimensions import dimension, share_noun
from pipeline.reconcile import Source, SourceQuantity, check_text
from pipeline.text.words import content_stems
from schemas import Article, Finding, Outcome, Quantity, QuantityKind, Role, Status

_BODY = 400  # numbers of the article that are looked through
_KINDS = {
    QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.MEASURE, QuantityKind.DURATION,
    QuantityKind.PERCENTAGE_POINT, QuantityKind.RATIO, QuantityKind.TEMPERATURE, QuantityKind.AGE,
}  # fmt: skip
_SINCE = re.compile(
    r"\b([a-z]{3,}est|first|worst|best|most|least)\b[^.;]{0,40}\bsince\s+$", re.IGNORECASE
)
_LEDE = 2  # sentences
_LIKENESS = 0.24
# The article has the number, only under another bound or for another time.
_BORNE_OUT = {"bound_dropped", "bound_added", "bound", "period", "direction"}


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
    denied = _denied(passage, source)
    for quantity in doubtful:
        stated = source.at(quantity.span)
        how = denied.get(quantity.span.start - passage.offset)
        if stated and how:
            slips = [each for each in body if _is_slip(source, stated, each)]
            some = body if how is _Denied.ALL else [*_lede(body), *slips]
            yield from _meant(source, stated, some)


def year_conflicts(passage: Passage) -> Iterator[Repeat]:
    """Yield a year since when something is the lowest, and the other of the article's sentences."""
    source = passage.reading.source
    if passage.role is not Role.HEADLINE:
        return
    years = [each for each in source.quantities[:_BODY] if each.quantity.kind is QuantityKind.YEAR]
    mine = [each for each in years if passage.sentence.span.holds(each.span)]
    theirs = [each for each in years if each not in mine]
    dates = {(each.quantity.date or "")[:4] for each in source.quantities if each not in mine}
    for each in mine:
        most = _said_since(source, each)
        some = [year for year in theirs if most and _said_since(source, year) == most]
        if most and each.quantity.date not in dates and len({y.quantity.date for y in some}) == 1:
            yield Repeat(source, each, some[0])


def _said_since(source: Source, year: SourceQuantity) -> str | None:
    most = _SINCE.search(
        source.readings[year.position].text[max(0, year.frame.start - 100) : year.frame.start]
    )
    return most[1].lower() if most else None


def _lede(body: list[SourceQuantity]) -> list[SourceQuantity]:
    """Return the numbers of the first sentences of the article that have one."""
    first = {each.sentence.sentence_id: None for each in body}
    return [each for each in body if each.sentence.sentence_id in list(first)[:_LEDE]]


def _value(quantity: Quantity) -> object:
    return quantity.low, quantity.high, quantity.whole, dimension(quantity)


class _Denied(Enum):
    """How far the article denies a number of its headline."""

    ALL = 1
    BY_CHANCE = 2
    """It may follow, as by arithmetic that gives others as easily: the lede can tell, or a slip."""


def _denied(passage: Passage, source: Source) -> dict[int, _Denied]:
    """Return where in the headline the numbers start that the rest of the article denies."""
    rest = tuple(s for s in source.article.sentences if s.role is not Role.HEADLINE)
    # Built anew, for a copy would keep what the whole article has worked out of its sentences.
    whole = source.article
    below = Article(
        article_id=whole.article_id, source=whole.source, title=whole.title,
        published=whole.published, text=whole.text, markup=whole.markup, sentences=rest,
    )  # fmt: skip
    findings = check_text(passage.text, Source(below), subject="headline")
    found = {each.quantity.span.start: _how(each) for each in findings}
    return {start: how for start, how in found.items() if how}


def _how(finding: Finding) -> _Denied | None:
    # A headline adds up; what other arithmetic makes of so many numbers may be a slip all the same.
    plain = finding.status is not Status.DERIVED or " + " in (finding.formula or "")
    told = finding.outcome is Outcome.SUPPORTED and plain
    if told or finding.code in _BORNE_OUT:
        return None
    return _Denied.ALL if finding.outcome is Outcome.UNSUPPORTED else _Denied.BY_CHANCE


def _meant(source: Source, stated: SourceQuantity, body: list[SourceQuantity]) -> Iterator[Repeat]:
    """Yield the number of the article that a headline most likely means, if there is one."""
    one = stated.quantity
    some = [each for each in body if _is_like(source, stated, each)]
    best = max(some, key=lambda each: _fit(source, stated, each), default=None)
    if best is not None and one.low is not None:
        yield Repeat(source, stated, best)


def _is_slip(source: Source, stated: SourceQuantity, each: SourceQuantity) -> bool:
    shared = Repeat(source, stated, each).shared
    return bool(shared) and is_typing_error(stated.quantity, each.quantity)


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
    if _is_of_deaths(one) and speaks_of_death(source.readings[each.position].text):
        return are_near(one, other) or is_swapped(one, other)
    if is_typing_error(one, other):
        return bool(repeat.shared) or repeat.likeness >= _LIKENESS
    named = one.kind is not QuantityKind.COUNT or _is_named(source, stated, other)
    alike = named and are_near(one, other) and len(repeat.shared) > 1
    return alike and repeat.likeness >= _LIKENESS


def _is_named(source: Source, stated: SourceQuantity, other: Quantity) -> bool:
    """Return whether the headline names what the other number counts, by the number or elsewhere."""
    if stated.quantity.noun is not None:
        return share_noun(stated.quantity, other)
    return not source.stems[stated.position].isdisjoint(content_stems(other.noun or ""))


def _is_of_deaths(quantity: Quantity) -> bool:
    return quantity.noun is not None and speaks_of_death(quantity.noun)


def _fit(source: Source, stated: SourceQuantity, each: SourceQuantity) -> tuple[bool, float]:
    slip = is_typing_error(stated.quantity, each.quantity)
    return slip, likeness(source, stated, each)
