"""A quantity: one number of a text with all that the words around it say of it."""

from decimal import Decimal
from enum import StrEnum

from schemas.article import TextSpan
from schemas.base import FrozenModel, PlainDecimal


class QuantityKind(StrEnum):
    """What sort of number it is."""

    COUNT = "count"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    YEAR = "year"
    DURATION = "duration"
    RATIO = "ratio"
    FRACTION = "fraction"
    MULTIPLIER = "multiplier"
    RANGE = "range"
    ORDINAL = "ordinal"
    MEASURE = "measure"
    AGE = "age"
    TEMPERATURE = "temperature"
    SCORE = "score"
    IDENTIFIER = "identifier"
    VAGUE = "vague"


class Modifier(StrEnum):
    """How the words bound or soften the value."""

    NONE = "none"
    EXACTLY = "exactly"
    APPROXIMATE = "approximate"
    JUST_UNDER = "just_under"
    """Nearly, almost, just under: close to the value and below it."""
    JUST_OVER = "just_over"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


class Direction(StrEnum):
    """Which way the words around the number say that it went."""

    UP = "up"
    DOWN = "down"


class Part(StrEnum):
    """Which part a number plays in a change: "rose by 5 points to 40 from 35"."""

    CHANGE = "change"
    LEVEL = "level"
    ORIGIN = "origin"


class Quantity(FrozenModel):
    """One number of a text.

    `low` and `high` are equal unless it is a range or vague ("dozens"). A fraction or ratio keeps
    its two numbers: "22 of 32" and "one in five" have the part in `low` and the rest in `whole`.
    """

    text: str
    """The words of `span`, verbatim: modifier, number and unit."""
    span: TextSpan
    number: TextSpan
    """The number alone."""
    kind: QuantityKind
    low: PlainDecimal | None
    high: PlainDecimal | None
    whole: PlainDecimal | None = None
    step: PlainDecimal | None = None
    """The place of the last digit that was given: 100000000 for "1.5 billion"."""
    unit: str | None = None
    """Canonical: percent, percentage_point, USD, km, year, …; None for a plain count."""
    unit_text: str | None = None
    modifier: Modifier = Modifier.NONE
    direction: Direction | None = None
    part: Part | None = None
    noun: str | None = None
    """What it counts, as written: "drones and missiles"."""
    per: str | None = None
    """The unit of a rate, canonical: month, year, kilometre, …"""
    period: str | None = None
    """The time it is of, as written behind it: "since 2016", "over five years"."""
    date: str | None = None
    """ISO 8601 as far as known: 2025-06-09, 2022, --03-14, 2025-W23, 18:00, 2025-06-09/2025-06-11;
    a quarter or half year is 2023-Q3 or Q3."""
    checkable: bool = True
    """False for what is no claim about the world: identifiers, dates, idioms."""

    @property
    def value(self) -> Decimal | None:
        """The one value, or None for a range, a vague quantity or a name."""
        return self.low if self.low == self.high else None

    def label(self) -> str:
        """Return the figure with what it counts: "some 500 drones and missiles", "2% of GDP"."""
        words = " ".join(self.text.split())
        if not self.noun:
            return words
        counted = self.kind in {QuantityKind.COUNT, QuantityKind.RATIO, QuantityKind.RANGE}
        return f"{words} {self.noun}" if counted else f"{words} of {self.noun}"
