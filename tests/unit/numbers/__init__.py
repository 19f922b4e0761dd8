"""What the tests of numbers share."""

from pipeline import find_quantities
from schemas import Quantity


def only(text: str) -> Quantity:
    """Return the one quantity that a text holds."""
    found = find_quantities(text)
    assert len(found) == 1, [quantity.text for quantity in found]
    return found[0]
