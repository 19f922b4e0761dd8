"""The part of a sentence that says who says so: it names people and places that the figure is not of."""

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
_ENOUGH = 3
"""Words that must be left: "It said 12" has nothing else to tell."""


def without_speaker(sentence: str) -> str:
    """Return a sentence without its speaker, but none of its figures; as it is where nearly all would go."""
    for pattern in (_TAIL, _HEAD):
        rest = pattern.sub("", sentence)
        if len(rest.split()) >= _ENOUGH:
            sentence = rest
    return sentence
