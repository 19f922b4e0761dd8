"""What a run would ask and take, before anything is sent: requests, tokens at most, those kept already."""

import asyncio
import itertools
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
_AT_ONCE = 64
"""Questions that are looked up together: more than a storage is asked for at once."""
_FIGURES = re.compile(r"[\d$€£¥%.,:/+-]")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the questions of one prompt would take, counting the first answer to each."""

    prompt: str
    requests: int
    kept: int
    """How many of them have their answer already, in the cache or where it is shared."""
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
    found = iter(questions)
    while some := list(itertools.islice(found, _AT_ONCE)):
        bodies = [complete_body(each, messages_of(each), settings) for each in some]
        kept = await asyncio.gather(*(_is_kept(key_of(body), cache) for body in bodies))
        for question, body, is_kept in zip(some, bodies, kept, strict=True):
            _count(by_prompt, question.prompt, body, cap=0 if is_kept else settings.answer_tokens)
    return tuple(by_prompt.values())


async def _is_kept(key: str, cache: AnswerCache) -> bool:
    return cache.get(key) is not None or await cache.shares(key)


def _count(by_prompt: dict[str, Estimate], prompt: str, body: Body, *, cap: int) -> None:
    """Add a request to what its prompt takes; `cap` bounds its answer, 0 where that is kept."""
    so_far = by_prompt.get(prompt, Estimate(prompt, 0, 0, 0, 0))
    by_prompt[prompt] = Estimate(
        prompt=prompt,
        requests=so_far.requests + 1,
        kept=so_far.kept + (not cap),
        input_tokens=so_far.input_tokens + (tokens_at_most(canonical_json(body)) if cap else 0),
        output_cap=so_far.output_cap + cap,
    )
