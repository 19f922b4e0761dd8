"""The fit of the score: what tells wanted rows from others gets a weight, what tells nothing none."""

from bench.priority_fit import FEATURES, Example, in_folds, precision, weights_of

HIGH_UP = (1.0, 0.0, 0.0, 0.0, 1.0)
FURTHER_DOWN = (0.2, 0.0, 0.0, 0.0, 1.0)
ARTICLES = [
    [Example(FURTHER_DOWN, 0, wanted=False), Example(HIGH_UP, 9, wanted=True)] for _ in range(20)
]
SPOKEN = [Example(FURTHER_DOWN, 0, wanted=False), Example(FURTHER_DOWN, 0, wanted=True)]


def test_only_what_tells_wanted_rows_from_others_gets_a_weight() -> None:
    weights = dict(zip(FEATURES, weights_of(ARTICLES, SPOKEN), strict=True))

    assert weights["place"] > 0
    assert weights["repeated"] == weights["in brief"] == weights["consequence"] == 0


def test_an_order_is_as_good_as_it_puts_wanted_rows_first_and_ties_keep_the_text() -> None:
    article = ARTICLES[0]

    assert precision(article, (1, 0, 0, 0, 0)) == 1
    assert precision(article, (0, 0, 0, 0, 0)) == 0.5
    assert in_folds(ARTICLES, SPOKEN) == 1
    assert in_folds(ARTICLES, SPOKEN, without=0) == 0.5
