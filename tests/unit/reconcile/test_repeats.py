"""Which mentions of an article are one figure, said again."""

import pytest

from pipeline.reconcile import group_repeats
from tests.unit.reconcile import source_of


def groups(text: str) -> list[list[str]]:
    source = source_of(text)
    return [
        [each.quantity.text for each in group] for group in group_repeats(source, source.quantities)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two words of meaning in common.
        (
            "The mill of Halden sold 41 tons. At the mill in Halden it was 41 tons.",
            [["41 tons", "41 tons"]],
        ),
        # One is too few,
        ("The mill of Halden sold 41 tons. In Halden it was 41 tons.", [["41 tons"], ["41 tons"]]),
        # another value is another figure,
        (
            "The mill of Halden sold 41 tons. At the mill in Halden it was 43 tons.",
            [["41 tons"], ["43 tons"]],
        ),
        # and so is another measure, or another time.
        (
            "The mill of Halden sold 41 tons. At the mill in Halden it was 41 boats.",
            [["41 tons"], ["41"]],
        ),
        (
            "The mill of Halden sold 41 tons a day. The mill of Halden sold 41 tons a week.",
            [["41 tons"], ["41 tons"]],
        ),
        # A value that is rare is known by itself, or by one word where it counts things.
        (
            "It cost $14.6 million. The board took $14.6 million.",
            [["$14.6 million", "$14.6 million"]],
        ),
        ("Some 412 boats sank. At dawn 412 boats left.", [["Some 412", "412"]]),
        ("Some 412 boats sank. At dawn 412 men left.", [["Some 412"], ["412"]]),
        # Units do not matter, nor do hedges.
        (
            "The road to Halden is 1.5 km of mud. The mud on the road is 1,500 metres long.",
            [["1.5 km", "1,500 metres"]],
        ),
        (
            "The mill of Halden sold nearly 41 tons. The mill of Halden sold 41 tons.",
            [["nearly 41 tons", "41 tons"]],
        ),
        # A sentence says a figure once.
        (
            "The old mill of Halden sold 41 tons, the new mill of Halden 41 tons.",
            [["41 tons"], ["41 tons"]],
        ),
        # Another spelling is the same figure.
        (
            "The mill of Halden sold 41 boats. The mill of Halden sold forty-one boats.",
            [["41", "forty-one"]],
        ),
    ],
)
def test_mentions_of_one_figure_are_grouped(text: str, expected: list[list[str]]) -> None:
    assert groups(text) == expected


def test_a_headline_is_known_by_any_words_of_the_sentence_that_it_sums_up() -> None:
    lede = (
        "Fourteen people were killed and many more were hurt on a cold and foggy morning in the "
        "hills "
        "near the town, where an express train from the coast derailed at a bridge in Belghat."
    )

    assert groups(f"14 dead as express derails near Belghat\n\n{lede}\n\nIt rained.\n")[0] == [
        "14",
        "Fourteen",
    ]


@pytest.mark.parametrize(("apart", "same"), [(60, True), (110, False)])
def test_words_far_from_a_number_are_not_its_own(apart: int, same: object) -> None:
    gap = " ".join(["so"] * (apart // 3))
    text = f"In Halden the mill, {gap} it was 41 tons. In Halden the mill, {gap} it was 41 tons."

    assert (len(groups(text)) == 1) is same


def test_every_mention_is_in_one_group_and_groups_come_in_order() -> None:
    text = "He sold 41 boats. She sold 52 boats. At noon he sold 41 boats. Later 63 came."

    assert [group[0] for group in groups(text)] == ["41", "52", "63"]
    assert sum(len(group) for group in groups(text)) == 4


def test_counts_of_different_things_are_two_figures_whatever_stands_around_them() -> None:
    text = (
        "The gunman opened fire on two officers at the house in Selm.\n\n"
        "At the house in Selm the gunman held two hostages.\n"
    )

    assert groups(text) == [["two"], ["two"]]
