import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from pydantic import Field

from pipeline.errors import CassetteError, FactdeskError
from pipeline.llm import Question, open_model
from pipeline.llm.cassette import cassette, cassette_is_open
from pipeline.llm.cassette_file import recorded_model
from schemas import FrozenModel
from tests.scripted_server import Reply, completion, failing, scripted_server
from tests.unit.llm.asking import (
    DOCUMENT,
    GOOD,
    KEY,
    LONG,
    Pauses,
    PointForm,
    ask,
    question,
    settings,
    short_headline,
)

FINE = completion(GOOD)
RECORDING = Path(__file__).with_name("recording.yaml")


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    return tmp_path / "tapes" / "brief.yaml"


def record(tape: Path, *questions: Question[Any], script: list[Reply] | None = None) -> Any:
    with scripted_server(script or [FINE]) as server:
        return ask(settings(server.base_url, cassette=tape, record="all"), *questions)


def replay(tape: Path, *questions: Question[Any], **changed: Any) -> Any:
    """Ask with no server, no address and no key."""
    return ask(settings(None, api_key=None, cassette=tape, **changed), *questions)


def test_a_recording_replays_with_no_server_no_address_and_no_key(tape: Path) -> None:
    recorded, _ = record(tape)

    replayed, _ = replay(tape)

    assert replayed == recorded


def test_a_recording_is_the_same_to_the_byte(tape: Path) -> None:
    record(tape)

    assert tape.read_bytes() == RECORDING.read_bytes()


def test_a_recording_that_was_kept_is_answered_from(tmp_path: Path) -> None:
    deep = tmp_path / "deep" / "down" / "tape.yaml"
    record(deep)
    shutil.copy(RECORDING, deep)

    [answer], _ = replay(deep)

    assert answer.usage.input_tokens == 100


def test_a_recording_replays_at_any_address(tape: Path) -> None:
    recorded, _ = record(tape)

    replayed, _ = ask(settings("https://models.example/deep/path/v1", cassette=tape))

    assert replayed == recorded


def test_a_chain_of_reasks_replays(tape: Path) -> None:
    asked = question(check=short_headline)
    recorded, _ = record(tape, asked, script=[completion(LONG), FINE])

    replayed, _ = replay(tape, asked)

    assert replayed == recorded
    assert replayed[0].usage.reasks == 1


def test_questions_asked_at_once_replay_and_stand_sorted_in_the_file(tape: Path) -> None:
    many = [question(document=f"[s1] number {number}") for number in range(9)]
    record(tape, *many)
    first = tape.read_bytes()
    record(tape, *reversed(many))

    assert tape.read_bytes() == first
    assert len(replay(tape, *many)[0]) == 9


def test_a_question_asked_twice_is_recorded_once(tape: Path) -> None:
    with scripted_server([FINE]) as server:
        told = settings(server.base_url, cassette=tape, record="all")
        ask(told, question(), question(), question(document="[s1] other"))

    assert len(yaml.safe_load(tape.read_text())["interactions"]) == 2
    replay(tape, question(), question(document="[s1] other"))


def test_faults_are_not_recorded_so_a_replay_never_waits(tape: Path) -> None:
    record(tape, script=[failing(429, retry_after="3"), Reply("<html>"), FINE])
    pauses = Pauses()

    ask(settings(None, cassette=tape), pauses=pauses)

    assert not pauses
    assert "429" not in tape.read_text()


def test_a_reply_without_choices_is_not_recorded(tape: Path) -> None:
    record(tape, script=[Reply('{"choices": []}'), FINE])

    assert len(yaml.safe_load(tape.read_text())["interactions"]) == 1


@pytest.mark.parametrize("body", [["a list"], {"model": "m"}, "text"])
def test_a_recording_of_another_kind_of_request_is_still_told(tape: Path, body: object) -> None:
    record(tape)
    kept = yaml.safe_load(tape.read_text())
    kept["interactions"][0]["request"]["body"] = body
    tape.write_text(yaml.safe_dump(kept))

    with pytest.raises(CassetteError, match="does not hold this request: BriefForm asked of"):
        replay(tape)


def test_a_question_asked_again_later_in_the_run_is_recorded_once(tape: Path) -> None:
    async def run(base_url: str) -> None:
        async with open_model(settings(base_url, cassette=tape, record="all")) as model:
            for _ in range(2):
                assert (await model.ask(question())).fits

    with scripted_server([FINE]) as server:
        asyncio.run(run(server.base_url))

    assert len(server.requests) == 1


def test_a_refusal_replays_as_a_refusal(tape: Path) -> None:
    asked = question(check=short_headline)
    record(tape, asked, script=[completion(LONG), completion(None, refusal="I cannot.")])

    [answer], _ = replay(tape, asked)

    assert answer.usage.answers == 2
    assert "refusal: I cannot." in tape.read_text()


