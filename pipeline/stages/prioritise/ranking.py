"""The worklist: a row for each figure, with its ids, in order of the score.

What the list does not speak of is counted.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.dimensions import dimension, factor
from pipeline.reconcile import Source, SourceQuantity
from pipeline.stages.prioritise.evidence import evidence_of
from pipeline.stages.prioritise.figure import Figure, figures_of
from pipeline.stages.prioritise.measure import claim_type_of, measure_of
from pipeline.stages.prioritise.score import components_of, reason_of, score_of
from pipeline.text.checkworthy import is_checkworthy
from pipeline.text.words import content_stems
from schemas import (
    Article,
    Brief,
    Claim,
    Component,
    Finding,
    Flag,
    Measure,
    Place,
    Row,
    TextSpan,
    Tier,
    Weights,
    Worklist,
    digest,
)


def prioritise(
    source: Source,
    brief: Brief,
    covered: dict[TextSpan, tuple[Claim, ...]],
    findings: tuple[Finding, ...],
    flags: tuple[Flag, ...],
    weights: Weights,
) -> Worklist:
    """Return one row for each figure of `covered`, ranked; repeats of a figure share a row.

    `covered` gives for every quantity to verify the claims that state it.
    """
    figures = figures_of(source, brief, covered, findings, flags)
    measures = [measure_of(figure) for figure in figures]
    scored = [
        _Scored(figure, measure, components_of(figure, weights), *ids)
        for figure, measure, ids in zip(
            figures, measures, _ids(source.article, figures, measures), strict=True
        )
    ]
    scored.sort(key=_order)
    rows = tuple(_row(source, figure, rank) for rank, figure in enumerate(scored, start=1))
    article = source.article
    with_figures = {mention.sentence.sentence_id for f in figures for mention in f.mentions}
    without = [s for s in article.prose if s.sentence_id not in with_figures]
    listed = {place.span for row in rows for place in row.places}
    return Worklist(
        rows=rows,
        brief_flags=tuple(flag for flag in flags if flag.tier is Tier.S),
        loose_flags=tuple(f for f in flags if f.tier is not Tier.S and listed.isdisjoint(f.places)),
        sentences_without_numbers=len(without),
        unlisted=tuple(s.sentence_id for s in without if is_checkworthy(article.plain(s.span))),
    )


class _Scored(NamedTuple):
    """What a row is made from when its rank is known."""

    figure: Figure
    measure: Measure
    components: tuple[Component, ...]
    row_id: str
    """Of the figure at its place in the article: the same text gives the same id."""
    group_id: str
    """Of its value and what it is of alone."""


def _order(scored: _Scored) -> tuple[int, int]:
    """Return the key of a row: its score, then the order of the text."""
    return -score_of(scored.components), scored.figure.main.span.start


def _row(source: Source, scored: _Scored, rank: int) -> Row:
    figure, measure, components, row_id, group_id = scored
    article, quantity = source.article, figure.quantity
    before, after = _neighbours(article, figure)
    return Row(
        row_id=row_id,
        group_id=group_id,
        rank=rank,
        kind=figure.kind,
        claim_type=claim_type_of(figure, measure),
        section=figure.main.sentence.role,
        text=figure.text,
        quote=article.quote(figure.span),
        span=figure.span,
        before=before,
        after=after,
        attribution=figure.attribution,
        quantity=quantity,
        measure=measure,
        places=tuple(_place(source, mention) for mention in figure.mentions),
        claim_ids=tuple(claim.claim_id for claim in figure.claims),
        point_ids=figure.point_ids,
        flags=figure.flags,
        computed=figure.computed,
        evidence=evidence_of(figure, measure),
        score=score_of(components),
        components=components,
        reason=reason_of(components),
    )


def _neighbours(article: Article, figure: Figure) -> tuple[str, str]:
    """Return the prose sentences before and after; empty at either end."""
    prose, start = article.prose, figure.main.sentence.span.start
    at = bisect_right(prose, start, key=lambda sentence: sentence.span.start) - 1
    before = article.plain(prose[at - 1].span) if at else ""
    after = article.plain(prose[at + 1].span) if at + 1 < len(prose) else ""
    return before, after


def _place(source: Source, mention: SourceQuantity) -> Place:
    return Place(
        span=mention.span,
        quote=source.article.quote(mention.span),
        sentence_id=mention.sentence.sentence_id,
        role=mention.sentence.role,
        line=source.article.line_of(mention.span.start),
    )


def _ids(
    article: Article, figures: Sequence[Figure], measures: Sequence[Measure]
) -> Iterator[tuple[str, str]]:
    """Yield the ids of each figure: of its row, and of its group.

    Hedges and spellings do not count: "nearly 480" is 480, 1.5 km are 1,500 metres. Where two
    figures of an article cannot be told apart by that, their order does: no two have one id.
    """
    met: Counter[tuple[object, ...]] = Counter()
    for figure, measure in zip(figures, measures, strict=True):
        value, span = _value(figure), figure.main.span
        key = (*value, *_what(figure, measure))
        met[key] += 1
        again = (met[key],) if met[key] > 1 else ()
        row_id = "r" + digest(article.article_id, span.start, span.end, *value)
        yield row_id, "g" + digest(*key, *again)


def _value(figure: Figure) -> tuple[object, ...]:
    quantity = figure.quantity
    unit = factor(quantity)
    low = _base(quantity.low, unit)
    high = low if quantity.high is quantity.low else _base(quantity.high, unit)
    return quantity.kind, dimension(quantity), quantity.per, low, high, _base(quantity.whole, unit)


def _base(value: Decimal | None, unit: Decimal) -> Decimal | None:
    """Return a value in the base unit of its dimension, written the same however it was given."""
    return None if value is None else (value * unit).normalize()


def _what(figure: Figure, measure: Measure) -> tuple[str, ...]:
    """Return the stems of what is measured, in any order."""
    words = (figure.quantity.noun or "", measure.measure or "")
    return tuple(sorted({stem for word in words for stem in content_stems(word)}))
