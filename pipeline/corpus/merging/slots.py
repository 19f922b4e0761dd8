"""Slots: what stands next to each name of a sentence, so that another name at the same place is seen."""

import re
from collections.abc import Iterator

from pipeline.corpus.merging.meanings import LIGHT, common
from pipeline.corpus.merging.names import bare, root
from pipeline.text.words import content_stems

_TOKEN = re.compile(r"[^\W\d_][\w’'-]*")


def slots_in(text: str, names: frozenset[str]) -> tuple[str, ...]:
    """Return "export>sardon" for each name behind a word that tells, "reef<sarn" for each before one, sorted.

    Names stand by their root and words by what they mean.
    """
    found: set[str] = set()
    word, name = "", ""
    for token, is_name in _tokens(text, names):
        if is_name:
            if word:
                found.add(f"{word}>{token}")
            word, name = "", token
        else:
            if name:
                found.add(f"{token}<{name}")
            word, name = token, ""
    return tuple(sorted(found))


def _tokens(text: str, names: frozenset[str]) -> Iterator[tuple[str, bool]]:
    for each in _TOKEN.finditer(text):
        word = each[0]
        if word[0].isupper() and bare(word) in names:
            yield root(bare(word)), True
        else:
            yield from ((common(stem), False) for stem in content_stems(word) if stem not in LIGHT)
