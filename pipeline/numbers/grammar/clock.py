"""Clock times, kept in 24 hours where morning or evening is said: 18:00 for 6 p.m.; race times.

::

    time = hour ((":" | ".") minutes (":" seconds)?)? ("am" | "pm")
           | hour ":" minutes (":" seconds)?
           | time ("-" | "to" | "and") time ("am" | "pm")          7.30-9pm, between 1 and 2 p.m.
    hour = 4 digits (zone | "hours" | "hrs" | "h") | number "o'clock"
           | ("half" | "quarter") "-"? ("past" | "to") hour
    race = ("in" | "of" | …) minutes ":" seconds ("." digits)?
           | minutes ":" seconds ("behind" | "ahead")
"""

import re
from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading, read_point, read_value
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
    return read_value(QuantityKind.DURATION, at, end, value, unit="second")._replace(step=step)


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


O_CLOCK = {"o'clock", "o’clock"}
_FOUR = 4  # digits
_HOURS_SAID = {"hours", "hrs", "h"}
_BEFORE_TIMES = {"at", "by", "from", "until", "around", "about", "before", "after"}
_ZONES = set(
    "GMT UTC BST CET CEST EST EDT ET CST CDT PST PDT PT IST SAST WAT EAT AEST AEDT HKT "
    "SGT JST".split()
)
# Minutes past the full hour, by the part of an hour and the word behind it.
PARTS_OF_HOUR = {"half": {"past": 30}, "quarter": {"past": 15, "to": -15}}


def read_hour(tokens: Tokens, at: int) -> Reading | None:
    """Return the clock time that starts at these digits or this word, or None."""
    token = tokens[at]
    if tokens[at + 1].lower in O_CLOCK:
        return _on_the_hour(tokens, at)
    if token.lower in PARTS_OF_HOUR:
        return _spoken(tokens, at)
    return _of_four_digits(tokens, at) if len(token.text) == _FOUR else None


def _of_four_digits(tokens: Tokens, at: int) -> Reading | None:
    """Read "2330 GMT", "1400hrs", "0600 hours" as hours and minutes."""
    digits, after = tokens[at].text, tokens[at + 1]
    if not digits.isdecimal():
        return None
    if int(digits[:2]) >= _HOURS or int(digits[2:]) > 59:
        return None
    said = digits[0] == "0" or tokens[at - 1].lower in _BEFORE_TIMES
    hours = after.lower in _HOURS_SAID and (said or (after.glued and after.lower != "hours"))
    if after.text not in _ZONES and not hours:
        return None
    end = at + 1 + hours
    return read_point(QuantityKind.TIME, at, end, f"{digits[:2]}:{digits[2:]}")


def _on_the_hour(tokens: Tokens, at: int) -> Reading | None:
    """Read "7 o'clock" and "seven o'clock"."""
    hour = lexicon.ONES.get(tokens[at].lower) or (tokens.is_number(at) and int(tokens[at].text))
    return read_point(QuantityKind.TIME, at, at + 2, f"{hour}:00") if hour else None


def _spoken(tokens: Tokens, at: int) -> Reading | None:
    """Read "half past seven" and "quarter to six"."""
    link = tokens.after_hyphen(at + 1)
    hour_at = tokens.after_hyphen(link + 1)
    way = PARTS_OF_HOUR[tokens[at].lower].get(tokens[link].lower)
    hour = lexicon.ONES.get(tokens[hour_at].lower)
    if hour is None and tokens.is_number(hour_at):
        hour = Decimal(tokens[hour_at].text)
    if way is None or hour is None or not 0 < hour <= _HALF_DAY:
        return None
    minutes = int(hour) * 60 + way
    return read_point(QuantityKind.TIME, at, hour_at + 1, f"{minutes // 60}:{minutes % 60:02}")
