"""Prioritising: one row a figure, gated, scored with every component, in order.

Gate: facts first, then forecasts; a figure that somebody judges with is a fact to check. Score, 100 at most: consequence 25, prominence 20,
pitfalls 20, attribution 15, surprise 10, breadth 5, burden 5: the weights of the desk's notes,
taken from how fact-checkers say that they choose.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers import Source, SourceQuantity, group_repeats
from pipeline.text.clauses import figure_kind
from pipeline.text.voice import is_quoted, speakers
from schemas import (
    Article,
    Brief,
    Claim,
    ClaimKind,
    Component,
    Finding,
    Flag,
    Modifier,
    Place,
    QuantityKind,
    Role,
    Row,
    Sentence,
    TextSpan,
    Tier,
    Worklist,
    digest,
)

# A component is worth a word in the reason when it gave this part of what it can give.
_TELLING = 0.3
_GATES = (ClaimKind.FACT, ClaimKind.FORECAST)
_ROLES = (Role.LEDE, Role.BODY, Role.HEADLINE, Role.CAPTION)


class Figure(NamedTuple):
    """All that is known of one figure when its row is scored."""

    mentions: tuple[SourceQuantity, ...]
    main: SourceQuantity
    text: str
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    point_ids: tuple[str, ...]
    speaker: str | None
    kind: ClaimKind


class _Desk(NamedTuple):
    """What the rows of one article are made from, looked up by place or sentence."""

    source: Source
    covered: dict[TextSpan, tuple[Claim, ...]]
    flags: dict[TextSpan, tuple[Flag, ...]]
    points: dict[TextSpan, tuple[str, ...]]
    speakers: dict[str, str | None]
    prose: dict[str, int]


def prioritise(
    source: Source,
    brief: Brief,
    covered: dict[TextSpan, tuple[Claim, ...]],
    findings: tuple[Finding, ...],
    flags: tuple[Flag, ...],
) -> Worklist:
    """Return one row for each figure of `covered`, ranked; repeats of a figure share a row.

    `covered` gives for every quantity to verify the claims that state it.
    """
    items = tuple(each for each in source.quantities if covered.get(each.span))
    prose = {s.sentence_id: place for place, s in enumerate(source.article.prose)}
    desk = _Desk(
        source, covered, _by_place(flags), _points_by_place(brief, findings),
        speakers(source.article), prose,
    )  # fmt: skip
    figures = [_figure(desk, group) for group in group_repeats(source, items)]
    scored = [(figure, _components(figure)) for figure in figures]
    scored.sort(key=lambda pair: _order(*pair))
    rows = tuple(_row(desk, *pair, rank) for rank, pair in enumerate(scored, start=1))
    with_figures = {each.sentence.sentence_id for each in items}
    return Worklist(
        rows=rows,
        brief_flags=tuple(flag for flag in flags if flag.tier is Tier.S),
        sentences_without_numbers=len(prose.keys() - with_figures),
    )


def _order(figure: Figure, components: tuple[Component, ...]) -> tuple[int, int, int]:
    score = sum(component.points for component in components)
    return _GATES.index(figure.kind), -score, figure.main.span.start


def _by_place(flags: tuple[Flag, ...]) -> dict[TextSpan, tuple[Flag, ...]]:
    """Return the flags on the article's own figures, by the place of each figure."""
    found: dict[TextSpan, tuple[Flag, ...]] = {}
    for flag in flags:
        for place in flag.places if flag.tier is not Tier.S else ():
            found[place] = (*found.get(place, ()), flag)
    return found


def _points_by_place(
    brief: Brief, findings: tuple[Finding, ...]
) -> dict[TextSpan, tuple[str, ...]]:
    """Return the points of the brief that rest on each quantity of the article."""
    shown = {brief.headline.point_id, *(point.point_id for point in brief.points)}
    stating: dict[TextSpan, tuple[str, ...]] = {}
    for finding in findings:
        if finding.subject in shown and finding.status.supported:
            for place in finding.source:
                stating[place] = (*stating.get(place, ()), finding.subject)
    return stating


def _figure(desk: _Desk, mentions: tuple[SourceQuantity, ...]) -> Figure:
    main = min(mentions, key=lambda each: (_ROLES.index(each.sentence.role), each.span.start))
    words = desk.source.article.quote(main.sentence.span)
    best = desk.covered[main.span][0]
    claims = [claim for each in (main, *mentions) for claim in desk.covered[each.span]]
    flags = [flag for each in mentions for flag in desk.flags.get(each.span, ())]
    points = [point for each in mentions for point in desk.points.get(each.span, ())]
    return Figure(
        mentions=mentions,
        main=main,
        text=best.text,
        claims=tuple(dict.fromkeys(claims)),
        flags=tuple(dict.fromkeys(flags)),
        point_ids=tuple(dict.fromkeys(points)),
        speaker=best.speaker or desk.speakers[main.sentence.sentence_id],
        kind=figure_kind(words, main.span.start - main.sentence.span.start),
    )


