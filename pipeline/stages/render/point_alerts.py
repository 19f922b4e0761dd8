"""Alerts on figures of the article, told beside each point of the brief that rests on them."""

from typing import NamedTuple

from schemas import Flag, Report, Row


class PointAlert(NamedTuple):
    """An alert, and the row of the figure that it fired on."""

    row: Row
    flag: Flag

    @property
    def words(self) -> str:
        """Return the check and what it found: "A05 22 of 32 is 69 %, not 62%"."""
        return f"{self.flag.check} {self.flag.message}"


def point_alerts(report: Report) -> dict[str, tuple[PointAlert, ...]]:
    """Return by the id of a point its alerts, each once: by rank of the figures."""
    found: dict[str, dict[str, PointAlert]] = {}
    for row in report.worklist.rows:
        for flag in row.flags:
            for point_id in row.point_ids if flag.alert else ():
                alert = PointAlert(row, flag)
                found.setdefault(point_id, {}).setdefault(alert.words, alert)
    return {point_id: tuple(alerts.values()) for point_id, alerts in found.items()}
