"""The fitted model: linear scores, trees with missing figures, calibration and thresholds."""

import json
import math
from importlib.resources import files

import pytest

from pipeline.reconcile.features import features
from pipeline.reconcile.judge import outcome_of
from pipeline.reconcile.judge_model import MODEL, Linear, Model, read_model
from pipeline.reconcile.weigh import weigh_all
from schemas import Outcome, Sensitivity
from tests.unit.reconcile import weighed

NAN = math.nan
NOTHING = Linear({})
THRESHOLDS = {"relaxed": 0.1, "normal": 0.3, "strict": 0.6}


def model(*trees: object, calibration: tuple[float, float] = (1.0, 0.0)) -> Model:
    return Model(NOTHING, NOTHING, ("a", "b"), trees, calibration, THRESHOLDS)


def test_a_linear_score_is_the_sum_of_what_has_a_weight() -> None:
    score = Linear({"a": 2.0, "b": -0.5}, 1.0).score

    assert score({"a": 3.0, "b": 4.0}) == 5.0
    assert score({"a": 3.0, "unknown": 99.0}) == 7.0
    assert score({}) == 1.0


@pytest.mark.parametrize(
    ("figure", "is_left"), [(0.4, True), (0.5, True), (0.6, False), (-9.0, True)]
)
def test_a_figure_up_to_the_threshold_goes_left(figure: float, is_left: object) -> None:
    tree = [0, 0.5, 0, -2.0, 2.0]

    assert (model(tree).support({"a": figure, "b": 0.0}) > 0.5) is is_left


@pytest.mark.parametrize("figures", [{"a": NAN, "b": 0.0}, {"b": 0.0}])
@pytest.mark.parametrize(("nan_left", "is_left"), [(1, True), (0, False)])
def test_a_missing_figure_goes_where_the_tree_says(
    figures: dict[str, float], nan_left: int, is_left: object
) -> None:
    tree = [0, 0.5, nan_left, -2.0, 2.0]

    assert (model(tree).support(figures) > 0.5) is is_left


def test_a_missing_figure_deep_in_a_tree_goes_where_its_split_says() -> None:
    tree = [0, 0.5, 0, [1, 0.0, 1, -3.0, 3.0], 0.0]

    assert model(tree).support({"a": 0.1, "b": NAN}) > 0.5
    assert model(tree).support({"a": 0.1, "b": 1.0}) < 0.5


def test_trees_add_up_and_more_odds_of_an_error_are_less_support() -> None:
    none, one, two = (model(*[1.0] * n).support({}) for n in (0, 1, 2))

    assert none == 0.5
    assert none > one > two > 0


def test_a_calibration_turns_odds_into_a_support() -> None:
    assert model(0.0, calibration=(1.0, -2.0)).support({}) > 0.5
    assert model(1.0, calibration=(3.0, 0.0)).support({}) < model(1.0).support({})


@pytest.mark.parametrize("odds", [-600.0, 600.0])
def test_a_support_stays_from_0_to_1(odds: float) -> None:
    assert 0 <= model(odds).support({}) <= 1


def test_a_model_that_is_written_and_read_is_the_same() -> None:
    text = (files("pipeline.reconcile") / "judge.json").read_text(encoding="utf-8")
    found = read_model(text)
    written = json.dumps(
        {
            "binding": {"weights": found.binding.weights, "bias": found.binding.bias},
            "derivation": {"weights": found.derivation.weights, "bias": found.derivation.bias},
            "names": found.names,
            "trees": found.trees,
            "calibration": found.calibration,
            "thresholds": found.thresholds,
        }
    )

    assert read_model(written) == found == MODEL
    assert json.loads(written).items() <= json.loads(text).items()


def test_the_stricter_the_more_is_unsupported() -> None:
    relaxed, normal, strict = (
        MODEL.unsupported_below(Sensitivity(name)) for name in ("relaxed", "normal", "strict")
    )

    assert 0 < relaxed <= normal <= strict < 1
    assert MODEL.review_below == strict


@pytest.mark.parametrize("sensitivity", list(Sensitivity))
def test_no_support_is_unsupported_and_full_support_is_supported(sensitivity: Sensitivity) -> None:
    assert outcome_of(0.0, sensitivity) is Outcome.UNSUPPORTED
    assert outcome_of(1.0, sensitivity) is Outcome.SUPPORTED


def test_at_the_strictest_nothing_is_left_for_review() -> None:
    outcomes = {outcome_of(support / 100, Sensitivity.STRICT) for support in range(101)}

    assert Outcome.REVIEW not in outcomes


# --- figures ---

SALES = "Sales rose from 400 boats in 2019 to 500 boats in 2023. Elm won 9-4."


@pytest.mark.parametrize(
    "statement",
    [
        "Sales rose from 400 boats to 500 boats.",
        "Sales grew by 25 percent.",
        "It costs $7 million.",
        "It opened in 2019.",
        "Some 9 of 13 goals were theirs.",
        "Dozens came.",
    ],
)
def test_the_trees_ask_for_every_figure_that_is_made(statement: str) -> None:
    numbers = weighed(SALES, f"{statement[:-1]}, 12.")

    for number in numbers:
        figures = features(number, numbers)
        assert set(figures) <= set(MODEL.names)
        assert all(isinstance(figure, float | int) for figure in figures.values())


def test_what_is_not_there_is_no_number() -> None:
    some = weighed("It rained.", "Sales grew by 25 percent.")

    row = features(some[0], some)

    assert math.isnan(row["binding.own"])
    assert not {"direct.tight", "rivals.near", "derived.op", "margin.near"} & set(row)


def test_another_model_chooses_another_place() -> None:
    source = "The mill sold 41 boats. The yard sold 41 boats."
    some = weighed(source, "The yard sold 41 boats.")
    frames = [each.stated.frame for each in some]

    def first(head: float) -> int:
        other = Model(Linear({"headline": head}), NOTHING, (), (), (1.0, 0.0), THRESHOLDS)
        (one,) = weigh_all(frames, "The yard sold 41 boats.", some[0].stated.source, other)
        return one.direct[0].frame.position

    assert (first(5.0), first(-5.0)) == (0, 1)
