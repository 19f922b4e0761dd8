"""Alerts on figures of the article, told beside each point of the brief that rests on them."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.stages.render.evidence_words import found_words, is_contradicted
from schemas import Report, Row


class PointAlert(NamedTuple):
    """An alert, and the row of the figure that it fired on."""

    row: Row
    words: str
    """The check and what it found, "A05 22 of 32 is 69 %, not 62%"; or what evidence says."""


def point_alerts(report: Report) -> dict[str, tuple[PointAlert, ...]]:
    """Return by the id of a point its alerts, each once: by rank of the figures."""
    found: dict[str, dict[str, PointAlert]] = {}
    for row in report.worklist.rows:
        for words in _alerts(row):
            for point_id in row.point_ids:
                found.setdefault(point_id, {}).setdefault(words, PointAlert(row, words))
    return {point_id: tuple(alerts.values()) for point_id, alerts in found.items()}


def _alerts(row: Row) -> Iterator[str]:
    yield from (f"{flag.check} {flag.message}" for flag in row.flags if flag.alert)
    if row.found and is_contradicted(row):
        yield found_words(row.found)
