"""What it costs to be killed: `python -m bench.kill [KILLS] [SEED]` (100 kills unless told).

`factdesk brief` runs on 30 small articles against the scripted server of the tests and is ended by
SIGKILL at random points, from its start to the writing of its results, until a run ends by itself;
then anew, until it was killed often enough. A kill may cost the answers that were under way.
"""

import functools
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.pay_once.corpus import answer
from tests.pay_once.killing import Round, any_moment, kill_until_it_ends
from tests.pay_once.newsroom import Newsroom
from tests.scripted_server import scripted_server

ARTICLES = 30
KILLS_A_ROUND = 8
"""So many leave few answers to ask for; more would only interrupt the start again and again."""
AT_ONCE = 2
"""Requests that `factdesk brief` makes at once of a server on the same machine."""


def rounds(kills: int, seed: int) -> list[Round]:
    """Return the rounds that so many kills took."""
    chance = random.Random(seed)  # noqa: S311  # no secret depends on it
    with tempfile.TemporaryDirectory() as name, scripted_server(answer) as server:
        undisturbed = Newsroom(Path(name) / "undisturbed", server, ARTICLES)
        asked, whole = len(undisturbed.run().exchanges), undisturbed.results()
        begun = time.monotonic()
        undisturbed.run()  # from the cache: how long a run takes that waits for no server
        moment = functools.partial(any_moment, chance, time.monotonic() - begun)
        done: list[Round] = []
        while (left := kills - sum(len(each.tally.lost) for each in done)) > 0:
            newsroom = Newsroom(Path(name) / f"round-{len(done)}", server, ARTICLES)
            most = min(left, KILLS_A_ROUND)
            done.append(kill_until_it_ends(newsroom, whole, moment, kills=most, asked=asked))
        return done


def report(done: list[Round]) -> str:
    """Return what the rounds came to, a figure a line."""
    lost = [each for one in done for each in one.tally.lost]
    before = [seconds for each in lost for seconds in each.seconds_before]
    oldest = f", the oldest of them for {max(before) * 1000:.1f} ms" if before else ""
    figures = {
        "kills": len(lost),
        f"rounds of {ARTICLES} articles, {done[0].tally.distinct} requests each": len(done),
        "requests made in all": sum(one.tally.requests for one in done),
        "most answers that one kill cost": (
            f"{max(each.number for each in lost)} (at once: {AT_ONCE})"
        ),
        "answers under way at a kill, asked for again": sum(each.under_way for each in lost),
        f"answers that were sent but not yet kept{oldest}": len(before),
        "answers asked for again without need": sum(one.tally.paid_twice for one in done),
        "answers lost": sum(one.tally.distinct != done[0].tally.distinct for one in done),
        "unreadable entries, stray files": sum(len(one.damaged) for one in done),
        "results half written": sum(len(one.half_written) for one in done),
        "results that differ in the end": sum(len(one.differing) for one in done),
    }
    return "".join(f"{figure}: {value}\n" for figure, value in figures.items())


def main(kills: int = 100, seed: int = 7) -> None:
    """Kill, and print the figures."""
    begun = time.monotonic()
    done = rounds(kills, seed)
    sys.stdout.write(f"Killed at random (seed {seed})\n{report(done)}")
    sys.stdout.write(f"Took {time.monotonic() - begun:.0f} s.\n")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
