"""Figures of a text looked up by value: whether it has one elsewhere, or two numbers that make it.

To hold each figure against all others would take a million comparisons for a thousand of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from operator import itemgetter

from pipeline.checks.relations import MOST_NUMBERS, follows
from pipeline.reconcile import SourceQuantity
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.operands import operands_of
from pipeline.reconcile.operations import Op, from_one, from_two
from pipeline.reconcile.values import EXACT, Relation, Value, relation, value_of
from schemas import Quantity

_MADE_BY = frozenset({Op.SUM})
_REACH = 0.011
"""Of a value: as far as a number of another unit may be off that is the same (`relation`)."""
_TONS = 1.0, 0.90718474, 1 / 0.90718474
"""What a mass is multiplied by to be in tonnes, of tons, and the other way round."""
_MOST_NEAR = 200
"""Numbers to either side of a value that are compared with it."""
_Places = list[tuple[float, int]]
"""Values in their order, each with the number, or the sentence, that has it."""
_VALUE = itemgetter(0)


@dataclass(frozen=True, eq=False)
class Figures:
    """The numbers of a text, or of a part of it, in order; sorted by value on first use."""

    quantities: Sequence[SourceQuantity]

    @cached_property
    def _numbers(self) -> list[SourceQuantity]:
        return [each for each in self.quantities if each.frame.value is not None]

    @cached_property
    def _values(self) -> _Places:
        return sorted(
            (end, at)
            for at, each in enumerate(self._numbers)
            if (value := each.frame.value) is not None
            for end in {value.low, value.high}
        )

    @cached_property
    def _parts(self) -> dict[Decimal | None, list[int]]:
        found: dict[Decimal | None, list[int]] = {}
        for at, each in enumerate(self._numbers):
            found.setdefault(each.quantity.whole, []).append(at)
        return found

    @cached_property
    def _sentences(self) -> dict[int, list[SourceQuantity]]:
        found: dict[int, list[SourceQuantity]] = {}
        for each in self._numbers:
            found.setdefault(each.position, []).append(each)
        return found

    @cached_property
    def _sums(self) -> _Places:
        # One more than is reckoned with: the figure itself may be among them.
        return sorted(
            (total, position)
            for position, some in self._sentences.items()
            for total in _sums([each.frame for each in some[: MOST_NUMBERS + 1]])
        )

    def say(self, quantity: Quantity) -> bool:
        """Return whether a figure stands elsewhere, or two numbers of one sentence make it."""
        value = value_of(quantity)
        if value is None:
            return True
        near, making = self._near(value, quantity.low), self._making(value, quantity)
        stands = any(_stands(value, quantity, each) for each in near)
        return stands or any(follows(value, some, _MADE_BY) for some in making)

    def _near(self, value: Value, low: Decimal | None) -> Iterator[SourceQuantity]:
        """Yield the numbers that may be the same, or parts of as much; of a bounded one, all."""
        if not value.single or value.modifier not in EXACT:
            yield from self._numbers
            return
        of_as_much = self._parts.get(low, ())[:2]  # one of them may be the figure itself
        for at in (*of_as_much, *_around(self._values, value)):
            yield self._numbers[at]

    def _making(self, value: Value, quantity: Quantity) -> Iterator[list[Frame]]:
        """Yield the numbers of each sentence that may make a value, without the figure itself."""
        narrow = value.single and value.modifier in EXACT
        for position in dict.fromkeys(_around(self._sums, value)) if narrow else self._sentences:
            some = self._sentences[position]
            yield [each.frame for each in some if not each.span.holds(quantity.span)]


def _around(places: _Places, value: Value) -> Iterator[int]:
    """Yield what has a value so near to another that the two may be the same."""
    reach = max(value.step, abs(value.low) * _REACH)
    for factor in _TONS if value.dimension == "mass" else (1.0,):
        middle = value.low * factor
        start = bisect_left(places, middle - reach, key=_VALUE)
        at = bisect_left(places, middle, key=_VALUE)
        end = bisect_right(places, middle + reach, key=_VALUE)
        some = places[max(start, at - _MOST_NEAR) : min(end, at + _MOST_NEAR)]
        yield from (place for _, place in some)


def _stands(value: Value, quantity: Quantity, other: SourceQuantity) -> bool:
    if other.span.holds(quantity.span) or other.frame.value is None:
        return False
    stands = relation(value, other.frame.value)
    is_same = stands is not None and stands <= Relation.RANGE
    return is_same or other.quantity.whole == quantity.low


def _sums(frames: Sequence[Frame]) -> Iterator[float]:
    """Yield what the numbers of a sentence make together, any two of them."""
    operands = [each for frame in frames for each in operands_of(frame)]
    alone = (result for each in operands for result in from_one(each))
    together = (
        result
        for one, other in combinations(operands, 2)
        if one.frame is not other.frame
        for result in from_two(one, other)
    )
    for some in (alone, together):
        yield from (result.value for _, result in some if result.op in _MADE_BY)
