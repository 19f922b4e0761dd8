"""What people found of figures, told beside each point of the brief that rests on them."""

from collections.abc import Iterator

from schemas import CheckerVerdict, Point, Report, Row, UnlistedSentence


def with_verdicts(report: Report) -> Report:
    """Return the report with every doubt of a person in the points that rest on the figure."""
    found: dict[str, list[CheckerVerdict]] = {}
    for point_id, verdict in _told(report):
        found.setdefault(point_id, []).append(verdict)

    def told(point: Point) -> Point:
        return point.model_copy(update={"verdicts": tuple(found.get(point.point_id, ()))})

    brief = report.brief
    points = {"headline": told(brief.headline), "points": tuple(map(told, brief.points))}
    return report.model_copy(update={"brief": brief.model_copy(update=points)})


def _told(report: Report) -> Iterator[tuple[str, CheckerVerdict]]:
    """Yield each doubt with the point that it is told beside: figures by rank, then sentences."""
    shown = {point.point_id: point for point in (report.brief.headline, *report.brief.points)}
    for row in report.worklist.rows:
        if row.work.status.is_doubt:
            verdict = _verdict(row, row.quantity.label())
            yield from ((point_id, verdict) for point_id in row.point_ids)
    for sentence in report.unlisted:
        if sentence.work.status.is_doubt:
            verdict = _verdict(sentence, sentence.text)
            for point_id, point in shown.items():
                if sentence.sentence_id in point.sentence_ids:
                    yield point_id, verdict


def _verdict(row: Row | UnlistedSentence, figure: str) -> CheckerVerdict:
    work = row.work
    return CheckerVerdict(
        row_id=row.row_id, figure=figure, status=work.status, note=work.note, checker=work.checker
    )
