"""Comparing reports: what became of each figure, and whether the work on it still stands."""

from collections.abc import Iterator

from pipeline.stages.compare_reports.row_matching import (
    RowStatement,
    Wording,
    likeness,
    match_by,
    match_statements,
    statements_of,
)
from pipeline.text.words import content_stems
from schemas import (
    Attribution,
    Brief,
    Changes,
    Difference,
    LedgerCounts,
    PointPair,
    Report,
    Role,
    Row,
    RowPair,
    SourceKind,
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
    pairs = sorted((_pair(*versions) for versions in matched), key=lambda pair: pair.new.rank)
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


def _pair(old: RowStatement, new: RowStatement) -> RowPair:
    differing = differences(old, new)
    standing = Standing.LOOK_AGAIN if differing else Standing.STANDS
    before, after = _alerts(old.row), _alerts(new.row)
    return RowPair(
        old=old.row,
        new=new.row,
        differences=differing,
        moved=tuple(role for role in Role if role in _roles(new.row) - _roles(old.row)),
        alerts_raised=tuple(check_id for check_id in after if check_id not in before),
        alerts_cleared=tuple(check_id for check_id in before if check_id not in after),
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


def differences(old: RowStatement, new: RowStatement) -> tuple[Difference, ...]:
    """Return what differs; of one text, nothing does."""
    return () if old.row.row_id == new.row.row_id else tuple(_differences(old, new))


def _differences(old: RowStatement, new: RowStatement) -> Iterator[Difference]:
    if old.figure != new.figure:
        yield Difference.FIGURE
    old_source, new_source = old.row.attribution, new.row.attribution
    same_source = old_source.voice is new_source.voice and _is_same_speaker(old_source, new_source)
    if not same_source:
        yield Difference.ATTRIBUTION
    # Who speaks was compared: "Rossi" after an inserted paragraph is "mayor Anna Rossi" before.
    aside = _speaker_stems(old_source) | _speaker_stems(new_source)
    before = _meaning(old.main, aside)
    again = any(_meaning(mention, aside) == before for mention in new.mentions)
    if not again or old.row.kind is not new.row.kind:
        yield Difference.WORDING


def _is_same_speaker(old: Attribution, new: Attribution) -> bool:
    first, second = (set(content_stems(source.name or "")) for source in (old, new))
    # A surname alone may be taken for a body's name: nobody is introduced by it.
    if SourceKind.NAMED in {old.kind, new.kind}:
        return bool(first & second) and (first <= second or second <= first)
    return first == second


def _speaker_stems(source: Attribution) -> set[str]:
    return set(content_stems(f"{source.name or ''} {source.role or ''}"))


def _meaning(wording: Wording, aside: set[str]) -> tuple[object, ...]:
    """Return what two sentences have in common that say the same of a figure, in any order."""
    stems = sorted(stem for stem in wording.stems if stem not in aside)
    names = [name for name in wording.names if not aside.intersection(content_stems(name))]
    return stems, wording.turning, names, wording.place
