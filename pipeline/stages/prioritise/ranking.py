"""Putting rows in order: gate first, then score; what the list does not speak of is counted."""

from typing import NamedTuple

from pipeline.reconcile import Source
from pipeline.stages.prioritise.figure import Figure, figures_of
from pipeline.stages.prioritise.identity import Ids, ids_of
from pipeline.stages.prioritise.measure import measure_of
from pipeline.stages.prioritise.row import make_row
from pipeline.stages.prioritise.score import components_of, score_of
from pipeline.text.checkworthy import is_checkworthy
from schemas import (
    Brief,
    Claim,
    ClaimKind,
    Component,
    Finding,
    Flag,
    Measure,
    TextSpan,
    Tier,
    Weights,
    Worklist,
)

_GATES = (ClaimKind.FACT, ClaimKind.FORECAST, ClaimKind.OPINION, ClaimKind.PERSONAL)


def prioritise(  # everything before it comes together here
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
        _Scored(figure, measure, components_of(figure, weights), ids)
        for figure, measure, ids in zip(
            figures, measures, ids_of(source.article, figures, measures), strict=True
        )
    ]
    scored.sort(key=_order)
    rows = tuple(
        make_row(source, **each._asdict(), rank=rank) for rank, each in enumerate(scored, start=1)
    )
    article = source.article
    with_figures = {each.sentence.sentence_id for f in figures for each in f.mentions}
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
    ids: Ids


def _order(each: _Scored) -> tuple[int, int, int]:
    figure = each.figure
    return _GATES.index(figure.kind), -score_of(each.components), figure.main.span.start
