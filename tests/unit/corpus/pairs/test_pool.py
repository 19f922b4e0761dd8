"""Many chunks at once: in order, and never far ahead of what has been taken."""

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from io import BytesIO

import pytest

from pipeline.corpus.pairs import pool
from pipeline.corpus.pairs.checking import Plan
from pipeline.corpus.pairs.pair_rows import read_rows
from pipeline.corpus.pairs.pool import check_rows
from pipeline.corpus.reading.file_rows import Line
from schemas import Sensitivity

PLAN = Plan("pairs.jsonl", Sensitivity.NORMAL)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    monkeypatch.setattr(pool, "_CHUNK_ROWS", 1)
    row = json.dumps({"statement": "It cost $5.", "source": "It cost $6 in Elm."}).encode()
    return list(read_rows(BytesIO(b"\n".join([row] * 40))))


@pytest.mark.parametrize(("workers", "most"), [(1, 2), (2, 9)])
def test_no_more_is_read_than_what_is_under_way(rows: list[Line], workers: int, most: int) -> None:
    taken = 0
    furthest = 0

    def reading() -> Iterator[Line]:
        for number, row in enumerate(rows):
            nonlocal furthest
            furthest = max(furthest, number + 1 - taken)
            yield row

    for results in check_rows(reading(), PLAN, workers=workers):
        taken += 1
        assert [each.row for each in results] == [taken]

    assert taken == len(rows)
    assert furthest <= most


def test_results_that_nobody_takes_any_more_leave_no_process(rows: list[Line]) -> None:
    results = check_rows(rows, PLAN, workers=2)
    next(results)
    assert len(multiprocessing.active_children()) == 2

    results.close()  # type: ignore[attr-defined]

    assert multiprocessing.active_children() == []


def test_ctrl_c_is_left_to_the_parent(rows: list[Line]) -> None:
    results = check_rows(rows, PLAN, workers=2)
    found = next(results)

    for worker in multiprocessing.active_children():
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGINT)

    found += [each for rest in results for each in rest]
    assert [each.row for each in found] == [*range(1, len(rows) + 1)]
    assert [each.reason for each in found if each.reason] == []
