"""Answers: who is for a thing, who against it and who does not know, in one sentence or in two.

::

    answers = "support" share … "opposition" share … share "undecided"
"""

import re
from collections.abc import Iterator

from pipeline.checks.lists import Amounts
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import is_bound
from schemas import Part, Quantity, QuantityKind

_ANSWERS = (
    re.compile(
        r"\b(?:support\w*|favou?r\w*|approv\w+|back(?:ed|ing|s)?|in\s+favou?r|agree\w*|said\s+yes|yes)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:oppos\w+|against|disapprov\w+|reject\w*|disagree\w*|said\s+no|(?-i:No))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:undecided|unsure|not\s+sure|(?:did|do)(?:\s+not|n['’]t)\s+know|no\s+(?:opinion|view|preference))\b",
        re.IGNORECASE,
    ),
)
UNSURE = frozenset("undecided unsure sure know opinion view preference".split())
"""One of these words is in the last of the answers."""
_OTHER_ANSWERS = re.compile(
    r"\b(?:neither|no\s+answer|refused|declined|indifferent|neutral|not\s+vote)\b", re.IGNORECASE
)
_ALL = 100
_BEFORE, _BEHIND = 30, 30  # characters


def answers(passage: Passage) -> Iterator[Amounts]:
    """Yield the shares of those for it, against it and undecided, where each is told once."""
    if for_and_against := _for_and_against(passage):
        yield for_and_against
    if UNSURE.isdisjoint(passage.words) or not _ANSWERS[2].search(passage.text):
        return
    before = passage.previous
    texts = [passage.text, before.text if before else ""]
    if any(_OTHER_ANSWERS.search(each) for each in texts):
        return
    found = _answered(passage)
    if before and None in found:
        earlier = _answered(before)
        found = [one or other for one, other in zip(found, earlier, strict=True)]
        if sum(each is not None for each in found) != _told(passage) + _told(before):
            return
    some = tuple(each for each in found if each)
    if len(some) == len(_ANSWERS) == len({each.span.start for each in some}):
        yield some


def _for_and_against(passage: Passage) -> Amounts:
    """Return the two shares of a sentence that tells of no other answer, where they are too many."""
    if _told(passage) != 2:
        return ()
    pro, contra, unsure = _answered(passage)
    if pro is None or contra is None or unsure or pro is contra:
        return ()
    total = (pro.value or 0) + (contra.value or 0)
    last = max(pro, contra, key=lambda each: each.span.start)
    ended = re.match(r"(?:\s+[a-z]+){0,3}\s*(?:[.;,]|$)", passage.after(last))
    return (pro, contra) if total > _ALL and ended else ()


def _told(passage: Passage) -> int:
    return len(_levels(passage))


def _levels(passage: Passage) -> list[Quantity]:
    """Return the shares of a sentence as they are now; none of those that were, or of changes."""
    shares = [each for each in passage.quantities if each.kind is QuantityKind.PERCENT]
    return [e for e in shares if e.part not in {Part.CHANGE, Part.ORIGIN} and not is_bound(e)]


def _answered(passage: Passage) -> list[Quantity | None]:
    """Return for each answer the one share that stands with it, or None."""
    found: list[Quantity | None] = []
    for answer in _ANSWERS:
        near = [
            each
            for each in _levels(passage)
            if answer.search(_clause(passage.before(each)[-_BEFORE:], last=True))
            or answer.search(_clause(passage.after(each)[:_BEHIND], last=False))
        ]
        found.append(near[0] if len(near) == 1 else None)
    return found


def _clause(words: str, *, last: bool) -> str:
    """Return the words up to the next comma or number, on the side of the share."""
    return re.split(r"[,;\d]|\b(?:and|while|but)\b", words)[-1 if last else 0]
