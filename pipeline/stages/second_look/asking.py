"""Asking: all questions at once; a fault of the model costs no answer that came before it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from pipeline.errors import CassetteError, FactdeskError, ModelOutputInvalid, ModelRefused
from pipeline.llm import LanguageModel, Question
from pipeline.settings import Settings, is_reasoning
from schemas.drafts import SecondLookForm

_MOST_TOKENS = 1_024
"""Of an answer, which takes some 40 a number; a small model that repeats itself would go on."""
Came = SecondLookForm | FactdeskError | None
"""What came of a question: an answer, why there is none, or nothing where it was not waited for."""


def settings_for(settings: Settings) -> Settings:
    """Return the settings of a run with answers cut off where they run on.

    A model that thinks before it answers keeps what it may take.
    """
    if is_reasoning(settings.model):
        return settings
    return replace(settings, answer_tokens=min(settings.answer_tokens, _MOST_TOKENS))


async def ask_all(
    questions: Sequence[Question[SecondLookForm]], model: LanguageModel
) -> tuple[list[Came], FactdeskError | None]:
    """Return what came of each question, and what ended the asking, if anything did.

    A question that the model cannot answer costs its own answer alone. What would meet the others
    as well, such as a server that cannot be reached or a budget that is spent, ends them all.
    """
    came: list[Came] = [None] * len(questions)

    async def ask(at: int) -> None:
        try:
            came[at] = (await model.ask(questions[at])).last
        except (ModelOutputInvalid, ModelRefused, CassetteError) as error:
            came[at] = error

    try:
        async with asyncio.TaskGroup() as group:
            for at in range(len(questions)):
                group.create_task(ask(at))
    except ExceptionGroup as failures:
        first = failures.exceptions[0]
        if not isinstance(first, FactdeskError):
            raise first from first.__cause__
        return came, first
    return came, None
