"""From a report to the rows of the merged list; runs in the worker, which has the report at hand."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from pipeline.corpus.merging.traits_of import TraitsOf
from pipeline.stages.render.worklist_table import main_place, value_text
from schemas import Article, ClaimKind, Flag, FrozenModel, Place, Report, Row

GATES = (ClaimKind.FACT, ClaimKind.FORECAST, ClaimKind.OPINION, ClaimKind.PERSONAL)
"""The lists in the order of every worklist: what can be checked now stands first."""


class ListedRow(NamedTuple):
    """What the merged list needs of one row, as it is kept until the list is written."""

    block: str
    """What rows of one figure have in common: the value."""
    thing: str
    """What it tells of, as `Traits.thing`."""
    gate: int
    """Its list, by its place in `GATES`."""
    score: int
    traits: str
    """What tells it from others, as a JSON list: read when it is compared."""
    told: str
    """What it tells, as JSON: read when it is written."""


def listed_rows(report: Report) -> tuple[ListedRow, ...]:
    """Return what the merged list needs of each row of an article's worklist, in rank order."""
    traits_of = TraitsOf(report)
    return tuple(_listed(report.article, row, traits_of) for row in report.worklist.rows)


def _listed(article: Article, row: Row, traits_of: TraitsOf) -> ListedRow:
    main = main_place(row)
    traits = traits_of(row, main)
    return ListedRow(
        block=traits.block,
        thing=traits.thing,
        gate=GATES.index(row.kind),
        score=row.score,
        traits=traits.written(),
        told=_json(_told(article, row, main)),
    )


def _told(article: Article, row: Row, main: Place) -> dict[str, Any]:
    """Return the fields of a row as `MergedRow` has them, its place among them."""
    return {
        "kind": row.kind,
        "place": _place(article, row, main),
        "reason": row.reason,
        "evidence": row.evidence,
        "computed": row.computed,
    }


def _place(article: Article, row: Row, main: Place) -> dict[str, Any]:
    """Return the fields of a `MergedPlace`, in its order."""
    quantity = row.quantity
    return {
        "article_id": article.article_id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "row_id": row.row_id,
        "group_id": row.group_id,
        "text": row.text,
        "quote": row.quote,
        "line": main.line,
        "span": main.span,
        "section": main.role,
        "mentions": len(row.places),
        "figure": {
            "text": quantity.label(),
            "value": value_text(quantity),
            "unit": quantity.unit,
            "noun": quantity.noun,
        },
        "speaker": row.attribution.name,
        "score": row.score,
        "alerts": _alerts(row.flags),
    }


def _alerts(flags: Iterable[Flag]) -> list[dict[str, str]]:
    """Return each alert once; a cue is for the score alone."""
    found = dict.fromkeys((flag.check, flag.message) for flag in flags if flag.alert)
    return [{"check": check, "message": message} for check, message in found]


def _json(told: dict[str, Any]) -> str:
    """Return a value as JSON; half a character, which no file can hold, becomes a question mark."""
    try:
        return to_json(told).decode()
    except PydanticSerializationError:
        text = json.dumps(told, ensure_ascii=False, default=_plain)
        return text.encode("utf-8", "replace").decode("utf-8")


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, FrozenModel) else str(value)
