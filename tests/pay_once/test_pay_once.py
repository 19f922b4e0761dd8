from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.llm.request import canonical_json
from tests.pay_once.corpus import answer
from tests.pay_once.killing import kill_until_it_ends
from tests.pay_once.newsroom import Newsroom
from tests.pay_once.tally import Lost, Run, tally
from tests.scripted_server import Exchange, ScriptedServer, scripted_server

AT_ONCE = 2
ARTICLES = 6
LITTLE = 100_000


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server(answer) as served:
        yield served


@pytest.fixture(scope="module")
def undisturbed(server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("pay-once") / "undisturbed", server, ARTICLES)
    newsroom.run()
    return newsroom


def test_runs_that_are_killed_pay_for_nothing_twice_and_end_alike(
    server: ScriptedServer, undisturbed: Newsroom, tmp_path: Path
) -> None:
    asked = len({canonical_json(each.body) for each in server.exchanges})
    newsroom = Newsroom(tmp_path / "killed", server, ARTICLES)

    def a_third_further(remaining: int) -> tuple[int, float]:
        return max(1, remaining // 3), 0.01

    seen = kill_until_it_ends(
        newsroom, undisturbed.results(), a_third_further, kills=3, asked=asked, held=True
    )

    assert len(seen.tally.lost) == 3
    assert all(each.number <= AT_ONCE for each in seen.tally.lost)
    assert (seen.tally.paid_twice, seen.tally.distinct) == (0, asked)
    assert (seen.damaged, seen.half_written, seen.differing) == ((), (), ())


def test_four_processes_share_a_cache(
    server: ScriptedServer, undisturbed: Newsroom, tmp_path: Path
) -> None:
    newsroom = Newsroom(tmp_path / "shared", server, ARTICLES)
    first = len(server.exchanges)

    processes = [newsroom.start(f"out-{number}") for number in range(4)]
    said = [process.communicate()[1] for process in processes]

    asked = Counter(canonical_json(each.body) for each in server.exchanges[first:])
    assert [process.returncode for process in processes] == [0] * 4, said
    assert not any("cached" in each for each in said)
    assert max(asked.values()) <= 4
    assert newsroom.damage() == []
    for number in range(4):
        assert newsroom.results(f"out-{number}") == undisturbed.results()


def test_a_disk_that_is_full_costs_one_line_and_no_result(
    server: ScriptedServer, undisturbed: Newsroom, tmp_path: Path
) -> None:
    newsroom = Newsroom(tmp_path / "full", server, ARTICLES)

    # No file of the process may grow over it: the database does, the results do not.
    process = newsroom.start(largest_file=LITTLE)
    said = process.communicate()[1]

    assert process.returncode == 0, said
    assert said.count("answers are not being cached in") == 1
    assert newsroom.results() == undisturbed.results()


def exchange(name: str, answered: float | None) -> Exchange:
    return Exchange({"name": name}, None, arrived=0.0, answered=answered)


def test_what_is_asked_again_after_a_kill_is_counted_by_how_far_it_had_come() -> None:
    killed = Run([exchange("kept", 1.0), exchange("sent", 4.0), exchange("cut", None)], killed=4.5)
    ended = Run([exchange("sent", 6.0), exchange("cut", 7.0), exchange("new", 8.0)], killed=None)

    seen = tally([killed, ended])

    assert (seen.requests, seen.distinct, seen.paid_twice) == (6, 4, 0)
    assert seen.lost == (Lost(under_way=1, seconds_before=(0.5,)),)


def test_what_is_asked_again_without_a_kill_is_paid_twice() -> None:
    ended = Run([exchange("a", 1.0), exchange("b", 2.0), exchange("b", 3.0)], killed=None)
    again = Run([exchange("a", 4.0)], killed=None)

    assert tally([ended, again]).paid_twice == 2
