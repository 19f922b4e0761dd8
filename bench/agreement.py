"""How a reading of quantities is scored: what counts as found, and F1 over all texts.

Matching rules, the same for each system:

- Within one text, readings and labelled quantities are matched one to one, as many as can be.
- value: equal to within 1e-5 of the labelled value; a range only matches a range, by both ends.
- unit: value, and the canonical unit is that of the label, or of its words (`bench.units`).
- unit~: value, and the units name the same things by head ("people" for "people in Europe").
- mod: value, and the modifier is the same of = ~ > < up down.
- all: value, unit~ and mod together.
- Where a label carries offsets, a reading must overlap it; where its unit is None, any unit will
do.
- A reading that meets only a place that is marked as not to be judged is neither right nor wrong.

F1 is computed from the sums over all texts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isclose

from bench.units import akin, same

Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """One quantity that a system read in a text; offsets where it gives them."""

    value: Value
    unit: str | None = None
    modifier: str = "="
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One quantity that a person saw in a text; a unit of None is not judged, "-" is none."""

    value: Value
    unit: str | None
    unit_text: str | None = None
    modifier: str = "="
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its labels, the values it must not yield and the places that are not judged."""

    text: str
    labels: tuple[Label, ...]
    traps: tuple[float, ...] = ()
    trap_places: tuple[tuple[int, int], ...] = ()
    unjudged: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 by rule, recall of values, and how many traps of how many were reported as quantities."""

    f1: dict[str, float]
    recall: float
    trapped: int
    traps: int


Rule = Callable[[Label, Reading], bool]


def score(samples: Sequence[Sample], readings: Sequence[Sequence[Reading]]) -> Scores:
    """Return how well the readings of each sample agree with its labels."""
    matched = dict.fromkeys(RULES, 0)
    read = trapped = 0
    for sample, found in zip(samples, readings, strict=True):
        judged = _judged(sample, found)
        read += len(judged)
        trapped += _trapped(sample, found)
        for name, rule in RULES.items():
            matched[name] += most_matches(sample.labels, judged, rule)
    labels = sum(len(sample.labels) for sample in samples)
    return Scores(
        f1={name: 2 * hits / max(1, labels + read) for name, hits in matched.items()},
        recall=matched["value"] / max(1, labels),
        trapped=trapped,
        traps=sum(len(sample.traps) + len(sample.trap_places) for sample in samples),
    )


def most_matches(labels: Sequence[Label], found: Sequence[Reading], rule: Rule) -> int:
    """Return how many labels can be given a reading of their own (augmenting paths)."""
    fits = [[at for at, each in enumerate(found) if rule(label, each)] for label in labels]
    holder: dict[int, int] = {}

    def place(label: int, tried: set[int]) -> bool:
        for at in fits[label]:
            if at in tried:
                continue
            tried.add(at)
            if at not in holder or place(holder[at], tried):
                holder[at] = label
                return True
        return False

    return sum(place(label, set()) for label in range(len(labels)))


def agrees_in_value(label: Label, reading: Reading) -> bool:
    """Return whether the values are equal, and the places overlap where both are known."""
    return _equal(label.value, reading.value) and _meets(reading, (label.start, label.end))


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _equal(one[0], other[0]) and _equal(one[1], other[1])
    if isinstance(one, tuple) or isinstance(other, tuple):
        return False
    return isclose(one, other, rel_tol=1e-5, abs_tol=1e-8)


def _meets(reading: Reading, place: tuple[int | None, int | None]) -> bool:
    start, end = place
    if start is None or end is None or reading.start is None or reading.end is None:
        return True
    return reading.start < end and start < reading.end


def _agrees_in_unit(label: Label, reading: Reading) -> bool:
    if label.unit is None or same(label.unit, reading.unit):
        return True
    return label.unit_text is not None and same(label.unit_text, reading.unit)


def _names_the_same(label: Label, reading: Reading) -> bool:
    written = label.unit_text is not None and akin(label.unit_text, reading.unit)
    return _agrees_in_unit(label, reading) or akin(label.unit, reading.unit) or written


def _agrees_in_modifier(label: Label, reading: Reading) -> bool:
    return label.modifier == reading.modifier


RULES: dict[str, Rule] = {
    "value": agrees_in_value,
    "unit": lambda label, each: agrees_in_value(label, each) and _agrees_in_unit(label, each),
    "unit~": lambda label, each: agrees_in_value(label, each) and _names_the_same(label, each),
    "mod": lambda label, each: agrees_in_value(label, each) and _agrees_in_modifier(label, each),
    "all": lambda label, each: (
        agrees_in_value(label, each)
        and _names_the_same(label, each)
        and _agrees_in_modifier(label, each)
    ),
}


def _judged(sample: Sample, found: Sequence[Reading]) -> list[Reading]:
    """Return the readings that count: all but those that meet an unjudged place and no label."""
    return [
        each
        for each in found
        if not any(_meets(each, place) for place in sample.unjudged)
        or any(agrees_in_value(label, each) for label in sample.labels)
    ]


def _trapped(sample: Sample, found: Sequence[Reading]) -> int:
    values = sum(any(_equal(trap, each.value) for each in found) for trap in sample.traps)
    return values + sum(any(_meets(each, place) for each in found) for place in sample.trap_places)
