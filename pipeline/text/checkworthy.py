"""Whether a sentence without a figure states something that can be checked.

A sum of cues, each a word list: what is asserted of the past or present, by whom, how much of it,
and why; against questions, promises, opinions, small talk and bare attribution. The weights are
rough on purpose: each cue was kept for moving published sentences of debates the right way.
"""

import re

from pipeline.text.words import WordCounts, any_of, whole_words

_LEAST_WORDS = 5
_ENOUGH = 2.0
_MOST = 6.0

_DONE = (
    "voted|vetoed|passed|signed|cut|raised|lowered|increased|decreased|reduced|doubled|created|"
    "lost|spent|"
    "built|opposed|supported|killed|died|rose|fell|grew|declined|dropped|closed|opened|banned|"
    "approved|rejected|"
    "refused|failed|won|paid|borrowed|sold|bought|sent|moved|shut|fired|hired|arrested|convicted|"
    "sentenced|accused|"
    "admitted|denied|resigned|appointed|attacked|launched|destroyed|damaged|injured|released|"
    "withdrew|ended|"
    "began|started|stopped|blocked|proposed|introduced|inherited|balanced|taken|given|gave|took|"
    "made|"
    "produces?|costs?|owns?|employs?|exports?|imports?|lacks?|exceeds?|scrambled|agreed|reported|"
    "caused"
)
_STATE = "is|are|was|were|has|have|had"
_STATE_SHORT = re.compile(r"\w['’](?:s|re|ve)\b", re.IGNORECASE)
_AMOUNT = (
    "more|most|less|fewer|least|every|all|none|nobody|no one|never|always|only|first|last|largest|"
    "biggest|"
    "highest|lowest|smallest|worst|record|majority|minority|half|third|quarter|twice|double|many|"
    "few|several|dozens|"
    "hundreds|thousands|millions?|billions?|trillions?|percent|per cent|rates?|average|than|"
    "increase|decrease|rise|"
    "longest|fastest|leading|single|ever|since|ago|years?"
)
_CAUSE = (
    "because of|led to|caused|causes|due to|resulted? in|as a result|thanks to|responsible for|"
    "prevents?|linked to"
)
_MATTER = (
    r"tax\w*|deficit|debt|budget|jobs?|unemploy\w*|inflation|econom\w+|trade|spending|welfare|"
    r"social security|"
    "medicare|health|insurance|hospitals?|schools?|crime|drugs?|guns?|prisons?|police|court|law|"
    "bill|congress|senate|"
    "parliament|election|votes?|troops|army|military|weapons?|nuclear|missiles?|war|treaty|oil|"
    "energy|climate|pollution|"
    r"immigra\w+|border|refugees?|wages?|income|poverty|homes?|housing|banks?|factor(?:y|ies)|"
    r"industry|farmers?|workers?|"
    r"defen[cs]e|terror\w*|sanctions?|airspace|violations?"
)
_CUES = WordCounts((_DONE, _STATE, _AMOUNT, _CAUSE, _MATTER))
_NAME = re.compile(r"(?<=[a-z,;’'] )(?:the )?[A-Z][\w’'-]+")
_QUESTION = re.compile(r"\?[”\"’')]*\s*$")
_WILL = any_of(
    r"will|shall|would|could|should|might|may|must|ought to|going to|want(?:s|ed)? to|hopes?|"
    r"need(?:s)? to|plans? to|"
    r"let['’]?s?|let me|have to|has to|try(?:ing)? to|promise\w*|pledge\w*|if"
)
_FUTURE = re.compile(rf"\b{_WILL}\b|['’](?:ll|d)\b", re.IGNORECASE)
_OPINION = whole_words(
    r"i (?:think|believe|feel|hope|guess|suppose|wish|want|would|know|mean|don['’]t (?:think|"
    r"believe|know))|in my (?:view|opinion)|"
    r"frankly|wonderful|terrible|great|proud|shame\w*|disgrac\w*|important|good|bad|right thing|"
    r"wrong|love|best|"
    r"should be ashamed|clear|fundamental|values?|dreams?|ridiculous|understand"
)
_TALKING = any_of(
    r"thank(?:s| you)|good (?:evening|morning)|please|welcome|sorry|look,|listen|well,|you know|"
    r"okay|ladies and|"
    r"mr\. (?:president|vice president)|governor,|senator,|question|answer|debate|talk(?:ing)? "
    r"about|speak"
)
_TALK = re.compile(
    rf"\b{_TALKING}\b"
    r"|^(?:yes|no|oh|and i|but i|so i|now,? (?:i|let|what))\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_BARE = re.compile(
    (
        r"^[^,“”]{0,60}\b(?:said|says|added|told reporters|spoke|speaks|talks|declined to comment|"
        r"did "
        r"not (?:respond|comment))\b[^,“”]{0,40}\.?$"
    ),
    re.IGNORECASE,
)


def checkworthiness(text: str) -> float:
    """Return from 0 to 1 how much a sentence states that can be checked, numbers aside."""
    if len(text.split()) < _LEAST_WORDS or _QUESTION.search(text):
        return 0.0
    return max(0.0, min(1.0, (_gained(text) - _lost(text)) / _MOST))


def is_checkworthy(text: str) -> bool:
    """Return whether a sentence states something that can be checked."""
    return checkworthiness(text) * _MOST >= _ENOUGH


def _gained(text: str) -> float:
    """Return the sum of the cues for a sentence."""
    done, states, amounts, causes, matters = _CUES.of(text)
    return (
        1.5 * min(2, done)
        + 0.5 * (states > 0 or _states_in_short(text))
        + 0.7 * min(3, amounts)
        + 1.0 * min(1, causes)
        + 0.7 * min(3, matters)
        + 0.4 * _many(_NAME, text, 2)
    )


def _states_in_short(text: str) -> bool:
    """Return whether something is or has been, as in "they're"."""
    return ("’" in text or "'" in text) and bool(_STATE_SHORT.search(text))


def _lost(text: str) -> float:
    """Return the sum of the cues against a sentence."""
    return (
        1.0 * _many(_FUTURE, text, 2)
        + 1.0 * _many(_OPINION, text, 2)
        + 1.2 * _many(_TALK, text, 2)
        + 0.7 * _many(_YOU, text, 2)
        + 2.0 * _many(_BARE, text, 1)
    )


def _many(cue: re.Pattern[str], text: str, most: int) -> int:
    """Return how often a cue occurs, counted up to a bound."""
    return min(most, len(cue.findall(text)))
