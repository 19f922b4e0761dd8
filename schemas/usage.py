"""Tokens behind a result. Answers from the cache count as when they were paid, so reruns agree."""

from pydantic import Field

from schemas.base import FrozenModel


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
