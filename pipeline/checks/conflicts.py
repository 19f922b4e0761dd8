"""Checks of repeats: one measure that is given twice, with two values.

Two numbers are of one measure when they have one dimension, the same words stand close around them,
and nothing says that they are of two times, places or groups. Headline and lede are compared with
all that follows, other sentences with those shortly before.
"""

from collections.abc import Iterator

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.headlines import headline_conflicts, year_conflicts
from pipeline.checks.passage import Passage
from pipeline.checks.repeats import (
    Repeat,
    are_near,
    digits_of,
    is_typing_error,
    repeats,
    same_digits,
)
from pipeline.checks.take_ups import TakeUp, take_ups
from schemas import Role, TextSpan


def a13_scale_clash(passage: Passage) -> Iterator[Pitfall]:
    """Yield each figure that is given again with the same digits and another scale or unit."""
    for repeat in headline_conflicts(passage):
        if same_digits(*repeat.pair):
            yield _conflict(repeat)
    told: set[TextSpan] = set()
    for repeat in repeats(passage):
        if repeat.here.span in told or not same_digits(*repeat.pair):
            continue
        short = len(digits_of(repeat.pair[0])) < 2
        if repeat.is_likely(least=3 if short else 1):
            told.add(repeat.here.span)
            yield _conflict(repeat)
    for each in take_ups(passage):
        if each.here.span not in told and same_digits(*each.numbers):
            yield _taken_up(each)


def a15_figure_conflict(passage: Passage) -> Iterator[Pitfall]:
    """Yield each figure that is given again with another value."""
    for repeat in year_conflicts(passage):
        yield _conflict(repeat)
    for repeat in headline_conflicts(passage):
        if not same_digits(*repeat.pair):
            yield _conflict(repeat)
    told: set[TextSpan] = set()
    for repeat in repeats(passage):
        one, other = repeat.pair
        if other.span in told or same_digits(one, other) or one.unit != other.unit:
            continue
        slip = is_typing_error(one, other)
        if (slip or are_near(one, other)) and repeat.is_likely(least=2 if slip else 3):
            told.add(other.span)
            yield _conflict(repeat)
    for each in take_ups(passage):
        if each.here.span not in told and not same_digits(*each.numbers):
            yield _taken_up(each)


def _taken_up(taken: TakeUp) -> Pitfall:
    one, other = taken.before, taken.here
    return Pitfall(f"{one.text} before, {other.text} here: which is it?", (one, other))


def _conflict(repeat: Repeat) -> Pitfall:
    one, other = repeat.pair
    where = "in the headline" if repeat.before.sentence.role is Role.HEADLINE else "before"
    return Pitfall(f"{one.text} {where}, {other.text} here: which is it?", repeat.pair)


CHECKS = (
    Check(
        "A13",
        "scale-clash",
        "One figure is given twice with the same digits and another scale or unit.",
        fires="The fund paid the port $3.2 billion. The $3.2 million that the fund paid is spent.",
        silent="The fund paid the port $3.2 billion. The $3.2 billion that the fund paid is spent.",
        settles="The figure with its scale in the source.",
        find=a13_scale_clash,
    ),
    Check(
        "A15",
        "figure-conflict",
        "One measure is given two values.",
        fires="The storm sank 32 fishing boats at Elm.\n\nThe 23 fishing boats that the storm sank at Elm were old.",
        silent="The storm sank 32 fishing boats at Elm.\n\nThe 32 fishing boats that the storm sank at Elm were old.",
        settles="The figure in the source; one of the two is mistyped or out of date.",
        find=a15_figure_conflict,
    ),
)
