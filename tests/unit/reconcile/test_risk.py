"""How much a number in doubt needs a person."""

import pytest

from schemas import Risk
from tests.unit.reconcile import found


@pytest.mark.parametrize(
    ("source", "statement", "risk"),
    [
        # Borne out, or not to be judged.
        ("Norvik sold 96 boats.", "Norvik sold 96 boats.", Risk.NONE),
        ("Rye, oats and wheat are ground.", "The mill grinds three grains.", Risk.NONE),
        # What newsrooms do every day.
        ("Norvik sold at least 96 boats.", "Norvik sold 96 boats.", Risk.LOW),
        ("The mill sold $2 million.", "Mill sold over $2 million", Risk.LOW),
        ("The mill sold $2 million.", "The mill sold over $2 million.", Risk.HIGH),
        ("The mill sold $2 million.", "Mill sold less than $2 million", Risk.HIGH),
        ("It costs 50 to 250 euros.", "It costs 50 euros", Risk.LOW),
        ("It costs 50 to 250 euros.", "It costs 50 euros.", Risk.HIGH),
        ("It costs 50 euros.", "It costs 50 euros a year", Risk.LOW),
        ("It costs 50 euros.", "It costs 50 euros a year.", Risk.HIGH),
        # One counts nothing.
        ("The mill burned.", "The mill is one step from ruin.", Risk.LOW),
        ("The mill burned.", "Mill is one step from ruin", Risk.LOW),
        # What may be reckoned from dates or counted in a list.
        ("The mill burned.", "The mill burned for 41 hours.", Risk.MEDIUM),
        ("The mill burned.", "The mill burned in 1987.", Risk.MEDIUM),
        ("The mill burned.", "The mill of Maro, 67, burned.", Risk.MEDIUM),
        ("The mill burned.", "At the mill eleven sheds burned.", Risk.MEDIUM),
        ("The mill burned.", "At the mill twelve sheds burned.", Risk.MEDIUM),
        ("The mill burned.", "At the mill 13 sheds burned.", Risk.HIGH),
        ("The mill burned.", "The mill lost $12.", Risk.HIGH),
        # What stands elsewhere, and what was altered.
        ("Norvik has 830 hotel beds.", "Ostland has 830 hotel beds.", Risk.MEDIUM),
        ("The quay cost $3.2 billion.", "The quay cost $3.2 million.", Risk.HIGH),
        ("Rents rose by 7 percent.", "Rents fell by 7 percent.", Risk.HIGH),
    ],
)
def test_a_risk_is_high_where_a_number_was_most_likely_made_up(
    source: str, statement: str, risk: Risk
) -> None:
    assert found(source, statement).risk is risk
