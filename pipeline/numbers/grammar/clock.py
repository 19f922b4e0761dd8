"""Clock times, kept in 24 hours where morning or evening is said: 18:00 for 6 p.m.; race times.

::

    time = hour ((":" | ".") minutes (":" seconds)?)? ("am" | "pm")
           | hour ":" minutes (":" seconds)?
           | time ("-" | "to" | "and") time ("am" | "pm")          7.30-9pm, between 1 and 2 p.m.
    race = ("in" | "of" | …) minutes ":" seconds ("." digits)?
           | minutes ":" seconds ("behind" | "ahead")
"""

import re
from decimal import Decimal

from pipeline.numbers.grammar.hours import O_CLOCK, read_hour
from pipeline.numbers.grammar.reading import Reading, read_point
from pipeline.numbers.grammar.tokens import SPAN_DASHES, Tokens
from schemas import QuantityKind

_HOURS, _HALF_DAY = 24, 12
_LINKS = {*SPAN_DASHES, "to", "and", "until", "till"}
_WHOLE = 100  # two shares that make a whole, as 60:40, are no minutes and seconds
_BEFORE_LENGTHS = set("in under sub break broke breaking ran run clocked clocking timed".split())
_AFTER_LENGTHS = {"behind", "ahead", "faster", "slower", "left", "remaining"}
_NAMES_OF_TIMES = {"time", "mark", "record", "best", "lap"}
_RACE_TIME = re.compile(
    r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d(?:\.\d{1,3})?)(?![\w:])"
)
_NOON = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12}


def read_clock(tokens: Tokens, at: int) -> Reading | None:
    """Return the clock time that starts at this token, or None."""
    parts, end = _clock_parts(tokens, at)
    noon, after = _NOON.get(tokens[end].lower), end + 1
    if tokens[end].lower in _LINKS and (shared := _first_of_two(tokens, at, end)):
        parts, noon, after = *shared, end
    if noon is None and len(parts) == 1:
        return read_hour(tokens, at) if _may_be_hour(tokens, at) else None
    if not all(part.isdecimal() for part in parts):
        return None
    if any(int(part) > 59 for part in parts[1:]) or int(parts[0]) > _HOURS:
        return None
    if noon is None:
        return read_point(QuantityKind.TIME, at, end, ":".join(parts))
    if not 0 < int(parts[0]) <= _HALF_DAY:
        return read_point(QuantityKind.TIME, at, after, ":".join(parts))
    minutes = parts[1:] or ["00"]
    clock = ":".join([f"{int(parts[0]) % _HALF_DAY + noon:02}", *minutes])
    return read_point(QuantityKind.TIME, at, after, clock)


def _may_be_hour(tokens: Tokens, at: int) -> bool:
    return len(tokens[at].text) == len("2330") or tokens[at + 1].lower in O_CLOCK


def _first_of_two(tokens: Tokens, at: int, end: int) -> tuple[list[str], int] | None:
    """Return hours, minutes and noon of the 7.30 of "7.30-9pm", which has pm only once; or None."""
    if tokens[end].lower == "and" and tokens[at - 1].lower != "between":
        return None
    parts = tokens.text[tokens[at].start : tokens[end - 1].end].replace(".", ":").split(":")
    second, noon_at = _clock_parts(tokens, end + 1)
    noon = _NOON.get(tokens[noon_at].lower)
    hours = [parts[0], second[0].partition(".")[0]]
    if noon is None or not all(hour.isdecimal() and len(hour) <= 2 for hour in hours):
        return None
    if len(parts) > 2 or len(parts[-1]) > 2:
        return None
    turned = int(hours[0]) % _HALF_DAY > int(hours[1]) % _HALF_DAY  # "11-1pm"
    return parts, _HALF_DAY - noon if turned else noon


def read_race_time(tokens: Tokens, at: int) -> Reading | None:
    """Return how long something took, where digits with colons say so: "in 2:05:31", "1:26 behind".

    Two parts are minutes and seconds or hours and minutes; no word tells which, so the value is
    that of minutes and seconds: it serves to compare such times with each other.
    """
    found = _RACE_TIME.match(tokens.text, tokens[at].start)
    if found is None:
        return None
    end = at + 1
    while tokens[end].start < found.end() and tokens[end].kind != "break":
        end += 1
    minutes = int(found["minutes"])
    if found["hours"] is None and minutes + Decimal(found["seconds"]) == _WHOLE:
        return None
    long = minutes > _HOURS or "." in found["seconds"]
    if not long and not _is_length(tokens, at, end):
        return None
    value = (int(found["hours"] or 0) * 60 + minutes) * 60 + Decimal(found["seconds"])
    step = Decimal("0.1") if "." in found["seconds"] else Decimal(1)
    return Reading(
        QuantityKind.DURATION, at, end, at, end, low=value, high=value, step=step, unit="second"
    )


def _is_length(tokens: Tokens, at: int, end: int) -> bool:
    """Return whether the words around say how long it took, not when it was."""
    before = tokens[at - 1].lower
    named = before == "of" and tokens[at - 2].lower in _NAMES_OF_TIMES
    return named or before in _BEFORE_LENGTHS or tokens[end].lower in _AFTER_LENGTHS


def _clock_parts(tokens: Tokens, at: int) -> tuple[list[str], int]:
    """Return hours, minutes and seconds as far as they are given, and the token after them."""
    parts, end = [tokens[at].text], at + 1
    while len(parts) < 3 and tokens[end].text == ":" and tokens[end].glued:
        part = tokens[end + 1]
        if not (part.glued and len(part.text) == 2 and part.text.isdecimal()):
            break
        parts, end = [*parts, part.text], end + 2
    hours, dot, minutes = parts[0].partition(".")
    if dot and len(parts) == 1 and len(minutes) == 2 and tokens[end].lower in _NOON:
        return [hours, minutes], end
    return parts, end
