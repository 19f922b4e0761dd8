"""The time that a number is of, as the words behind it say."""

import pytest

from pipeline import find_quantities


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("They built 40 boats since 2016.", "since 2016"),
        ("It lost $5 million in 2024.", "in 2024"),
        ("Some 300 people left over five years.", "over five years"),
        ("Prices rose 8% over the past two years.", "over the past two years"),
        ("It will hire 40 people by June 2026.", "by June 2026"),
        ("It cost $3 million between 2016 and 2019.", "between 2016 and 2019"),
        ("They built 40 boats. In 2016 it rained.", None),
        ("They built 40 boats, 12 of them in 2016.", None),
        ("They built 40 boats.", None),
    ],
)
def test_a_number_has_the_time_that_is_said_behind_it(text: str, period: str | None) -> None:
    assert find_quantities(text)[0].period == period


def test_a_time_is_of_no_time_itself() -> None:
    quantities = find_quantities("It took five years in 2016.")

    assert [quantity.period for quantity in quantities] == [None, None]
