"""Operands: which numbers of the source may enter a calculation, and which of them together."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.numbers.reconcile.derivation import as_duration
from pipeline.numbers.reconcile.dimensions import dimension, share_noun
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from pipeline.text.words import content_stems
from schemas import Quantity, QuantityKind

_NEAREST_SENTENCES = 6
_MOST_OPERANDS = 60  # six sentences of news hold fewer; a table holds thousands
_PARAGRAPHS = 2  # that two operands may stand apart; in news a paragraph is a sentence or two
_WEAK = {QuantityKind.AGE, QuantityKind.VAGUE, QuantityKind.SCORE, QuantityKind.MULTIPLIER}


def near(statement: str, source: Source) -> tuple[SourceQuantity, ...]:
    """Return the numbers of the sentences that share most words with the statement, in order."""
    stems = set(content_stems(statement))
    weights: dict[str, int] = {}
    for sentence in source.article.prose:
        said = source.surroundings.stems(sentence.sentence_id)
        weights[sentence.sentence_id] = len(said & stems)
    best = sorted(weights, key=lambda each: -weights[each])[:_NEAREST_SENTENCES]
    like = [each for each in best if weights[each]]
    if len(like) == 1:
        like = _with_next(like, list(weights))
    chosen = source.within(frozenset(like))
    read = (reading for each in chosen for reading in _readings(each, source))
    timed = (replace(each, quantity=as_duration(each.quantity)) for each in read)
    numbers = (each for each in timed if _is_amount(each.quantity))
    return tuple(itertools.islice(numbers, _MOST_OPERANDS))


def _with_next(chosen: list[str], prose: list[str]) -> list[str]:
    """Return the chosen sentences and those behind them, which go on about the same: "He paid the rest"."""
    behind = (prose[at + 1] for at, each in enumerate(prose[:-1]) if each in chosen)
    return [*chosen, *(each for each in behind if each not in chosen)]


def _is_amount(quantity: Quantity) -> bool:
    """Return whether a quantity is so much of something: no date, no rank, no name."""
    ranked = quantity.kind in {QuantityKind.ORDINAL, QuantityKind.IDENTIFIER}
    return quantity.low is not None and not quantity.date and not ranked


def _readings(each: SourceQuantity, source: Source) -> Iterator[SourceQuantity]:
    """Yield a number as it stands, and in the unit that its sentence may say only once."""
    yield each
    if (filled := source.filled(each)) is not each:
        yield filled


def pairs(
    some: tuple[SourceQuantity, ...], second: str | None = None
) -> Iterator[tuple[SourceQuantity, SourceQuantity]]:
    """Yield the ordered pairs of numbers that stand in one sentence or in neighbouring paragraphs.

    With `second` only those whose second number is of this dimension.
    """
    counts = tuple(count for each in some for count in _counts_in(each))
    seconds = tuple(each for each in counts if second in {None, dimension(each.quantity)})
    for one in counts:
        for other in seconds:
            apart = abs(one.sentence.paragraph - other.sentence.paragraph)
            itself = one.span == other.span and one.quantity.low == other.quantity.low
            if not itself and (one.sentence == other.sentence or apart <= _PARAGRAPHS):
                yield one, other


def _counts_in(each: SourceQuantity) -> tuple[SourceQuantity, ...]:
    """Return a number itself; of an "X of Y", which counts two things, its two counts as well."""
    quantity = each.quantity
    if quantity.kind is not QuantityKind.RATIO or " of " not in quantity.text:
        return (each,)
    counts = (
        quantity.model_copy(
            update={"kind": QuantityKind.COUNT, "low": value, "high": value, "whole": None}
        )
        for value in (quantity.low, quantity.whole)
    )
    return (each, *(replace(each, quantity=count) for count in counts))


def alike(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two numbers measure the same; counts must count things of one name.

    A sentence says for what time its numbers are only once: "3.9 lakh a day, up from 3.4 lakh".
    """
    first, second = one.quantity, other.quantity
    left_out = one.position == other.position and not (first.per and second.per)
    if dimension(first) != dimension(second) or not (first.per == second.per or left_out):
        return False
    if first.whole or second.whole:
        return False
    if dimension(first) != "count" or not first.noun or not second.noun:
        return True
    return share_noun(first, second)


def is_plain(quantity: Quantity) -> bool:
    """Return whether a number can be an operand of a sum: no age, no rank, nothing vague."""
    whole = quantity.value is not None and not quantity.whole
    return quantity.checkable and quantity.kind not in _WEAK and whole


def is_share(quantity: Quantity) -> bool:
    """Return whether a number is a percentage, a fraction or a ratio."""
    return dimension(quantity) == "percent"


def between(one: SourceQuantity, other: SourceQuantity) -> str:
    """Return the words between two numbers of one sentence; nothing where they are of two."""
    if one.position != other.position:
        return ""
    return one.mention.sentence[one.mention.end : other.mention.start]


def says(pattern: re.Pattern[str], one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether the words between two numbers of one sentence match."""
    return bool(pattern.search(between(one, other)))


@lru_cache(maxsize=64)  # each pair of numbers asks it of the same statement
def speaks_of(pattern: re.Pattern[str], statement: str) -> bool:
    """Return whether a statement holds one of the words of a pattern."""
    return bool(pattern.search(statement))
