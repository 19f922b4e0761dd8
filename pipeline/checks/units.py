"""Checks of units that mean different things in different places: tons, gallons, degrees, dollars."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading
from schemas import Modifier, Quantity, QuantityKind

_SAID_TON = re.compile(
    r"\b(?:metric|short|long|imperial|U\.?S\.?)[ -]tons?\b|\btonnes?\b", re.IGNORECASE
)
_SAID_GALLON = re.compile(
    r"\b(?:U\.?S\.?|imperial|UK)[ -]gallons?\b|\blit(?:re|er)s?\b", re.IGNORECASE
)
_SAID_DEGREE = re.compile(
    r"\b(?:celsius|fahrenheit|centigrade|kelvin)\b|°\s?[CF]\b|\d[CF]\b", re.IGNORECASE
)
_WARMTH = re.compile(
    r"\b(?:temperatures?|heat\w*|cold\w*|warm\w*|hot\w*|cool\w*|weather|freez\w+|thermometers?|"
    r"forecasts?|ovens?|fevers?|climate)\b",
    re.IGNORECASE,
)
_ANGLE = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:north|south|east|west|latitude|longitude|angle|turn|(?:anti-?)?clockwise)\b",
    re.IGNORECASE,
)
_BARE_SIGN = re.compile(r"(?<![A-Z.])(?<!US )(?<!U\.S\. )\$\s?\d")
# Who writes of home there means gallons and degrees of home; tons are of any kind there too.
_AT_HOME = re.compile(
    r"\b(?:U\.S\.|US|USA|United States|Americans?|Washington|California|Texas|Florida|New York|"
    r"Illinois|Pennsylvania|Ohio|Georgia|Carolina|Michigan|Jersey|Virginia|Arizona|Massachusetts|"
    r"Tennessee|Indiana|Missouri|Maryland|Wisconsin|Colorado|Minnesota|Alabama|Louisiana|Kentucky|"
    r"Oregon|Oklahoma|Connecticut|Utah|Iowa|Nevada|Arkansas|Mississippi|Kansas|Nebraska|Idaho|"
    r"Hawaii|Maine|Montana|Delaware|Dakota|Alaska|Vermont|Wyoming|Chicago|Boston|San Francisco|"
    r"Los Angeles|Las Vegas|San Diego|Seattle|Miami|Detroit|[CEMP][DS]T)\b"
)
_DOLLARS = {"AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "JMD", "BBD", "FJD", "NAD", "TTD", "BSD"}
# The peso has the same sign.
_PESOS = {"peso", "MXN", "ARS", "CLP", "COP", "UYU", "DOP"}
_POWER = {"W", "watt", "kW", "MW", "GW", "terawatt"}
_TIMES = {"hour", "h", "day", "week", "month", "year"}
_OF_ENERGY = re.compile(
    r"\s+(?:worth\s+)?of\s+energy\b(?!\s+(?:storage|capacity|project))", re.IGNORECASE
)
# Tons lie a tenth apart, gallons a fifth: within what "about" allows.
_SOFT = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}


def b03_unit_ambiguous(passage: Passage) -> Iterator[Pitfall]:
    """Yield the first figure in each unit that may be one of several, and power given for energy.

    The unit is asked for once an article: what answers it for one figure answers it for all.
    """
    asked = _asked(passage.reading)
    for quantity in passage.quantities:
        if quantity.span.start in asked:
            yield Pitfall(f"{quantity.text}: {asked[quantity.span.start]}", (quantity,))
        elif quantity.unit in _POWER and _is_energy(passage, quantity):
            message = f"{quantity.text}: power, no energy; are kilowatt-hours meant?"
            yield Pitfall(message, (quantity,))


def _is_energy(passage: Passage, quantity: Quantity) -> bool:
    return quantity.per in _TIMES or bool(_OF_ENERGY.match(passage.after(quantity)))


class _Unclear(NamedTuple):
    """A unit that may be one of several."""

    question: str
    holds: Callable[[Passage, Quantity], bool]
    """Whether a figure is in it and does not say which one."""
    is_settled: Callable[[Reading], bool]
    """Whether the article says elsewhere which one it is."""


@lru_cache(maxsize=2)
def _asked(reading: Reading) -> dict[int, str]:
    """Return what to ask, by the offset of the first figure in each unclear unit of an article."""
    asked: dict[int, str] = {}
    for unclear in _UNCLEAR:
        first = next(
            (
                quantity.span.start
                for passage in reading.passages
                for quantity in passage.quantities
                if unclear.holds(passage, quantity)
            ),
            None,
        )
        if first is not None and not unclear.is_settled(reading):
            asked[first] = unclear.question
    return asked


def _is_ton(_: Passage, quantity: Quantity) -> bool:
    bare = quantity.unit == "ton" and quantity.unit_text in {"ton", "tons"}
    return bare and not _is_loose(quantity)


def _is_gallon(_: Passage, quantity: Quantity) -> bool:
    return quantity.unit == "gallon" and not _is_loose(quantity)


def _is_loose(quantity: Quantity) -> bool:
    """Return whether the figure is too loose for it to matter: about 400 tons, a 40-ton crane."""
    return quantity.modifier in _SOFT or "-" in quantity.text


def _is_degree(passage: Passage, quantity: Quantity) -> bool:
    if quantity.unit != "degree":
        return False
    before, after = passage.before(quantity), passage.after(quantity)
    warm = _WARMTH.search(before) or _WARMTH.search(after)
    return bool(warm) and not _ANGLE.match(after)


def _is_dollar(passage: Passage, quantity: Quantity) -> bool:
    """Return whether dollars are given without a country; a conversion explains itself."""
    if quantity.kind is not QuantityKind.MONEY or quantity.unit != "USD":
        return False
    named = quantity.unit_text in {"dollar", "dollars"} or bool(_BARE_SIGN.search(quantity.text))
    named = named and not quantity.text.endswith((" US", " U.S."))
    return named and not passage.before(quantity).rstrip().endswith("(")


def _says(pattern: re.Pattern[str]) -> Callable[[Reading], bool]:
    return lambda reading: any(pattern.search(passage.text) for passage in reading.passages)


def _says_or_is_at_home(pattern: re.Pattern[str]) -> Callable[[Reading], bool]:
    """Return whether an article says which unit it is, or speaks of the United States."""
    return lambda reading: _says(pattern)(reading) or _says(_AT_HOME)(reading)


def _names_one_dollar(reading: Reading) -> bool:
    """Return whether no dollars or pesos but those without a country are in the article."""
    units = {q.unit for passage in reading.passages for q in passage.quantities}
    return not units & (_DOLLARS | _PESOS)


_UNCLEAR = (
    _Unclear("short, long or metric tons?", _is_ton, _says(_SAID_TON)),
    _Unclear("US or imperial gallons?", _is_gallon, _says_or_is_at_home(_SAID_GALLON)),
    _Unclear("Celsius or Fahrenheit?", _is_degree, _says_or_is_at_home(_SAID_DEGREE)),
    _Unclear("whose dollars? The article names others too", _is_dollar, _names_one_dollar),
)

CHECKS = (
    Check(
        "B03",
        "unit-ambiguous",
        "The unit may be one of several: tons, gallons, degrees, dollars, kilowatts for energy.",
        fires="The barge lost 400 tons of coal.",
        silent="The barge lost 400 metric tons of coal.",
        settles="The unit that the source uses, written out.",
        find=b03_unit_ambiguous,
        alerts=True,
    ),
)
