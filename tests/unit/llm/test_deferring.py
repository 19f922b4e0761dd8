"""The model that sends nothing: it puts aside the very requests of an ordinary run."""

import asyncio
import contextlib
from typing import Any

import pytest

from pipeline.errors import ModelOutputInvalid
from pipeline.llm import Question
from pipeline.llm.cache import RunCache
from pipeline.llm.completions import NotKept
from pipeline.llm.model import deferring_model
from tests.scripted_server import completion, scripted_server
from tests.unit.llm.asking import BROKEN, GOOD, LONG, ask, question, settings, short_headline


def put_aside(cache: RunCache, asked: Question[Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return what a question puts aside when the cache is all there is."""
    aside: list[tuple[str, dict[str, Any]]] = []
    told = settings("http://127.0.0.1:9/v1")

    async def run() -> None:
        model = deferring_model(told, cache, lambda key, body: aside.append((key, body)))
        with contextlib.suppress(NotKept):
            await model.ask(asked)

    asyncio.run(run())
    return aside


def keep(cache: RunCache, key: str, content: object) -> None:
    asyncio.run(cache.put(key, {}, str(completion(content).body)))


def test_what_is_put_aside_is_what_an_ordinary_run_sends_re_asks_included() -> None:
    asked = question(check=short_headline)
    with scripted_server([completion(LONG), completion(GOOD)]) as server:
        ask(settings(server.base_url), asked)
    cache = RunCache()

    [(first, body)] = put_aside(cache, asked)
    keep(cache, first, LONG)
    [(_, again)] = put_aside(cache, asked)

    assert [body, again] == server.requests


def test_a_question_whose_answer_is_kept_puts_nothing_aside() -> None:
    cache = RunCache()
    [(key, _)] = put_aside(cache, question())
    keep(cache, key, GOOD)

    assert put_aside(cache, question()) == []


def test_after_two_re_asks_it_ends_as_an_ordinary_run_does() -> None:
    cache = RunCache()
    for _ in range(3):
        [(key, _)] = put_aside(cache, question())
        keep(cache, key, BROKEN)

    with pytest.raises(ModelOutputInvalid):
        put_aside(cache, question())
