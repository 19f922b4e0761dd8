"""A run by batches that is left, cancelled or killed goes on where it was, and pays nothing twice."""

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus.batch.journal import Journal
from pipeline.corpus.batch.request_files import RequestWriter
from pipeline.errors import SettingsError
from pipeline.llm.batch_api.openai_batches import OpenAIBatches
from tests.batch_server import batch_server
from tests.unit.corpus.batching import answer, newsroom


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


def test_without_waiting_it_submits_and_leaves_and_the_same_call_goes_on(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        first = room.run(wait=False)
        outcomes = [room.run(wait=False) for _ in range(9)]

    assert (first.submitted, first.answered, first.still_running) == (4, 0, 1)
    assert outcomes[-1].still_running == 0
    assert outcomes[-1].answered == len(script.batched()) == len(set(script.batched()))
    assert room.pauses == []


def test_a_call_that_leaves_says_how_many_batches_run(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        room.run(wait=False)

    assert room.watched.notes[-1] == "1 batch under way: 0 of 4 requests over"


def test_ctrl_c_while_it_waits_costs_nothing(tmp_path: Path) -> None:
    async def leave(_: float) -> None:
        raise asyncio.CancelledError

    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        with pytest.raises(asyncio.CancelledError):
            room.run(sleep=leave)
        outcome = room.run()

    assert not outcome.failed
    assert len(script.batched()) == len(set(script.batched()))


@pytest.mark.parametrize("step", ["upload", "create", "look", "download"])
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_process_that_is_killed_at_a_remote_step_pays_nothing_twice(
    step: str,
    done: bool,  # noqa: FBT001  # a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = getattr(OpenAIBatches, step)

    async def killed(*given: Any, **named: Any) -> None:
        if done:
            await whole(*given, **named)
        raise Killed

    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        with monkeypatch.context() as dying:
            dying.setattr(OpenAIBatches, step, killed)
            with pytest.raises(Killed):
                room.run()
        outcome = room.run()
        room.run_live()

    assert not outcome.failed
    assert script.live == []
    assert len(script.batched()) == len(set(script.batched())) == outcome.answered


def test_a_process_that_is_killed_as_it_reads_the_corpus_begins_anew(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        whole = room.articles

        class Dying(list[Any]):
            def __iter__(self) -> Any:
                yield whole[0]
                raise Killed

        room.articles = Dying(whole)
        with pytest.raises(Killed):
            room.run()
        room.articles = whole
        outcome = room.run()

    assert len(script.uploaded()[0]) == 4
    assert not outcome.failed


def test_a_process_that_is_killed_as_it_keeps_answers_keeps_them_all_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = 0

    def dies_at_third(self: Journal, key: str) -> None:
        nonlocal kept
        kept += 1
        if kept == 3:
            raise Killed
        whole(self, key)

    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        whole = Journal.answer_request
        with monkeypatch.context() as dying:
            dying.setattr(Journal, "answer_request", dies_at_third)
            with pytest.raises(Killed):
                room.run()
        outcome = room.run()

    assert outcome.answered == len(script.batched()) == len(set(script.batched()))


def test_a_disk_that_is_full_as_requests_are_written_submits_nothing_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        with monkeypatch.context() as disk:
            disk.setattr(RequestWriter, "_add", full)
            with pytest.raises(SettingsError, match="No space left on device"):
                room.run()
        assert script.steps == []
        outcome = room.run()

    assert outcome.answered == 5


def test_two_processes_do_not_submit_the_same(tmp_path: Path) -> None:
    with (
        batch_server(answer) as script,
        Journal(tmp_path / "out/batches", "elsewhere"),
        pytest.raises(SettingsError, match="another process is at work"),
    ):
        newsroom(tmp_path, script).run()

    assert script.steps == []


def test_batches_of_another_server_are_not_looked_for_here(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        newsroom(tmp_path, script).run(wait=False)
    with batch_server(answer) as other, pytest.raises(SettingsError, match="were submitted to"):
        newsroom(tmp_path, other).run()

    assert other.steps == []


def test_a_journal_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "out/batches").mkdir(parents=True)
    (tmp_path / "out/batches" / "batches.db").write_text(
        "not a database, but a text of some length" * 50
    )
    with (
        batch_server(answer) as script,
        pytest.raises(SettingsError, match=r"batches\.db' cannot be used"),
    ):
        newsroom(tmp_path, script).run()


def test_answers_that_left_the_cache_are_asked_for_again(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        first = room.run()
        with contextlib.suppress(FileNotFoundError):
            for file in (tmp_path / "cache").iterdir():
                file.unlink()
        second = room.run()

    assert second.submitted == 2 * first.submitted
