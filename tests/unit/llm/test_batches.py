"""Batches on OpenAI's Batch API: the lines of their files, and the remote steps."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ModelDenied, ModelUnavailable, SettingsError
from pipeline.llm.batch_api import body_in, key_in, read_answer, request_line
from pipeline.llm.batch_api.openai_batches import OpenAIBatches
from pipeline.llm.completions import read_completion
from tests.batch_server import BatchScript, Drop, batch_server, completion, failing
from tests.scripted_server import Reply
from tests.unit.llm.asking import GOOD, KEY, Pauses, settings

SETTINGS = settings("http://127.0.0.1:9/v1")


def line(response: Reply | None = None, error: dict[str, Any] | None = None) -> bytes:
    told = response and {"status_code": response.status, "body": json.loads(response.content)}
    return json.dumps({"custom_id": "k1", "response": told, "error": error}).encode()


@given(st.text())
def test_any_text_of_an_article_stays_one_line(text: str) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": text}]}

    written = request_line("k1", body)

    assert written.count(b"\n") == 1
    assert (key_in(written), body_in(written)) == ("k1", body)


def test_half_a_surrogate_pair_spoils_no_file() -> None:
    assert body_in(request_line("k1", {"content": "\ud83d"})) == {"content": "\ud83d"}


def test_a_complete_answer_has_a_reply_to_keep_and_its_tokens() -> None:
    told = read_answer(line(completion(GOOD)), SETTINGS)

    assert told.reply is not None
    assert json.loads(read_completion(told.reply).text) == GOOD
    assert (told.key, told.input_tokens, told.output_tokens) == ("k1", 100, 10)


def test_a_reply_that_repeats_the_key_is_kept_without_it() -> None:
    told = read_answer(line(completion(f"the key is {KEY}")), SETTINGS)

    assert told.reply is not None
    assert KEY not in told.reply


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (completion(GOOD, finish="length"), "cut off"),
        (completion(None, refusal="I cannot."), "declines"),
        (completion(GOOD, finish="content_filter"), "content filter"),
        (completion(""), "no answer"),
    ],
)
def test_an_answer_that_is_not_complete_is_billed_but_not_kept(reply: Reply, cause: str) -> None:
    told = read_answer(line(reply), SETTINGS)

    assert told.reply is None
    assert cause in told.cause
    assert (told.again, told.input_tokens) == (False, 100)


@pytest.mark.parametrize(
    ("status", "again"), [(400, False), (404, False), (429, True), (500, True), (503, True)]
)
def test_the_status_of_a_request_tells_whether_it_is_sent_again(status: int, again: bool) -> None:  # noqa: FBT001  # a table
    told = read_answer(line(failing(status, "so it\nis")), SETTINGS)

    assert (told.reply, told.cause, told.again) == (None, f"status {status}: so it is", again)


@pytest.mark.parametrize(("code", "again"), [("batch_expired", True), ("batch_cancelled", False)])
def test_what_expired_is_sent_again_and_what_somebody_cancelled_is_not(
    code: str,
    again: bool,  # noqa: FBT001  # a table
) -> None:
    told = read_answer(line(error={"code": code, "message": "Too late."}), SETTINGS)

    assert (told.cause, told.again) == (f"{code}: Too late.", again)


def test_a_reply_of_status_200_without_a_completion_is_asked_for_again() -> None:
    told = read_answer(line(Reply("{}")), SETTINGS)

    assert told.reply is None
    assert told.again


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b'{"custom_id": "k", "response": 3}'])
def test_a_line_that_says_nothing_is_named(broken: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_answer(broken, SETTINGS)


Result = TypeVar("Result")


def answer(_: dict[str, Any]) -> Reply:
    return completion(GOOD)


def with_server(
    script: BatchScript, steps: Callable[[OpenAIBatches], Awaitable[Result]], **changed: Any
) -> Result:
    async def run() -> Result:
        async with OpenAIBatches(settings(script.base_url, **changed), Pauses()) as server:
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
    async def steps(server: OpenAIBatches) -> list[str]:
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
    async def steps(server: OpenAIBatches) -> str:
        state = await server.create(await server.upload(requests), "m", maybe_there=False)
        return state.batch_id

    with batch_server(answer, faults=[fault]) as script:
        name = with_server(script, steps)

    assert list(script.batches) == [name]


def test_a_batch_of_an_earlier_process_is_found_on_a_later_page(requests: Path) -> None:
    async def steps(server: OpenAIBatches) -> tuple[str, str]:
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
