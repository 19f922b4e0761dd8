"""A flag: one numeric pitfall that a check found."""

from enum import StrEnum

from schemas.article import TextSpan
from schemas.base import FrozenModel


class Tier(StrEnum):
    """How serious a check is: A error, B warning, C cue for the score; S the brief itself."""

    S = "S"
    A = "A"
    B = "B"
    C = "C"


class Flag(FrozenModel):
    """One firing of one check."""

    check: str
    tier: Tier
    alert: bool
    """Whether a person is shown it as an alert; otherwise it only feeds the score."""
    message: str
    places: tuple[TextSpan, ...]
    """The quantities of the article that it is about; empty when it is about our own brief."""
    subject: str | None = None
    """Id of the point or headline of the brief, where it is about that."""
    computed: str | None = None
    """What the arithmetic gives, where the check computes."""
