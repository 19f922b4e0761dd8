"""Text of an article as a page may show it: nothing in it steers the page, or hides."""

import re
from urllib.parse import urlsplit

# Direction marks could show a number reversed; the others are no characters of HTML, or, as half a
# surrogate pair, cannot be written at all.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_ROOM = 420
_EARLIER = 160


def visible(text: str) -> str:
    """Return text in which direction marks and control characters stand by their code points."""
    return _HIDDEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", text)


def clipped(text: str, room: int = _ROOM) -> str:
    """Return text of at most so many characters; a cut is marked by an ellipsis."""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def excerpt(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before, in and after a place of a text, cut where the text is long.

    A sentence may be a megabyte; its worklist row shows the part around the number.
    """
    if len(text) <= _ROOM:
        return text[:start], text[start:end], text[end:]
    since = max(0, start - _EARLIER)
    before = ("…" if since else "") + text[since:start]
    return before, clipped(text[start:end]), clipped(text[end:], _ROOM - _EARLIER)


def web_address(text: str) -> str | None:
    """Return the text if it is an http or https address, which alone may become a link."""
    try:
        address = urlsplit(text)
    except ValueError:
        return None
    return text if address.scheme in {"http", "https"} and address.netloc else None
