"""Risk: how much a number in doubt needs a person.

High is what is most likely invented or altered; medium, what may be another way to say the same
or may have been reckoned; low, what newsrooms do every day.
"""

from decimal import Decimal

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from schemas import QuantityKind, Risk, Status

# What headlines do: they pick one end of a range and say for what time an amount is.
_HEADLINE_CODES = {"range_end", "period_added"}
_IDLE_ONE = {QuantityKind.COUNT, QuantityKind.DURATION}
# What a writer reckons from dates that no arithmetic here knows, or counts in a list.
_RECKONED = {QuantityKind.DURATION, QuantityKind.AGE, QuantityKind.YEAR, QuantityKind.DATE}
_MOST_COUNTED = 12


def risk_of(stated: Mention, comparison: Comparison) -> Risk:
    """Return the risk of a verdict on a stated number; none where the source bears it out."""
    if not comparison.status.flagged:
        return Risk.NONE
    if comparison.code == "bound_dropped" or _is_idle(stated, comparison):
        return Risk.LOW
    if comparison.status is Status.ELSEWHERE or _may_be_reckoned(stated, comparison):
        return Risk.MEDIUM
    return Risk.HIGH


def _is_idle(stated: Mention, comparison: Comparison) -> bool:
    """Return whether what looks like a number or a bound is most likely neither.

    "One step from deportation" counts nothing; "sued over $2m" in a headline is no bound.
    """
    quantity = stated.quantity
    one = quantity.low == quantity.high == quantity.step == 1 and quantity.kind in _IDLE_ONE
    if is_sentence(stated.sentence):
        return one and comparison.status is not Status.CHANGED
    over = quantity.text.lower().startswith("over ") and comparison.code == "bound"
    idle = one and comparison.status is not Status.CHANGED
    return idle or over or comparison.code in _HEADLINE_CODES


def _may_be_reckoned(stated: Mention, comparison: Comparison) -> bool:
    """Return whether an absent number may follow from dates or from a list in the article."""
    quantity = stated.quantity
    small = quantity.kind is QuantityKind.COUNT and abs(quantity.low or Decimal(0)) <= _MOST_COUNTED
    return comparison.status is Status.ABSENT and (small or quantity.kind in _RECKONED)
