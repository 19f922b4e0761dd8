"""Words that carry meaning, cut to a stem, for telling whether two texts speak of the same thing."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_FUNCTION_WORDS = frozenset(
    "a about above after again against all also am an and any are as at be because been before "
    "being below between both but by can could did do does doing down during each few for from "
    "further had has have having he her here hers him his how i if in into is it its itself just me "
    "more most my no nor not now of off on once only or other our out over own s same she should so "
    "some such t than that the their them then there these they this those through to too under "
    "until up very was we were what when where which while who whom why will with would you your "
    "said says say told according monday tuesday wednesday thursday friday saturday sunday".split()
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ed", "es", "s", "y", "e")
_SHORTEST_STEM = 4


def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning, in order, numbers included."""
    return tuple(filter(None, map(_stem, _WORD.findall(text))))


def is_function_word(word: str) -> bool:
    """Return whether a word in small letters carries grammar and no meaning."""
    return word in _FUNCTION_WORDS


@lru_cache(maxsize=16_384)
def _stem(written: str) -> str | None:
    """Return the stem of a word as written; None of one that carries grammar."""
    word = written.lower().replace("’", "'").removesuffix("'s")
    if word in _FUNCTION_WORDS:
        return None
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
