"""Tense: whether a figure is of something done, or of something planned, expected or proposed."""

import re

from pipeline.numbers.comparison import Comparison
from pipeline.numbers.mention import Mention
from pipeline.text.clauses import figure_kind
from schemas import ClaimKind, QuantityKind, Status

# Said to be done: a perfect, or a past tense that is no participle of a noun ("a planned cut").
_DONE = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+ly\s+)?(?:\w+ed|been|cut|won|sold|built|sent|spent|paid|made|hit|put)\b"
    r"|\b(?:won|sold|built|sent|spent|paid|made|fell|rose|grew|went|got|took|gave|approved|hired|"
    r"killed|shipped|raised|opened|closed|bought|cancelled|delivered|administered|produced)\b"
)
_DONE_BEHIND = re.compile(
    r"^(?:\s+[\w'’-]+){1,4}\s+(?:fell|rose|were|was|died|arrived|came|left|went)\b"
)
# Said to be so now. A headline writes the present for what is to come, so only a sentence counts.
_IS_SO = re.compile(r"\b(?:has|have|holds?|runs|handles?|employs?|produces?|serves?)\b")
_MODELLED = re.compile(
    r"\b(?:models?|projections?|simulations?|forecasts?)(?:\s+by\s+\w+)?\s+"
    r"(?:gives?|gave|puts?|sees?|shows?|suggests?|points?|has|have)\b"
)
_NEVER_PLANNED = {QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.TIME, QuantityKind.AGE}


def only_foretold(stated: Mention, source: Mention) -> Comparison | None:
    """Report a figure stated as done or so, which the source only plans, expects or proposes."""
    if source.quantity.kind in _NEVER_PLANNED or not _says_done(stated):
        return None
    if is_foretold(stated) or not is_foretold(source):
        return None
    label = source.quantity.label()
    reason = f"the source expects or plans “{label}”; it does not say it is done"
    return Comparison(Status.CHANGED, "projection", reason)


def is_foretold(mention: Mention) -> bool:
    """Return whether the clause of a number plans, expects or demands it."""
    if _MODELLED.search(mention.before.rpartition(";")[2]):
        return True
    return figure_kind(mention.sentence, mention.start) is ClaimKind.FORECAST


def _says_done(stated: Mention) -> bool:
    sentence = stated.sentence.rstrip().endswith((".", "!", ".”", '."'))
    done = _DONE.search(stated.before) or _DONE_BEHIND.search(stated.after)
    return bool(done or (sentence and _IS_SO.search(stated.before)))
