"""Of what a number is: the same number of other things is another figure."""

import pytest

from tests.unit.reconcile import codes, doubts


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "The navy lost 64 ships and helicopters in the war.",
            "The navy lost 64 helicopters in the war.",
            "The navy lost 64 helicopters and ships in the war.",
        ),
        (
            "The county closed 31 schools and kindergartens.",
            "The county closed 31 kindergartens.",
            "County closes 31 kindergartens",
        ),
        (
            "Some 88% of the viaduct and 41% of the tunnelling are complete.",
            "Some 88% of the tunnelling is complete.",
            "Some 88% of the viaduct is complete.",
        ),
        (
            "Some 88% of the north viaduct and 41% of the east tunnel are complete.",
            "Some 88% of the east tunnel is complete.",
            "Some 88% of the long bridge is complete.",
        ),
        (
            "Some 88% of the viaduct and 41% of the tunnelling are complete.",
            "Some 88% of the tunnelling is complete.",
            "Some 88% of the tunnelling complete",
        ),
        (
            "Some 88% of the viaduct is complete.",
            "At the quay 88% of the work is complete.",
            "At the viaduct 88% of the work is complete.",
        ),
        (
            "A third of the growers have lost their crop.",
            "A third of the crop is lost.",
            "A third of the growers have no crop.",
        ),
    ],
)
def test_a_number_of_one_base_is_not_of_another(source: str, caught: str, left: str) -> None:
    assert "base" in codes(source, caught)
    assert doubts(source, left) == []


def test_a_rank_is_a_count_only_of_what_comes_in_a_row() -> None:
    row = "It was the sixth defeat in a row for Halden."
    late = "It was the sixth defeat this season for Halden in a row."
    once = "It was the sixth goal of the evening for Halden."

    assert doubts(row, "Halden lost six times.") == []
    assert doubts(late, "Halden lost six times.") == []
    assert "unit" in codes(once, "The players of Halden scored six goals in the evening.")


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "The army received 150 trucks and 420 trailers last year.",
            "The army received 420 trucks last year.",
            "The army received 150 trucks last year.",
        ),
        (
            "The zoo keeps 36 parrots. It has 12 keepers.",
            "The zoo has 36 keepers.",
            "The zoo has 36 birds.",
        ),
        # The one number says not what it counts.
        (
            "The army got 150 trucks. Before, the trucks had been 96, and the trailers 420.",
            "The army got 420 trucks.",
            "The army got 150 trucks.",
        ),
    ],
)
def test_a_noun_that_another_number_nearby_counts_is_taken(
    source: str, caught: str, left: str
) -> None:
    assert {"noun", "binding", "swapped"} & set(codes(source, caught))
    assert doubts(source, left) == []


def test_a_number_from_a_sentence_that_hardly_shares_a_word_is_of_something_else() -> None:
    source = (
        "The museum showed 47 clocks in its east wing. It was quiet there. Nobody came.\n\n"
        "The harbour stayed shut after the storm, and trawlers waited off the coast."
    )

    assert codes(source, "In the storm 47 trawlers waited off the harbour.") == ["noun"]
    some = "In the east 47 trawlers waited off the coast after the storm."
    assert codes(source, some) == ["exact"]
    assert codes(source, "47 trawlers wait off harbour in storm") == ["exact"]
    assert doubts(source, "The museum showed 47 timepieces in its east wing.") == []


@pytest.mark.parametrize(
    "statement",
    [
        "Among ships, the navy lost 64 helicopters.",
        "Like its ships, the navy lost 64 helicopters.",
        "The ships are gone; 64 helicopters were on them.",
    ],
)
def test_a_sentence_that_names_both_halves_has_not_narrowed_the_number(statement: str) -> None:
    source = "The navy lost 64 ships and helicopters in the war."

    assert "base" not in codes(source, statement)
