"""Fit the judge: `make fit` writes `pipeline/reconcile/judge.json`; same data, same bytes.

Only our own statements teach it (`bench.judge.data.OURS`), and the file says which. Calibration and
thresholds come from models that have not seen the articles: see `bench.judge.crossing`.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.judge.crossing import judged, ready
from bench.judge.data import Case, fingerprint, ours
from bench.judge.metrics import area, share_below
from bench.judge.splits import Split, by_article
from bench.judge.trees import SEED, TREES, calibration, fit_trees, written
from pipeline.reconcile.judge_model import Linear
from schemas import Sensitivity

FILE = Path(__file__).parents[2] / "pipeline" / "reconcile" / "judge.json"
FLAGGED = {Sensitivity.RELAXED: 0.01, Sensitivity.NORMAL: 0.03, Sensitivity.STRICT: 0.15}
"""Of right statements, the share that each sensitivity may flag."""
_DRAWS = 3
"""Trees are drawn at random: a threshold by one draw differs from the next by up to .02."""
_DIGITS = 4


def fit(cases: Sequence[Case], trees: int = TREES) -> dict[str, Any]:
    """Return what these statements teach, as `pipeline.reconcile.judge_model` reads it."""
    whole = Split(frozenset(range(len(cases))), frozenset())
    splits = by_article(cases, frozenset(case.set for case in cases))
    *folds, last = ready(cases, [*splits, whole])
    runs = [judged(folds, seed=SEED + draw, trees=trees) for draw in range(_DRAWS)]
    told = [pair for run in runs for pair in zip(run.odds, run.bad, strict=True)]
    known = [(odds, bad) for odds, bad in told if bad >= 0]
    scale = calibration([odds for odds, _ in known], [bad for _, bad in known])
    supports = [support for run in runs for support in run.calibrated(len(cases), scale)]
    drawn = [*cases] * _DRAWS
    least = thresholds(drawn, supports)
    return {
        "binding": _linear(last.choosing.binding),
        "derivation": _linear(last.choosing.derivation),
        "names": list(last.taught.names),
        "trees": written(fit_trees(last.taught, trees)),
        "calibration": list(scale),
        "thresholds": least,
        "across_folds": across_folds(drawn, supports, least),
    }


def thresholds(cases: Sequence[Case], supports: Sequence[float]) -> dict[str, float]:
    """Return for each sensitivity the support that its share of the right statements is below."""
    right = sorted(support for case, support in zip(cases, supports, strict=True) if not case.wrong)
    return {
        sensitivity.value: round(right[int(share * len(right))], _DIGITS)
        for sensitivity, share in FLAGGED.items()
    }


def across_folds(
    cases: Sequence[Case], supports: Sequence[float], least: Mapping[str, float]
) -> dict[str, Any]:
    """Return what the judge is worth on articles that did not teach it, for the README to quote."""
    right = [support for case, support in zip(cases, supports, strict=True) if not case.wrong]
    wrong = [support for case, support in zip(cases, supports, strict=True) if case.wrong]
    return {
        "area": round(area(right, wrong), _DIGITS),
        "flagged": {name: round(share_below(right, at), _DIGITS) for name, at in least.items()},
        "caught": {name: round(share_below(wrong, at), _DIGITS) for name, at in least.items()},
    }


def _linear(linear: Linear) -> dict[str, Any]:
    return {"weights": dict(linear.weights), "bias": linear.bias}


def text_of(judge: Mapping[str, Any]) -> str:
    """Return what is written: one order of keys, no spaces."""
    return json.dumps(judge, sort_keys=True, separators=(",", ":")) + "\n"


def main() -> None:
    """Write the judge and say what it was fitted on."""
    judge = fit(ours()) | {"fitted_on": fingerprint()}
    FILE.write_text(text_of(judge), encoding="utf-8")
    sys.stdout.write(
        f"Wrote {FILE.name}: {len(judge['trees'])} trees on {len(judge['names'])} figures, "
        f"thresholds {judge['thresholds']}, calibration {judge['calibration']}, "
        f"fitted on {judge['fitted_on']}; across folds {judge['across_folds']}.\n"
    )


if __name__ == "__main__":
    main()
