"""Exported JSON Schemas: `python -m schemas.export` writes `schemas/json/`; a test compares."""

import json
from pathlib import Path

from schemas.base import FrozenModel
from schemas.changes import Changes
from schemas.checked import CheckedPair, CheckedStatement
from schemas.finding import StatementCheck
from schemas.merged import MergedRow
from schemas.quantity import Quantity
from schemas.report import Report
from schemas.run_summary import RunSummary
from schemas.worklist import Row, WorkFile

_TYPES: dict[str, type[FrozenModel]] = {
    "report": Report,
    "row": Row,
    "quantity": Quantity,
    "statement_check": StatementCheck,
    "checked_statement": CheckedStatement,
    "checked_pair": CheckedPair,
    "changes": Changes,
    "work": WorkFile,
    "merged_row": MergedRow,
    "run_summary": RunSummary,
}
NAMES = tuple(_TYPES)


def schema_text(name: str) -> str:
    """Return the JSON Schema of an output as text; raises KeyError for an unknown name."""
    schema = _TYPES[name].model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every schema beside this file."""
    folder = Path(__file__).parent / "json"
    folder.mkdir(exist_ok=True)
    for name in NAMES:
        (folder / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
