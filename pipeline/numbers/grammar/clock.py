"""Clock times, kept in 24 hours where morning or evening is said: 18:00 for 6 p.m.; race times.

::

    time = hour ((":" | ".") minutes (":" seconds)?)? ("am" | "pm")
           | hour ":" minutes (":" seconds)?
           | hour "o'clock" | ("half" | "quarter") "-"? ("past" | "to") hour
           | 4 digits (zone | "hours" | "hrs")                      2330 GMT, 0600 hours
    race = (hours ":")? minutes ":" seconds ("." digits)?      that is no time of day
"""

import re
from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading, read_point, read_value
from pipeline.numbers.grammar.tokens import Tokens
from schemas import QuantityKind

_HOURS, _HALF_DAY = 24, 12
_WHOLE = 100  # two shares that make a whole, as 60:40, are no minutes and seconds
_RACE_TIME = re.compile(
    r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d(?:\.\d{1,3})?)(?![\w:])"
)
_NOON = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12}


def read_clock(tokens: Tokens, at: int) -> Reading | None:
    """Return the clock time that starts at this token, or None."""
    parts, end = _clock_parts(tokens, at)
    noon, after = _NOON.get(tokens[end].lower), end + 1
    if noon is None and len(parts) == 1:
        return read_hour(tokens, at)
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


def read_race_time(tokens: Tokens, at: int) -> Reading | None:
    """Return how long something took, where digits with colons can be no time of day: 1:59.26.

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
    if found["hours"] is None:
        shared = minutes + Decimal(found["seconds"]) == _WHOLE
        if shared or (minutes <= _HOURS and "." not in found["seconds"]):
            return None
    value = (int(found["hours"] or 0) * 60 + minutes) * 60 + Decimal(found["seconds"])
    step = Decimal("0.1") if "." in found["seconds"] else Decimal(1)
    return read_value(QuantityKind.DURATION, at, end, value, unit="second")._replace(step=step)


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


O_CLOCK = {"o'clock", "o’clock"}
_MINUTES_PAST = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}
_FOUR_DIGITS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_ZONES = set("GMT UTC BST CET CEST EST EDT ET CST CDT PST PDT PT IST AEST AEDT HKT JST".split())


def read_hour(tokens: Tokens, at: int) -> Reading | None:
    """Return the clock time of "seven o'clock", "half past 7" or "2330 GMT", or None."""
    link = tokens.after_hyphen(at + 1)
    past = _MINUTES_PAST.get((tokens[at].lower, tokens[link].lower))
    hour_at = at if past is None else tokens.after_hyphen(link + 1)
    end = hour_at + 1
    if past is None and tokens[link].lower in O_CLOCK:
        past, end = 0, link + 1
    if past is None:
        return _of_four_digits(tokens, at)
    hour = lexicon.ONES.get(tokens[hour_at].lower)
    if tokens.is_number(hour_at):
        hour = Decimal(tokens[hour_at].text)
    if hour is None or not 0 < hour <= _HALF_DAY:
        return None
    minutes = int(hour) * 60 + past
    return read_point(QuantityKind.TIME, at, end, f"{minutes // 60}:{minutes % 60:02}")


def _of_four_digits(tokens: Tokens, at: int) -> Reading | None:
    """Read "2330 GMT", "1400hrs" and "0600 hours"; 1400 hours may be so many."""
    digits, after = tokens[at].text, tokens[at + 1]
    said = after.lower in {"hours", "hrs"} and (after.glued or digits[0] == "0")
    if not _FOUR_DIGITS.fullmatch(digits) or not (said or after.text in _ZONES):
        return None
    return read_point(QuantityKind.TIME, at, at + 1 + said, f"{digits[:2]}:{digits[2:]}")
