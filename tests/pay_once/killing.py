"""Runs killed at random points and begun again until one ends, and what that came to."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.llm.request import canonical_json
from tests.pay_once.newsroom import Newsroom
from tests.pay_once.tally import Run, Tally, tally

Moment = Callable[[int], tuple[int, float]]
"""After how many requests to kill, and how many seconds after that, by the answers still wanted."""
SOON = 0.05
"""Seconds after a request within which its answer and some others come."""


@dataclass(frozen=True, slots=True)
class Round:
    """What became of one newsroom, from its first run to the one that ended."""

    tally: Tally
    damaged: tuple[str, ...]
    """What was wrong with the cache after a kill or at the end."""
    half_written: tuple[str, ...]
    """Results that after a kill were neither absent nor whole."""
    differing: tuple[str, ...]
    """Results that at the end were not those of an undisturbed run, leftovers too."""


def kill_until_it_ends(
    newsroom: Newsroom,
    whole: Mapping[str, bytes],
    moment: Moment,
    *,
    kills: int,
    asked: int,
    held: bool = False,
) -> Round:
    """Kill runs, so often at most, and let the last one end.

    `whole` are the results of an undisturbed run, `asked` is the number of requests it made; with
    `held` no run comes to its end before it is killed.
    """
    runs: list[Run] = []
    damaged: list[str] = []
    half_written: list[str] = []
    while len(runs) < kills and (not runs or runs[-1].killed is not None):
        runs.append(newsroom.run_and_kill(*moment(asked - _answered(runs)), held=held))
        damaged += newsroom.damage()
        half_written += _half_written(newsroom.results(), whole)
    if runs[-1].killed is not None:
        runs.append(newsroom.run())
    damaged += newsroom.damage()
    return Round(
        tally(runs), tuple(damaged), tuple(half_written), _differing(newsroom.results(), whole)
    )


def any_moment(chance: random.Random, seconds: float, remaining: int) -> tuple[int, float]:
    """Return a moment anywhere in a run that takes so long by itself, its start and end included."""
    after = chance.randint(0, max(0, remaining))
    return after, chance.uniform(0, SOON if 0 < after < remaining else seconds)


def _answered(runs: list[Run]) -> int:
    exchanges = [each for run in runs for each in run.exchanges if each.answered is not None]
    return len({canonical_json(each.body) for each in exchanges})


def _half_written(found: Mapping[str, bytes], whole: Mapping[str, bytes]) -> list[str]:
    named = {name: content for name, content in found.items() if not name.endswith(".part")}
    return [name for name, content in named.items() if whole.get(name) != content]


def _differing(found: Mapping[str, bytes], whole: Mapping[str, bytes]) -> tuple[str, ...]:
    names = sorted({*found, *whole})
    return tuple(name for name in names if found.get(name) != whole.get(name))
