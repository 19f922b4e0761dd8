"""Conflicts: other values that the corpus gives for what an entry tells.

Only where that is sure: the sentence is the same but for its figures, names somebody, and is of the same
time, as when an agency sends "killed 15" after "killed 12" and some papers keep the first.
"""

import sqlite3
from collections.abc import Iterable

from schemas import OtherValue, ToldRow, Traits, digest

_MOST = 5
_LEAST_WORDS = 3
"""Words beside the name without which a sentence says too little to be known again."""


def thing_of(traits: Traits) -> str:
    """Return an id that two rows share which tell the same of the same; empty where that is not sure."""
    if not traits.names or len(traits.stems) < _LEAST_WORDS:
        return ""
    kind, dimension, per, *_ = traits.value.split(" ")
    return digest(
        kind, dimension, per, traits.stems, traits.names, traits.times, traits.days, traits.place,
        traits.course, traits.things, traits.negated,
    )  # fmt: skip


def other_values(
    connection: sqlite3.Connection, block: str, things: Iterable[str]
) -> tuple[OtherValue, ...]:
    """Return the other values for these things, each once, where the corpus gives them first."""
    found: dict[str, OtherValue] = {}
    for thing in things:
        for other, text in connection.execute(_OTHERS, (thing, block)) if thing else ():
            if other not in found and len(found) < _MOST:
                place = ToldRow.model_validate_json(text).place
                found[other] = OtherValue(
                    figure=place.figure,
                    article_id=place.article_id,
                    row_id=place.row_id,
                    source=place.source,
                    quote=place.quote,
                )
    return tuple(found.values())


_OTHERS = """SELECT block, row FROM merging_rows WHERE thing = ? AND block <> ?
    ORDER BY number, position LIMIT 100"""
