"""What made a result, enough to make it again; and the tokens that it took.

Answers from the cache count as when they were paid, so reruns agree.
"""

from typing import Literal

from pydantic import Field

from schemas.base import FrozenModel
from schemas.desk import DeskSettings


class PromptDigest(FrozenModel):
    """One prompt as it was used: `brief.v1` and the SHA-256 of its file."""

    name: str
    sha256: str


class Provenance(FrozenModel):
    """Which drafter wrote, with what; no clock, so the same input gives the same bytes."""

    factdesk: str
    drafter: Literal["model", "extractive"]
    model: str | None
    window: int | None
    """Sentences a request for claims."""
    prompts: tuple[PromptDigest, ...]
    desk: DeskSettings = DeskSettings()
    """What the desk had set."""
    notes: tuple[str, ...] = ()
    """What a reader must know: that no model wrote, or that a part of a long article was left out.
    """
    library: str | None = None
    """The way from the folder that holds this result to that of the library of evidence which was
    asked: the files that it lists lie there. None where none was asked, or nothing was written."""


class PromptUsage(FrozenModel):
    """What one prompt took for this article."""

    prompt: str
    answers: int = Field(ge=0)
    reasks: int = Field(ge=0, description="answers that were asked for again after a failed check")
    input_tokens: int = Field(ge=0)
    output_tokens: int = Field(ge=0)


class Usage(FrozenModel):
    """What the model's answers for this article took, by prompt; empty without a model."""

    prompts: tuple[PromptUsage, ...] = ()

    @property
    def input_tokens(self) -> int:
        """Tokens read by the model, all prompts together."""
        return sum(each.input_tokens for each in self.prompts)

    @property
    def output_tokens(self) -> int:
        """Tokens written by the model, all prompts together."""
        return sum(each.output_tokens for each in self.prompts)
