"""Reports that are kept beside the answers that they follow from, so that they are not made twice."""

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path

from pipeline.corpus.merging import ListedRow
from pipeline.corpus.outcome import Finished
from pipeline.llm import Receipt
from pipeline.llm.derived import Derived
from pipeline.llm.kept import KeptModel
from pipeline.version import build
from schemas import SummaryPart, Usage

_LEVEL = 1
"""Of deflate: what is kept of the rows shrinks to a sixth."""


class KeptReports:
    """What runs have kept of reports, by the digest of the job that each was made for."""

    def __init__(self, answers: Path, model: KeptModel) -> None:
        self._model, self._texts = model, Derived(answers)

    def get(self, digest: str) -> Finished | None:
        """Return what was kept of a report if the same would be made now, else None."""
        text = self._texts.get(_key(digest), self._model.keeps)
        return None if text is None else _finished_in(text)

    def put(self, digest: str, finished: Finished, receipts: Sequence[Receipt]) -> None:
        """Keep what is kept of a report; `receipts` name every answer that it follows from."""
        if receipts:
            self._texts.put(_key(digest), _text_of(finished), receipts)


def _key(digest: str) -> str:
    # The job names our version alone: a ledger outlives a mended library, a report need not.
    return hashlib.sha256(f"{digest} {build()}".encode()).hexdigest()


def _text_of(finished: Finished) -> str:
    rows = zlib.compress(json.dumps(finished.rows).encode(), _LEVEL)
    parts = (finished.part.model_dump_json(), finished.usage.model_dump_json())
    return json.dumps([b64encode(finished.result).decode(), b64encode(rows).decode(), *parts])


def _finished_in(text: str) -> Finished:
    result, rows, part, usage = json.loads(text)
    return Finished(
        result=b64decode(result),
        rows=tuple(ListedRow(*row) for row in json.loads(zlib.decompress(b64decode(rows)))),
        part=SummaryPart.model_validate_json(part),
        usage=Usage.model_validate_json(usage),
    )
