"""Names in an article: words with a capital that cannot come from the start of a sentence.

A word that only ever opens sentences may be a name or not ("Orlan cut jobs", "Police cut roads"), so
these are kept apart: they tell two figures apart only where both sentences open with one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.text.words import is_function_word
from schemas import Article, Role

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
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


class NamesIn:
    """Finds names in the passages of an article; what the whole article tells of them is found once."""

    def __init__(self, article: Article) -> None:
        """Read the article."""
        sure: set[str] = set()
        opening: set[str] = set()
        plain: set[str] = set()
        for sentence in article.prose:
            text = article.plain(sentence.span)
            shouts = sentence.role is Role.HEADLINE and _is_title_case(text)
            for word, opens in _capitals(text):
                (opening if opens or shouts else sure).add(word)
            plain.update(w.group() for w in _WORD.finditer(text) if w.group().islower())
        self._sure = frozenset(sure)
        self._opening = frozenset(
            w for w in opening - sure if w not in plain and not _PLAIN.search(w)
        )

    @property
    def everywhere(self) -> frozenset[str]:
        """Every name that the article has anywhere."""
        return self._sure | self._opening

    def within(self, text: str) -> Names:
        """Return the names in a passage, or in a sentence made from one."""
        found = {word for word, _ in _capitals(text)}
        return Names(frozenset(found & self._sure), frozenset(found & self._opening))


def _capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word with a capital, and whether it opens a sentence or a quotation."""
    follows_name = False
    for found in _WORD.finditer(text):
        word = found.group()
        if not word[0].isupper():
            follows_name = False
            continue
        name = _bare(word)
        if len(name) < _SHORTEST or name in _COMMON or is_function_word(name):
            follows_name = False
            continue
        opens = bool(_OPENS.search(text[max(0, found.start() - _LOOK_BACK) : found.start()]))
        follows_name, follows = True, follows_name
        if not opens or follows or _NAME_GOES_ON.match(text, found.end()):
            yield name, False
        elif _ACTS.match(text, found.end()):
            yield name, True


def _bare(word: str) -> str:
    """Return a name in small letters: of Velmar's and Velmarian, velmar and velmaria."""
    name = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return name.removesuffix("n") if name.endswith("ian") else name


def _is_title_case(text: str) -> bool:
    long = [word for word in _WORD.findall(text)[1:] if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) / len(long) > _MOST_CAPITALS
