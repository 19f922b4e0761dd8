"""The check of units that mean different things in different places: tons, degrees, dollars."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading
from schemas import Modifier, Quantity, QuantityKind

_SAID_TON = re.compile(
    r"\b(?:metric|short|long|imperial|U\.?S\.?)[ -]tons?\b|\btonnes?\b", re.IGNORECASE
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
    r"\s*(?:\w+\s+){0,2}(?:north|south|east|west|latitude|longitude|angle|turn)\b", re.IGNORECASE
)
# Who writes of the United States means its degrees; tons are of any kind there too.
_AT_HOME = re.compile(r"\b(?:U\.S\.|US|USA|United States|Americans?|[CEMP][DS]T)\b")
_BARE_SIGN = re.compile(r"(?<![A-Z.])(?<!US )(?<!U\.S\. )\$\s?\d")
_DOLLARS_OF_OTHERS = frozenset("AUD CAD NZD HKD SGD TWD JMD BBD FJD NAD TTD BSD".split())
# The peso has the same sign.
_PESOS = frozenset("peso MXN ARS CLP COP UYU DOP".split())
# Kinds of ton lie a tenth apart: within what "about" allows.
_SOFT = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}


def b03_unit_ambiguous(passage: Passage) -> Iterator[Pitfall]:
    """Yield the first figure of the article in each unit that may be one of several."""
    asked = _asked(passage.reading)
    for quantity in passage.quantities:
        if quantity.span.start in asked:
            yield Pitfall(f"{quantity.text}: {asked[quantity.span.start]}", (quantity,))


@lru_cache(maxsize=2)
def _asked(reading: Reading) -> dict[int, str]:
    """Return what to ask, by the offset of the first figure in each unclear unit of an article."""
    text = reading.source.article.reading_text
    units = {q.unit for passage in reading.passages for q in passage.quantities}
    asks = (
        ("short, long or metric tons?", _is_ton, not _SAID_TON.search(text)),
        (
            "Celsius or Fahrenheit?",
            _is_degree,
            not (_SAID_DEGREE.search(text) or _AT_HOME.search(text)),
        ),
        (
            "whose dollars? The article names others too",
            _is_dollar,
            bool(units & (_DOLLARS_OF_OTHERS | _PESOS)),
        ),
    )
    asked: dict[int, str] = {}
    for question, is_unclear, is_open in asks:
        unclear = (
            quantity.span.start
            for passage in (reading.passages if is_open else ())
            for quantity in passage.quantities
            if is_unclear(passage, quantity)
        )
        if (first := next(unclear, None)) is not None:
            asked[first] = question
    return asked


def _is_ton(_: Passage, quantity: Quantity) -> bool:
    """Return whether tons are given without their kind, and not "about 400" or "a 40-ton crane"."""
    bare = quantity.unit == "ton" and quantity.unit_text in {"ton", "tons"}
    return bare and quantity.modifier not in _SOFT and "-" not in quantity.text


def _is_degree(passage: Passage, quantity: Quantity) -> bool:
    if quantity.unit != "degree":
        return False
    before, after = passage.before(quantity, 200), passage.after(quantity, 200)
    warm = _WARMTH.search(before) or _WARMTH.search(after)
    return bool(warm) and not _ANGLE.match(after)


def _is_dollar(passage: Passage, quantity: Quantity) -> bool:
    """Return whether dollars are given without a country; a conversion explains itself."""
    if quantity.kind is not QuantityKind.MONEY or quantity.unit != "USD":
        return False
    bare = quantity.unit_text in {"dollar", "dollars"} or bool(_BARE_SIGN.search(quantity.text))
    named = quantity.text.endswith((" US", " U.S."))
    return bare and not named and not passage.before(quantity).rstrip().endswith("(")


CHECKS = (
    Check(
        "B03",
        "unit-ambiguous",
        "The unit may be one of several: tons, degrees, dollars.",
        fires="The barge lost 400 tons of coal.",
        silent="The barge lost 400 metric tons of coal.",
        settles="The unit that the source uses, written out.",
        find=b03_unit_ambiguous,
        alerts=True,
    ),
)
