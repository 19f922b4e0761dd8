"""The baseline: what one regex for a hedge, a number or range and a unit reaches in forty lines."""

import re
from collections.abc import Iterable

from bench.agreement import Reading

_WORDS: dict[str, float] = {"half": 0.5, "a third": 1 / 3, "a quarter": 0.25, "two-thirds": 2 / 3}
_WORDS |= {"twice": 2, "dozen": 12, "a dozen": 12, "twelve": 12, "twenty": 20, "thirty": 30}
_WORDS |= {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_TIMES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6}
_TIMES |= {"billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "": 1}
_HEDGES = dict.fromkeys("about around some nearly almost roughly approximately".split(), "~")
_HEDGES |= dict.fromkeys(["more than", "at least", "over", "above"], ">") | {"": "="}
_HEDGES |= dict.fromkeys(["less than", "fewer than", "up to", "at most", "under"], "<")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? $", re.IGNORECASE)
_UNITS = {"$": "dollar", "€": "euro", "£": "pound sterling"}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(filter(None, words), key=len, reverse=True))


_ONE = rf"[$€£]?(?:\d[\d,]*(?:\.\d+)?(?![\d:/])|(?:{_any(_WORDS)})\b)(?:[ -]?(?:{_any(_TIMES)})\b)?"
_ANY = re.compile(
    rf"(?:\b(?P<hedge>{_any(_HEDGES)}) )?(?<![\w.,:/-])(?P<low>{_ONE})"
    rf"(?:(?: to |[-–])(?P<high>{_ONE}))?"
    r"(?:\s?(?P<share>%|per ?cent)"
    r"|[ -](?!(?:of|to|and|in|for|on|at|or|from|by)\b)(?P<noun>[a-z]+)|(?!\w))",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"(?P<digits>[\d,.]*)(?P<word>.*?)[ -]?(?P<times>(?:{_any(_TIMES)})?)$")


def read(text: str) -> list[Reading]:
    """Return what the regex finds, without bare years and days of a month."""
    return [_reading(match) for match in _ANY.finditer(text) if not _is_date(match)]


def _is_date(match: re.Match[str]) -> bool:
    day = bool(_MONTH.search(match.string[: match.start()]))
    return day or bool(re.fullmatch(r"(1[5-9]|20)\d\d", match["low"]) and not match["share"])


def _reading(match: re.Match[str]) -> Reading:
    ends = [_amount(each.lstrip("$€£").lower()) for each in match.group("low", "high") if each]
    unit = _UNITS.get(match["low"][0]) or ("%" if match["share"] else match["noun"])
    value = (ends[0], ends[1]) if len(ends) > 1 else ends[0]
    return Reading(value, unit, _HEDGES[(match["hedge"] or "").lower()], *match.span())


def _amount(words: str) -> float:
    parts = _PARTS.match(words)
    assert parts is not None  # noqa: S101  what _ONE matched
    digits = parts["digits"].replace(",", "")
    return (float(digits) if digits else _WORDS[parts["word"]]) * _TIMES[parts["times"]]
