"""Conflicts: other values that the corpus gives for what an entry tells.

Only where that is sure: the sentence is the same but for its figures, names somebody, and is of the same
time, as when an agency sends "killed 15" after "killed 12" and some papers keep the first.
"""

import json
import sqlite3
from collections.abc import Iterable

from pipeline.corpus.merging.merging import Fields
from schemas import OtherValue

_MOST = 5
"""Other values that are told of one thing."""


def other_values(
    connection: sqlite3.Connection, block: str, things: Iterable[str]
) -> tuple[Fields, ...]:
    """Return the other values for these things, each once, where the corpus gives them first."""
    found: dict[str, Fields] = {}
    for thing in things:
        for other, article, text in connection.execute(_OTHERS, (thing, block)):
            if other not in found and len(found) < _MOST:
                place = {"id": article} | json.loads(text)["place"]
                found[other] = {name: place[name] for name in OtherValue.model_fields}
    return tuple(found.values())


_OTHERS = """SELECT block, id, told FROM merging_rows WHERE thing = ? AND block <> ?
    ORDER BY number, position LIMIT 100"""
