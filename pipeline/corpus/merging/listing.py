"""From a report to the rows of the merged list; runs in the worker, which has the report at hand."""

from collections.abc import Iterable

from pipeline.corpus.merging.traits import TraitsOf
from pipeline.stages.render.columns import main_place, value_text
from schemas import Alert, Article, Flag, ListedFigure, ListedRow, MergedPlace, Report, Row, ToldRow


def listed_rows(report: Report) -> tuple[ListedRow, ...]:
    """Return what the merged list needs of each row of an article's worklist, in rank order."""
    traits_of = TraitsOf(report)
    return tuple(
        ListedRow(told=_told(report.article, row), traits=traits_of(row))
        for row in report.worklist.rows
    )


def _told(article: Article, row: Row) -> ToldRow:
    return ToldRow(
        kind=row.kind,
        place=_place(article, row),
        reason=row.reason,
        evidence=row.evidence,
        computed=row.computed,
    )


def _place(article: Article, row: Row) -> MergedPlace:
    main = main_place(row)
    return MergedPlace(
        article_id=article.article_id,
        source=article.source,
        title=article.title,
        published=article.published,
        row_id=row.row_id,
        group_id=row.group_id,
        text=row.text,
        quote=row.quote,
        line=main.line,
        span=main.span,
        section=main.role,
        mentions=len(row.places),
        figure=_figure(row),
        speaker=row.attribution.name,
        score=row.score,
        alerts=_alerts(row.flags),
    )


def _figure(row: Row) -> ListedFigure:
    quantity = row.quantity
    return ListedFigure(
        text=quantity.label(), value=value_text(quantity), unit=quantity.unit, noun=quantity.noun
    )


def _alerts(flags: Iterable[Flag]) -> tuple[Alert, ...]:
    """Return each alert once; a cue is for the score alone."""
    found = (Alert(check=flag.check, message=flag.message) for flag in flags if flag.alert)
    return tuple(dict.fromkeys(found))
