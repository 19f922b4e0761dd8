"""The summary of a run over a corpus: what was done, what was not and why, what it took."""

from typing import Self

from pydantic import Field, model_validator

from schemas.base import FrozenModel, PlainDecimal
from schemas.evidence import EvidenceOutcome
from schemas.merged import MergedCounts


class ArticleCounts(FrozenModel):
    """The articles of a run by what became of them."""

    done: int = Field(default=0, ge=0)
    failed: int = Field(default=0, ge=0)
    """May go well when tried again."""
    dead: int = Field(default=0, ge=0)
    """Would fail again: unreadable, refused, too long."""
    pending: int = Field(default=0, ge=0)

    @property
    def total(self) -> int:
        """All articles that the run knows of."""
        return self.done + self.failed + self.dead + self.pending


class AlertCount(FrozenModel):
    """How often a check raised an alert."""

    check: str
    count: int = Field(ge=1)


class EvidenceCount(FrozenModel):
    """Of how many figures an outcome was found in a library of evidence."""

    outcome: EvidenceOutcome
    count: int = Field(ge=1)


class SummaryPart(FrozenModel):
    """What articles add to the summary of a run; parts of one article are added up to the whole.

    quantities = covered + swept + set_aside, as in each article's ledger.
    """

    articles: int = Field(default=0, ge=0)
    noted: int = Field(default=0, ge=0)
    """Articles with notes: teasers, live blogs, front pages."""
    rows: int = Field(default=0, ge=0)
    quantities: int = Field(default=0, ge=0)
    covered: int = Field(default=0, ge=0)
    swept: int = Field(default=0, ge=0)
    set_aside: int = Field(default=0, ge=0)
    alerts: tuple[AlertCount, ...] = ()
    """Each check once, in the order of their ids."""
    evidence: tuple[EvidenceCount, ...] = ()
    """Each outcome once; none where no library of evidence was asked."""
    requests: int = Field(default=0, ge=0)
    """Answers of the model; those from the cache count as when they were paid."""
    input_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    cost: PlainDecimal | None = None
    """US dollars of the articles whose price is known; None where none is."""
    unpriced: int = Field(default=0, ge=0)
    """Articles that took tokens of a model without a known price."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.quantities != self.covered + self.swept + self.set_aside:
            raise ValueError("the quantities do not add up")
        return self


class FailureCause(FrozenModel):
    """One reason why articles were not processed, or files were left out."""

    cause: str
    """Without the article's own name; "…" stands where articles differ in a number."""
    count: int = Field(ge=1)
    examples: tuple[str, ...]
    """Sources of the first articles of the corpus that met it, five at most."""


class RepeatedIds(FrozenModel):
    """Ids that more than one article of the corpus has: by them results cannot be told apart."""

    count: int = Field(default=0, ge=0)
    examples: tuple[str, ...] = ()
    """The first of them in the order of the alphabet, five at most."""


class RunSummary(FrozenModel):
    """A run over a corpus in figures."""

    articles: ArticleCounts
    totals: SummaryPart
    causes: tuple[FailureCause, ...]
    """The most frequent first."""
    repeated_ids: RepeatedIds = RepeatedIds()
    left_out: tuple[FailureCause, ...] = ()
    """Files of the corpus that no article is made of, such as pictures, by the reason."""
    merged: MergedCounts | None
    """None where no merged list was written."""
