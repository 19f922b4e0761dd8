"""Deriving numbers: what follows from the source by arithmetic, with the formula shown."""

from decimal import Decimal

from pipeline.numbers.source import SourceQuantity
from schemas import Modifier, Quantity, QuantityKind, TextSpan

# A derived share is stated to the percent at best: half a unit of the last digit given.
_HALF = Decimal("0.5")


def derive_share(
    stated: Quantity, sources: tuple[SourceQuantity, ...]
) -> tuple[str, tuple[TextSpan, ...]] | None:
    """Return the formula and place of an "X of Y" that gives the stated percentage, or None."""
    if stated.kind not in {QuantityKind.PERCENT, QuantityKind.FRACTION} or stated.low is None:
        return None
    share = stated.low / stated.whole * 100 if stated.whole else stated.low
    for source in sources:
        part, whole = source.quantity.low, source.quantity.whole
        if source.quantity.kind is not QuantityKind.RATIO or part is None or not whole:
            continue
        percent = part / whole * 100
        if _agrees(share, percent, stated):
            return f"{part:f} / {whole:f} = {percent:.1f} %", (source.span,)
    return None


def _agrees(share: Decimal, percent: Decimal, stated: Quantity) -> bool:
    """Return whether a percentage rounds to the stated share, under its hedge or bound."""
    match stated.modifier:
        case Modifier.MORE_THAN | Modifier.AT_LEAST | Modifier.JUST_OVER:
            return share <= percent <= share * Decimal("1.1")
        case Modifier.LESS_THAN | Modifier.AT_MOST | Modifier.JUST_UNDER:
            return share * Decimal("0.9") <= percent <= share
        case Modifier.APPROXIMATE:
            return abs(share - percent) <= 2
        case _:
            reach = _HALF * (stated.step or 1) if not stated.whole else _HALF
            return abs(share - percent) <= min(reach, Decimal(1))
