"""The worklist: one row a figure, ranked, each telling why it stands where it stands."""

from enum import StrEnum

from pydantic import Field

from schemas.article import Role, TextSpan
from schemas.base import FrozenModel
from schemas.drafted import ClaimKind
from schemas.flag import Flag
from schemas.quantity import Quantity


class Place(FrozenModel):
    """One mention of a figure."""

    span: TextSpan
    quote: str
    sentence_id: str
    role: Role


class Component(FrozenModel):
    """One part of a score and what earned it."""

    name: str
    points: int = Field(ge=0)
    most: int = Field(ge=1, description="the most that this component can give")
    reason: str


class RowStatus(StrEnum):
    """What a person has made of the row so far."""

    OPEN = "open"
    VERIFIED = "verified"
    WRONG = "wrong"
    MISLEADING = "misleading"
    NEEDS_SOURCE = "needs_source"
    UNVERIFIABLE = "unverifiable"
    NOT_A_CLAIM = "not_a_claim"


class Row(FrozenModel):
    """One figure to verify: `text` is the claim, `quote` the words of the article that make it."""

    row_id: str
    rank: int = Field(ge=1)
    kind: ClaimKind
    text: str
    quote: str
    span: TextSpan
    before: str
    after: str
    speaker: str | None
    quoted: bool
    quantity: Quantity
    places: tuple[Place, ...]
    claim_ids: tuple[str, ...]
    point_ids: tuple[str, ...]
    """Points of the brief that depend on the figure."""
    flags: tuple[Flag, ...]
    score: int = Field(ge=0, le=100)
    components: tuple[Component, ...]
    reason: str
    status: RowStatus = RowStatus.OPEN


class Worklist(FrozenModel):
    """Rows in the order in which to check them: facts first, then forecasts."""

    rows: tuple[Row, ...]
    brief_flags: tuple[Flag, ...]
    """Flags about the brief itself (S01)."""
    sentences_without_numbers: int = Field(ge=0)
    """Prose sentences that hold no figure: the list does not speak of them."""
