"""What is said of a number that the source does not hold."""

import pytest

from schemas import Status
from tests.unit.reconcile import codes, found


@pytest.mark.parametrize(
    ("source", "statement", "code"),
    [
        # The digits stand in a name only.
        ("The Kestrel 208 pylon fell.", "Crews mended 208 masts.", "name"),
        ("The Kestrel 208 pylon fell.", "Crews mended 209 masts.", "absent"),
        # A point in time without its year may be said in other words.
        ("It stood still in autumn.", "It stood still in the third quarter.", "moment"),
        ("It stood still in Q2.", "It stood still in the third quarter.", "absent"),
        ("It stood still in Q2 2024.", "It stood still in the third quarter.", "absent"),
        ("It stood still in 2024.", "It stood still in the third quarter.", "moment"),
        ("It stood still in autumn.", "It stood still in the third quarter of 2024.", "absent"),
        ("It burned at Easter.", "It burned on 14 April.", "moment"),
        ("It burned on 13 April.", "It burned on 14 April.", "absent"),
        ("It burned on 13 April 2024.", "It burned on 14 April.", "absent"),
        # Few things may be listed.
        ("Rye, oats and wheat are ground.", "The mill grinds three grains.", "counted"),
        ("Rye, oats and wheat are ground.", "The mill grinds ten grains.", "counted"),
        ("Rye, oats and wheat are ground.", "The mill grinds eleven grains.", "absent"),
        ("Rye, oats and wheat are ground.", "The mill grinds more than three grains.", "absent"),
        ("Rye, oats and wheat are ground.", "The mill grinds three tons.", "absent"),
        ("Rye, oats and wheat are ground.", "The mill needs three.", "absent"),
        # A year is no name.
        ("The mill burned in 1987.", "The mill ground 1,987 tons.", "absent"),
        # A thing that the source counts is not counted anew.
        ("The mill grinds four grains.", "The mill grinds three grains.", "absent"),
        # Nor are vague counts, which only describe.
        ("Rye, oats and wheat are ground.", "The mill grinds dozens of grains.", "counted"),
    ],
)
def test_an_absent_number_may_be_said_in_other_words(
    source: str, statement: str, code: str
) -> None:
    assert codes(source, statement) == [code]


def test_only_what_is_plainly_absent_is_flagged() -> None:
    source = "Rye, oats and wheat are ground at the Kestrel 208 mill."

    assert found(source, "The mill grinds 612 grains.").status is Status.ABSENT
    assert found(source, "The mill grinds three grains.").status is Status.UNCLEAR
    assert found(source, "The mill has 208 stones.").status is Status.UNCLEAR


def test_a_name_with_the_digits_is_shown() -> None:
    source = "The Kestrel 208 pylon fell."

    finding = found(source, "Crews mended 208 masts.")

    assert [source[span.start : span.end] for span in finding.source] == ["Kestrel 208"]


@pytest.mark.parametrize("moment", ["in the third quarter", "in Q2", "on 14 April"])
def test_a_point_in_time_not_named_is_said_to_be_one_that_other_words_may_name(moment: str) -> None:
    finding = found("It stood still at Easter.", f"It stood still {moment}.")

    assert finding.reason.startswith("the source names no such point in time;")
    assert finding.reason.endswith("in other words")
