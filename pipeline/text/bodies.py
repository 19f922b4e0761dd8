"""The bodies that a text names: a ministry, company, army or court, by the words of its name."""

import re
from itertools import chain

from pipeline.text.remembered import remembered
from pipeline.text.words import any_of, whole_words

_BODY_WORDS = (
    "ministry|department|offices?|bureau|agency|police|forces?|army|navy|crews|military|council|"
    "committee|government|administration|company|firm|group|bank|union|party|court|university|"
    "college|institute|commission|authority|association|foundation|alliance|service|board|fund|"
    "parliament|senate|congress|hospital|school|airline|operator|regulator|charity|club|federation|"
    "organi[sz]ation|embassy|exchange|cent(?:re|er)|laborator(?:y|ies)|tribunal|prosecutors|"
    "watchdog|coalition|treasury|inc|corp|ltd"
)
_BODY = whole_words(_BODY_WORDS)
_BEFORE_BODY = any_of(
    "air|health|port|fire|labou?r|central|city|town|county|harbou?r|national|regional|federal|"
    "state|defen[cs]e|weather|statistics|election|electoral|high|supreme|district|power|rail|water|"
    "housing"
)
# Letters that are no body: places, units, titles, and words shouted in a headline.
_NO_BODY = frozenset(
    "US UK UAE USA EU GDP CEO CFO TV AI IT PM AM BST GMT CET UTC EST USD EUR GBP DNA RNA HIV COVID "
    "MP MPS NEW SAYS THE AND FOR WITH LONDON PARIS BERLIN FILE PHOTO".split()
)
_BODY_NAME = re.compile(
    r"\b(?=\w)(?:(?<![A-Z] )(?P<letters>[A-Z]{2,6})\b(?!-\d|,? [A-Z]{2,}|,? [—–-]|:)"
    r"|(?P<name>(?:the )?(?:(?:[A-Z][\w’'-]{1,40}|of|for|and) ){0,4}"
    rf"(?:{_BEFORE_BODY} ){{0,2}}{any_of(_BODY_WORDS)}\b(?: (?:of|for) (?:the "
    rf")?[A-Za-z][\w-]{{1,40}})?))"
)
# Two pieces of text in three name none; to look for the name itself takes three times as long.
_MAY_NAME = re.compile(rf"\b(?:[A-Z]{{2}}|{any_of(_BODY_WORDS)}\b)")


def is_body(name: str) -> bool:
    """Return whether a name or description holds the word of a body: "the city council"."""
    return bool(_BODY.search(name))


def bodies_in(text: str) -> tuple[str, ...]:
    """Return the bodies that a text names, as written, each once: "NATO", "the port authority"."""
    # No name holds a full stop, and what stands behind one changes no name before it.
    pieces = map(str.strip, text.split("."))
    return tuple(dict.fromkeys(chain.from_iterable(map(_between_stops, pieces))))


@remembered  # the article asks, and then each figure of a sentence
def _between_stops(text: str) -> tuple[str, ...]:
    if not _MAY_NAME.search(text):
        return ()
    return tuple(
        name[0].strip()
        for name in _BODY_NAME.finditer(text)
        if name["letters"] not in _NO_BODY and (name["letters"] or _is_definite(name[0]))
    )


def _is_definite(name: str) -> bool:
    """Return whether a body is a certain one, by a capital, an article or words before it."""
    return " " in name.strip() and (name.startswith("the ") or any(map(str.isupper, name)))
