"""From the rows of one figure to its entry in the merged list."""

from collections.abc import Sequence

from pipeline.corpus.merging.store import GATES
from schemas import MergedRow, OtherValue, ToldRow, digest


def merged_row(
    rank: int, rows: Sequence[ToldRow], others: tuple[OtherValue, ...] = ()
) -> MergedRow:
    """Return the entry of a figure; `rows` are all that tell it, in the order of the corpus."""
    best = min(rows, key=lambda row: (GATES.index(row.kind), -row.place.score))
    places = tuple(row.place for row in rows)
    return MergedRow(
        rank=rank,
        merged_id="m" + digest(*(place.row_id for place in places)),
        kind=best.kind,
        text=best.place.text,
        quote=best.place.quote,
        figure=best.place.figure,
        score=best.place.score,
        articles=len(places),
        alerts=tuple(dict.fromkeys(alert for place in places for alert in place.alerts)),
        conflicts=others,
        computed=tuple(dict.fromkeys(each for row in rows for each in row.computed)),
        evidence=best.evidence,
        reason=best.reason,
        places=places,
    )
