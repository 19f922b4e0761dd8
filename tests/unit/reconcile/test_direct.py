"""Numbers of a source that may be the stated one, in whatever form."""

import pytest

from pipeline.reconcile.direct import (
    FORM_BARE,
    FORM_OPEN,
    FORM_PART,
    FORM_RANK,
    FORM_WHOLE,
    chances,
    compare_all,
    relate,
)
from pipeline.reconcile.values import Relation
from tests.unit.reconcile import frame, source_of, weigh


def related(stated: str, source: str) -> tuple[Relation, int] | None:
    return relate(frame(stated), frame(source))


@pytest.mark.parametrize(
    ("stated", "source", "form"),
    [
        ("It sold 41 boats.", "It sold 41 boats.", 0),
        ("It lost 22 boats.", "It lost 22 of 32 boats.", FORM_PART),
        ("It had 32 boats.", "It lost 22 of 32 boats.", FORM_WHOLE),
        ("Elm shot nine goals.", "Elm won 9-4.", FORM_PART),
        ("Elm took four goals.", "Elm won 9-4.", FORM_PART),
        ("It took five years.", "It was the fifth year.", FORM_RANK),
        ("It weighs 40 kg.", "It is only 40.", FORM_BARE),
        ("It drew 1.2 million.", "It drew 1.2m.", FORM_OPEN),
        ("It won 4-9.", "It won 9-4.", 0),
    ],
)
def test_a_value_is_found_in_another_form(stated: str, source: str, form: int) -> None:
    assert related(stated, source) == (Relation.EQUAL, form)


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("It had 54 boats.", "It lost 22 of 32 boats."),
        ("Elm shot 13 goals.", "Elm won 9-4."),
        ("It took six years.", "It was the fifth year."),
        ("It took four hours.", "Elm won 9-4."),
        ("It is 40 percent.", "It is only 40."),
    ],
)
def test_a_form_is_taken_for_its_own_value_only(stated: str, source: str) -> None:
    found = related(stated, source)

    assert found is None or found[0] is not Relation.EQUAL


def test_a_rate_by_another_time_is_another_unit() -> None:
    assert related("It costs 40 euros a week.", "It costs 40 euros a month.") == (Relation.UNIT, 0)
    assert related("It costs 40 euros a month.", "It costs 40 euros monthly.") == (
        Relation.EQUAL,
        0,
    )


def test_a_date_is_compared_as_a_date() -> None:
    found = related("It opened in June 2025.", "It opened on 9 June 2025.")

    assert found == (Relation.EQUAL, 0)
    assert related("It opened in 2025.", "It has 2,025 boats.") is None


def test_numbers_of_another_measure_are_not_compared() -> None:
    read = source_of("The mill paid $900 to 41 men in 2019.")
    stated = weigh(read, "It employs 41 men.").stated

    compared = compare_all(stated)

    assert [each.frame.quantity.text for each in compared] == ["41"]


def test_of_a_very_long_source_only_its_very_value_is_compared() -> None:
    read = source_of(" ".join(f"It has {number} boats." for number in range(100, 550)))
    stated = weigh(read, "It has 117 boats.").stated

    compared = compare_all(stated)

    assert [each.frame.quantity.text for each in compared] == ["117"]


def test_chances_add_up_to_one_and_keep_their_order() -> None:
    low, middle, high = chances([-1.0, 0.0, 900.0])

    assert low + middle + high == pytest.approx(1)
    assert low <= middle < high
    assert chances([]) == []
