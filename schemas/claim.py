"""A claim: one statement tied to its exact place in the article."""

from enum import StrEnum

from schemas.article import TextSpan
from schemas.base import FrozenModel
from schemas.drafted import ClaimKind


class Origin(StrEnum):
    """Who put the claim on the list."""

    MODEL = "model"
    EXTRACTIVE = "extractive"
    SWEEP = "sweep"
    """Found by code, because no drafted claim states this number."""


class Claim(FrozenModel):
    """One atomic statement; `quote` is `Article.text[span.start:span.end]`."""

    claim_id: str
    text: str
    quote: str
    span: TextSpan
    sentence_id: str
    speaker: str | None
    quoted: bool
    """Whether the words stand inside quotation marks in the article."""
    kind: ClaimKind
    origin: Origin
