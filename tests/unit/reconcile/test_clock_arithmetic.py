"""Clock times: which lie before or after which, and how near."""

import pytest

from schemas import Status
from tests.unit.reconcile import found


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("It struck shortly before 10 p.m.", Status.DERIVED),
        ("It struck after 9 p.m.", Status.DERIVED),
        ("It struck past 9:30 p.m.", Status.DERIVED),
        ("It struck before 11 p.m.", Status.ABSENT),  # an hour is not near
        ("It struck after 10 p.m.", Status.ABSENT),
        ("It struck before 10 a.m.", Status.ABSENT),
        ("It struck at 10 p.m.", Status.ABSENT),
    ],
)
def test_a_clock_time_bears_out_one_within_the_hour_that_it_lies_before_or_after(
    statement: str, status: Status
) -> None:
    assert found("It struck at 9:59 p.m. on Tuesday.", statement).status is status
