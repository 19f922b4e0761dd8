"""Tense: whether a figure is of something done, or of something planned, expected or proposed."""

import re
from itertools import pairwise

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.wholes import before_part
from schemas import Part, QuantityKind, Status

# What makes a figure one of plans, proposals and forecasts, said before it or right behind.
_AHEAD = re.compile(
    r"\b(?:will|shall|would|could|might|may|should|due to|plans?|planned|planning|expects?|expected|"
    r"forecasts?|projected|predicts?|predicted|aims?|hopes?|hoping|set to|intends?|intended|"
    r"propos(?:es?|ed|als?)|on track|likely|pledge[sd]?|promise[sd]?|target(?:s|ed)?|wants?|wanted|"
    r"seeks?|sought|push(?:es|ed|ing)? for|call(?:s|ed|ing) (?:for|on)|urg(?:es|ed|ing)|"
    r"wanting|seeking|proposing|expecting|favou?r(?:s|ed|ing)|demand(?:s|ed|ing)|needs? to|(?:is|are) to|ready to|goal|sees|by 20\d\d)\b"
)
_AHEAD_BEHIND = re.compile(
    r"^(?:\s+[\w'’-]+){0,4}\s+(?:will|would|could|should|by 20\d\d|(?:is|are) (?:expected|due|planned|likely))\b"
)
_MODELLED = re.compile(
    r"\b(?:models?|projections?|simulations?|forecasts?)(?:\s+by(?:\s+[\w'’-]+){1,6})?\s+"
    r"(?:gives?|gave|puts?|sees?|shows?|suggests?|points?|has|have)\b"
)
# A clause ends where another begins; its words are not this figure's.
_CLAUSE = re.compile(
    r"[;:]\s|,\s(?=(?:and|but|while|although|which|who|where)\s)|\s(?:after|as)\s|\s[–—]\s"
)
# Verbs in the past that decide on what is to come.
_DECISIONS = set(
    "pledged promised proposed planned offered agreed vowed called asked demanded approved voted "
    "decided backed announced unveiled earmarked allocated committed budgeted endorsed authorised "
    "authorized expected predicted projected needed wanted hoped aimed urged warned sought".split()
)
_NO_PAST = set(
    "the a an its their his her our this that is are be to of for by as and or more".split()
)
# Said to be done, unless it is a decision on what is to come: a perfect, or a past tense that is no
# participle of a noun ("a planned cut").
_DONE = re.compile(
    rf"\b(?:has|have|had)\s+(?:\w+ly\s+)?(?!{'|'.join(sorted(_DECISIONS))})"
    r"(?:\w+ed|been|cut|won|sold|built|sent|spent|paid|made|hit|put)\b"
    r"|\bcut (?:its|their|the|his|her)\b"
    r"|\b(?:won|sold|built|sent|spent|paid|made|fell|rose|grew|went|got|took|gave|hired|"
    r"killed|shipped|raised|opened|closed|bought|cancelled|delivered|administered|produced|drew|"
    r"came|left|held|began|ran|saw|met|found|lost|kept|turned out|took part|attended|"
    r"launched|completed|finished|created|added|joined|visited|carried|reached|arrived)\b"
)
_DONE_BEHIND = re.compile(
    r"^(?:\s+[\w'’-]+){1,4}\s+(?:fell|rose|were|was|died|arrived|came|left|went)\b"
)
# Said to be so now. A headline writes the present for what is to come, so only a sentence counts.
_IS_SO = re.compile(
    r"\b(?:(?:has|have)(?!\s+(?:to|been|\w+ed)\b)|holds?|runs|handles?|employs?|produces?|serves?)\b"
)
_WAS_PLANNED = re.compile(
    r"\b(?:was|were|had been)\s+(?:originally\s+|first\s+|initially\s+)?"
    r"(planned|expected|forecast|budgeted|supposed|meant|projected|estimated)\b"
)
_THAN_PLANNED = re.compile(
    r"^(?:[^.;]|\.(?=\d)){0,60}?\bthan\s+(?:had\s+been\s+|was\s+|were\s+|first\s+|originally\s+)?"
    r"(?:planned|expected|forecast|budgeted|projected|estimated)\b"
)
_SHORTEST = 4  # letters; "need", "seed"
_NEVER_PLANNED = {
    QuantityKind.DATE,
    QuantityKind.YEAR,
    QuantityKind.TIME,
    QuantityKind.AGE,
    QuantityKind.SCORE,
}


def only_foretold(stated: Mention, source: Mention) -> Comparison | None:
    """Report a figure stated as done or so, which the source only plans, expects or proposes."""
    if source.quantity.kind in _NEVER_PLANNED or not _says_done(stated):
        return None
    foretold = bool(_AHEAD.search(stated.around)) or is_foretold(stated)
    if foretold or not is_foretold(source) or before_part(stated, source) is not None:
        return None  # "will close three of its 19 schools": the 19 are there now
    label = source.quantity.label()
    reason = f"the source expects or plans “{label}”; it does not say it is done"
    return Comparison(Status.CHANGED, "projection", reason)


def not_as_planned(stated: Mention, source: Mention) -> Comparison | None:
    """Report a figure stated as planned, which the source says it became: "$1.1bn more than planned"."""
    said = _WAS_PLANNED.search(stated.around)
    if not said or is_foretold(source) or _WAS_PLANNED.search(source.before):
        return None
    if source.quantity.part is Part.CHANGE or not _THAN_PLANNED.search(source.after):
        return None
    label = source.quantity.label()
    reason = f"the source says that it was “{label}”, not that it was {said[1].lower()}"
    return Comparison(Status.CHANGED, "outcome", reason)


def is_foretold(mention: Mention) -> bool:
    """Return whether the clause of a number plans, expects or demands it."""
    clause = _CLAUSE.split(mention.before)[-1]
    return bool(
        _AHEAD.search(clause) or _MODELLED.search(clause) or _AHEAD_BEHIND.search(mention.after)
    )


def _says_done(stated: Mention) -> bool:
    if _DONE.search(stated.before) or _DONE_BEHIND.search(stated.after):
        return True
    if not is_sentence(stated.sentence):
        return False
    return bool(_IS_SO.search(stated.before)) or _has_past_verb(stated.before)


def _has_past_verb(text: str) -> bool:
    """Return whether a word in -ed is a verb in the past, and no participle before a noun."""
    words = text.lower().split()
    return any(
        word.endswith("ed") and len(word) > _SHORTEST and before not in _NO_PAST
        for before, word in pairwise(words)
        if word not in _DECISIONS
    )