def test_a_server_that_says_little_is_recorded_all_the_same(tape: Path) -> None:
    record(
        tape, script=[Reply(json.dumps({"choices": [{"message": {"content": json.dumps(GOOD)}}]}))]
    )

    [answer], _ = replay(tape)

    kept = yaml.safe_load(tape.read_text())["interactions"][0]["response"]
    assert answer.usage.input_tokens == 0
    assert kept["choices"] == [
        {"index": 0, "finish_reason": None, "message": {"content": json.dumps(GOOD)}}
    ]
    assert (kept["model"], kept["usage"]) == (None, {})


def test_letters_of_all_languages_stand_in_the_file_as_they_are(tape: Path) -> None:
    record(tape, question(document="[s1] Čeština, 日本語, é."))

    assert "[s1] Čeština, 日本語, é." in tape.read_text(encoding="utf-8")


def test_the_file_reads_as_the_prompt_was_written(tape: Path) -> None:
    record(tape)

    text = tape.read_text()
    assert "content: |-\n" in text
    assert all(f"          {line}\n" in text for line in DOCUMENT.splitlines())
    assert "uri: http://model/v1/chat/completions" in text


def test_the_file_holds_no_secret_and_nothing_that_varies(tape: Path) -> None:
    record(tape)

    text = tape.read_text()
    for absent in (
        KEY,
        "uthorization",
        "chatcmpl",
        "fp_1",
        "timings",
        "17000",
        "127.0.0.1",
        "date",
    ):
        assert absent not in text


@pytest.mark.parametrize(
    "odd",
    [
        "tab\there\n",
        "nel\x85\nend",
        "ls \u2028\nend",
        "ps\u2029 x\nend",
        "bom\ufeff\nend",
        " lead\n\n\n trail \n",
        "'quoted' \"both\": # [x]\n- y",
        "😀 é ﬁ\r\nx",
    ],
)
def test_an_odd_document_survives_recording(tape: Path, odd: str) -> None:
    record(tape, question(document=odd))

    assert replay(tape, question(document=odd))[0][0].fits


def test_a_missing_file_is_told_at_once(tape: Path) -> None:
    with pytest.raises(
        CassetteError, match=r"no cassette '.*brief\.yaml'; record it with --record"
    ):
        replay(tape)


def test_a_file_that_is_no_cassette_is_told(tape: Path) -> None:
    tape.parent.mkdir()
    for content in ("", "[]", "interactions: [{}]", "\t:{", "\x00"):
        tape.write_text(content)
        for reading in (lambda: replay(tape), lambda: recorded_model(tape)):
            with pytest.raises(CassetteError, match=r"brief\.yaml' cannot be read as a cassette"):
                reading()
        assert not cassette_is_open()


def test_once_records_where_there_is_no_file_and_replays_where_there_is(tape: Path) -> None:
    with scripted_server([FINE]) as server:
        for _ in range(2):
            ask(settings(server.base_url, cassette=tape, record="once"))

    assert len(server.requests) == 1


def test_a_recording_that_fails_leaves_the_old_file_alone(tape: Path) -> None:
    record(tape)
    before = tape.read_bytes()

    with pytest.raises(FactdeskError):
        record(tape, question(check=short_headline), script=[completion(LONG), failing(401)])

    assert tape.read_bytes() == before


def test_recording_afresh_drops_what_is_no_longer_asked(tape: Path) -> None:
    record(tape, question(document="[s1] Apples fell."))

    record(tape, question(document="[s1] Pears rose."))

    assert "Apples" not in tape.read_text()


class Longer(FrozenModel):
    headline: str = Field(description="under twelve words")
    points: tuple[PointForm, ...]


Longer.__name__ = "BriefForm"


@pytest.mark.parametrize(
    ("change", "differs", "line"),
    [
        (lambda: question(instructions="Write a summary."), "system message", "+Write a summary."),
        (
            lambda: Question("brief.v1", "Write a brief.", DOCUMENT, Longer),
            "schema",
            "under twelve words",
        ),
        (lambda: question(document=DOCUMENT.replace("40", "41")), "document", "cost 41 million"),
    ],
)
def test_a_changed_request_is_told_with_what_changed_and_the_way_out(
    tape: Path, change: Callable[[], Question[Any]], differs: str, line: str
) -> None:
    record(tape)

    with pytest.raises(CassetteError) as caught:
        replay(tape, change())

    told = str(caught.value)
    assert told.startswith(f"brief.v1: {str(tape)!r} does not hold this request: ")
    assert "BriefForm asked of model 'tiny-1b'" in told
    assert f"{differs} differs:" in told
    assert told.count("differs:") == 1
    assert line in told
    assert "--record all" in told


def test_another_model_is_told(tape: Path) -> None:
    record(tape)

    with pytest.raises(CassetteError, match=r"(?s)model differs:.*-tiny-1b.*\+tiny-3b"):
        replay(tape, model="tiny-3b")


def test_a_change_deep_in_a_long_line_is_shown(tape: Path) -> None:
    long = "word " * 300
    record(tape, question(document=f"[s1] {long}4 million{long}"))

    with pytest.raises(CassetteError) as caught:
        replay(tape, question(document=f"[s1] {long}5 million{long}"))

    assert "+…" in str(caught.value)
    assert "5 million" in str(caught.value)
    assert max(len(line) for line in str(caught.value).splitlines()[1:]) < 130


