"""Any number of articles of any length: our own, with other names and figures.

Hardly a sentence comes twice: what remembers a sentence would else be measured at remembering. Each
round over the labelled articles gives invented names another ending and numbers another last digit,
so that their arithmetic holds no longer.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count, islice

from bench import background, labelled

FOLDERS = ("recon", "clean", "later")
_ENDINGS = "an el or is um ay et ov in ak".split()
_NUMBER = re.compile(r"\d+(?![\d.,]*\d)")
_WITHOUT = 2
"""Paragraphs without a number after each of ours: some 5 numbers a hundred words, as news has."""
_ROUND = 5000
"""Sentences without a number from one round to the next; no two rounds begin with the same."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_KNOWN = re.compile(r"[A-Z][a-z]+day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")


def articles(words: int, first_round: int = 0) -> Iterator[str]:
    """Yield texts without end that each have at least so many words, paragraph by paragraph."""
    held: list[str] = []
    length = 0
    for paragraph in _paragraphs(first_round):
        held.append(paragraph)
        length += len(paragraph.split())
        if length >= words:
            yield "\n\n".join(held)
            held, length = [], 0


def _paragraphs(first_round: int) -> Iterator[str]:
    """Yield paragraphs of ours, each followed by some without a number, as news has them."""
    rest = background.sentences(first_round * _ROUND)
    for turn in count(first_round):
        for paragraph in _own():
            yield _changed(paragraph, turn)
            yield from (" ".join(islice(rest, 3)) for _ in range(_WITHOUT))


@cache
def _own() -> tuple[str, ...]:
    texts = [text for folder in FOLDERS for text in labelled.articles(folder).values()]
    return tuple(each for text in texts for each in text.split("\n\n") if each.strip())


@cache
def _common() -> frozenset[str]:
    """Return the words that our articles write in small letters too: they are no names."""
    return frozenset(re.findall(r"\b[a-z]+\b", " ".join(_own())))


def _changed(paragraph: str, turn: int) -> str:
    """Return a paragraph with the names and numbers of a round; the first round changes nothing."""
    if not turn:
        return paragraph
    # Two syllables in every round: a word must not grow from one to the next.
    many = len(_ENDINGS)
    ending = _ENDINGS[turn % many] + _ENDINGS[turn // many % many]
    renamed = _NAME.sub(lambda name: _renamed(name[0], ending), paragraph)
    return _NUMBER.sub(lambda number: _recounted(number[0], turn), renamed)


def _renamed(name: str, ending: str) -> str:
    is_kept = name.lower() in _common() or _KNOWN.match(name)
    return name if is_kept else name + ending


def _recounted(number: str, turn: int) -> str:
    """Return a number with another last digit, never a nought; a year as it is."""
    if _YEAR.fullmatch(number):
        return number
    return number[:-1] + str(1 + (int(number[-1]) + turn) % 9)
