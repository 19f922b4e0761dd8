"""What runs that were killed cost, counted at the server."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.llm.request import canonical_json
from tests.scripted_server import Exchange


@dataclass(frozen=True, slots=True)
class Run:
    """The exchanges of one run, and when it was killed; None when it ended by itself."""

    exchanges: Sequence[Exchange]
    killed: float | None


@dataclass(frozen=True, slots=True)
class Lost:
    """Answers that one kill cost: what was asked again in a later run."""

    under_way: int
    """Asked for, and not wholly sent when the kill came."""
    seconds_before: tuple[float, ...]
    """For each that was wholly sent: how long before the kill."""

    @property
    def number(self) -> int:
        """All of them."""
        return self.under_way + len(self.seconds_before)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a series of runs, the last of which ended by itself, asked for."""

    requests: int
    distinct: int
    paid_twice: int
    """Asked again although no kill came between, or although the run had not been killed."""
    lost: tuple[Lost, ...]
    """By kill."""


def tally(runs: Sequence[Run]) -> Tally:
    """Return what the runs asked for and what the kills between them cost."""
    asked: dict[str, list[int]] = defaultdict(list)
    lost: list[Lost] = []
    for number, run in enumerate(runs):
        for exchange in run.exchanges:
            asked[canonical_json(exchange.body)].append(number)
    for number, run in enumerate(runs):
        if run.killed is not None:
            again = [e for e in run.exchanges if asked[canonical_json(e.body)][-1] > number]
            lost.append(_lost(again, run.killed))
    ended_well = {number for number, run in enumerate(runs) if run.killed is None}
    return Tally(
        requests=sum(len(run.exchanges) for run in runs),
        distinct=len(asked),
        paid_twice=sum(_paid_twice(numbers, ended_well) for numbers in asked.values()),
        lost=tuple(lost),
    )


def _lost(again: Sequence[Exchange], killed: float) -> Lost:
    sent = [e.answered for e in again if e.answered is not None and e.answered < killed]
    return Lost(len(again) - len(sent), tuple(killed - answered for answered in sent))


def _paid_twice(numbers: Sequence[int], ended_well: set[int]) -> int:
    """Return how often one request was made again without need, by the runs that made it."""
    within_a_run = len(numbers) - len(set(numbers))
    return within_a_run + sum(number in ended_well for number in sorted(set(numbers))[:-1])
