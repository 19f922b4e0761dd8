"""Scoring: four components, each worth so much at most, each with its reason.

What each is worth was fitted on what professional writers kept of 61 articles and on what
fact-checking organisations picked from debates (`python -m bench.priority_fit`,
docs/decisions/0011); a desk sets other weights in `schemas.Weights`.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from pipeline.checks import check_of
from pipeline.reconcile.frames import counts_harmed
from pipeline.stages.prioritise.figure import Figure, in_sentence
from schemas import Component, Modifier, QuantityKind, Role, SourceKind, Tier, Voice, Weights

# A component is worth a word in the reason when it gave this part of what it can give.
_TELLING = 0.3


def components_of(figure: Figure, weights: Weights) -> tuple[Component, ...]:
    """Return what each component gives, in the order of the weights."""
    return tuple(
        _component(name, getattr(weights, name), *measure(figure))
        for name, measure in SHARES.items()
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
    sure = [component for component in components if component.reason not in _OF_US]
    telling = [c for c in sure if c.points and c.points >= _TELLING * c.most]
    weighty = sorted(telling, key=lambda c: -c.points)[:3]
    weighty = weighty or [max(sure, key=lambda c: c.points)]
    line = "; ".join(component.reason for component in weighty)
    return line[:1].upper() + line[1:] + "."


PLACE, REPEATED, IN_BRIEF = 0.6, 0.3, 0.1
"""What place, repetition and the brief are worth in prominence; they add up to 1."""
_FIRST_PARAGRAPHS = 4
_HALF = 0.5


def _prominence(figure: Figure) -> tuple[float, str]:
    """Return how much the article makes of a figure: where it stands, how often, in the brief."""
    share = PLACE * place_of(figure)
    reasons = [_place_words(figure)] if figure.paragraphs > 1 else []
    if len(figure.mentions) > 1:
        share += REPEATED
        if (times := figure.times_said) > 1:
            often = "twice" if times == 2 else f"{times} times"
            reasons.append(f"is said {often}" if reasons else f"it is said {often}")
    if figure.point_ids:
        share += IN_BRIEF
        reasons.append("the brief rests on it")
    return share, _listed(reasons) or _ONE_PARAGRAPH


def place_of(figure: Figure) -> float:
    """Return from 0 to 1 how high up a figure stands: halved in the fourth sentence, and so on.

    A text of one paragraph has no place that stands out.
    """
    return 1 / (1 + figure.sentences_before) ** 0.5 if figure.paragraphs > 1 else 0.0


def _place_words(figure: Figure) -> str:
    """Return where a figure stands, so that it is true whether or not a headline is counted.

    A headline that ends in a full stop is read as the first paragraph, the lede as the second.
    """
    roles = {mention.sentence.role for mention in figure.mentions}
    edges = [r.value for r in (Role.HEADLINE, Role.LEDE, Role.CAPTION) if r in roles]
    if edges == [Role.LEDE] and not figure.has_headline:
        return "it stands at the top of the text"
    if edges:
        return f"it stands in the {_listed(edges)}"
    if figure.paragraph <= _FIRST_PARAGRAPHS:
        return "it stands in the first paragraphs"
    halves = {
        share >= _HALF for share in (figure.sentences_before / figure.sentences, figure.offset)
    }
    if len(halves) > 1:
        return "it stands in the middle of the text"
    return f"it stands in the {'second' if halves.pop() else 'first'} half of the text"


# Shares of what a component can give: what is of this kind was picked by fact-checkers of debates
# (claim-rank), and taken up by the statements on our own articles, the oftener the more it is.
_COUNTED = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE}
_PERCENTAGES = {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT}
_CIRCUMSTANCES = {
    QuantityKind.DURATION: "it is a length of time",
    QuantityKind.AGE: "it is an age",
    QuantityKind.TEMPERATURE: "it is a temperature",
    QuantityKind.SCORE: "it is a score",
}
_OPEN = {Modifier.AT_LEAST, Modifier.MORE_THAN, Modifier.JUST_OVER}
_HANDFUL, _MANY = 10, 1_000
_COMPARISON = "C05"
"""In "as much in three months as they in a year" the length of time is the point."""


def _consequence(figure: Figure) -> tuple[float, str]:
    """Return how much hangs on a figure by its kind: lives, a change, money, a share, many."""
    quantity = figure.quantity
    kind, label = quantity.kind, figure.quoted
    size = max(
        abs(value) for value in (quantity.low, quantity.high, Decimal(0)) if value is not None
    )
    if kind in _COUNTED and counts_harmed(figure.main.frame):
        return 1.0, "its clause tells of dead, injured or victims"
    if circumstance := _circumstance(figure):
        return 0.2, circumstance
    if figure.is_change:
        return 0.8, f"it is a change or comparison (“{label}”)"
    if kind is QuantityKind.MONEY:
        return 0.6, f"it is money (“{label}”)"
    if figure.is_share:
        return 0.6, f"it is a part of a whole (“{label}”)"
    if kind in _PERCENTAGES:
        unit = "percentage" if kind is QuantityKind.PERCENT else "number of percentage points"
        return 0.6, f"it is a {unit} (“{label}”)"
    if kind in _COUNTED and size >= _MANY:
        return 0.6, f"it is a large number (“{label}”)"
    return 0.4, f"it is a number (“{label}”)"


def _circumstance(figure: Figure) -> str | None:
    """Return what makes a figure the circumstance of a claim and not its point, else None."""
    quantity = figure.quantity
    if any(flag.check == _COMPARISON for flag in figure.flags):
        return None
    size = quantity.high if quantity.kind is QuantityKind.COUNT else None
    if size is None or size >= _HANDFUL:
        return _CIRCUMSTANCES.get(quantity.kind)
    few = quantity.noun and quantity.modifier not in _OPEN and size % 1 == 0
    return "fewer than ten are counted" if few else f"it is a small number (“{figure.quoted}”)"


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
        ids = sorted(check for check, its in fired.items() if its is tier)
        if ids:
            checks = _listed([f"{check} {check_of(check).name.replace('-', ' ')}" for check in ids])
            reasons.append(f"{name}{'s' if len(ids) > 1 else ''} {checks}")
    return points, _listed(reasons) or _NOTHING_FIRED


_IN_DOUBT = "it is not certain who says it"
"""The reason of a figure that somebody may say."""
_NEAR_BY = "a source may be named near by"
"""The reason of a figure that the article seems to give itself."""
_ONE_PARAGRAPH = "the text is one paragraph"
_OF_US = {_IN_DOUBT, _NEAR_BY, _ONE_PARAGRAPH}
"""What tells nothing of the figure, and so no row gives as its reason."""


_WEAKNESS = {
    SourceKind.NONE: 1.0,
    SourceKind.ANONYMOUS: 0.8,
    SourceKind.OUTLET: 0.65,
    SourceKind.BODY: 0.5,
    SourceKind.NAMED: 0.35,
    SourceKind.DOCUMENT: 0.15,
}
"""How weakly each kind of source vouches for a figure, as a share of what there is to give."""


def _attribution(figure: Figure) -> tuple[float, str]:
    """Return how weakly a figure is vouched for; a reason only where that is certain.

    It tells of the passage alone: that a figure rests on somebody's word was untrue of 8 of 123
    rows that were read, most of them a writer's own figure beside what somebody says. Nor does it
    tell that a source is nameless: the next sentence may name "a spokesman"; or that an outlet is
    the one who passes it on, where two are named.
    """
    who, kind = figure.attribution.name, figure.attribution.kind
    share = _WEAKNESS[kind]
    told = f"“{who}”" if kind is SourceKind.ANONYMOUS else in_sentence(who or "")
    reason = f"its passage cites {told}" if who else "its sentence names no source"
    in_passing = who is not None and figure.quantity.kind is QuantityKind.AGE  # "Rossi, 51, sent"
    if figure.source_is_certain and not in_passing:
        return share, reason
    return share, _NEAR_BY if figure.attribution.voice is Voice.ARTICLE else _IN_DOUBT


def _listed(words: list[str]) -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


SHARES: dict[str, Callable[[Figure], tuple[float, str]]] = {
    "prominence": _prominence,
    "pitfalls": _pitfalls,
    "consequence": _consequence,
    "attribution": _attribution,
}
"""From 0 to 1 what a figure has of each component, and why."""
