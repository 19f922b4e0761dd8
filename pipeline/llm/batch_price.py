"""What a batch costs: half of what the same requests cost one by one."""

from decimal import Decimal

from pipeline.llm.prices import price_of
from pipeline.settings import Settings

BATCH_SHARE = Decimal("0.5")
"""OpenAI's discount for all models, https://platform.openai.com/docs/guides/batch."""


def batch_price(settings: Settings, input_tokens: int, output_tokens: int) -> Decimal | None:
    """Return US dollars for so many tokens in batches; None where the model's price is not known."""
    price = price_of(settings, input_tokens, output_tokens)
    return None if price is None else price * BATCH_SHARE


def likely_output(settings: Settings, input_tokens: int) -> int:
    """Return how many tokens an answer is expected to take, thinking included.

    As many as the request has: in our recordings answers take a third of that, and a model that
    thinks takes more.
    """
    return min(input_tokens, settings.answer_tokens)
