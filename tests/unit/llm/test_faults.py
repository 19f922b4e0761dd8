import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

import httpx2
import openai
import pytest

from pipeline.errors import ModelDenied, ModelOutputInvalid, ModelRefused, ModelUnavailable
from pipeline.llm import Traffic, open_model
from pipeline.llm.completions import NotACompletion, read_completion
from pipeline.llm.faults import Patience, failure
from pipeline.llm.server import Server, open_client
from tests.scripted_server import Reply, completion, failing, scripted_server
from tests.unit.llm.asking import GOOD, KEY, Pauses, ask, question, settings

FINE = completion(GOOD)
REQUEST = httpx2.Request("POST", "http://h/v1/chat/completions")


def test_a_fault_that_stays_ends_after_the_attempts() -> None:
    pauses = Pauses()
    with (
        scripted_server([failing(500)]) as server,
        pytest.raises(ModelUnavailable, match=r"fails \(status 500\)"),
    ):
        ask(settings(server.base_url, attempts=4), pauses=pauses)

    assert len(server.requests) == 4
    assert len(pauses) == 3
    assert all(pause <= 30 for pause in pauses)


def test_a_server_that_is_not_running_is_told_plainly() -> None:
    with scripted_server([FINE]) as server:
        pass

    with pytest.raises(ModelUnavailable) as caught:
        ask(settings(server.base_url))

    assert str(caught.value) == (
        f"brief.v1: no answer from {server.base_url}: connection refused; is the server running?"
    )


class Clocks(Patience):
    """The patience of all answers, which tells how many are used up at once."""

    running: ClassVar[set[Patience]] = set()
    most: ClassVar[int] = 0

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        self.running.add(self)
        Clocks.most = max(self.most, len(self.running))
        async with super().working():
            yield
        self.running.remove(self)


def test_waiting_for_a_slot_does_not_use_up_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.llm.server.Patience", Clocks)
    questions = [question(document=f"[s1] {number}") for number in range(8)]
    with scripted_server([FINE]) as server:
        answers, _ = ask(settings(server.base_url, concurrency=1), *questions)

    assert all(answer.fits for answer in answers)
    assert (server.busiest, Clocks.most) == (1, 1)


def test_no_more_requests_are_under_way_than_there_are_slots() -> None:
    questions = [question(document=f"[s1] {number}") for number in range(12)]
    three = threading.Event()

    def meeting(_: Any) -> Reply:
        if server.busy == 3:
            three.set()
        return completion(GOOD, delay=0.03, until=three)

    with scripted_server(meeting) as server:
        ask(settings(server.base_url, concurrency=3), *questions)

    assert server.busiest == 3


def test_a_pause_between_attempts_holds_no_slot() -> None:
    async def run(base_url: str) -> None:
        paused = asyncio.Event()

        async def sleep(_: float) -> None:
            paused.set()
            await asyncio.sleep(30)

        async with open_model(settings(base_url, concurrency=1), sleep=sleep) as model:
            waiting = asyncio.create_task(model.ask(question(document="first")))
            await paused.wait()
            assert (await model.ask(question(document="second"))).fits
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)

    with scripted_server([failing(503), FINE]) as server:
        asyncio.run(asyncio.wait_for(run(server.base_url), 60))


def test_the_key_is_sent_but_never_told() -> None:
    denial = failing(401, f"wrong key: {KEY}")
    with scripted_server([denial]) as server, pytest.raises(ModelDenied) as caught:
        ask(settings(server.base_url))

    assert server.authorizations == [f"Bearer {KEY}"]
    assert KEY not in str(caught.value)
    assert "[key]" in str(caught.value)


def test_a_password_in_the_address_is_never_told() -> None:
    with scripted_server([failing(500)]) as server, pytest.raises(ModelUnavailable) as caught:
        ask(settings(server.base_url.replace("//", "//me:hunter2@"), attempts=1))

    assert "hunter2" not in str(caught.value)


def test_an_odd_error_body_is_still_one_line() -> None:
    odd = Reply(json.dumps(["what\nis\nthis"]), status=418)
    with scripted_server([odd]) as server, pytest.raises(ModelDenied) as caught:
        ask(settings(server.base_url))

    assert "\n" not in str(caught.value)


def test_a_model_can_be_opened_in_one_loop_after_another() -> None:
    with scripted_server([FINE]) as server:
        for _ in range(3):
            [answer], _ = ask(settings(server.base_url))
            assert answer.fits


def test_a_name_that_does_not_resolve_is_told_in_the_resolvers_words() -> None:
    error = openai.APIConnectionError(request=REQUEST)
    error.__cause__ = socket.gaierror(-2, "Name or service not known")

    told = failure(error, "brief.v1", settings("http://h/v1"))

    assert "no answer from http://h/v1: name or service not known" in str(told)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (openai.APITimeoutError(REQUEST), "no answer from http://h/v1 within 600 s"),
        (TimeoutError(), "no answer from http://h/v1 within 600 s"),
        (
            openai.APIConnectionError(request=REQUEST),
            "no answer from http://h/v1: connection error; is the server running?",
        ),
        (openai.OpenAIError("odd"), "http://h/v1: odd"),
        (NotACompletion("nothing at all"), "http://h/v1 sent no completion but nothing at all"),
    ],
)
def test_each_fault_of_the_transport_has_a_line(error: Exception, line: str) -> None:
    told = failure(error, "brief.v1", settings("http://h/v1"))

    assert isinstance(told, ModelUnavailable)
    assert str(told).startswith(f"brief.v1: {line}")


def test_openai_is_called_by_its_name_and_the_network_is_to_be_checked() -> None:
    told = failure(openai.APIConnectionError(request=REQUEST), "brief.v1", settings(None))

    assert str(told) == "brief.v1: no answer from OpenAI: connection error; check the network"


