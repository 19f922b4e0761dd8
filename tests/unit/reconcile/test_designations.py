"""A name that the source has with another number."""

import pytest

from tests.unit.reconcile import codes, found


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Petra was a Category 4 storm.", "Petra was a category 5 storm."),
        ("Ministers invoked Article 50.", "Ministers invoked Article 49."),
        ("They sent F-16s there.", "They sent F-35s there."),
        ("The crash shut the M25.", "The crash shut the M1."),
        ("They drew on day 3 of the Test.", "They drew on day 4 of the Test."),
    ],
)
def test_another_number_in_a_name_is_an_error(source: str, statement: str) -> None:
    assert codes(source, statement) == ["other_name"]


def test_the_reason_shows_the_name_of_the_source() -> None:
    finding = found("Petra was a Category 4 storm.", "Petra was a Category 5 storm.")

    assert finding.reason == "the source says “Category 4”"
    assert [span.start for span in finding.source] == [12]


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Petra was a Category 4 storm.", "Petra was a category 4 storm."),
        ("Petra was a Category 4 storm, no Category 5.", "Petra was no Category 5."),
        ("They sent F-16s there.", "They sent a MiG-29."),
        ("The 35 jets are F-16s.", "They are F-35s."),
        ("She closed a Series C round.", "She closed a Series D round."),
    ],
)
def test_a_name_that_may_agree_gets_no_finding(source: str, statement: str) -> None:
    assert codes(source, statement) == []
