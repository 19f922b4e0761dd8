"""Clock times, kept in 24 hours where morning or evening is said: 18:00 for 6 p.m.

::

    time = hour ((":" | ".") minutes (":" seconds)?)? ("am" | "pm") | hour ":" minutes (":" seconds)?
"""

from pipeline.numbers.reading import Reading, read_point
from pipeline.numbers.tokens import Tokens
from schemas import QuantityKind

_NOON = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12}


def read_clock(tokens: Tokens, at: int) -> Reading | None:
    """Return the clock time that starts at this token, or None."""
    hour = tokens[at]
    parts, end = _clock_parts(tokens, at)
    noon = _NOON.get(tokens[end].lower)
    if noon is None and len(parts) == 1:
        return None
    if "," in hour.text or not all(part.isdecimal() for part in parts):
        return None
    if any(int(part) > 59 for part in parts[1:]) or int(parts[0]) > 24:
        return None
    if noon is None:
        return read_point(QuantityKind.TIME, at, end, ":".join(parts))
    if not 0 < int(parts[0]) <= 12:
        return read_point(QuantityKind.TIME, at, end + 1, ":".join(parts))
    minutes = parts[1:] or ["00"]
    clock = ":".join([f"{int(parts[0]) % 12 + noon:02}", *minutes])
    return read_point(QuantityKind.TIME, at, end + 1, clock)


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
