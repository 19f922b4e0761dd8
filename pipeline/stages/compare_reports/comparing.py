"""From two reports to what changed between them."""

from collections.abc import Iterator

from pipeline.stages.compare_reports.difference import differences
from pipeline.stages.compare_reports.likeness import likeness
from pipeline.stages.compare_reports.matching import match_by, match_statements
from pipeline.stages.compare_reports.statement import Statement, statements_of
from pipeline.text.words import content_stems
from schemas import (
    Brief,
    Changes,
    LedgerCounts,
    PointPair,
    Report,
    Role,
    Row,
    RowPair,
    Standing,
    Version,
    Work,
)

_SAME_POINT = 0.5
"""Likeness from which two points are one that was reworded."""


def compare_reports(old: Report, new: Report) -> Changes:
    """Return what became of each row, point and count of the old report in the new one."""
    olds, news = statements_of(old), statements_of(new)
    matched = match_statements(olds, news)
    pairs = sorted((_pair(*each) for each in matched), key=lambda pair: pair.new.rank)
    gone = {pair.old.row_id for pair in pairs}
    known = {pair.new.row_id for pair in pairs}
    return Changes(
        old=_version(old),
        new=_version(new),
        pairs=tuple(pairs),
        added=tuple(row for row in new.worklist.rows if row.row_id not in known),
        removed=tuple(row for row in old.worklist.rows if row.row_id not in gone),
        points=tuple(_points(old.brief, new.brief)),
    )


def _pair(old: Statement, new: Statement) -> RowPair:
    differing = differences(old, new)
    standing = Standing.LOOK_AGAIN if differing else Standing.STANDS
    before, after = _alerts(old.row), _alerts(new.row)
    return RowPair(
        old=old.row,
        new=new.row,
        differences=differing,
        moved=tuple(role for role in Role if role in _roles(new.row) - _roles(old.row)),
        alerts_raised=tuple(each for each in after if each not in before),
        alerts_cleared=tuple(each for each in before if each not in after),
        work=None if old.row.work == Work() else standing,
    )


def _alerts(row: Row) -> tuple[str, ...]:
    return tuple(sorted({flag.check for flag in row.flags if flag.alert}))


def _roles(row: Row) -> set[Role]:
    return {place.role for place in row.places}


def _points(old: Brief, new: Brief) -> Iterator[PointPair]:
    """Yield the headline and the points that are not what they were: changed, gone, then new."""
    if old.headline.text != new.headline.text:
        yield PointPair(old=old.headline.text, new=new.headline.text)
    before, after = (tuple(point.text for point in brief.points) for brief in (old, new))
    pairs = dict(match_by((_same_text, _like_text), before, after))
    for text in before:
        if pairs.get(text) != text:
            yield PointPair(old=text, new=pairs.get(text))
    matched = set(pairs.values())
    for text in after:
        if text not in matched:
            yield PointPair(old=None, new=text)


def _same_text(old: str, new: str) -> float:
    return old == new


def _like_text(old: str, new: str) -> float:
    near = likeness(frozenset(content_stems(old)), frozenset(content_stems(new)))
    return near if near >= _SAME_POINT else 0


def _version(report: Report) -> Version:
    ledger = report.ledger
    return Version(
        article_id=report.article.article_id,
        source=report.article.source,
        title=report.article.title,
        ledger=LedgerCounts(
            quantities=ledger.quantities,
            covered=ledger.covered,
            swept=ledger.swept,
            set_aside=ledger.set_aside,
        ),
    )
