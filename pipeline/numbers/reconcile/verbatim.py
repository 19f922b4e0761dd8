"""Words taken over: in a text that is the source's own, each number is the one that stands there.

A text that was cut out by rule needs no judging, and a sentence of a thousand numbers, each of which
would be compared with all the others, no minutes for it.
"""

from collections.abc import Sequence

from pipeline.numbers.read import find_quantities
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from schemas import Finding, Quantity, Risk, Status


def verbatim(
    text: str, places: Sequence[SourceQuantity], source: Source, *, subject: str
) -> tuple[Finding, ...] | None:
    """Return that each number of a text taken from the source is exact, and where it stands.

    `places` are the quantities of the words that it was taken from, in order. None where the two
    do not read alike, as a number in a clause may read otherwise than in its sentence.
    """
    findings: list[Finding] = []
    at = 0
    for quantity in find_quantities(text, source.published):
        if not (quantity.checkable or quantity.kind in POINTS_IN_TIME):
            continue
        while at < len(places) and not _alike(quantity, places[at].quantity):
            at += 1
        if at == len(places):
            return None
        findings.append(_exact(quantity, places[at], subject))
        at += 1
    return tuple(findings)


def _alike(taken: Quantity, stands: Quantity) -> bool:
    same_words = "".join(taken.text.split()) == "".join(stands.text.split())
    values = (taken.kind, taken.low, taken.high, taken.whole, taken.unit, taken.date)
    return same_words and values == (
        stands.kind, stands.low, stands.high, stands.whole, stands.unit, stands.date,
    )  # fmt: skip


def _exact(quantity: Quantity, place: SourceQuantity, subject: str) -> Finding:
    return Finding(
        subject=subject,
        quantity=quantity,
        status=Status.EXACT,
        risk=Risk.NONE,
        code="exact",
        reason="stands in the source",
        source=(place.span,),
    )
