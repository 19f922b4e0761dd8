"""Scoring: seven components, each worth so much at most, each with its reason.

What they are and what each is worth follows how fact-checkers say that they choose
(docs/decisions/0011); a desk sets other weights in `schemas.Weights`.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from pipeline.checks import check_of
from pipeline.checks.rounding import is_hedged
from pipeline.stages.prioritise.figure import Figure
from pipeline.stages.prioritise.subjects import consequence
from pipeline.text.people import is_independent
from schemas import Component, Direction, QuantityKind, Role, SourceKind, Tier, Weights

# A component is worth a word in the reason when it gave this part of what it can give.
_TELLING = 0.3


def components_of(figure: Figure, weights: Weights) -> tuple[Component, ...]:
    """Return what each component gives, in the order of the weights."""
    return tuple(
        _component(name, getattr(weights, name), *measure(figure))
        for name, measure in _MEASURES.items()
    )


@lru_cache(maxsize=1024)  # most reasons are given again and again
def _component(name: str, most: int, share: float, reason: str) -> Component:
    return Component(name=name, points=round(share * most), most=most, reason=reason)


def score_of(components: tuple[Component, ...]) -> int:
    """Return the score, from 0 to 100, whatever the weights add up to."""
    most = sum(component.most for component in components)
    return sum(component.points for component in components) * 100 // most if most else 0


def reason_of(components: tuple[Component, ...]) -> str:
    """Return the weightiest reasons as one sentence: those that gave much of what they can."""
    telling = [c for c in components if c.points and c.points >= _TELLING * c.most]
    weighty = sorted(telling, key=lambda c: -c.points)[:3]
    weighty = weighty or [max(components, key=lambda c: c.points)]
    line = "; ".join(component.reason for component in weighty)
    return line[:1].upper() + line[1:] + "."


# Lengths of time, ages and a handful of things are the circumstances of a claim more often than its
# point: in our labelled articles half of them are taken up by a statement, of other figures two in
# three.
_CIRCUMSTANCES = {
    QuantityKind.DURATION: "a length of time",
    QuantityKind.AGE: "an age",
    QuantityKind.TEMPERATURE: "a temperature",
    QuantityKind.SCORE: "a score",
}
_HANDFUL = 10
_COMPARISON = "C05"
"""In "as much in three months as they in a year" the length of time is the point."""


def _consequence(figure: Figure) -> tuple[float, str]:
    share, reason = consequence(figure.quantity.noun or "", figure.text)
    circumstance = _circumstance(figure)
    return (share / 2, f"{reason}, though only {circumstance}") if circumstance else (share, reason)


def _circumstance(figure: Figure) -> str | None:
    quantity = figure.quantity
    if any(flag.check == _COMPARISON for flag in figure.flags):
        return None
    few = quantity.kind is QuantityKind.COUNT and (quantity.high or _HANDFUL) < _HANDFUL
    return _CIRCUMSTANCES.get(quantity.kind) or ("a handful is counted" if few else None)


_HIGH_UP = 0.25
_WORTH = {Role.HEADLINE: 0.45, Role.LEDE: 0.35, Role.CAPTION: 0.15}


def _prominence(figure: Figure) -> tuple[float, str]:
    roles = {each.sentence.role for each in figure.mentions}
    points = sum(worth for role, worth in _WORTH.items() if role in roles)
    where = _listed([role.value for role in _WORTH if role in roles])
    reasons = [f"it stands in the {where}"] if where else []
    if len(figure.mentions) > 1:
        points += 0.15
        reasons.append(
            f"is said {_times(len(figure.mentions))}"
            if where
            else f"it is said {_times(len(figure.mentions))}"
        )
    if figure.point_ids:
        points += 0.3
        reasons.append("and the brief rests on it" if reasons else "the brief rests on it")
    if figure.depth < _HIGH_UP:
        points += 0.1
        reasons = reasons or ["it stands high up in the article"]
    return min(points, 1), ", ".join(reasons) or "it stands in the body only"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


_SEVERITY = {Tier.A: 1.0, Tier.B: 0.4, Tier.C: 0.15, Tier.S: 0.0}
_TIER_NAMES = {Tier.A: "error", Tier.B: "warning", Tier.C: "cue"}
_NOTHING_FIRED = "no check fired"


def _pitfalls(figure: Figure) -> tuple[float, str]:
    """Return what the checks give: by tier where they alert, as a cue where they do not."""
    if not figure.flags:
        return 0, _NOTHING_FIRED
    fired: dict[str, Tier] = {}
    for flag in sorted(figure.flags, key=lambda flag: flag.alert):
        fired[flag.check] = flag.tier if flag.alert else Tier.C
    points = min(1, sum(_SEVERITY[tier] for tier in fired.values()))
    reasons = []
    for tier, name in _TIER_NAMES.items():
        ids = sorted(each for each, its in fired.items() if its is tier)
        if ids:
            checks = _listed([_check(each) for each in ids])
            reasons.append(f"{name}{'s' if len(ids) > 1 else ''} {checks}")
    return points, _listed(reasons) or _NOTHING_FIRED


def _check(check_id: str) -> str:
    return f"{check_id} {check_of(check_id).name.replace('-', ' ')}"


def _attribution(figure: Figure) -> tuple[float, str]:
    """Return how weakly a figure is vouched for."""
    who, kind = figure.speaker, figure.source_kind
    if kind is SourceKind.NONE or who is None:
        return 1, "no source is named for it"
    if kind is SourceKind.BODY:
        name = who[:1].lower() + who[1:] if who.startswith(("The ", "A ")) else who
        return (
            (0.2, f"{name} is independent of it")
            if is_independent(who)
            else (0.5, f"it rests on the word of {name}")
        )
    name = figure.person.name if figure.person else who
    return {
        SourceKind.ANONYMOUS: (0.8, f"the source is nameless (“{who}”)"),
        SourceKind.OUTLET: (0.65, f"taken over from {who}"),
        SourceKind.NAMED: (0.35, f"{name} answers for it"),
        SourceKind.DOCUMENT: (0.15, f"it can be looked up in {who}"),
    }[kind]


_LARGE_CHANGE = 50  # percent


def _surprise(figure: Figure) -> tuple[float, str]:
    quantity = figure.quantity
    words = " ".join(quantity.text.split())
    if any(flag.check == "C04" for flag in figure.flags):
        return 1, "it is called a record or a superlative"
    if quantity.kind is QuantityKind.MULTIPLIER:
        return 0.8, f"it is a multiple (“{words}”)"
    moved = quantity.direction is not None and quantity.kind is QuantityKind.PERCENT
    if moved and (quantity.high or 0) > _LARGE_CHANGE:
        way = "rise" if quantity.direction is Direction.UP else "fall"
        return 0.8, f"a {way} of {words} is large"
    return 0, "nothing out of the ordinary"


_SHARES = {
    QuantityKind.PERCENT,
    QuantityKind.PERCENTAGE_POINT,
    QuantityKind.RATIO,
    QuantityKind.FRACTION,
}
_COUNTED = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE}
_SIZES = ((Decimal(1_000_000), 1.0), (Decimal(1_000), 0.6), (Decimal(100), 0.4))


def _breadth(figure: Figure) -> tuple[float, str]:
    """Return how many people or how much money a figure is of; a share is of all that it is of."""
    quantity = figure.quantity
    size = max(abs(quantity.high or Decimal(0)), abs(quantity.low or Decimal(0)))
    worth = next((share for least, share in _SIZES if size >= least), 0.0)
    if quantity.kind is QuantityKind.MONEY:
        return max(worth, 0.4), f"it is about money ({quantity.label()})"
    if quantity.kind in _COUNTED and worth:
        return worth, f"it is about many ({quantity.label()})"
    if quantity.kind in _SHARES:
        return 0.4, f"it is a share of many ({quantity.label()})"
    return 0, "it is no large number of people or money"


def _burden(figure: Figure) -> tuple[float, str]:
    quantity = figure.quantity
    words = " ".join(quantity.text.split())
    if quantity.kind is QuantityKind.VAGUE or is_hedged(quantity):
        return 1, f"the exact figure is not given (“{words}”)"
    if figure.inexact:
        return 0.6, "the drafted claim puts it otherwise than the article"
    return 0, "the figure is exact"


def _listed(words: list[str]) -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


_MEASURES: dict[str, Callable[[Figure], tuple[float, str]]] = {
    "consequence": _consequence,
    "prominence": _prominence,
    "pitfalls": _pitfalls,
    "attribution": _attribution,
    "surprise": _surprise,
    "breadth": _breadth,
    "burden": _burden,
}
