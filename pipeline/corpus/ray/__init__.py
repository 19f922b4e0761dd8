"""A run on a Ray cluster: Ray Data reads and works, this process keeps the ledger.

What runs on the cluster is in `worker`.
"""

import functools
import logging
import os
from collections.abc import Iterator
from typing import Any

from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import Outcome
from pipeline.corpus.plan import CircuitBreaker, Plan, RunEnd, Watcher
from pipeline.corpus.ray.worker import Assignment, Known, Stop, Worker, row_of, tasks_of, value_of
from pipeline.corpus.reading import shards
from pipeline.corpus.work import left_to_do
from pipeline.errors import SettingsError

_SHARD_RECORDS = 64
"""Records a shard, and tasks a batch."""
_OWN_CLUSTER = {"include_dashboard": False, "object_store_memory": 512 * 1024 * 1024}
"""Of a cluster that is begun for the run: rows are small, and read as soon as they are there."""
_READER_CPUS, _WORKER_CPUS = 0.1, 0.9
"""Of a core: with a whole one for each worker nothing would be left to read with (on two cores,
Ray Data waits for ever)."""


def run_on_ray(plan: Plan, ledger: Ledger, watcher: Watcher) -> RunEnd:
    """Do what is missing of the corpus on the cluster at hand; as `run_locally`.

    Each of `plan.processes` actors works at its share of the settings' slots. Raises SettingsError
    where Ray is not installed.
    """
    ray = _started(plan.processes)
    breaker, stopped, over_budget = CircuitBreaker(plan.at_once), None, False
    try:
        for value in _values(ray, plan, ledger, watcher):
            if isinstance(value, Stop):
                stopped, over_budget = value.reason, True
            elif isinstance(value, Known):
                watcher.skipped(value.articles)
            else:
                ledger.missing([value.job], plan.again)
                watcher.ended(ledger.keep(value))
                stopped = stopped or breaker.count(value)
            if stopped and not over_budget:
                break
    finally:
        ray.shutdown()
    if stopped:
        # What was not come to is entered as pending: no result of what stood there before is left.
        for _ in left_to_do(plan.records(), ledger, plan.recipe):
            pass
    return RunEnd(ledger.counts(), stopped, over_budget)


def _values(
    ray: Any,  # noqa: ANN401  # it has no types
    plan: Plan,
    ledger: Ledger,
    watcher: Watcher,
) -> Iterator[Outcome | Known | Stop]:
    rows = [row_of(assignment) for assignment in _assignments(plan, ledger, watcher)]
    data = ray.data.from_items(rows, override_num_blocks=len(rows))
    tasks = data.flat_map(functools.partial(tasks_of, recipe=plan.recipe), num_cpus=_READER_CPUS)
    outcomes = tasks.map_batches(
        Worker,
        fn_constructor_args=(plan.recipe, plan.processes),
        batch_size=_SHARD_RECORDS,
        num_cpus=_WORKER_CPUS,
        compute=ray.data.ActorPoolStrategy(size=plan.processes),
    )
    yield from map(value_of, outcomes.iter_rows())


def _assignments(plan: Plan, ledger: Ledger, watcher: Watcher) -> Iterator[Assignment]:
    """Yield the shards of the corpus; the ledger forgets what lies beyond the last."""
    end = 0
    for shard in shards(
        plan.corpus,
        piece=_SHARD_RECORDS,
        private=plan.private,
        skipped=watcher.left_out,
        renaming=plan.renaming,
    ):
        end = shard.number + shard.count
        yield Assignment(shard, ledger.settled(range(shard.number, end), plan.again))
    ledger.end_at(end)
    watcher.planned(end)


def _started(processes: int) -> Any:  # noqa: ANN401
    """Return Ray, connected to the cluster that RAY_ADDRESS names, or to one begun here."""
    try:
        import ray  # noqa: PLC0415  # a second and 300 MB, for those who want it
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(
            "--engine ray needs Ray: install it with pip install 'factdesk[ray]'"
        ) from error
    own = {} if "RAY_ADDRESS" in os.environ else _OWN_CLUSTER | {"num_cpus": processes}
    ray.init(log_to_driver=False, logging_level="ERROR", **own)
    # Our own progress tells what theirs would, without the plan of the execution.
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray
