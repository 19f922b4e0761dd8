"""Whether an article has a figure elsewhere, looked up by its value."""

import pytest

from pipeline import article_from_text
from pipeline.checks.figures import Figures
from pipeline.reconcile import Source

SAID = (
    "It lost 40 boats. Some 40 boats sank.",
    "It lost $1.2 million. Of it $1,234,000 went.",
    "It lost 40 boats. It sank 15 boats and 25 boats.",
    "It lost 40 boats. Of them 12 of the 40 sank.",
    "It shipped 100 tons. It shipped 100 tonnes.",
    "It shipped 100 tonnes. It shipped 100 tons.",
    "It lost more than 40 boats. It lost 50 boats.",
    "It lost more than 40 boats. It sank 15 boats and 26 boats.",
    "It lost 0 boats. It sank 0 boats.",
)
NOT_SAID = (
    "It lost 40 boats. Some 46 boats sank.",
    "It lost 40 boats. It sank 15 boats and 35 boats.",
    "It lost $1,234,000. About $1.2 million went.",
    "It lost 40 boats and 15 boats. It sank 25 boats.",
    "It shipped 100 tons. It shipped 120 tonnes.",
    "It has between 30 and 40 boats. It built 40 boats.",
    "It lost more than 40 boats. It lost 900 boats.",
    "It lost 40 boats in F-40 storms.",
)


def says(text: str) -> bool:
    """Return whether a text says its first number elsewhere."""
    numbers = Source(article_from_text(text)).quantities
    return Figures(numbers).say(numbers[0].quantity)


@pytest.mark.parametrize("text", SAID)
def test_a_figure_is_said_where_another_number_or_two_of_a_sentence_are_the_same(text: str) -> None:
    assert says(text)


@pytest.mark.parametrize("text", NOT_SAID)
def test_other_numbers_do_not_say_a_figure(text: str) -> None:
    assert not says(text)


def test_a_figure_is_found_among_a_thousand() -> None:
    text = "It sank 400 boats and 811 boats. " + "".join(
        f"It lost {n} boats. " for n in range(100, 1000)
    )
    numbers = Source(article_from_text(text + "It lost 500 boats and 7,000 boats.")).quantities
    figures = Figures(numbers)

    assert figures.say(numbers[0].quantity)
    assert figures.say(numbers[-2].quantity)
    assert not figures.say(numbers[-1].quantity)
