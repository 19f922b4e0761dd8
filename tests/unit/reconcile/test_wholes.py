"""A whole stated of the verb that the source says of a part: closing 19 schools for three of 19."""

import pytest

from tests.unit.reconcile import codes, doubts


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            "The board will close three of its 19 schools.",
            "The board will close 19 schools.",
            "The board has 19 schools.",
        ),
        (
            "The firm will lay off 12% of its 3,300 workers.",
            "The firm will lay off 3,300 workers.",
            "The firm employs 3,300 workers.",
        ),
        (
            "The bank plans to cut 1,600 of its 24,000 jobs.",
            "The bank plans to cut 24,000 jobs.",
            "The bank plans to cut 1,600 of 24,000 jobs.",
        ),
    ],
)
def test_the_whole_is_not_what_is_said_of_its_part(source: str, wrong: str, right: str) -> None:
    assert codes(source, wrong) == ["whole_for_part"]
    assert not doubts(source, right)


def test_another_verb_may_be_of_the_whole() -> None:
    assert not doubts("It sold half of the 80 boats it built.", "It built 80 boats.")
