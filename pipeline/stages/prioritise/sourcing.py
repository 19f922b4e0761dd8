"""Sourcing: whether an article leaves no doubt who gives a figure, or that nobody is named for it.

What a row says of a source sends a checker to somebody, so it is said only where this is certain.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from pipeline.text.attribution import Attributions, attributions
from pipeline.text.attribution_candidates import Line, read_lines
from pipeline.text.attribution_cues import CUES, DETERMINERS, DOCUMENTS
from pipeline.text.source_kinds import (
    HEAD_ENDS,
    NAMELESS_SOURCES,
    is_body,
    is_outlet,
    is_role,
)
from schemas import Article, Sentence, TextSpan

_INDEFINITE = frozenset(("a", "an", "one", "another", "some"))
_HINTS = frozenset(("according", "per", "citing", "reportedly", "allegedly", "apparently"))
"""Words by which a sentence lets know that it has something from somebody."""


@dataclass(frozen=True)
class Sourcing:
    """Who gives the figures of an article, and how certain that is."""

    article: Article

    @cached_property
    def said(self) -> Attributions:
        """Who says what."""
        return attributions(self.article)

    @cached_property
    def _telling(self) -> dict[str, bool]:
        """Whether each sentence may name a source, or one beside it speaks or has a document."""
        lines = read_lines(self.article)
        speaks = [False, *(_speaks(line) for line in lines), False]
        return {
            line.sentence.sentence_id: any(speaks[at : at + 3]) or _may_name_a_source(line)
            for at, line in enumerate(lines)
        }

    def is_certain(self, span: TextSpan, sentence: Sentence, who: str | None) -> bool:
        """Return whether it is certain that `who` gives a figure, or for None that nobody does."""
        if who is not None:
            return self.said.is_sure(span.start) and not _is_told_before(who)
        return not self._telling.get(sentence.sentence_id, True)


def _is_told_before(who: str) -> bool:
    """Return whether words mean somebody whom the text told of before: "the researchers"."""
    words = who.lower().split()
    return words[0] == "the" and words[-1] in NAMELESS_SOURCES


def _speaks(line: Line) -> bool:
    return bool(line.candidates) or any(
        word.quote != -1 or not DOCUMENTS.isdisjoint((word.lower, word.lower + "s"))
        for word in line.words
    )


def _may_name_a_source(line: Line) -> bool:
    return any(
        word.lower in CUES
        or word.lower in _HINTS
        or is_outlet(word.text)
        or is_body(word.text)
        or is_role(word.text)
        for word in line.words
    )


def can_be_found(who: str) -> bool:
    """Return whether words for a source tell whom to call: no "investigators" or "the businessman".

    A description must have a name in it, or be one of an office or body that the text told of
    before: not "a company".
    """
    words = who.split()
    described = words[0].lower() in DETERMINERS
    head = [*takewhile(lambda word: word not in HEAD_ENDS, words)] or words
    named = any(word[0].isupper() for word in words[described:])
    if words[0].lower() in _INDEFINITE and not named:
        return False
    if is_body(head[-1]) or is_role(head[-1]):
        return described or named or is_body(head[-1])
    return named and (described or len(head) > 1 or not head[-1].endswith("s"))
