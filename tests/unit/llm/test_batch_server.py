"""The remote steps of a batch, against a server on loopback: what is retried, and what is never sent twice."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pipeline.errors import ModelDenied, ModelUnavailable, SettingsError
from pipeline.llm.batch_lines import request_line
from pipeline.llm.batch_server import BatchServer
from tests.batch_server import BatchScript, Drop, batch_server, completion, failing
from tests.scripted_server import Reply
from tests.unit.llm.asking import GOOD, KEY, Pauses, settings

Result = TypeVar("Result")


def answer(_: dict[str, Any]) -> Reply:
    return completion(GOOD)


def with_server(
    script: BatchScript, steps: Callable[[BatchServer], Awaitable[Result]], **changed: Any
) -> Result:
    async def run() -> Result:
        async with BatchServer(settings(script.base_url, **changed), Pauses()) as server:
            return await steps(server)

    return asyncio.run(run())


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    path = tmp_path / "requests.jsonl"
    path.write_bytes(request_line("k1", {"n": 1}) + request_line("k2", {"n": 2}))
    return path


def test_a_file_arrives_as_it_was_written(requests: Path) -> None:
    with batch_server(answer) as script:
        name = with_server(script, lambda server: server.upload(requests))

    assert script.files[name] == requests.read_bytes()


def test_a_batch_is_looked_at_until_it_ends_and_its_answers_downloaded(
    requests: Path, tmp_path: Path
) -> None:
    async def steps(server: BatchServer) -> list[str]:
        state = await server.create(await server.upload(requests), "m", maybe_there=False)
        seen = [state.status]
        while not state.ended:
            state = await server.look(state.batch_id)
            seen.append(state.status)
        assert state.output_file
        await server.download(state.output_file, tmp_path / "output.jsonl")
        return seen

    with batch_server(answer) as script:
        seen = with_server(script, steps)

    assert seen == ["validating", "in_progress", "finalizing", "completed"]
    lines = (tmp_path / "output.jsonl").read_text().splitlines()
    assert {json.loads(line)["custom_id"] for line in lines} == {"k1", "k2"}


@pytest.mark.parametrize(
    "fault",
    [
        Drop("POST /batches", done=True),
        Drop("POST /batches", failing(503), done=True),
        Drop("POST /batches"),
        Drop("POST /batches", failing(429, retry_after="1")),
    ],
    ids=["dropped after", "503 after", "dropped before", "429"],
)
def test_a_batch_is_created_once_whatever_becomes_of_the_reply(fault: Drop, requests: Path) -> None:
    async def steps(server: BatchServer) -> str:
        state = await server.create(await server.upload(requests), "m", maybe_there=False)
        return state.batch_id

    with batch_server(answer, faults=[fault]) as script:
        name = with_server(script, steps)

    assert list(script.batches) == [name]


def test_a_batch_of_an_earlier_process_is_found_on_a_later_page(requests: Path) -> None:
    async def steps(server: BatchServer) -> tuple[str, str]:
        file = await server.upload(requests)
        first = await server.create(file, "mine", maybe_there=False)
        for number in range(4):
            await server.create(file, f"other {number}", maybe_there=False)
        again = await server.create(file, "mine", maybe_there=True)
        return first.batch_id, again.batch_id

    with batch_server(answer) as script:
        first, again = with_server(script, steps)

    assert first == again
    assert len(script.batches) == 5


def test_a_busy_server_is_asked_again(requests: Path) -> None:
    faults = [Drop("POST /files", failing(429), times=2), Drop("POST /files")]
    with batch_server(answer, faults=faults) as script:
        name = with_server(script, lambda server: server.upload(requests))

    assert script.files[name] == requests.read_bytes()
    assert script.steps == ["POST /files"] * 4


def test_a_server_that_stays_busy_is_an_error_without_the_key(requests: Path) -> None:
    fault = Drop("POST /files", failing(503, f"no room for {KEY}"), times=99)
    with (
        batch_server(answer, faults=[fault]) as script,
        pytest.raises(ModelUnavailable, match=r"^batch: ") as raised,
    ):
        with_server(script, lambda server: server.upload(requests))

    assert KEY not in str(raised.value)
    assert "[key]" in str(raised.value)


def test_a_server_without_a_batch_api_is_told_so(requests: Path) -> None:
    with batch_server(answer) as script:
        script.has_batches = False

        with pytest.raises(SettingsError, match="has no Batch API"):
            with_server(script, lambda server: server.upload(requests))


def test_a_batch_that_the_server_does_not_know_is_not_taken_for_a_new_one() -> None:
    with (
        batch_server(answer) as script,
        pytest.raises(ModelDenied, match="the folder batches of the run"),
    ):
        with_server(script, lambda server: server.look("batch_9"))


def test_a_download_that_is_cut_is_begun_again(tmp_path: Path) -> None:
    fault = Drop("GET /files", Reply("all of it", cut=4))
    with batch_server(answer, faults=[fault]) as script:
        script.files["file-out-1"] = b"all of it"
        with_server(script, lambda server: server.download("file-out-1", tmp_path / "output"))

    assert (tmp_path / "output").read_bytes() == b"all of it"
