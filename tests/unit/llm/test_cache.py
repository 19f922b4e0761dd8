"""Answers kept between runs: what is paid once, shared while it is asked for, and not kept."""

import asyncio
import gc
import json
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import diskcache
import pytest

from pipeline.llm import open_model
from pipeline.llm.cache_folder import count_answers, open_folder
from tests.scripted_server import ScriptedServer, completion, failing, scripted_server
from tests.unit.llm.asking import BROKEN, GOOD, LONG, ask, question, settings, short_headline, until

FINE = completion(GOOD)
ELSEWHERE = "make room there, or set FACTDESK_CACHE_DIR to another folder"


def test_a_second_run_asks_nothing_and_reports_the_same_usage(tmp_path: Path) -> None:
    with scripted_server([completion(LONG), FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        first, paid = ask(told, question(check=short_headline))
        second, free = ask(told, question(check=short_headline))

    assert second == first
    assert len(server.requests) == paid.all_paid.answers == 2
    assert (free.http_attempts, free.all_kept.answers, free.all_paid.input_tokens) == (0, 2, 0)


def test_what_was_sent_is_kept_beside_what_came(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        ask(settings(server.base_url, cache_dir=tmp_path))

    with open_folder(tmp_path) as store:
        [entry] = [json.loads(store[key]) for key in store]
    assert entry["request"] == server.requests[0]
    assert json.loads(entry["reply"]) == json.loads(FINE.body)


def test_sixteen_questions_alike_at_once_are_one_request() -> None:
    joined = threading.Event()

    async def run(base_url: str) -> list[Any]:
        async with open_model(settings(base_url)) as model:
            asking = [asyncio.create_task(model.ask(question())) for _ in range(16)]
            await until(lambda: model.traffic.joined == 15)
            joined.set()
            return await asyncio.gather(*asking)

    with scripted_server([completion(GOOD, until=joined)]) as server:
        answers = asyncio.run(run(server.base_url))

    assert len(server.requests) == 1
    assert all(answer == answers[0] for answer in answers)


def test_a_failure_is_shared_by_those_who_wait_and_not_kept(tmp_path: Path) -> None:
    async def run(base_url: str) -> list[Any]:
        async with open_model(settings(base_url, cache_dir=tmp_path)) as model:
            failed = await asyncio.gather(
                *(model.ask(question()) for _ in range(3)), return_exceptions=True
            )
            return [*failed, await model.ask(question())]

    with scripted_server([failing(400, "no"), FINE]) as server:
        *failed, answer = asyncio.run(run(server.base_url))

    assert len(server.requests) == 2
    assert all(isinstance(each, Exception) for each in failed)
    assert answer.fits


def test_those_who_joined_get_the_answer_when_the_first_is_cancelled() -> None:
    async def run(base_url: str) -> tuple[bool, int]:
        async with open_model(settings(base_url)) as model:
            leader = asyncio.create_task(model.ask(question()))
            follower = asyncio.create_task(model.ask(question()))
            await until(lambda: model.traffic.joined)
            leader.cancel()
            return (await follower).fits, model.traffic.joined

    with scripted_server([FINE]) as server:
        assert asyncio.run(run(server.base_url)) == (True, 1)

    assert len(server.requests) == 1


def test_leaving_while_a_request_is_under_way_ends_it_quietly() -> None:
    async def run(server: ScriptedServer) -> None:
        async with open_model(settings(server.base_url)) as model:
            asking = asyncio.create_task(model.ask(question()))
            await until(lambda: server.exchanges)
            asking.cancel()

    with scripted_server([FINE]) as server, server.holding(0):
        asyncio.run(run(server))


def test_a_failure_that_nobody_waits_for_any_more_is_not_complained_about(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def run(server: ScriptedServer) -> None:
        async with open_model(settings(server.base_url)) as model:
            with server.holding(0):
                asking = asyncio.create_task(model.ask(question()))
                await until(lambda: server.exchanges)
                asking.cancel()
            await until(lambda: not model.completions._under_way)

    with scripted_server([failing(400)]) as server:
        asyncio.run(run(server))
    gc.collect()

    assert "never retrieved" not in caplog.text


def test_refreshing_asks_once_more_and_replaces_what_is_kept(tmp_path: Path) -> None:
    other = completion({**GOOD, "headline": "Another"})
    with scripted_server([FINE, other]) as server:
        plain = settings(server.base_url, cache_dir=tmp_path)
        ask(plain)
        ask(replace(plain, refresh=True), question(), question())
        [answer], _ = ask(plain)

        assert len(server.requests) == 2
    assert answer.last.headline == "Another"
    assert count_answers(tmp_path) == 1


def test_another_salt_asks_afresh(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        for salt in ("", "again", "again"):
            ask(settings(server.base_url, cache_dir=tmp_path, salt=salt))

    assert len(server.requests) == 2


@pytest.mark.parametrize("unfinished", ["length", "content_filter", "None"])
def test_an_answer_that_did_not_end_by_itself_is_not_kept(tmp_path: Path, unfinished: str) -> None:
    with scripted_server([completion("{}", finish=unfinished)]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        for _ in range(2):
            with pytest.raises(Exception, match=r"brief\.v1"):
                ask(told)

    assert len(server.requests) in {2, 6}


def test_a_refusal_is_not_kept(tmp_path: Path) -> None:
    with scripted_server([completion("no", refusal="no"), FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        with pytest.raises(Exception, match="declines"):
            ask(told)

        [answer], _ = ask(told)

    assert answer.fits


def test_an_answer_that_fits_no_form_is_kept_so_that_a_rerun_ends_alike(tmp_path: Path) -> None:
    with scripted_server([completion(BROKEN), FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        first, _ = ask(told)
        second, _ = ask(told)

    assert second == first
    assert len(server.requests) == 2


def test_a_folder_that_cannot_be_made_costs_a_note_and_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with scripted_server([FINE]) as server:
        [answer], traffic = ask(settings(server.base_url, cache_dir=tmp_path / "file" / "answers"))

    assert answer.fits
    assert "answers are not being cached" in traffic.notes[0]


def test_a_full_disk_costs_one_note_and_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(diskcache.Cache, "set", full)
    with scripted_server([FINE]) as server:
        answers, traffic = ask(
            settings(server.base_url, cache_dir=tmp_path),
            *(question(document=f"[s1] {number}") for number in range(3)),
        )

    assert all(answer.fits for answer in answers)
    assert traffic.notes == [
        f"answers are not being cached in {tmp_path}: database or disk is full; {ELSEWHERE}"
    ]
