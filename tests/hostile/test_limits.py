"""No input stops a run: what takes too much time or memory costs its article alone, and says so."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.corpus.limits import Limits
from pipeline.corpus.processes import Workers
from pipeline.errors import ArticleError, FactdeskError
from tests.command import Command

LITTLE = Limits(seconds=1, megabytes=400)


def go_on_for_ever() -> str:
    while True:
        with suppress(Exception):  # as a library does that goes on whatever happens
            sum(range(1_000))


def take_all_memory() -> str:
    return "".join(["x" * 50_000_000 + str(number) for number in range(100)])


def end_the_process() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def stay() -> str:
    return "done"


def kept(limits: Limits, work: Callable[[], str]) -> str | FactdeskError:
    try:
        return limits.keep("story.txt", work)
    except FactdeskError as error:
        return error


async def told(*works: Callable[[], str]) -> list[str]:
    async with Workers(2, LITTLE) as workers:
        return [
            str(told) for told in await asyncio.gather(*(workers(kept, LITTLE, w) for w in works))
        ]


def test_what_is_too_slow_too_large_or_ends_its_process_costs_no_other_its_result() -> None:
    ended = asyncio.run(told(go_on_for_ever, stay, take_all_memory, stay, end_the_process, stay))

    assert ended[1::2] == ["done"] * 3
    assert "story.txt: took more than 1 s of work" in ended[0]
    assert "story.txt: needs more memory than 400 MB" in ended[2]
    assert "ended twice" in ended[4]


def test_a_limit_is_kept_in_the_main_thread_of_this_process_and_leaves_no_trace() -> None:
    before = signal.getsignal(signal.SIGPROF)

    with pytest.raises(
        ArticleError, match="more than 1 s of work: give it in parts, or more --max-s"
    ):
        Limits(seconds=1).keep("story.txt", go_on_for_ever)

    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


WORST = {
    "sums": "5 + 5 = 10, " * 8_000,
    "one word": "5a" * 100_000,
    "dates": "May 5, 2020, " * 2_000,
    "dates in digits": "2020-05-06 " * 2_000,
    "names": "AB12" * 5_000,
    "letters": "R1 P2 " * 3_000,
    "nested": "(1 " * 5_000,
    "millions": "million " * 3_000,
    "hyphens": "twenty-one-" * 2_000,
    "first day": "It rose 5% yesterday, two years ago and last week.",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of 100 articles, of which 10 are the worst that we know."""
    calm = [
        {"id": f"calm-{number}", "text": f"The storm cut power to {number} homes on Monday. " * 3}
        for number in range(90)
    ]
    worst = [
        {"id": name, "text": text, "published_at": "0001-01-01"} for name, text in WORST.items()
    ]
    rows = [row for at in range(10) for row in (*calm[9 * at : 9 * at + 9], worst[at])]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return corpus


def test_a_run_over_the_worst_ends_with_all_others_done_and_names_what_is_not(
    factdesk: Command, corpus: Path
) -> None:
    done = factdesk("run", str(corpus), "--out", "out", "--max-seconds", "1", "--processes", "2")

    results = map(json.loads, Path("out/results.jsonl").read_text().splitlines())
    finished = {line["id"] for line in results if line["status"] == "done"}
    named = Path("out/not-processed.jsonl")
    reasons = {
        line["id"]: line["reason"]
        for line in map(json.loads, named.read_text().splitlines() if named.exists() else ())
    }
    assert done.code == (3 if reasons else 0)
    assert len(finished) + len(reasons) == 100
    assert set(reasons) <= set(WORST) - {"first day"}
    assert all("took more than 1 s of work" in reason for reason in reasons.values())


def test_of_several_briefs_the_one_that_takes_too_long_is_named(factdesk: Command) -> None:
    Path("calm.txt").write_text("The storm cut power to 480 homes on Monday.")
    Path("worst.txt").write_text("5 + 5 = 10, " * 40_000)

    done = factdesk("brief", "calm.txt", "worst.txt", "--out", "out", "--max-seconds", "1")

    assert done.code == 3
    assert "not processed: worst.txt: took more than 1 s of work" in done.err
    assert Path("out/calm/result.json").is_file()
