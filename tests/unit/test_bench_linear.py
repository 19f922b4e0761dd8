"""The cost of a kilobyte as texts grow."""

import pytest

from bench import linear


@pytest.mark.parametrize(
    ("costs", "expected"), [([2, 2, 2], 1), ([1, 2, 4], 4), ([9, 1, 2], 2), ([4], 1)]
)
def test_growth_is_from_a_size_to_a_larger_one(costs: list[float], expected: float) -> None:
    assert linear.growth(costs) == expected


def test_a_text_that_is_not_linear_is_read_at_no_larger_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(linear, "cost", lambda text: (len(text) / 1024) ** 2 / 1000)

    assert linear.costs("1-", [1, 10, 100]) == [1, 10]


def test_each_hostile_text_is_named_and_not_empty() -> None:
    assert all(linear.HOSTILE.values())
