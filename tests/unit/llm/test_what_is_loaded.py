"""What a run loads and when: nothing of a vendor where every answer is kept."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ModelOutputInvalid
from pipeline.gc_tuning import import_for_good
from pipeline.llm import Answer
from tests.scripted_server import Reply, completion, scripted_server
from tests.unit.llm.asking import (
    BROKEN,
    GOOD,
    LONG,
    BriefForm,
    ask,
    question,
    settings,
    short_headline,
)

VENDORS = ("openai", "instructor", "vcr", "diskcache", "tenacity", "httpx2")


def test_importing_the_layer_loads_no_vendor() -> None:
    script = (
        "import sys, pipeline.llm, pipeline.settings, pipeline.llm.cassette; "
        f"print([name for name in {VENDORS} if name in sys.modules])"
    )

    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.strip() == "[]"


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Leave the collector as it was found."""
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.parametrize("collects", [True, False])
def test_a_client_is_kept_out_of_the_collectors_way_which_goes_on_as_before(
    *, collects: bool
) -> None:
    (gc.enable if collects else gc.disable)()
    gc.unfreeze()

    module = import_for_good("pipeline.llm.server")

    assert module.Server.__module__ == "pipeline.llm.server"
    assert gc.get_freeze_count() > 0
    assert gc.isenabled() is collects


def test_what_is_missing_is_told_and_the_collector_goes_on() -> None:
    with pytest.raises(ModuleNotFoundError):
        import_for_good("pipeline.llm.nothing")

    assert gc.isenabled()


WARM_RUN = """
import asyncio, sys
from pathlib import Path
from tests.unit.llm.asking import ask, question, settings, short_headline

[answer], traffic = ask(settings({url!r}, cache_dir=Path({folder!r})), question(check=short_headline))
loaded = [name for name in ("openai", "instructor", "httpx2", "tenacity") if name in sys.modules]
print(traffic.http_attempts, answer.usage.answers, loaded)
"""
ROOT = Path(__file__).parents[3]


def asked_twice(
    script: list[Reply], folder: Path, **told: Any
) -> tuple[Answer[BriefForm], Answer[BriefForm], int]:
    """Return the answers of two runs with one cache, and the requests of the second."""
    with scripted_server(script) as server:
        cached = settings(server.base_url, cache_dir=folder, **told)
        [cold], _ = ask(cached, question(check=short_headline))
        [warm], traffic = ask(cached, question(check=short_headline))
    return cold, warm, traffic.http_attempts


@pytest.mark.parametrize(
    "script",
    [
        pytest.param([completion(GOOD)], id="it fits at once"),
        pytest.param([completion(LONG), completion(GOOD)], id="it fits when asked again"),
        pytest.param([completion(BROKEN), completion("{"), completion(GOOD)], id="in the end"),
        pytest.param([completion(LONG)], id="it never does"),
        pytest.param([completion(LONG), completion(BROKEN)], id="it gets worse"),
    ],
)
def test_kept_answers_give_the_same_answer_and_usage_with_no_request(
    script: list[Reply], tmp_path: Path
) -> None:
    cold, warm, requests = asked_twice(script, tmp_path)

    assert warm == cold
    assert requests == 0


def test_a_chain_of_kept_answers_loads_no_vendor(tmp_path: Path) -> None:
    with scripted_server([completion(LONG), completion("{"), completion(GOOD)]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        ask(told, question(check=short_headline))
        script = WARM_RUN.format(url=server.base_url, folder=str(tmp_path))
        run = [sys.executable, "-c", script]
        done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603

    assert done.stdout.strip() == "0 3 []"


def test_a_kept_chain_that_never_fitted_is_told_like_the_first_time(tmp_path: Path) -> None:
    told = []
    with scripted_server([completion(BROKEN)]) as server:
        for _ in range(2):
            with pytest.raises(ModelOutputInvalid) as caught:
                ask(settings(server.base_url, cache_dir=tmp_path))
            told.append(str(caught.value))

    assert told[0] == told[1]
    assert len(server.requests) == 3


def test_a_chain_that_is_kept_in_part_is_gone_on_with_and_nothing_is_counted_twice(
    tmp_path: Path,
) -> None:
    with scripted_server([completion(LONG), completion(BROKEN), completion(GOOD)]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        ask(told)  # it has no check, so the first answer does
        [answer], traffic = ask(told, question(check=short_headline))

    assert answer.usage.answers == 3
    assert (traffic.all_kept.answers, traffic.all_paid.answers, traffic.http_attempts) == (1, 2, 2)
