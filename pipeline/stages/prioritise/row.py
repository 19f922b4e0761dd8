"""A row: one figure as a checker works with it."""

from bisect import bisect_right

from pipeline.reconcile import Source, SourceQuantity
from pipeline.stages.prioritise.attribution import attribution_of
from pipeline.stages.prioritise.evidence import evidence_of
from pipeline.stages.prioritise.excerpt import cut
from pipeline.stages.prioritise.figure import Figure
from pipeline.stages.prioritise.identity import Ids
from pipeline.stages.prioritise.measure import claim_type_of
from pipeline.stages.prioritise.score import reason_of, score_of
from schemas import Article, Component, Measure, Place, Row


def make_row(
    source: Source,
    figure: Figure,
    *,
    measure: Measure,
    components: tuple[Component, ...],
    ids: Ids,
    rank: int,
) -> Row:
    """Return the row of a figure."""
    article, quantity = source.article, figure.quantity
    before, after = _neighbours(article, figure)
    attribution = attribution_of(figure)
    return Row(
        row_id=ids.row_id,
        group_id=ids.group_id,
        rank=rank,
        kind=figure.kind,
        claim_type=claim_type_of(figure, measure),
        section=figure.main.sentence.role,
        text=figure.text,
        quote=figure.sentence,
        span=figure.span,
        before=before,
        after=after,
        attribution=attribution,
        quantity=quantity,
        measure=measure,
        places=tuple(_place(source, mention) for mention in figure.mentions),
        claim_ids=tuple(claim.claim_id for claim in figure.claims),
        point_ids=figure.point_ids,
        flags=figure.flags,
        computed=figure.computed,
        evidence=evidence_of(figure, measure, attribution.voice),
        score=score_of(components),
        components=components,
        reason=reason_of(components),
    )


def _neighbours(article: Article, figure: Figure) -> tuple[str, str]:
    """Return the prose sentences before and after; empty at either end."""
    prose, start = article.prose, figure.main.sentence.span.start
    at = bisect_right(prose, start, key=lambda each: each.span.start) - 1
    before = article.plain(prose[at - 1].span) if at else ""
    after = article.plain(prose[at + 1].span) if at + 1 < len(prose) else ""
    return cut(before, keep_end=True), cut(after)


def _place(source: Source, mention: SourceQuantity) -> Place:
    return Place(
        span=mention.span,
        quote=source.article.quote(mention.span),
        sentence_id=mention.sentence.sentence_id,
        role=mention.sentence.role,
        line=source.article.line_of(mention.span.start),
    )
