"""The README's figures on checking are those that were measured when the judge was fitted."""

import json
from pathlib import Path

from bench.judge.data import AUTHORED, ours
from bench.statements import cases, digits, rates
from pipeline.reconcile import judge_model

README = Path(__file__).parents[2] / "README.md"


def test_the_figures_of_the_readme_are_what_the_benchmark_finds() -> None:
    text = " ".join(README.read_text(encoding="utf-8").split())
    assert judge_model.__file__ is not None
    judge = json.loads(
        Path(judge_model.__file__).with_name("judge.json").read_text(encoding="utf-8")
    )
    statements = cases(ours(AUTHORED))

    naive = rates(statements, [digits(each) for each in statements])
    own = judge["across_folds"]

    shares = (own["caught"]["normal"], own["flagged"]["normal"], naive.recall, naive.false_alarms)
    flags, others, strings, alarms = (f"{100 * share:.0f} %" for share in shares)
    assert f"it flags {flags} of the wrong ones and {others} of the right ones" in text
    assert f"looking for the digits flags {strings} and {alarms}" in text
