"""Drafting: an article becomes a headline, points and claims tied to sentence ids.

`extractive` takes the article's own sentences and needs no model; `model_drafter` asks a model the
`questions`, or replays what one has answered. `tidy` drops claims that are repeated or incomplete.
"""

from dataclasses import dataclass, field
from typing import Protocol

from pipeline.llm import Receipt
from schemas import Article, Draft, Provenance, Usage


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, what it took and what made it."""

    draft: Draft
    usage: Usage
    provenance: Provenance
    receipts: tuple[Receipt, ...] = field(default=(), compare=False)
    """The kept answers that all of it follows from; none where some of them are not known."""


class Drafter(Protocol):
    """Whatever drafts an article."""

    async def draft(self, article: Article) -> Drafted:
        """Return the draft; raises ModelError when a model was needed and gave nothing."""
        ...
