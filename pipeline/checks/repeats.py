"""Repeats: two numbers of an article that seem to be one figure, said twice and differently."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from pipeline.checks.passage import Passage, Reading
from pipeline.checks.rounding import may_agree
from pipeline.numbers.dimensions import dimension
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.align import Stated, fit
from pipeline.text.remembered import remembered
from pipeline.text.words import content_stems
from schemas import Part, Quantity, QuantityKind, Role

_TOP = 3  # sentences that are compared with all that follow: headline and lede
_BACK = 25  # sentences before this one that it is compared with
_MOST = 12  # numbers of a sentence that are compared; more stand in a list or a table
_FAR = 99
_LEAST_DIGITS = 2
_NEAR = 7  # steps from the number at which its words stand
_KINDS = {
    QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.MEASURE,
    QuantityKind.DURATION, QuantityKind.RATIO, QuantityKind.PERCENTAGE_POINT, QuantityKind.TEMPERATURE,
}  # fmt: skip
# They say that a number is of another time or group than one before.
_OTHERWISE = re.compile(
    r"\b(?:another|others?|further|additional(?:ly)?|more|second|third|earlier|previous(?:ly)?|initial(?:ly)?|last|later|since|"
    r"before|ago|compared|versus|than|next|instead|from|rest|remain\w*|including|each|per|every|average|former|"
    r"original(?:ly)?|again|already|only|half|up|down|would|could|between|among|"
    r"estimat\w*|forecast|expect\w*|project\w*|first|one|once|then|until|while|but|whereas|respectively|new|total|so\s+far|separate\w*|follow\w*|"
    r"north\w*|south\w*|east\w*|west\w*|new|upper|lower|men|women|m[ae]n['’]s|women['’]s|boys|girls|male|female|adults?|children|"
    r"urban|rural|public|private|home|away|gross|net|domestic|foreign|imports?|exports?|morning|evening|day|night|winter|summer|"
    r"in\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;’”)] )[A-Z][a-z]{2,}(?:\s[A-Z][a-z]+)*")
_POWERS = {3, 6, 9}
_MOST_TIMES, _SMALL = 3, 10
_CLAUSE = 60  # characters to either side in which such words count
DEATHS = frozenset(
    "dead died dies die killed kills kill death deaths victims fatalities bodies".split()
)
"""Words that name one thing: "41 dead" are those that were killed."""
_YEARS = {QuantityKind.YEAR, QuantityKind.DATE}


@dataclass(frozen=True)
class Repeat:
    """A number and one before it that may be of the same measure, with another value."""

    source: Source
    before: SourceQuantity
    here: SourceQuantity

    @property
    def pair(self) -> tuple[Quantity, Quantity]:
        """The two quantities, in text order."""
        return self.before.quantity, self.here.quantity

    def is_likely(self, least: int) -> bool:
        """Return whether the words make them one measure: so many near both, and hardly others."""
        shared = self.shared
        one, other = self.pair
        named = (
            one.noun is None or other.noun is None or bool(_stems(one.noun) & _stems(other.noun))
        )
        if len(shared) < least or not named:
            return False
        if one.unit == other.unit and may_agree(one, other):
            return False
        # That two figures have the same digits by chance is rarer than any word that tells them apart.
        chance = len(digits_of(one)) < _LEAST_DIGITS or not same_digits(one, other)
        if self.is_of_two_places or (chance and self.is_of_two):
            return False
        likely = _LIKENESS if chance else _LIKENESS / 4
        return self.likeness >= likely or len(shared) >= least + 2

    @cached_property
    def shared(self) -> frozenset[str]:
        """The stems that stand near both numbers."""
        mine = self.here.frame.near
        near = (
            stem
            for stem, distance in self.before.frame.near.items()
            if distance <= _NEAR and mine.get(stem, _FAR) <= _NEAR
        )
        return frozenset(stem for stem in near if not stem.isdecimal())

    @cached_property
    def likeness(self) -> float:
        """How well the words around the one fit those around the other, from 0 to 1."""
        return max(
            likeness(self.source, self.before, self.here),
            likeness(self.source, self.here, self.before),
        )

    @cached_property
    def is_of_two(self) -> bool:
        """Whether words say that the numbers are of two times or two groups."""
        sides = [self._around(each) for each in (self.before, self.here)]
        words = [{word.lower() for word in _OTHERWISE.findall(each)} for each in sides]
        return words[0] != words[1]

    @cached_property
    def is_of_two_places(self) -> bool:
        """Whether each number stands by a name that the sentence of the other does not have."""
        sides = [self._around(each) for each in (self.before, self.here)]
        names = [set(_NAME.findall(each)) for each in sides]
        told = [self.source.readings[each.position].text for each in (self.before, self.here)]
        new = {name for name in names[1] if name not in told[0]}
        gone = {name for name in names[0] if name not in told[1]}
        return bool(new and gone)

    def _around(self, item: SourceQuantity) -> str:
        text, frame = self.source.readings[item.position].text, item.frame
        before = text[max(0, frame.start - 2 * _CLAUSE) : frame.start]
        return f"{before} # {text[frame.end : frame.end + _CLAUSE]}"


_LIKENESS = 0.4


def likeness(source: Source, one: SourceQuantity, other: SourceQuantity) -> float:
    """Return from 0 to 1 how well the words around one number fit those around another."""
    return fit(_ready(source, one), other.frame).near


@lru_cache(maxsize=64)  # a number is compared with many
def _ready(source: Source, item: SourceQuantity) -> Stated:
    return Stated.of(item.frame, source.readings[item.position].text, source)


@lru_cache(maxsize=8)  # two checks ask for the same sentence, one after the other
def repeats(passage: Passage) -> tuple[Repeat, ...]:
    """Return each number of a sentence with those before it that it may contradict."""
    return tuple(_repeats(passage))


def _repeats(passage: Passage) -> Iterator[Repeat]:
    mine = _comparable(passage)
    if not mine:
        return
    said, years = _values(passage), _years(passage)
    for before in _compared(passage.reading):
        if before.position >= passage.position:
            return
        if _TOP <= before.position < passage.position - _BACK:
            continue
        theirs = _years(before)
        if not (years and theirs and years != theirs):
            yield from _pairs(passage.reading.source, before, mine, said)


@lru_cache(maxsize=2)
def _compared(reading: Reading) -> tuple[Passage, ...]:
    """Return the sentences that others are compared with; of a headline `headlines` asks more."""
    return tuple(
        each for each in reading.passages if each.role is not Role.HEADLINE and _comparable(each)
    )


def _pairs(
    source: Source, before: Passage, mine: tuple[Quantity, ...], said: frozenset[object]
) -> Iterator[Repeat]:
    """Yield the pairs of two sentences, but for those whose value the other sentence has as well."""
    theirs = _values(before)
    for one in _comparable(before):
        if (one.low, one.unit) in said:
            continue
        for other in mine:
            if (
                one.kind is other.kind
                and (other.low, other.unit) not in theirs
                and _may_conflict(one, other)
            ):
                first, second = source.at(one.span), source.at(other.span)
                if first and second:
                    yield Repeat(source, first, second)


@lru_cache(maxsize=64)  # each sentence behind asks
def _values(passage: Passage) -> frozenset[object]:
    return frozenset((each.low, each.unit) for each in passage.quantities[:_MOST])


@lru_cache(maxsize=64)
def _years(passage: Passage) -> frozenset[str | None]:
    dated = (each for each in passage.all_quantities[:_MOST] if each.kind in _YEARS)
    return frozenset(each.date for each in dated)


@lru_cache(maxsize=64)
def _comparable(passage: Passage) -> tuple[Quantity, ...]:
    return tuple(each for each in passage.quantities[:_MOST] if _is_comparable(each))


def _is_comparable(quantity: Quantity) -> bool:
    plain = quantity.kind in _KINDS and quantity.value is not None
    return plain and quantity.part is not Part.ORIGIN


def _may_conflict(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers of a kind measure the same, and one may be meant where the other stands."""
    if one.per != other.per:
        return False
    things = one.kind is QuantityKind.COUNT and one.noun  # "sank 32 boats" is no fall by 32
    if not things and (one.direction is not other.direction or one.part is not other.part):
        return False
    if one.low == other.low:
        return one.unit != other.unit and one.whole == other.whole
    if one.whole != other.whole or dimension(one) != dimension(other):
        return False
    return are_near(one, other) or same_digits(one, other) or is_typing_error(one, other)


