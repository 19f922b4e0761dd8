"""How a score of a statement stands to one of the source."""

import pytest

from tests.unit.reconcile import codes


@pytest.mark.parametrize(
    ("source", "statement", "expected"),
    [
        ("The Lions beat Carnbrook 7-2.", "The Lions won 7-2.", ["exact"]),
        ("The Lions beat Carnbrook 7-2.", "Carnbrook lost 2-7.", ["reformatted"]),
        ("The Lions beat Carnbrook 7-2.", "The Lions scored seven goals.", ["reformatted"]),
        ("The Lions beat Carnbrook 7-2.", "The Lions won 7-3.", ["score"]),
        ("The Lions beat Carnbrook 7-2.", "The Lions won 4-3.", ["absent"]),
        ("They won 7-2 and then 7-3.", "They won 7-3.", ["exact"]),
        ("England closed on 243 for 6.", "England closed on 243-6.", ["reformatted"]),
        ("England closed on 243 for 6.", "England closed on 243 for 8.", ["score"]),
        ("England closed on 243 for 6.", "England made 243.", ["reformatted"]),
    ],
)
def test_a_score_is_two_numbers_and_no_range(
    source: str, statement: str, expected: list[str]
) -> None:
    assert codes(source, statement) == expected
