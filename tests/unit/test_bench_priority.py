"""The measure of the order: average precision, labels by rule, intervals drawn alike each time."""

import math
from pathlib import Path

import pytest

from bench import labelled, priority
from bench.priority import Labelled, Ranking, average_precision, compare, interval, sentence_ranking


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ([True, True, False], 1.0),
        ([False, True], 0.5),
        ([True, False, True], (1 + 2 / 3) / 2),
    ],
)
def test_average_precision_is_the_mean_of_the_precision_at_each_hit(
    wanted: list[bool], value: float
) -> None:
    assert average_precision(wanted) == pytest.approx(value)


def test_nothing_wanted_has_no_precision() -> None:
    assert math.isnan(average_precision([False]))


def test_sentences_with_grave_figures_come_before_small_talk() -> None:
    sentences = [
        Labelled("Thank you all very much for coming here.", wanted=False),
        Labelled("The storm killed 412 people and closed every school.", wanted=True),
    ]

    ranking = sentence_ranking(sentences)

    assert (list(ranking.ours), list(ranking.in_text)) == ([True, False], [False, True])


def test_a_figure_is_wanted_where_a_statement_rests_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "set" / "articles"
    folder.mkdir(parents=True)
    (folder / "1.txt").write_text("The mill lost 40 boats.\n\nThe port lost 52 cranes.\n")
    (tmp_path / "set" / "cases.jsonl").write_text(
        '{"article": "1", "statement": "The port lost 52 cranes.", "numbers": [{"source_text": "52"}]}\n'
    )
    monkeypatch.setattr(labelled, "HERE", tmp_path)

    (ranking,) = priority.article_rankings("set")

    assert list(ranking.in_text) == [False, True]


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.2, 0.4, 0.6, 0.8]

    low, high = interval(values)

    assert low < 0.5 < high
    assert interval(values) == (low, high)


def test_the_table_names_the_three_orders() -> None:
    text = compare("T", [Ranking([True, False], [False, True], [True, False])])

    assert [line.split("  ")[0] for line in text.splitlines()[4:7]] == [
        "factdesk",
        "by count of numbers",
        "in text order",
    ]


def test_sentences_with_a_figure_are_not_asked_for() -> None:
    sentences = [
        Labelled("The mayor closed every school in the county.", wanted=True),
        Labelled("The mayor closed 40 schools in the county.", wanted=True),
        Labelled("Thank you all very much for coming here.", wanted=False),
    ]

    assert priority.named(sentences).splitlines()[4].split()[-3:] == ["100.0", "100.0", "50.0"]
