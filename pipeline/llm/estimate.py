"""What a run would ask and take, before anything is sent: requests, tokens at most, those kept already."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.llm.cache import AnswerCache
from pipeline.llm.key import canonical_json
from pipeline.llm.question import Question
from pipeline.llm.request import Body, complete_body, messages_of
from pipeline.settings import Settings

# Measured with the tokenizer of OpenAI's newer models: English news takes 4.7 bytes a token, JSON 3,
# digits and currency signs 1.65. Rounded down, so that the sum is a bound: a test holds it against
# every request in the recordings.
_BYTES_A_TOKEN, _FIGURES_A_TOKEN = 3, 1.5
_FIGURES = re.compile(r"[\d$€£¥%.,:/+-]")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the questions of one prompt would take, counting the first answer to each."""

    prompt: str
    requests: int
    kept: int
    """How many of them have their answer in the cache already."""
    input_tokens: int
    """At most, of those that would be sent."""
    output_cap: int
    """What their answers may run to before they are cut off."""


def tokens_at_most(text: str) -> int:
    """Return a bound on the tokens of a text, whichever tokenizer reads it."""
    figures = len(_FIGURES.findall(text))
    return math.ceil(
        (len(text.encode("utf-8", "surrogatepass")) - figures) / _BYTES_A_TOKEN
        + figures / _FIGURES_A_TOKEN
    )


def estimate(
    questions: Iterable[Question[Any]],
    settings: Settings,
    cache: AnswerCache,
    key_of: Callable[[Body], str],
) -> tuple[Estimate, ...]:
    """Return what the questions would take, by prompt in the order in which prompts come up.

    They are counted as they come, so that those of a whole corpus fit.
    """
    by_prompt: dict[str, Estimate] = {}
    for question in questions:
        body = complete_body(question, messages_of(question), settings)
        kept = cache.get(key_of(body)) is not None
        tokens = 0 if kept else tokens_at_most(canonical_json(body))
        so_far = by_prompt.get(question.prompt, Estimate(question.prompt, 0, 0, 0, 0))
        by_prompt[question.prompt] = Estimate(
            prompt=question.prompt,
            requests=so_far.requests + 1,
            kept=so_far.kept + kept,
            input_tokens=so_far.input_tokens + tokens,
            output_cap=so_far.output_cap + (not kept) * settings.answer_tokens,
        )
    return tuple(by_prompt.values())
