"""Clock times without a colon, "am" or "pm": 2330 GMT, 0600 hours, 7 o'clock, half past seven.

::

    time = 4 digits (zone | "hours" | "hrs" | "h") | number "o'clock"
         | ("half" | "quarter") "-"? ("past" | "to") hour
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading, read_point
from pipeline.numbers.grammar.tokens import Tokens
from schemas import QuantityKind

_HOURS, _HALF_DAY = 24, 12
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
