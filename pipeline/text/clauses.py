"""Clauses: where a sentence can be cut and each part still says something by itself."""

import re
from functools import lru_cache

from pipeline.text.voice import (
    is_asked_for,
    is_foretold,
    is_own_life,
    is_quoted,
    is_valued,
    speaker,
)
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


@lru_cache(maxsize=256)
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
    said Rossi, who leads 40 people" the 40 are a fact. A judgement that holds a number to check is
    a fact: "the worst storm in 30 years". Only in a quotation does "I" tell of the speaker's life.
    """
    clause = next(each for each in split_clauses(sentence) if at < each.end)
    text, inside = sentence[clause.start : clause.end], at - clause.start
    relatives = list(_RELATIVE.finditer(text))
    relative = next((r.group() for r in relatives if r.start() <= inside < r.end()), None)
    words = relative or _RELATIVE.sub("", text)
    if is_valued(words):
        return ClaimKind.OPINION
    if is_own_life(words) and is_quoted(sentence, at, at + 1):
        return ClaimKind.PERSONAL
    foretold = is_foretold(words) or is_asked_for(words)
    return ClaimKind.FORECAST if foretold else ClaimKind.FACT


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
