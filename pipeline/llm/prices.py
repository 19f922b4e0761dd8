"""What a run takes and costs: tokens and requests before anything is sent, US dollars, the budget.

Prices come from a table that is installed with us: no network, no price invented.
"""

import asyncio
import itertools
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.errors import BudgetSpent, SettingsError
from pipeline.llm.cache import AnswerCache
from pipeline.llm.completions import Traffic
from pipeline.llm.request import Body, Question, canonical_json, complete_body, messages_of
from pipeline.settings import Settings

BATCH_SHARE = Decimal("0.5")
"""OpenAI's discount for all models, https://platform.openai.com/docs/guides/batch."""
_SMALLEST_DOLLARS = Decimal("0.0001")
"""What costs less is told by its power of ten."""
# Measured with the tokenizer of OpenAI's newer models: English news takes 4.7 bytes a token,
# JSON 3, digits and currency signs 1.65. Rounded down, so that the sum is a bound: a test holds it
# against every request in the recordings.
_BYTES_A_TOKEN, _FIGURES_A_TOKEN = 3, 1.5
_FIGURES = re.compile(r"[\d$€£¥%.,:/+-]")
_QUESTIONS_AT_ONCE = 64
"""Looked up together: more than a storage is asked for at once."""


def price_of(settings: Settings, input_tokens: int, output_tokens: int) -> Decimal | None:
    """Return US dollars for so many tokens of the model; None where its price is not known.

    One's own server or model file has no price here: what it costs is not in a table.
    """
    if settings.weights is not None or settings.replays:
        return None
    import genai_prices  # noqa: PLC0415  # takes a third of a second

    usage = genai_prices.Usage(input_tokens=input_tokens, output_tokens=output_tokens)
    provider: dict[str, Any] = (
        {"provider_api_url": settings.base_url} if settings.base_url else {"provider_id": "openai"}
    )
    try:
        price: Decimal = genai_prices.calc_price(usage, settings.model, **provider).total_price
    except LookupError:
        return None
    return price


def batch_price(settings: Settings, input_tokens: int, output_tokens: int) -> Decimal | None:
    """Return US dollars for so many tokens in batches; None where the price is not known."""
    price = price_of(settings, input_tokens, output_tokens)
    return None if price is None else price * BATCH_SHARE


def dollars(price: Decimal) -> str:
    """Return a price with as many digits as say something: $0.0041, $1.25."""
    if price >= 1 or not price:
        return f"${price:,.2f}"
    return f"${price:.4f}" if price >= _SMALLEST_DOLLARS else f"${price:.1e}"


def budget_guard(settings: Settings, traffic: Traffic) -> Callable[[], None]:
    """Return a function that raises BudgetSpent once the run has cost what it may.

    Raises SettingsError where the price of the model is not known, so that no budget can be kept.
    """
    if settings.budget is None or settings.replays:
        return lambda: None
    if price_of(settings, 1, 1) is None:
        raise SettingsError(
            f"the price of model {settings.model!r} is not known here, so --budget cannot be kept"
        )
    budget = settings.budget

    def admit() -> None:
        paid = traffic.all_paid
        spent = price_of(settings, paid.input_tokens, paid.output_tokens) or Decimal(0)
        if spent >= budget:
            raise BudgetSpent(
                f"the budget of {dollars(budget)} is spent ({dollars(spent)}); what is answered is "
                "in the cache, so the same command with a larger --budget goes on"
            )

    return admit


@dataclass(slots=True)
class Estimate:
    """What the questions of one prompt would take, counting the first answer to each."""

    prompt: str
    requests: int = 0
    kept: int = 0
    """How many of them have their answer already, in the cache or where it is shared."""
    input_tokens: int = 0
    """At most, of those that would be sent."""
    output_cap: int = 0
    """What their answers may run to before they are cut off."""


async def estimate(
    questions: Iterable[Question[Any]],
    settings: Settings,
    cache: AnswerCache,
    key_of: Callable[[Body], str],
) -> tuple[Estimate, ...]:
    """Return what the questions would take, by prompt in the order in which prompts come up.

    They are counted as they come, so that those of a whole corpus fit.
    """
    by_prompt: dict[str, Estimate] = {}
    stream = iter(questions)
    while batch := list(itertools.islice(stream, _QUESTIONS_AT_ONCE)):
        bodies = [complete_body(question, messages_of(question), settings) for question in batch]
        kept = await asyncio.gather(*(_is_kept(key_of(body), cache) for body in bodies))
        for question, body, is_kept in zip(batch, bodies, kept, strict=True):
            prompt = by_prompt.setdefault(question.prompt, Estimate(question.prompt))
            prompt.requests += 1
            if is_kept:
                prompt.kept += 1
            else:
                prompt.input_tokens += tokens_at_most(canonical_json(body))
                prompt.output_cap += settings.answer_tokens
    return tuple(by_prompt.values())


def tokens_at_most(text: str) -> int:
    """Return a bound on the tokens of a text, whichever tokenizer reads it."""
    figures = len(_FIGURES.findall(text))
    return math.ceil(
        (len(text.encode("utf-8", "surrogatepass")) - figures) / _BYTES_A_TOKEN
        + figures / _FIGURES_A_TOKEN
    )


def likely_output(settings: Settings, input_tokens: int) -> int:
    """Return how many tokens an answer is expected to take, thinking included.

    As many as the request has: in our recordings answers take a third of that, and a model that
    thinks takes more.
    """
    return min(input_tokens, settings.answer_tokens)


async def _is_kept(key: str, cache: AnswerCache) -> bool:
    return cache.get(key) is not None or await cache.shares(key)
