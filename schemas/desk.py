"""What a desk can set: sensitivity, checks that fire and alert, weights of a score's parts."""

from pydantic import Field

from schemas.base import FrozenModel
from schemas.finding import Sensitivity


class Weights(FrozenModel):
    """The most that each component of a score can give.

    Fitted on what writers and fact-checkers picked (docs/decisions/0011). Where they do not add up
    to 100, scores are scaled so that 100 is the most.
    """

    prominence: int = Field(default=70, ge=0)
    pitfalls: int = Field(default=20, ge=0)
    consequence: int = Field(default=5, ge=0)
    attribution: int = Field(default=5, ge=0)


class DeskSettings(FrozenModel):
    """The choices of a desk; ids of checks are those that `factdesk checks` lists."""

    sensitivity: Sensitivity = Sensitivity.NORMAL
    """How much support a number of a brief or claim must have, or else it is not shown as fact."""
    weights: Weights = Weights()
    off: tuple[str, ...] = ("B13",)
    """Checks that do not fire at all. B13 fires in a quarter of articles: a matter of house style.
    """
    alert: tuple[str, ...] = ()
    """Checks that alert though by themselves they would only feed the score."""
    no_alert: tuple[str, ...] = ()
    """Checks that only feed the score though by themselves they would alert."""
