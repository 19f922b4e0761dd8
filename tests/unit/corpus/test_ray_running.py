"""What the driver of a run on Ray does with its ledger; no Ray is needed for it."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.corpus import ray as ray_running
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import State
from pipeline.corpus.plan import Plan
from pipeline.corpus.ray.worker import Stop
from pipeline.corpus.work import Recipe
from pipeline.settings import Settings
from schemas import DeskSettings
from tests.articles import STORM
from tests.unit.corpus.outcomes import done_job, job
from tests.unit.corpus.test_engine import Watching

RECIPE = Recipe(Settings("scripted", base_url="http://127.0.0.1:1/v1"), DeskSettings())


def test_a_run_that_ends_early_leaves_no_result_of_what_stood_there_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"text": STORM}) + "\n" for _ in range(3)))
    monkeypatch.setattr(ray_running, "_started", lambda _: SimpleNamespace(shutdown=lambda: None))
    monkeypatch.setattr(ray_running, "_values", lambda *_: [Stop("the budget is spent")])
    with Ledger.open(tmp_path / "out") as ledger:
        ledger.missing([job(number) for number in range(5)])
        for number in range(5):
            ledger.keep(done_job(number))

        end = ray_running.run_on_ray(
            Plan(str(corpus), tmp_path / "out", RECIPE, processes=1), ledger, Watching()
        )

    assert (end.stopped, end.over_budget) == ("the budget is spent", True)
    assert (end.counts[State.DONE], end.counts[State.PENDING]) == (0, 3)
