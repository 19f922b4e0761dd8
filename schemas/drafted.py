"""What either drafter hands on: words tied to sentence ids, not yet grounded or checked."""

from enum import StrEnum

from pydantic import Field

from schemas.base import FrozenModel


class ClaimKind(StrEnum):
    """Whether a claim can be checked now."""

    FACT = "fact"
    FORECAST = "forecast"
    OPINION = "opinion"
    PERSONAL = "personal"
    """What somebody tells of their own life: nobody else can check it."""


class DraftedPoint(FrozenModel):
    """One point of the brief and the sentences it rests on."""

    text: str
    sentence_ids: tuple[str, ...]


class DraftedClaim(FrozenModel):
    """One atomic statement and the sentence that makes it.

    `quote` narrows the claim to a clause of that sentence; None means the whole sentence.
    """

    text: str
    sentence_id: str
    speaker: str | None
    kind: ClaimKind
    quote: str | None = None


class DraftTally(FrozenModel):
    """What became of the claims that the drafter wrote: written = kept + the rest."""

    written: int = Field(ge=0)
    kept: int = Field(ge=0)
    merged: int = Field(ge=0, description="the same statement again")
    weaker: int = Field(ge=0, description="said less than another claim of the same sentence")
    fragments: int = Field(
        ge=0, description="no statement: fewer than three words, or no verb-like word"
    )
    ungrounded: int = Field(ge=0, description="cited no sentence of the article")


class SuggestedSource(FrozenModel):
    """What a model suggests would settle the figures of a sentence, and who publishes it."""

    sentence_id: str
    text: str


class SearchPhrases(FrozenModel):
    """By which phrases a model would look for the figures of a sentence."""

    sentence_id: str
    phrases: tuple[str, ...]


class Draft(FrozenModel):
    """A headline, points and claims, as drafted and tidied."""

    headline: str
    headline_ids: tuple[str, ...] = ()
    points: tuple[DraftedPoint, ...]
    claims: tuple[DraftedClaim, ...]
    sources: tuple[SuggestedSource, ...] = ()
    """Only where a model was asked for them."""
    phrases: tuple[SearchPhrases, ...] = ()
    """Only where a model was asked for them, for a library of evidence."""
    tally: DraftTally
