"""Tons and tonnes: papers mix them, a tenth apart, for one figure."""

import pytest

from tests.unit.reconcile import doubts, found


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The mine shipped 12.4 million tons of ore.", "The mine shipped 12.4 million tonnes."),
        ("The mine shipped 12.4 million tonnes of ore.", "The mine shipped 12.4 million tons."),
        ("The mine shipped 12,431 tons of ore.", "The mine shipped about 12,400 tonnes of ore."),
        ("The mine shipped nearly 480 tons of ore.", "The mine shipped under 480 tonnes of ore."),
        ("The mine shipped 300 short tons of ore.", "The mine shipped 300 tons of ore."),
        ("The mine shipped 300 short tons of ore.", "The mine shipped 272 tonnes of ore."),
    ],
)
def test_the_same_figure_in_tons_and_in_tonnes_is_borne_out(source: str, statement: str) -> None:
    assert doubts(source, statement) == []


def test_the_reason_says_which_ton_to_make_sure_of() -> None:
    finding = found(
        "It shipped 12.4 million tons of ore.", "It shipped 12.4 million tonnes of ore."
    )

    assert finding.code == "tons"
    assert "make sure that “tons” are metric" in finding.reason


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The mine shipped 12.4 million tons.", "The mine shipped 14.2 million tonnes."),
        ("The mine shipped 12.4 million tons.", "The mine shipped 12.4 billion tonnes."),
        ("The mine shipped 300 short tons.", "The mine shipped 300 tonnes."),
        ("The mine shipped at least 300 tons.", "The mine shipped at most 300 tonnes."),
    ],
)
def test_another_figure_is_not(source: str, statement: str) -> None:
    assert doubts(source, statement) != []
