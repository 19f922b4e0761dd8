"""The ledger: where each quantity of the article went. It adds up or it is not a ledger."""

from collections import Counter
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.article import TextSpan
from schemas.base import FrozenModel
from schemas.drafted import DraftTally


class Disposition(StrEnum):
    """The one place where a quantity of the article ends."""

    COVERED = "covered"
    SWEPT = "swept"
    SET_ASIDE = "set_aside"


class LedgerEntry(FrozenModel):
    """One quantity of the article: `text` is `Article.text[start:end]`."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    went: Disposition
    why: str
    claim_ids: tuple[str, ...]
    row_id: str | None

    @property
    def span(self) -> TextSpan:
        """Where it stands in `Article.text`."""
        return TextSpan(start=self.start, end=self.end)


class LedgerCounts(FrozenModel):
    """The numbers of a ledger: quantities = covered + swept + set_aside."""

    quantities: int = Field(ge=0)
    covered: int = Field(ge=0)
    swept: int = Field(ge=0)
    set_aside: int = Field(ge=0)


class Ledger(LedgerCounts):
    """quantities = covered + swept + set_aside, with an entry for each quantity in text order."""

    entries: tuple[LedgerEntry, ...]
    drafts: DraftTally

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        went = Counter(entry.went for entry in self.entries)
        counted = (went[Disposition.COVERED], went[Disposition.SWEPT], went[Disposition.SET_ASIDE])
        if counted != (self.covered, self.swept, self.set_aside) or self.quantities != sum(counted):
            raise ValueError("the ledger does not add up")
        return self
