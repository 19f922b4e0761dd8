"""Names in an article: words with a capital that cannot come from the start of a sentence.

A word that only ever opens sentences may be a name or not ("Orlan cut jobs", "Police cut roads"), so
these are kept apart: they tell two figures apart only where both sentences open with one.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.text.words import is_function_word
from schemas import Article, Role

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A run of words in small letters at once, or one word: most words are no names.
_WORDS = re.compile(r"(?:[a-z][\w’'-]*[\W\d_]*)+|([^\W\d_][\w’'-]*)")
_OPENS = re.compile(r"(?:^|[.!?:;•–—-]\s*|[“\"‘(\[]\s*|\n\s*)$")
_LOOK_BACK = 4  # characters in which what opens a sentence stands
_COMMON = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december mr mrs ms dr sir president minister prime "
    "mayor secretary general chancellor governor senator king queen prince princess pope councillor "
    "councilor chief judge professor captain police parliament government council state city county "
    "north south east west reuters ap afp".split()
)
# What ends like this and opens a sentence is a plain word: "Unemployment in Velmar", "Repairs cost".
_PLAIN = re.compile(r"(?:ing|ment|tion|ity|ness|ly|ed|ers|ies|ents|ants|ors|ists|ages|als)$")
# What a name that opens a sentence does: "Lowick will close", "Orlan cut", "Velmar’s".
_ACTS = re.compile(
    r"(?<=['’]s)|\s+(?:\w+ly\s+)?(?:has|have|had|is|are|was|were|will|would|to|and [A-Z]|[a-z]+ed|[a-z]{2,}[a-z]s(?!\s(?:from|of|in|at|for|were|was|rose|fell|have|had|are)\b)|won|lost|made|"
    r"sold|built|sent|spent|paid|fell|rose|grew|got|took|gave|led|beat|cut|hit|ran|must|may|plans)\b"
)
_NAME_GOES_ON = re.compile(r" [A-Z][a-z’'-]")
_SHORTEST = 2
_MOST_CAPITALS = 0.6
"""Share of long words with a capital from which a headline is in title case and tells no names."""


class Names(NamedTuple):
    """Names of an article or a passage in small letters, without endings."""

    sure: frozenset[str]
    opening: frozenset[str]
    """Words that may be names and open a sentence."""
    maybe: frozenset[str]
    """Words that open a sentence and are a name if another article knows them as one."""


class Capitals(NamedTuple):
    """The words with a capital in a piece of text that may be names."""

    found: tuple[tuple[str, bool], ...]
    """Each in small letters, and whether it opens a sentence or a quotation."""
    maybe: tuple[str, ...]
    """Words that open one and do nothing that a name does."""
    ends_in_name: bool
    """Whether the last word may be one, so that the next one with a capital goes on with it."""


class NamesIn:
    """Finds names in the passages of an article; what the whole article tells of them is found once."""

    def __init__(self, article: Article) -> None:
        """Read the article."""
        sure: set[str] = set()
        opening: set[str] = set()
        maybe: set[str] = set()
        texts = [(article.plain(each.span), each.role) for each in article.prose]
        for text, role in texts:
            shouts = role is Role.HEADLINE and _is_title_case(text)
            capital = capitals(text)
            maybe.update(capital.maybe)
            for word, opens in capital.found:
                (opening if opens or shouts else sure).add(word)
        self._sure = frozenset(sure)
        maybe = (maybe | opening) - sure
        words = _WORD.findall("\n".join(text for text, _ in texts)) if maybe else ()
        maybe.difference_update(word for word in words if word.islower())
        self._opening = frozenset(word for word in maybe & opening if not _PLAIN.search(word))
        self._maybe = frozenset(maybe - self._opening)

    @property
    def everywhere(self) -> frozenset[str]:
        """Every name that the article has anywhere."""
        return self._sure | self._opening | self._maybe

    def among(self, words: frozenset[str]) -> Names:
        """Return which of the words with a capital in a passage are names."""
        return Names(words & self._sure, words & self._opening, words & self._maybe)


def capitals(text: str, *, opens: bool = True, follows: bool = False) -> Capitals:
    """Return the words with a capital in a piece of a sentence.

    `opens` says whether its first character opens a sentence, `follows` whether what stands before
    it ends in a name.
    """
    found: list[tuple[str, bool]] = []
    maybe: list[str] = []
    for word in _WORDS.finditer(text):
        written = word[1]
        name = _name(written) if written else None
        if name is None:
            follows = False
            continue
        start, end = word.span(1)
        is_first = opens if not start else _OPENS.search(text[max(0, start - _LOOK_BACK) : start])
        if not is_first or follows:
            found.append((name, False))
        elif _NAME_GOES_ON.match(text, end) or _ACTS.match(text, end):
            found.append((name, True))
        else:
            maybe.append(name)
        follows = True
    return Capitals(tuple(found), tuple(maybe), follows)


@lru_cache(maxsize=4_096)
def _name(word: str) -> str | None:
    """Return a word as a name in small letters; None of one that has no capital or is no name."""
    name = bare(word) if word[0].isupper() else ""
    is_none = len(name) < _SHORTEST or name in _COMMON or is_function_word(name)
    return None if is_none else name


def bare(word: str) -> str:
    """Return a name in small letters: of Velmar's, velmar."""
    return word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")


_OF_A_PLACE = re.compile(r"(?<=[a-z]{4})(?:[ei]?an|ese|ish|er|i|n)?s?$")
_LAST_VOWELS = re.compile(r"(?<=[a-z]{4})[aeiouy]+$")


@lru_cache(maxsize=16_384)
def root(name: str) -> str:
    """Return what a name has in common with what is of it: norv of Norvia, Norvian and Norvians."""
    return _LAST_VOWELS.sub("", _OF_A_PLACE.sub("", name))


def _is_title_case(text: str) -> bool:
    long = [word for word in _WORD.findall(text)[1:] if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) / len(long) > _MOST_CAPITALS
