"""Whether a sentence without a figure states something that can be checked.

A sum of cues: what is asserted of the past or present, by whom, how much of it, and in what matter;
against promises, opinions and being spoken to. The weights are rough on purpose. An ablation on
sentences of debates (CheckThat! 2024, claim-rank) found each list to count.
"""

import re
from collections import Counter
from typing import NamedTuple

from pipeline.text.words import any_of

_LEAST_WORDS = 5
_ENOUGH = 2.0
_MOST = 6.0


class _Cue(NamedTuple):
    """Words that speak for or against a sentence."""

    weight: float
    most: int
    """Times that it counts."""
    words: str


_CUES = (
    _Cue(  # what was done
        1.5,
        2,
        "voted|vetoed|passed|signed|cut|raised|lowered|increased|decreased|reduced|doubled|created|"
        "lost|spent|built|opposed|supported|killed|died|rose|fell|grew|declined|dropped|closed|"
        "opened|banned|approved|rejected|refused|failed|won|paid|borrowed|sold|bought|sent|moved|"
        "shut|fired|hired|arrested|convicted|sentenced|accused|admitted|denied|resigned|appointed|"
        "attacked|launched|destroyed|damaged|injured|released|withdrew|ended|began|started|stopped|"
        "blocked|proposed|introduced|inherited|balanced|taken|given|gave|took|made|produces?|"
        "costs?|owns?|employs?|exports?|imports?|lacks?|exceeds?|scrambled|agreed|reported|caused",
    ),
    _Cue(0.5, 1, "is|are|was|were|has|have|had"),
    _Cue(  # how much
        0.7,
        3,
        "more|most|less|fewer|least|every|all|none|nobody|no one|never|always|only|first|last|"
        "largest|biggest|highest|lowest|smallest|worst|record|majority|minority|half|third|quarter|"
        "twice|double|many|few|several|dozens|hundreds|thousands|millions?|billions?|trillions?|"
        "percent|per cent|rates?|average|than|increase|decrease|rise|longest|fastest|leading|"
        "single|ever|since|ago|years?",
    ),
    _Cue(  # in what matter
        0.7,
        3,
        r"tax\w*|deficit|debt|budget|jobs?|unemploy\w*|inflation|econom\w+|trade|spending|welfare|"
        r"social security|medicare|health|insurance|hospitals?|schools?|crime|drugs?|guns?|"
        r"prisons?|police|court|law|bill|congress|senate|parliament|election|votes?|troops|army|military|"
        r"weapons?|nuclear|missiles?|war|treaty|oil|energy|climate|pollution|immigra\w+|border|"
        r"refugees?|wages?|income|poverty|homes?|housing|banks?|factor(?:y|ies)|industry|farmers?|"
        r"workers?|defen[cs]e|terror\w*|sanctions?|airspace|violations?",
    ),
    _Cue(  # what is yet to come
        -1.0,
        2,
        r"will|shall|would|could|should|might|may|must|ought to|going to|want(?:s|ed)? to|hopes?|"
        r"needs? to|plans? to|lets?|let me|to(?<=have to)|to(?<=has to)|try(?:ing)? to|"
        r"promise\w*|pledge\w*|if|ll|d",
    ),
    _Cue(  # what is thought of it
        -1.0,
        2,
        r"i(?= (?:think|believe|feel|hope|guess|suppose|wish|want|would|know|mean)\b)|"
        r"in my view|in my opinion|frankly|wonderful|terrible|great|proud|shame\w*|disgrac\w*|"
        r"important|good|bad|right thing|wrong|love|best|clear|fundamental|values?|dreams?|"
        r"ridiculous|understand",
    ),
    _Cue(-0.7, 2, "you|your|yours"),
)
_CUE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<cue{at}>{any_of(cue.words)})' for at, cue in enumerate(_CUES))})\b"
)
"""A word of one of the cues, in a group that is named for it."""
_NAME = re.compile(r"(?<=[a-z,;’'] )(?:the )?[A-Z][\w’'-]+")
_NAME_WEIGHT, _MOST_NAMES = 0.4, 2


def checkworthiness(text: str) -> float:
    """Return from 0 to 1 how much a sentence states that can be checked, numbers aside."""
    if len(text.split()) < _LEAST_WORDS or text.rstrip("”\"’') ").endswith("?"):
        return 0.0
    return max(0.0, min(1.0, _sum(text) / _MOST))


def is_checkworthy(text: str) -> bool:
    """Return whether a sentence states something that can be checked."""
    return checkworthiness(text) * _MOST >= _ENOUGH


def _sum(text: str) -> float:
    """Return the sum of the cues for a sentence and against it."""
    counts = Counter(word.lastgroup for word in _CUE.finditer(text))
    names = min(_MOST_NAMES, len(_NAME.findall(text)))
    return _NAME_WEIGHT * names + sum(
        cue.weight * min(cue.most, counts[f"cue{at}"]) for at, cue in enumerate(_CUES)
    )
