"""From the rows of one figure to its entry in the merged list.

Rows and entries are handled as JSON has them: they were checked when their article was, and to check
them once more would take longer than all else. Tests hold every line to the schema.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from pipeline.corpus.merging.listing import GATES
from schemas import digest

Fields = dict[str, Any]
"""A value of JSON by the names of its fields."""


def merged_row(rank: int, rows: Sequence[Fields], others: Sequence[Fields] = ()) -> Fields:
    """Return the fields of a `MergedRow`; `rows` are all that tell it, in the order of the corpus."""
    best = min(rows, key=lambda row: (GATES.index(row["kind"]), -row["place"]["score"]))
    places = [row["place"] for row in rows]
    place = best["place"]
    return {
        "rank": rank,
        "merged_id": "m" + digest(*(each["row_id"] for each in places)),
        "kind": best["kind"],
        "text": place["text"],
        "quote": place["quote"],
        "figure": place["figure"],
        "score": place["score"],
        "articles": len(places),
        "alerts": _each_once(each["alerts"] for each in places),
        "conflicts": list(others),
        "computed": list(dict.fromkeys(chain.from_iterable(row["computed"] for row in rows))),
        "evidence": best["evidence"],
        "reason": best["reason"],
        "places": places,
    }


def _each_once(alerts: Iterable[Sequence[Fields]]) -> list[Fields]:
    found = {(each["check"], each["message"]): each for each in chain.from_iterable(alerts)}
    return list(found.values())