def test_the_nearest_recording_is_compared(tape: Path) -> None:
    record(tape, question(document="[s1] Apples fell."), question(document="[s1] Pears rose by 3."))

    with pytest.raises(CassetteError, match=r"(?s)-\[s1\] Pears rose by 3\..*\+.*Pears rose by 4"):
        replay(tape, question(document="[s1] Pears rose by 4."))


def test_a_miss_is_not_tried_again(tape: Path) -> None:
    record(tape)
    pauses = Pauses()

    with pytest.raises(CassetteError):
        ask(settings(None, cassette=tape), question(document="other"), pauses=pauses)

    assert not pauses


def test_a_miss_that_the_caller_swallowed_is_raised_at_the_end(tape: Path) -> None:
    record(tape)

    with (  # noqa: PT012
        pytest.raises(CassetteError, match="does not hold this request"),
        cassette(tape),
    ):
        ask(settings(None, api_key=KEY))
        with pytest.raises(CassetteError):
            ask(settings(None, api_key=KEY), question(document="other"))


def test_a_replay_that_is_not_strict_leaves_misses_and_the_rest_to_its_caller(tape: Path) -> None:
    record(tape, question(), question(document="[s1] Pears fell."))

    with cassette(tape, strict=False):
        ask(settings(None, api_key=KEY))
        with pytest.raises(CassetteError):
            ask(settings(None, api_key=KEY), question(document="other"))


def test_a_recorded_answer_that_nobody_asked_for_is_named(tape: Path) -> None:
    fallen = [question(document=f"[s1] {fruit} fell.") for fruit in ("Apples", "Pears")]
    record(tape, question(), *fallen)

    with pytest.raises(CassetteError) as caught:
        replay(tape)

    assert str(caught.value) == (
        f"{str(tape)!r} holds 2 recorded answer(s) that nobody asked for:\n"
        "  BriefForm asked of model 'tiny-1b', document begins '[s1] Pears fell.'\n"
        "  BriefForm asked of model 'tiny-1b', document begins '[s1] Apples fell.'\n"
        "record it afresh with --record all"
    )


def test_an_error_of_the_block_is_not_hidden_by_stale_answers(tape: Path) -> None:
    record(tape)

    with pytest.raises(ZeroDivisionError), cassette(tape):
        raise ZeroDivisionError

    assert not cassette_is_open()


def test_the_cache_is_left_alone_while_a_cassette_is_open(tape: Path, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    with scripted_server([FINE]) as server:
        ask(settings(server.base_url, cache_dir=folder, cassette=tape, record="all"))
        with cassette(tape):
            ask(settings(server.base_url, cache_dir=folder))
        assert not folder.exists()
        ask(settings(server.base_url, cache_dir=folder))

    assert folder.exists()
    assert len(server.requests) == 2


def test_a_second_cassette_at_the_same_time_is_refused(tape: Path) -> None:
    record(tape)

    with (
        pytest.raises(CassetteError, match="another cassette is open"),
        cassette(tape),
        cassette(tape),
    ):
        pass

    assert not cassette_is_open()


def test_the_model_of_a_recording_is_known(tape: Path) -> None:
    record(tape)

    assert recorded_model(tape) == "tiny-1b"


def test_the_model_of_a_recording_is_not_guessed(tape: Path) -> None:
    with pytest.raises(CassetteError, match="there is no cassette"):
        recorded_model(tape)

    tape.parent.mkdir()
    tape.write_text("interactions: []")
    with pytest.raises(CassetteError, match="recorded with 0 models"):
        recorded_model(tape)


def test_a_question_asked_more_often_than_recorded_is_told_as_that(tape: Path) -> None:
    record(tape)

    with (  # noqa: PT012
        pytest.raises(CassetteError, match="asked more often than it was then"),
        cassette(tape),
    ):
        ask(settings(None))
        ask(settings(None))


def test_a_cassette_without_answers_says_so(tape: Path) -> None:
    tape.parent.mkdir()
    tape.write_text("interactions: []")

    with pytest.raises(CassetteError, match="nothing is recorded in it"):
        replay(tape)


def test_of_many_changed_lines_the_first_are_shown(tape: Path) -> None:
    old, new = ("\n".join(f"{word} {n}" for n in range(50)) for word in ("old", "new"))
    record(tape, question(document=old))

    with pytest.raises(CassetteError, match="… and 92 more lines"):
        replay(tape, question(document=new))


def test_a_changed_reask_is_told_as_that(tape: Path) -> None:
    record(tape, question(check=short_headline), script=[completion(LONG), FINE])

    with pytest.raises(CassetteError, match=r"(?s)re-ask 1 differs:.*\+.*say it in fewer words"):
        replay(tape, question(check=lambda f: short_headline(f) and ["say it in fewer words"]))


def test_what_is_not_asked_of_a_model_passes_by_a_cassette(tape: Path) -> None:
    record(tape)

    with scripted_server([Reply("a page")]) as server, cassette(tape):
        ask(settings(None))
        assert httpx2.post(f"{server.base_url}/elsewhere", json={}).text == "a page"