def _stems(noun: str) -> set[str]:
    return set(content_stems(noun))


def speaks_of_death(text: str) -> bool:
    """Return whether a text says that somebody has died."""
    return not DEATHS.isdisjoint(re.findall(r"[a-z]+", text.lower()))


def same_digits(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers differ in scale or unit alone: $3.2bn and $3.2m, 40 km and 40 miles."""
    if not one.low or not other.low:
        return False
    if one.low == other.low:
        return one.unit != other.unit
    shift = one.low / other.low
    power = shift.adjusted()
    return abs(power) in _POWERS and shift == Decimal(1).scaleb(power)


def is_typing_error(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers differ as a slip of the hand does: one digit, or two swapped."""
    if not one.low or not other.low or one.low.adjusted() != other.low.adjusted():
        return False
    digits = [digits_of(each) for each in (one, other)]
    size = max(map(len, digits))
    first, second = (each.ljust(size, "0") for each in digits)
    wrong = [at for at in range(size) if first[at] != second[at]]
    if size < 2 or len(wrong) != 2:
        return size > 1 and len(wrong) == 1
    return is_swapped(one, other)


def is_swapped(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers of one size differ in two digits next to each other that changed places."""
    digits = [digits_of(each) for each in (one, other)]
    size = max(map(len, digits))
    first, second = (each.ljust(size, "0") for each in digits)
    wrong = [at for at in range(size) if first[at] != second[at]]
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    return first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]


def are_near(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers are of one size, as two values of one measure are, and not small."""
    low, high = sorted(abs(each.low or Decimal(0)) for each in (one, other))
    lengths = one.kind is QuantityKind.DURATION  # an article names many
    return high <= low * _MOST_TIMES and high >= _SMALL and not lengths


def digits_of(quantity: Quantity) -> str:
    """Return the digits of a value without the zeros at its ends: 32 of 3,200 and of 0.32."""
    return _digits(abs(quantity.low or Decimal(0)))


@remembered
def _digits(value: Decimal) -> str:
    return re.sub(r"\D", "", f"{value:f}").strip("0")
