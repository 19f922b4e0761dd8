"""Reports kept beside the answers that they follow from, so that they are not made twice.

A report counts while each of its answers stands as it was. All of it can be made again, so nothing
here is precious: the oldest makes room when the folder is full, what is damaged is thrown away, and
where nothing can be kept the work is done as if there were no such folder.
"""

import contextlib
import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.corpus.merging.row_store import ListedRow
from pipeline.corpus.outcome import Finished
from pipeline.llm import Receipt
from pipeline.llm.cache_folder import DATABASE, REPORTS, is_damaged, open_disposable
from pipeline.llm.model import ServedModel
from pipeline.version import build
from schemas import SummaryPart, Usage

MOST_BYTES = 2**30
"""Of the folder: reports on some 60,000 articles of 400 words."""
_LEVEL = 1
"""Of deflate: what is kept of the rows shrinks to a sixth."""


class KeptReports:
    """What runs have kept of reports, by the digest of the job that each was made for.

    They lie in a folder inside the folder of answers, as text. No method raises.
    """

    def __init__(self, answers: Path, model: ServedModel) -> None:
        self._model, self._store = model, _opened(answers)

    def get(self, digest: str) -> Finished | None:
        """Return what was kept of a report if the same would be made now, else None."""
        key = _key(digest)
        try:
            parts, receipts = _read(self._store.get(key), key)
            stands = all(self._model.keeps(Receipt(*receipt)) for receipt in receipts)
            return _finished_in(parts) if stands else None
        except Exception:  # noqa: BLE001  # no store, bit rot, a forged row, a lock: all a miss
            return None

    def put(self, digest: str, finished: Finished, receipts: Sequence[Receipt]) -> None:
        """Keep what is kept of a report; `receipts` name every answer that it follows from."""
        if receipts:
            key, sealed = _key(digest), [_parts_of(finished), receipts]
            # A full disk or a busy one: it is made again next time.
            with contextlib.suppress(Exception):
                self._store.set(key, json.dumps([_seal(key, sealed), *sealed]))


def discard(answers: Path) -> None:
    """Delete every report that is kept beside answers; raises OSError."""
    for file in (answers / REPORTS).glob(f"{DATABASE}*"):
        file.unlink(missing_ok=True)


def _opened(answers: Path) -> Any:  # noqa: ANN401  # diskcache has no types
    """Return the store, begun anew where it is damaged; None where there can be none."""
    with contextlib.suppress(Exception):
        try:
            return open_disposable(answers / REPORTS, MOST_BYTES)
        except Exception as error:  # noqa: BLE001  # what a damaged one raises depends on the bytes
            if is_damaged(error):
                discard(answers)
                return open_disposable(answers / REPORTS, MOST_BYTES)
    return None


def _key(digest: str) -> str:
    # The job names our version alone: a ledger outlives a mended library, a report need not.
    return hashlib.sha256(f"{digest} {build()}".encode()).hexdigest()


def _read(entry: str, key: str) -> tuple[Any, Any]:
    """Return parts and receipts as they were written; raises one of many errors for others."""
    seal, *sealed = json.loads(entry)
    if seal != _seal(key, sealed):
        raise ValueError("an entry that is not as it was written")
    parts, receipts = sealed
    return parts, receipts


def _seal(key: str, sealed: object) -> str:
    return hashlib.sha256(json.dumps([key, sealed]).encode()).hexdigest()


def _parts_of(finished: Finished) -> list[str]:
    rows = zlib.compress(json.dumps(finished.rows).encode(), _LEVEL)
    parts = (finished.part.model_dump_json(), finished.usage.model_dump_json())
    return [b64encode(finished.result).decode(), b64encode(rows).decode(), *parts]


def _finished_in(parts: Sequence[str]) -> Finished:
    result, rows, part, usage = parts
    return Finished(
        result=b64decode(result),
        rows=tuple(ListedRow(*row) for row in json.loads(zlib.decompress(b64decode(rows)))),
        part=SummaryPart.model_validate_json(part),
        usage=Usage.model_validate_json(usage),
    )
