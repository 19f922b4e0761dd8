"""Words of English text: stems that carry meaning, and long lists of words as fast patterns."""

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_FUNCTION_WORDS = frozenset(
    "a about above after again against all also am an and any are as at be because been before "
    "being below between both but by can could did do does doing down during each few for from "
    "further had has have having he her here hers him his how i if in into is it its itself just "
    "me "
    "more most my no nor not now of off on once only or other our out over own s same she should "
    "so "
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


def any_of(words: str) -> str:
    r"""Return a pattern for alternatives, each of which begins with a letter; case does not count.

    It has no border of its own: `\b` stands before it, or a space. Python tries alternatives one by
    one at every place; by their first letters they are tried only where they can begin, five times
    as fast on the lists of `checkworthy`, with the same matches.
    """
    return rf"(?=\w)(?i:{_by_letter(alternatives(words))})"


_BEGINS_WITH_A_LETTER = re.compile(r"[A-Za-z](?![?*+{])")


def _by_letter(some: Sequence[str]) -> str:
    """Return the alternatives by their first letters, and those of a letter by their next ones.

    What begins alike keeps its order, and of what does not only one can fit.
    """
    by_letter: dict[str, list[str]] = {}
    for alternative in some:
        by_letter.setdefault(alternative[0].lower(), []).append(alternative[1:])
    branches = (f"{_letter(first)}(?:{_rest(rest)})" for first, rest in by_letter.items())
    return "|".join(branches)


def _rest(some: Sequence[str]) -> str:
    surely = len(some) > 1 and all(map(_BEGINS_WITH_A_LETTER.match, some))
    return _by_letter(some) if surely else "|".join(some)


def alternatives(words: str) -> list[str]:
    """Return the alternatives of a pattern; those inside a group are left whole."""
    found, depth = [""], 0
    for sign in words:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


def _letter(first: str) -> str:
    """Return a pattern for a letter, small or capital, that is looked up and not folded."""
    if not first.isalpha():
        raise ValueError(f"alternatives must begin with a letter, not with {first!r}")
    return f"(?-i:[{first}{first.upper()}])"
