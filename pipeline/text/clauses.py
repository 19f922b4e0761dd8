"""Clauses: where a sentence can be cut and each part still says something by itself."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.text.remembered import remembered
from pipeline.text.voice import (
    foretold_at,
    is_asked_for,
    is_foretold,
    is_own_life,
    is_quoted,
    is_valued,
    speaker,
)
from pipeline.text.words import any_of
from schemas import ClaimKind, TextSpan

_BORDER = re.compile(r";\s+|,\s+(?=(?:and|but|while|whereas|although|though|yet)\s)|\s+[–—]\s+")
_JOINER = re.compile(r"(?:and|but|while|whereas|although|though|yet)\s+", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:the|a|an|this|that|these|those|its|their|his|her|it|he|she|they|we|there|some|many|most|"
    r"nearly|about|almost|more|fewer|at|only|all|both|each|one|two|three|[A-Z“\d$£€])",
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|"
    r"did|said|says|rose|fell|grew|went|made|took|gave|got|came|left|lost|won|led|put|set|cut|hit|"
    r"kept|held|told|paid|sold|built|sent|spent|began|became|found|met|ran|saw|stood|lack|need|"
    r"exceed|include|remain|produce|want|plan|expect|believe|show|say|cost|\w{3,}ed|\w{3,}(?<!s)s)\b"
)
_TAIL = re.compile(
    r"[,”]\s+(?:(?:[^,“”]{2,70}?)\s+(?:said|says|told reporters|added|announced|warned)\b[^,“”]*"
    r"|according to [^“”]+)\.?$"
)
_RELATIVE = re.compile(r",\s+(?:which|who|where|whose|whom)\b[^,;.]*(?:\.\d[^,;.]*)*")
_LEAST_WORDS = 4
_DONE = any_of(
    "took|fell|rose|grew|lost|won|spent|sold|killed|killing|injured|injuring|employs|employed|earned|recorded|"
    "totall?ed|dropped|climbed|gained|already|currently|so far|after|compared (?:with|to)|up from|down from"
)
# What happened; "has" and "was" only where no plan follows them: "was expected to".
_HAPPENED = re.compile(
    rf"\b{any_of('was|were|had|has|have been|is|are')}\b"
    r"(?! (?:been )?(?:to|due|set|likely|expected|planned|forecast|projected|proposed)\b)"
    rf"|\b{_DONE}\b",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 300, 100  # characters round a figure in which its verb stands


@remembered
def split_clauses(sentence: str) -> tuple[TextSpan, ...]:
    """Return the spans of the clauses of a sentence; one span where it cannot be cut.

    A cut is made only where both sides have a verb, at least four words and, on the right, a
    subject of their own; never inside a quotation.
    """
    spans, start = [], 0
    for border in _BORDER.finditer(sentence):
        after = _JOINER.match(sentence, border.end())
        resume = after.end() if after else border.end()
        closed = sentence[:resume].count("“") == sentence[:resume].count("”")
        if (
            closed
            and _stands_alone(sentence[start : border.start()])
            and _opens_clause(sentence[resume:])
        ):
            spans.append(TextSpan(start=start, end=border.start()))
            start = resume
    return (*spans, TextSpan(start=start, end=len(sentence)))


def _stands_alone(clause: str) -> bool:
    return len(clause.split()) >= _LEAST_WORDS and has_verb(clause)


def _opens_clause(rest: str) -> bool:
    clause = _BORDER.split(rest, maxsplit=1)[0]
    return bool(_SUBJECT.match(rest)) and _stands_alone(clause)


def figure_kind(sentence: str, at: int) -> ClaimKind:
    """Return whether the figure at this offset is a fact, foretold, a judgement or somebody's own life.

    Its own clause decides, and a relative clause has its own tense: in "it would cost $9 million,
    said Rossi, who leads 40 people" the 40 are a fact. In "it will mend the 12 km that were lost" or
    "it lost 12 boats and will buy 3" the verb that stands nearest decides. A judgement that holds a
    number to check is a fact: "the worst storm in 30 years". Only in a quotation does "I" tell of the
    speaker's life.
    """
    parts = _parts(sentence)
    part = parts[min(bisect_right(parts, at, key=lambda each: each.end), len(parts) - 1)]
    if is_valued(part.words):
        return ClaimKind.OPINION
    if is_own_life(part.words) and is_quoted(sentence, at, at + 1):
        return ClaimKind.PERSONAL
    ahead = is_foretold(part.words) and _is_ahead(part.words, at - part.offset)
    return ClaimKind.FORECAST if ahead or is_asked_for(part.words) else ClaimKind.FACT


class _Part(NamedTuple):
    """A piece of a sentence that has one tense, up to an offset."""

    end: int
    offset: int
    """Where `words` begin in the sentence."""
    words: str
    """The clause with its relative clauses blanked, or one of these."""


@remembered
def _parts(sentence: str) -> tuple[_Part, ...]:
    """Return the clauses and relative clauses of a sentence in the order of their ends."""
    return tuple(part for span in split_clauses(sentence) for part in _tenses(sentence, span))


def _tenses(sentence: str, span: TextSpan) -> Iterator[_Part]:
    text = sentence[span.start : span.end]
    main = _RELATIVE.sub(lambda found: " " * len(found.group()), text)
    for relative in _RELATIVE.finditer(text):
        start, end = span.start + relative.start(), span.start + relative.end()
        yield _Part(start, span.start, main)
        yield _Part(end, start, relative.group())
    yield _Part(span.end, span.start, main)


def _is_ahead(words: str, at: int) -> bool:
    """Return whether the verb nearest to a figure foretells; the last before it, else the first behind."""
    before, behind = words[max(0, at - _BEFORE) : at], words[at : at + _BEHIND]
    planned, happened = foretold_at(before), [each.start() for each in _HAPPENED.finditer(before)]
    if planned or happened:
        return max(planned, default=-1) > max(happened, default=-1)
    planned, past = foretold_at(behind), _HAPPENED.search(behind)
    return bool(planned) and (past is None or planned[0] < past.start())


def has_verb(text: str) -> bool:
    """Return whether a text holds a word that looks like a finite verb."""
    return bool(_VERB.search(text))


def without_attribution(sentence: str) -> str:
    """Return a sentence up to the comma before ", X said Monday."; the sentence where there is none."""
    tail = _TAIL.search(sentence)
    if tail is None or speaker(sentence) is None or tail.start() < len(sentence) // 3:
        return sentence
    head = sentence[: tail.start()]
    return sentence if head.count("“") != head.count("”") else head.strip(" ,") + "."
