"""Drafting: an article becomes a headline, points and claims tied to sentence ids.

Two drafters do it: `extractive` takes the article's own sentences and needs no model, `model` asks
one. `tidy` is what both do to what was written.
"""

from dataclasses import dataclass
from typing import Protocol

from schemas import Article, Draft, Provenance, Usage


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, what it took and what made it."""

    draft: Draft
    usage: Usage
    provenance: Provenance


class Drafter(Protocol):
    """Whatever drafts an article."""

    async def draft(self, article: Article) -> Drafted:
        """Return the draft; raises ModelError when a model was needed and gave nothing."""
        ...
