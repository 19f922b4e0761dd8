"""What to say of a number that the source does not hold: absent, or unclear with the reason."""

import re

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.dimensions import share_noun
from pipeline.numbers.reconcile.match import Match
from pipeline.numbers.reconcile.mention import Mention
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.numbers.reconcile.source import Source
from pipeline.text.words import content_stems
from schemas import Modifier, Quantity, QuantityKind, Status

_PLAIN = {Modifier.NONE, Modifier.EXACTLY}
_FEWEST, _MOST_COUNTED = 2, 10  # things that a writer may have counted in a list of the article


def unmatched(mention: Mention, source: Source) -> Match:
    """Return that a number is absent; or unclear, where the source may say it in another form.

    Its digits stand in a name; it is a day or quarter that may be said in other words; it is small
    and may be counted from a list.
    """
    stated = mention.quantity
    digits = re.sub(r"\D", "", stated.text)
    for each in source.quantities:
        same = digits and digits == re.sub(r"\D", "", each.quantity.text)
        if same and not each.quantity.checkable and each.quantity.kind not in POINTS_IN_TIME:
            if each.quantity.kind is QuantityKind.IDENTIFIER and _is_counted(stated, source):
                continue
            reason = f"the digits stand in the source only within the name “{each.quantity.text}”"
            return Match(Comparison(Status.UNCLEAR, "name", reason), (each.span,))
    if _is_bare_moment(stated) and not any(
        _same_shape(stated, q.quantity) for q in source.quantities
    ):
        reason = "the source names no such point in time; it may say it in other words"
        return Match(Comparison(Status.UNCLEAR, "moment", reason), ())
    if _may_be_counted(stated, source) or _is_pronoun(mention):
        reason = "no number of the source bears it out; the things may be listed there: count them"
        return Match(Comparison(Status.UNCLEAR, "counted", reason), ())
    return Match(Comparison(Status.ABSENT, "absent", "no number of the source bears it out"), ())


def _is_counted(stated: Quantity, source: Source) -> bool:
    """Return whether the source counts what is stated with another number."""
    counts = (each.quantity for each in source.quantities if each.quantity.checkable)
    return stated.kind is QuantityKind.COUNT and any(share_noun(stated, each) for each in counts)


def _is_bare_moment(stated: Quantity) -> bool:
    """Return whether a point in time is a quarter, month or weekday without its year."""
    return stated.kind is QuantityKind.DATE and not re.match(r"\d{4}", stated.date or "")


def _same_shape(stated: Quantity, other: Quantity) -> bool:
    """Return whether another point in time is as exact, its year said or not: 4 March 2025."""
    dates = (re.sub(r"^(?:\d{4}-|--)", "", each.date or "") for each in (stated, other))
    mine, theirs = (re.sub(r"\d", "0", date) for date in dates)
    return mine == theirs


def _is_pronoun(mention: Mention) -> bool:
    """Return whether a small number stands for those who were told of: "the two cut 750 jobs"."""
    stated = mention.quantity
    alone = stated.kind is QuantityKind.COUNT and not stated.noun and stated.text.isalpha()
    return alone and bool(re.search(r"\bthe\s+$", mention.before, re.IGNORECASE))


def _may_be_counted(stated: Quantity, source: Source) -> bool:
    """Return whether a small or vague count may be of things that the source lists or describes."""
    small = stated.value is not None and _FEWEST <= stated.value <= _MOST_COUNTED
    plain = small and stated.kind is QuantityKind.COUNT and stated.modifier in _PLAIN
    if not stated.noun or not (plain or stated.kind is QuantityKind.VAGUE):
        return False
    nouns = (set(content_stems(each.quantity.noun or "")) for each in source.quantities)
    return not any(set(content_stems(stated.noun)) & noun for noun in nouns)