@pytest.mark.parametrize("length", [200, 201])
def test_of_what_a_server_says_the_beginning_is_told(length: int) -> None:
    with (
        scripted_server([failing(401, "w" * length)]) as server,
        pytest.raises(ModelDenied) as caught,
    ):
        ask(settings(server.base_url, api_key=None))

    said = "w" * 200 if length == 200 else "w" * 199 + "…"
    assert str(caught.value).endswith(f"check OPENAI_API_KEY (it says: {said})")


@pytest.mark.parametrize(
    ("headers", "address"),
    [({}, ""), ({"location": "http://h/" + "w" * 300}, "http://h/" + "w" * 191)],
)
def test_a_redirect_is_not_followed_and_its_address_told_in_part(
    headers: dict[str, str], address: str
) -> None:
    moved = Reply("", status=308, headers=headers)
    with scripted_server([moved]) as server, pytest.raises(ModelDenied) as caught:
        ask(settings(server.base_url))

    assert f"sends requests on to {address!r}; set OPENAI_BASE_URL" in str(caught.value)


@pytest.mark.parametrize("length", [80, 81])
def test_of_what_is_no_completion_the_beginning_is_told(length: int) -> None:
    with pytest.raises(NotACompletion) as caught:
        read_completion("w" * length)

    assert str(caught.value) == repr("w" * 80 if length == 80 else "w" * 79 + "…")


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ('{"error": {"message": "overloaded"}}', "an error: 'overloaded'"),
        ('{"error": {"code": 7}}', "an error: \"{'code': 7}\""),
        ('{"error": "overloaded"}', """'{"error": "overloaded"}'"""),
        ('{"choices": [{"message": {"content": ["parts"]}}]}', """'{"choices": [{"message": {"content": ["parts"]}}]}'"""),
        (" \n", "nothing at all"),
        ("[" * 100_000, f"'{'[' * 79}…'"),
    ],
)  # fmt: skip
def test_what_came_in_place_of_a_completion_is_told_in_its_own_words(reply: str, told: str) -> None:
    with pytest.raises(NotACompletion) as caught:
        read_completion(reply)

    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ('{"prompt_tokens": 12, "completion_tokens": 3}', (12, 3)),
        ('{"prompt_tokens": -12, "completion_tokens": -1e300}', (0, 0)),
        ('{"prompt_tokens": "many", "completion_tokens": 3}', (0, 3)),
        ('{"prompt_tokens": 1e999, "completion_tokens": NaN}', (0, 0)),
        ('{"prompt_tokens": null}', (0, 0)),
        ("[12, 3]", (0, 0)),
        ("null", (0, 0)),
    ],
)  # fmt: skip
def test_an_answer_whose_tokens_cannot_be_told_counts_as_an_answer(
    usage: str, tokens: tuple[int, int]
) -> None:
    choice = '{"finish_reason": "stop", "message": {"content": "{}"}}'

    read = read_completion(f'{{"choices": [{choice}], "usage": {usage}}}')

    assert read.complete
    assert (read.input_tokens, read.output_tokens) == tokens


def test_a_refusal_that_is_no_text_is_a_refusal() -> None:
    reply = completion("{}", refusal={"reason": "policy"})  # type: ignore[arg-type]  # as a server may
    with scripted_server([reply]) as server, pytest.raises(ModelRefused) as caught:
        ask(settings(server.base_url))

    assert "declines; use another (it says: {'reason': 'policy'})" in str(caught.value)


def test_an_answer_longer_than_the_cap_allows_is_not_read_to_its_end() -> None:
    endless = completion({**GOOD, "headline": "5 " * 400})
    with scripted_server([endless]) as server, pytest.raises(ModelOutputInvalid) as caught:
        ask(settings(server.base_url, answer_tokens=50))

    assert "was cut off" in str(caught.value)


@pytest.mark.parametrize(
    "words",
    ["context_length_exceeded", "exceed_context_size_error", "maximum context length is 4096", "Context window"],
)  # fmt: skip
def test_a_request_that_is_too_long_is_told_with_the_way_to_ask_for_less(words: str) -> None:
    with (
        scripted_server([failing(400, words)]) as server,
        pytest.raises(ModelDenied, match=r"more than model 'tiny-1b' takes; .*--window 5"),
    ):
        ask(settings(server.base_url))


def test_a_connection_that_takes_too_long_is_told_with_its_own_time() -> None:
    error = openai.APITimeoutError(REQUEST)
    error.__cause__ = httpx2.ConnectTimeout("")

    assert "no connection to http://h/v1 within 10 s" in str(
        failure(error, "brief.v1", settings("http://h/v1"))
    )


def test_a_connection_is_waited_for_less_long_than_an_answer() -> None:
    told = settings("http://h/v1", deadline=77.0)
    server = Server(told, open_client(told), Traffic(), Pauses(), lambda: None)

    assert server._client.timeout == httpx2.Timeout(77.0, connect=10.0)


def test_faults_that_came_as_a_group_are_told_by_the_first() -> None:
    error = openai.APIConnectionError(request=REQUEST)
    error.__cause__ = ExceptionGroup("all failed", [ConnectionRefusedError(111, "no"), OSError()])

    assert "connection refused" in str(failure(error, "brief.v1", settings("http://h/v1")))


def test_a_fault_without_words_is_told_by_its_kind() -> None:
    error = openai.APIConnectionError(request=REQUEST)
    error.__cause__ = EOFError()

    assert "no answer from OpenAI: eoferror; " in str(failure(error, "brief.v1", settings(None)))


def test_what_is_no_fault_of_the_transport_is_left_alone() -> None:
    assert failure(ZeroDivisionError(), "brief.v1", settings(None)) is None
