"""The boosted trees of the judge: how they are fitted, and how `judge.json` writes them."""

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.judge.rows import Rows

PARAMETERS: Mapping[str, object] = {
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 12,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
"""Small, slow and random: with a few thousand numbers the danger is to learn them by heart."""
TREES = 350
SEED = 7
_LEAF_DIGITS = 5
_THRESHOLD_DIGITS = 6
_CALIBRATION_DIGITS = 5


def fit_trees(rows: Rows, trees: int = TREES, seed: int = SEED) -> lightgbm.Booster:
    """Return trees whose sum is the log odds that a number is erroneous; labelled rows teach."""
    taught, weights = rows.known, np.array(rows.weights)
    data = lightgbm.Dataset(
        rows.figures[taught],
        rows.bad[taught],
        weight=weights[taught],
        feature_name=[name.replace(".", "_") for name in rows.names],
    )
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, trees)


def log_odds(booster: lightgbm.Booster, rows: Rows) -> list[float]:
    """Return the log odds of an error for each example."""
    if not len(rows.figures):
        return []
    return list(booster.predict(rows.figures, raw_score=True, num_threads=1).tolist())


def written(booster: lightgbm.Booster) -> list[Any]:
    """Return the trees as `judge_model.Model` takes them: a split is a list, a leaf a number."""
    return [_node(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def _node(node: Mapping[str, Any]) -> Any:  # noqa: ANN401  # as deep as the tree
    if "leaf_value" in node:
        return round(node["leaf_value"], _LEAF_DIGITS)
    threshold = float(f"{node['threshold']:.{_THRESHOLD_DIGITS}g}")
    # Where no example lacked a figure LightGBM takes a missing one for 0.
    nan_left = node["default_left"] if node["missing_type"] == "NaN" else threshold >= 0
    children = _node(node["left_child"]), _node(node["right_child"])
    return [node["split_feature"], threshold, int(nan_left), *children]


def calibration(scores: Sequence[float], bad: Sequence[int]) -> tuple[float, float]:
    """Return slope and offset that make log odds of other articles' trees a chance (Platt's)."""
    fitted = LogisticRegression(C=1e6).fit([[each] for each in scores], bad)
    slope, offset = float(fitted.coef_[0][0]), float(fitted.intercept_[0])
    return round(slope, _CALIBRATION_DIGITS), round(offset, _CALIBRATION_DIGITS)
