"""Lines of batch files: what is written is read back, and what came of each request is told apart."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.llm.batch_lines import body_in, key_in, read_answer, request_line
from pipeline.llm.completion import read_completion
from tests.batch_server import completion, failing
from tests.scripted_server import Reply
from tests.unit.llm.asking import GOOD, KEY, settings

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
