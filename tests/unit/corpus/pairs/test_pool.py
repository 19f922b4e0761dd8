"""Many chunks at once: in order, and never far ahead of what has been taken."""

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from io import BytesIO

import pytest

from pipeline.corpus.pairs import pair_rows as rows
from pipeline.corpus.pairs.checking import Plan
from pipeline.corpus.pairs.pair_rows import Chunk, in_chunks, read_rows
from pipeline.corpus.pairs.pool import checked_in_order
from schemas import Sensitivity

PLAN = Plan("pairs.jsonl", Sensitivity.NORMAL)


@pytest.fixture
def chunks(monkeypatch: pytest.MonkeyPatch) -> list[Chunk]:
    monkeypatch.setattr(rows, "_CHUNK_ROWS", 1)
    row = json.dumps({"statement": "It cost $5.", "source": "It cost $6 in Elm."}).encode()
    return list(in_chunks(read_rows(BytesIO(b"\n".join([row] * 40)))))


@pytest.mark.parametrize(("workers", "most"), [(1, 2), (2, 9)])
def test_no_more_is_read_than_what_is_under_way(
    chunks: list[Chunk], workers: int, most: int
) -> None:
    taken = 0
    furthest = 0

    def reading() -> Iterator[Chunk]:
        for number, chunk in enumerate(chunks):
            nonlocal furthest
            furthest = max(furthest, number + 1 - taken)
            yield chunk

    for results in checked_in_order(reading(), PLAN, workers):
        taken += 1
        assert [each.row for each in results] == [taken]

    assert taken == len(chunks)
    assert furthest <= most


def test_results_that_nobody_takes_any_more_leave_no_process(chunks: list[Chunk]) -> None:
    results = checked_in_order(chunks, PLAN, 2)
    next(results)
    assert len(multiprocessing.active_children()) == 2

    results.close()  # type: ignore[attr-defined]

    assert multiprocessing.active_children() == []


def test_ctrl_c_is_left_to_the_parent(chunks: list[Chunk]) -> None:
    results = checked_in_order(chunks, PLAN, 2)
    found = next(results)

    for worker in multiprocessing.active_children():
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGINT)

    found += [each for rest in results for each in rest]
    assert [each.row for each in found] == [*range(1, len(chunks) + 1)]
    assert [each.reason for each in found if each.reason] == []
