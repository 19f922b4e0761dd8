"""Scoring: seven components, each worth so much at most, each with its reason.

What they are and what each is worth follows how fact-checkers say that they choose
(docs/decisions/0011); a desk sets other weights in `schemas.Weights`.
"""

import re
from decimal import Decimal

from pipeline.stages.prioritise.figure import Figure
from schemas import Component, Modifier, QuantityKind, Role, Tier, Weights

# A component is worth a word in the reason when it gave this part of what it can give.
_TELLING = 0.3


def components_of(figure: Figure, weights: Weights) -> tuple[Component, ...]:
    """Return what each component gives, in the order of the weights."""
    return tuple(
        Component(name=name, points=round(share * most), most=most, reason=reason)
        for name, measure in _MEASURES.items()
        for most in (getattr(weights, name),)
        for share, reason in (measure(figure),)
    )


def score_of(components: tuple[Component, ...]) -> int:
    """Return the score, from 0 to 100, whatever the weights add up to."""
    most = sum(component.most for component in components)
    return sum(component.points for component in components) * 100 // most if most else 0


def reason_of(components: tuple[Component, ...]) -> str:
    """Return the weightiest reasons as one sentence: those that gave a good part of what they can."""
    telling = [c for c in components if c.points >= _TELLING * c.most]
    weighty = sorted(telling, key=lambda c: -c.points)[:3]
    weighty = weighty or [max(components, key=lambda c: c.points)]
    line = "; ".join(component.reason for component in weighty)
    return line[:1].upper() + line[1:] + "."


_GRAVE = re.compile(
    r"\b(?:killed|dead|deaths?|died|die|wounded|injured|casualt\w+|murder\w*|war|attack\w*|missiles?|"
    r"invasion|troops|victims?|famine|epidemic|outbreak|nuclear|cancer|suicides?)\b", re.IGNORECASE
)  # fmt: skip
_PUBLIC = re.compile(
    r"\b(?:tax\w*|budget|deficit|debt|spend\w*|benefit\w*|pension\w*|wages?|pay|prices?|inflation|rent|"
    r"jobs?|unemploy\w*|health\w*|hospital\w*|patients?|vaccin\w*|drug|trial|schools?|pupils?|crimes?|"
    r"election|vot\w+|migra\w+|refugees?|emissions?|climate|defen[cs]e|military|homes?|housing)\b",
    re.IGNORECASE,
)  # fmt: skip


def _consequence(figure: Figure) -> tuple[float, str]:
    words = " ".join({figure.text, figure.main.quantity.noun or ""})
    if found := _GRAVE.search(words):
        return 1, f"life and death (“{found.group()}”)"
    if found := _PUBLIC.search(words):
        return 0.7, f"public matter (“{found.group()}”)"
    return 0.25, "no subject of public harm recognised"


def _prominence(figure: Figure) -> tuple[float, str]:
    roles = {each.sentence.role for each in figure.mentions}
    points, reasons = 0.0, []
    for role, worth in ((Role.HEADLINE, 0.45), (Role.LEDE, 0.35), (Role.CAPTION, 0.1)):
        if role in roles:
            points += worth
            reasons.append(f"in the {role}")
    if figure.point_ids:
        points += 0.3
        reasons.append("the brief rests on it")
    if len(figure.mentions) > 1:
        points += 0.15
        reasons.append(f"said {len(figure.mentions)} times")
    return min(points, 1), ", ".join(reasons) or "in the body only"


_SEVERITY = {Tier.A: 1.0, Tier.B: 0.4, Tier.C: 0.15, Tier.S: 0.0}


def _pitfalls(figure: Figure) -> tuple[float, str]:
    checks = {flag.check: flag.tier for flag in figure.flags}
    points = min(1, sum(_SEVERITY[tier] for tier in checks.values()))
    return points, ("checks " + ", ".join(sorted(checks))) if checks else "no check fired"


_NAMELESS = re.compile(
    r"\b(?:officials?|sources?|experts?|critics|some|people familiar|analysts|observers)\b",
    re.IGNORECASE,
)


def _attribution(figure: Figure) -> tuple[float, str]:
    if figure.speaker is None:
        return 1, "no source named in the sentence"
    if _NAMELESS.search(figure.speaker):
        return 0.75, f"nameless source ({figure.speaker})"
    return 0.25, f"said by {figure.speaker}"


def _surprise(figure: Figure) -> tuple[float, str]:
    quantity = figure.main.quantity
    big_change = (
        quantity.kind is QuantityKind.PERCENT
        and quantity.direction
        and quantity.low
        and quantity.low > 50
    )
    if any(flag.check == "C04" for flag in figure.flags):
        return 1, "a record or superlative"
    if big_change or quantity.kind is QuantityKind.MULTIPLIER:
        return 0.8, f"a large change ({quantity.text})"
    return 0, "nothing out of the ordinary"


def _breadth(figure: Figure) -> tuple[float, str]:
    quantity = figure.main.quantity
    size = max(abs(quantity.high or Decimal(0)), abs(quantity.low or Decimal(0)))
    counted = quantity.kind in {
        QuantityKind.COUNT,
        QuantityKind.MONEY,
        QuantityKind.VAGUE,
        QuantityKind.RANGE,
    }
    if counted and size >= 1_000_000:
        return 1, f"a large number ({quantity.text})"
    return (
        (0.6, f"a sizeable number ({quantity.text})")
        if counted and size >= 1_000
        else (0, "a small number")
    )


def _burden(figure: Figure) -> tuple[float, str]:
    quantity = figure.main.quantity
    if quantity.kind is QuantityKind.VAGUE or quantity.modifier not in {
        Modifier.NONE,
        Modifier.EXACTLY,
    }:
        return 1, "the exact figure is not given"
    return 0, "an exact figure"


_MEASURES = {
    "consequence": _consequence,
    "prominence": _prominence,
    "pitfalls": _pitfalls,
    "attribution": _attribution,
    "surprise": _surprise,
    "breadth": _breadth,
    "burden": _burden,
}
