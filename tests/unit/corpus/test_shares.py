"""What each worker of a cluster may use of what a run may use."""

from decimal import Decimal

import pytest

from pipeline.corpus.ray.worker import share_of
from pipeline.settings import Settings


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_workers_together_use_no_more_than_the_run_may(workers: int) -> None:
    settings = Settings(
        "m",
        base_url="http://127.0.0.1:1/v1",
        concurrency=16,
        rpm=500,
        tpm=100_000,
        budget=Decimal(5),
    )

    share = share_of(settings, workers)

    assert workers * share.concurrency <= 16
    assert workers * (share.rpm or 0) <= 500
    assert workers * (share.tpm or 0) <= 100_000
    assert share.budget is not None
    assert workers * share.budget <= Decimal(5) + Decimal("1e-9")


def test_a_worker_can_always_ask_for_something() -> None:
    settings = Settings("m", base_url="http://127.0.0.1:1/v1", concurrency=2, rpm=3)

    share = share_of(settings, 8)

    assert (share.concurrency, share.rpm, share.tpm, share.budget) == (1, 1, None, None)
