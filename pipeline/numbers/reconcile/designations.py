"""Designations: a name that holds digits and is told with others, Category 5 for Category 4.

A name counts nothing and is no figure to check. But where the source has the same name with another
number, and the stated number nowhere, one of the two is wrong.
"""

import re
from functools import lru_cache

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.match import Match
from pipeline.numbers.reconcile.source import Source
from schemas import Quantity, QuantityKind, Status

_DIGITS = re.compile(r"\d+")
_PLURAL = re.compile(r"(?<=#)s\b")


def other_name(stated: Quantity, source: Source) -> Match | None:
    """Return that the source has a name of this form with another number; None where it may agree."""
    form = _form(stated.text)
    named = "#" in form and re.search(r"[a-z]", form)
    if not named or not _digits_of(source).isdisjoint(_DIGITS.findall(stated.text)):
        return None
    others = (each for each in source.quantities if each.quantity.kind is QuantityKind.IDENTIFIER)
    other = next((each for each in others if _form(each.quantity.text) == form), None)
    if other is None:
        return None
    reason = f"the source says “{other.quantity.text}”"
    return Match(Comparison(Status.CHANGED, "other_name", reason), (other.span,))


def _form(name: str) -> str:
    """Return a name in small letters with a sign for its digits: "category #", "f-#"."""
    return _PLURAL.sub("", _DIGITS.sub("#", " ".join(name.lower().split())))


@lru_cache(maxsize=8)
def _digits_of(source: Source) -> frozenset[str]:
    return frozenset(_DIGITS.findall(source.article.reading_text))
