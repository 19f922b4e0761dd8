"""Who says so, and from where: these parts of a sentence name people and places that the figure is not of."""

import re

_SAID = (
    r"(?:said|says|told|announced|reported|reports|showed|shows|found|added|warned|according to)"
)
_TAIL = re.compile(
    rf"(?:,|[”\"])\s+(?!#)[^,;#]{{0,90}}\b{_SAID}\b[^;#]{{0,70}}$|,?\s+according to [^;#]{{0,90}}$"
)
_HEAD = re.compile(
    r"^(?:[^,;#]{1,90}\b(?:said|says|told [^,;#]{1,30}|found|showed|shows|reported|announced)\s(?:on \w+\s)?(?:that\s)?"
    r"|according to [^,;#]{1,90},\s)",
    re.IGNORECASE,
)  # fmt: skip
_DATELINE = re.compile(
    r"^\s*([A-Z][\w’'./-]+(?:\s[A-Z][\w’'./-]+){0,3})(?:,\s[A-Z][\w’'. -]{1,24}?)?\s?"
    r"(?:\([A-Z][\w’'./ -]{1,24}\)\s?[:,–—-]{0,2}|[–—-]{1,2})\s+(?=[A-Z#\d“\"‘$€£])"
)
"""OSLO (Agency) - The; Port Esmere, Aldern — The."""
_ENOUGH = 3
"""Words that must be left: "It said 12" has nothing else to tell."""


def without_dateline(sentence: str) -> str:
    """Return a sentence without the place and the agency that it was written at."""
    return _DATELINE.sub("", sentence)


def place_for_dateline(sentence: str) -> str:
    """Return a sentence with the place alone in place of its dateline."""
    return _DATELINE.sub(r"\1 ; ", sentence)


def without_speaker(sentence: str) -> str:
    """Return a sentence without its speaker, but none of its figures; as it is where nearly all would go."""
    for pattern in (_TAIL, _HEAD):
        rest = pattern.sub("", sentence)
        if len(rest.split()) >= _ENOUGH:
            sentence = rest
    return sentence
