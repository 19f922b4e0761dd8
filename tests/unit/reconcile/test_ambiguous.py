"""Units whose letters are another unit too are read as what the other number is."""

import pytest

from tests.unit.reconcile import codes


@pytest.mark.parametrize(
    ("source", "statement", "expected"),
    [
        ("It raised £2.08m.", "It raised 2.08m.", ["reformatted"]),
        ("It raised £2.08m.", "It raised 2.09m.", ["absent"]),
        ("She cleared 2.08m.", "She cleared 2.08m.", ["exact"]),
        ("She cleared 2.08m.", "She cleared 208 centimetres.", ["reformatted"]),
        ("It weighs 40 kg.", "It weighs 88 pounds.", ["reformatted"]),
        ("It costs €0.18.", "It costs 18 cents.", ["reformatted"]),
    ],
)
def test_the_other_number_tells_what_a_unit_is(
    source: str, statement: str, expected: list[str]
) -> None:
    assert codes(source, statement) == expected