def _row(desk: _Desk, figure: Figure, components: tuple[Component, ...], rank: int) -> Row:
    article, main = desk.source.article, figure.main
    before, after = _neighbours(desk, main.sentence)
    quantity, start = main.quantity, main.sentence.span.start
    words = article.quote(main.sentence.span)
    content = (quantity.kind, quantity.low, quantity.high, quantity.whole, quantity.unit)
    return Row(
        row_id="r" + digest(article.article_id, main.span.start, main.span.end, *content),
        rank=rank,
        kind=figure.kind,
        text=figure.text,
        quote=words,
        span=main.sentence.span,
        before=before,
        after=after,
        speaker=figure.speaker,
        quoted=is_quoted(words, main.span.start - start, main.span.end - start),
        quantity=quantity,
        places=tuple(_place(article, mention) for mention in figure.mentions),
        claim_ids=tuple(claim.claim_id for claim in figure.claims),
        point_ids=figure.point_ids,
        flags=figure.flags,
        score=sum(component.points for component in components),
        components=components,
        reason=_reason(components),
    )


def _neighbours(desk: _Desk, sentence: Sentence) -> tuple[str, str]:
    """Return the prose sentences before and after; empty at either end."""
    article, at = desk.source.article, desk.prose[sentence.sentence_id]
    prose = article.prose
    before = article.plain(prose[at - 1].span) if at else ""
    after = article.plain(prose[at + 1].span) if at + 1 < len(prose) else ""
    return before, after


def _place(article: Article, mention: SourceQuantity) -> Place:
    return Place(
        span=mention.span,
        quote=article.quote(mention.span),
        sentence_id=mention.sentence.sentence_id,
        role=mention.sentence.role,
    )


def _reason(components: tuple[Component, ...]) -> str:
    """Return the weightiest reasons as one sentence: those that gave a good part of what they can."""
    telling = [c for c in components if c.points >= _TELLING * c.most]
    weighty = sorted(telling, key=lambda c: -c.points)[:3]
    weighty = weighty or [max(components, key=lambda c: c.points)]
    line = "; ".join(component.reason for component in weighty)
    return line[:1].upper() + line[1:] + "."


def _components(figure: Figure) -> tuple[Component, ...]:
    return tuple(
        Component(name=name, points=points, most=most, reason=reason)
        for name, most, measure in _MEASURES
        for points, reason in (measure(figure),)
    )


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


def _consequence(figure: Figure) -> tuple[int, str]:
    words = " ".join({figure.text, figure.main.quantity.noun or ""})
    if found := _GRAVE.search(words):
        return 25, f"life and death (“{found.group()}”)"
    if found := _PUBLIC.search(words):
        return 17, f"public matter (“{found.group()}”)"
    return 6, "no subject of public harm recognised"


def _prominence(figure: Figure) -> tuple[int, str]:
    roles = {each.sentence.role for each in figure.mentions}
    points, reasons = 0, []
    for role, worth in ((Role.HEADLINE, 9), (Role.LEDE, 7), (Role.CAPTION, 2)):
        if role in roles:
            points += worth
            reasons.append(f"in the {role}")
    if figure.point_ids:
        points += 6
        reasons.append("the brief rests on it")
    if len(figure.mentions) > 1:
        points += 3
        reasons.append(f"said {len(figure.mentions)} times")
    return min(points, 20), ", ".join(reasons) or "in the body only"


_SEVERITY = {Tier.A: 20, Tier.B: 8, Tier.C: 3, Tier.S: 0}


def _pitfalls(figure: Figure) -> tuple[int, str]:
    checks = {flag.check: flag.tier for flag in figure.flags}
    points = min(20, sum(_SEVERITY[tier] for tier in checks.values()))
    return points, ("checks " + ", ".join(sorted(checks))) if checks else "no check fired"


_NAMELESS = re.compile(
    r"\b(?:officials?|sources?|experts?|critics|some|people familiar|analysts|observers)\b",
    re.IGNORECASE,
)


def _attribution(figure: Figure) -> tuple[int, str]:
    if figure.speaker is None:
        return 15, "no source named in the sentence"
    if _NAMELESS.search(figure.speaker):
        return 11, f"nameless source ({figure.speaker})"
    return 4, f"said by {figure.speaker}"


def _surprise(figure: Figure) -> tuple[int, str]:
    quantity = figure.main.quantity
    big_change = (
        quantity.kind is QuantityKind.PERCENT
        and quantity.direction
        and quantity.low
        and quantity.low > 50
    )
    if any(flag.check == "C04" for flag in figure.flags):
        return 10, "a record or superlative"
    if big_change or quantity.kind is QuantityKind.MULTIPLIER:
        return 8, f"a large change ({quantity.text})"
    return 0, "nothing out of the ordinary"


def _breadth(figure: Figure) -> tuple[int, str]:
    quantity = figure.main.quantity
    size = max(abs(quantity.high or Decimal(0)), abs(quantity.low or Decimal(0)))
    counted = quantity.kind in {
        QuantityKind.COUNT,
        QuantityKind.MONEY,
        QuantityKind.VAGUE,
        QuantityKind.RANGE,
    }
    if counted and size >= 1_000_000:
        return 5, f"a large number ({quantity.text})"
    return (
        (3, f"a sizeable number ({quantity.text})")
        if counted and size >= 1_000
        else (0, "a small number")
    )


def _burden(figure: Figure) -> tuple[int, str]:
    quantity = figure.main.quantity
    if quantity.kind is QuantityKind.VAGUE or quantity.modifier not in {
        Modifier.NONE,
        Modifier.EXACTLY,
    }:
        return 5, "the exact figure is not given"
    return 0, "an exact figure"


_MEASURES = (
    ("consequence", 25, _consequence),
    ("prominence", 20, _prominence),
    ("pitfalls", 20, _pitfalls),
    ("attribution", 15, _attribution),
    ("surprise", 10, _surprise),
    ("breadth", 5, _breadth),
    ("burden", 5, _burden),
)
